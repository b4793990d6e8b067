import Glibc
import TestKit
import Testing

/// An administrator's PKCS#12 file becomes the key that a real sshd lets in.
@Suite(.serialized, .enabled(if: Tools.areThere && SSHServer.isThere)) struct SSHTests {
  /// How the private key is made, so that both openssl and ssh can read it.
  struct Maker: Sendable, CustomTestStringConvertible {
    let type: String
    let words: String
    var testDescription: String { type }

    static let all: [Maker] = [
      Maker(type: "ssh-rsa", words: "-t rsa -b 2048 -m PKCS8"),
      Maker(type: "ecdsa-sha2-nistp256", words: "-t ecdsa -b 256 -m PKCS8"),
      Maker(type: "ecdsa-sha2-nistp521", words: "-t ecdsa -b 521 -m PKCS8"),
      Maker(type: "ssh-ed25519", words: "-t ed25519"),
    ]
  }

  @Test(arguments: Maker.all) func pkcs12OpensTheDoor(_ maker: Maker) throws {
    let bench = try Workbench()
    try Self.makeKeys(maker, in: bench)
    try bench.pkiMust("pkcs12-to-ssh admin --keep --passin env:SECRET", environment: secret)
    let line = try bench.folder.text("admin.pub")
    #expect(line.hasPrefix("\(maker.type) ") && line.hasSuffix(" admin\n"), "\(line)")
    #expect(bench.folder.names.contains("admin.p12"))
    let made = try bench.folder.text("login.pub")
    #expect(line.split(separator: " ").prefix(2) == made.split(separator: " ").prefix(2))
    try expectDone(bench.run(Tools.sshKeygen, "-l -f admin.pub"), says: "admin")

    let server = try SSHServer(bench, authorizedKeys: "admin.pub")
    let entered = try server.login(bench, key: "login")
    #expect(entered.status == 0 && entered.text == "ok\n", "\(entered)")
    let refused = try server.login(bench, key: "stranger")
    #expect(refused.status == 255 && refused.errorText.contains("Permission denied (publickey)"), "\(refused)")
  }

  @Test func aWrongPassphraseChangesNothing() throws {
    let bench = try Workbench()
    try Self.makeKeys(Maker.all[1], in: bench)
    let before = try bench.folder.bytes("admin.pub")
    let words = "pkcs12-to-ssh admin --passin env:WRONG"
    try expect(bench.pki(words, environment: secret), exit: 2, says: "wrong passphrase")
    #expect(try bench.folder.bytes("admin.pub") == before)
  }

  /// `login` and `stranger` for ssh, and `admin.pub` with the first of them as openssl exports it.
  private static func makeKeys(_ maker: Maker, in bench: Workbench) throws {
    for name in ["login", "stranger"] {
      try bench.must(Tools.sshKeygen, "-q \(maker.words) -C \(name) -f \(name)", ["-N", ""])
    }
    try bench.pkiMust("unlock login --out login.pem")
    try bench.opensslMust("req -x509 -new -key login.pem -subj /O=Users/CN=admin -days 30 -out login.crt")
    try bench.opensslMust("pkcs12 -export -inkey login.pem -in login.crt -out admin.pub -passout pass:\(passphrase)")
  }
}

/// sshd for one connection at a time: ssh talks to it through pipes, so that there is no port and nothing to stop.
struct SSHServer {
  private let folder: TemporaryFolder
  private let command: String

  static let isThere: Bool = {
    let hasTools = Tools.ssh.isThere && Tools.sshd.isThere && Tools.sshKeygen.isThere
    return hasTools && (Disk.isFolder("/run"))
  }()

  /// Host key and settings; `authorizedKeys` is a file of the bench.
  init(_ bench: Workbench, authorizedKeys: String) throws {
    folder = try TemporaryFolder()
    let made = try Tools.sshKeygen.program(folder: folder.path).run(["-q", "-t", "ed25519", "-N", "", "-f", "host"])
    try #require(made.status == 0, "\(made)")
    let settings = """
      HostKey \(folder.path("host"))
      AuthorizedKeysFile \(bench.folder.path(authorizedKeys))
      AuthenticationMethods publickey
      PermitRootLogin yes
      StrictModes no
      UsePAM no
      PidFile none
      PrintMotd no
      PrintLastLog no

      """
    try folder.write(settings, to: "sshd_config")
    command = "\(try #require(Tools.sshd.path)) -i -e -f \(folder.path("sshd_config"))"
  }

  /// Logs in with a key of the bench and runs `echo ok`.
  func login(_ bench: Workbench, key: String) throws -> Program.Result {
    // Started by root, sshd wants an empty folder that the system's own start makes.
    let emptyFolder = "/run/sshd"
    let isOurs = getuid() == 0 && Disk.status(emptyFolder) == nil
    if isOurs { try Disk.makeFolder(emptyFolder) }
    defer { if isOurs { Disk.remove(emptyFolder) } }
    let user = try InstalledTool("id").program().run(["-un"]).text.filter { !$0.isWhitespace }
    let options = [
      "ProxyCommand=\(command)", "IdentitiesOnly=yes", "IdentityAgent=none", "BatchMode=yes", "LogLevel=ERROR",
      "StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "GlobalKnownHostsFile=/dev/null",
    ]
    let words = ["-F", "none", "-i", bench.folder.path(key)] + options.flatMap { ["-o", $0] }
    return try Tools.ssh.program(folder: bench.folder.path).run(words + ["\(user)@localhost", "echo ok"])
  }
}
