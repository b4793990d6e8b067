import Glibc

/// Where the project and what is built from it lie.
package enum Repository {
  /// The top folder of the sources that these tests were built from.
  package static let path = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    .joined(separator: "/")

  /// The program `pki` that was built together with these tests; nil where it was not.
  package static let builtProgram: String? = {
    let candidates = [ownFolder, "\(path)/.build/debug"].compactMap { $0.map { "\($0)/pki" } }
    return candidates.first { unsafe access($0, X_OK) == 0 && !Disk.isFolder($0) }
  }()

  /// The folder of the running test program.
  private static var ownFolder: String? {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { (text) -> Int in
        guard let start = text.baseAddress else { return 0 }
        return unsafe readlink("/proc/self/exe", start, text.count)
      }
    }
    guard count > 0 else { return nil }
    let executable = String(decoding: buffer[..<count], as: UTF8.self)
    return executable.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }

  /// A variable of the environment that these tests run in.
  package static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }
}
