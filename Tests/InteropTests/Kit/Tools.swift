import Glibc
import TestKit

/// The programs of the real world that these tests ask for their opinion.
enum Tools {
  static let openssl = InstalledTool("openssl")
  static let certtool = InstalledTool("certtool")
  static let sshKeygen = InstalledTool("ssh-keygen")
  static let ssh = InstalledTool("ssh")
  static let sshd = InstalledTool("sshd")
  static let curl = InstalledTool("curl")
  static let psql = InstalledTool("psql")
  static let setpriv = InstalledTool("setpriv")
  static let timeout = InstalledTool("timeout")
  static let gnuTLSClient = InstalledTool("gnutls-cli")

  /// Whether the program was built and openssl, without which no test here can begin, is installed.
  static var areThere: Bool { Repository.builtProgram != nil && openssl.isThere }

  /// Whether servers can be started that only root may run; where they cannot, it is said aloud.
  static let isRoot: Bool = {
    if getuid() != 0 { InstalledTool.sayAloud("skipped: servers that want root") }
    return getuid() == 0
  }()

  /// A Python that has the package cryptography; nil where there is none.
  static let python: Program? = {
    // What comes first in PATH may be a script that looks for the real one, half a second for each call.
    let candidates = [InstalledTool("python3", at: "/usr/bin"), InstalledTool("python3")]
    let found = candidates.compactMap { $0.path.map { Program($0) } }.first { python in
      (try? python.run(["-c", "import cryptography.x509"]))?.status == 0
    }
    if found == nil { InstalledTool.sayAloud("skipped: no python3 with cryptography") }
    return found
  }()
}

extension InstalledTool {
  /// The tool in one place alone.
  fileprivate init(_ name: String, at place: String) {
    let path = "\(place)/\(name)"
    self.init(Disk.status(path) == nil ? "no \(name) in \(place)" : path)
  }
}
