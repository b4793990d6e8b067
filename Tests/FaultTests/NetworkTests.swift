import TestKit
import Testing

/// No command touches the network.
@Suite(.enabled(if: Strace.works)) struct NetworkTests {
  static let commands: [[String]] =
    Scenario.all.map(\.words) + [
      [], ["list"], ["inspect", "--full", "ca.crt"], ["match", "ca.key", "ca.crt"], ["verify", "ca.crt", "ca.crt"],
      ["verify", "ca.crt", "--trust", "system", "--host", "a.example"], ["help"], ["man"], ["completion", "bash"],
      ["--version"], ["insepct"],
    ]

  @Test(arguments: commands) func opensNoSocket(_ words: [String]) throws {
    let folder = try Fixture.store()
    try folder.write(Fixture.lockedKey, to: "n.key", mode: 0o600)
    let notes = try TemporaryFolder()
    _ = try Strace.run(
      ["-o", notes.path("trace"), "-e", "trace=socket,connect,bind,sendto,execve,fork,vfork"], words, in: folder.path,
      environment: Scenario.environment)
    let lines = try notes.text("trace").split(separator: "\n").filter { !$0.contains("exited with") }
    // The one call is the start of the program itself: it starts no others either.
    #expect(lines.count == 1 && lines.first?.contains("execve(") == true, "\(lines)")
  }

  /// A certificate that names every place there can be, at an address of this machine where nobody listens.
  @Test(arguments: [
    ("", 0), (" --revocation require", 0), (" --trust ca.crt", 0), (" --fetch", 0),
    (" --fetch --ocsp-url http://[::ffff:127.0.0.1]:1/", 0), (" --fetch --revocation off", 0),
    (" --fetch --fetch-private", 2), (" --fetch --fetch-private --revocation off", 0),
  ]) func connectsOnlyWhereThatIsAllowed(_ options: String, _ count: Int) throws {
    let folder = try Fixture.store()
    let urls = ["--aia-url", "http://127.0.0.1:1/ca.crt", "--crl-url", "http://127.0.0.1:1/ca.crl"]
    let made = try Pki.run(["sign", "a", "ca"] + urls + ["--ocsp-url", "http://127.0.0.1:1/"], in: folder.path)
    try #require(made.status == 0, "\(made)")
    let notes = try TemporaryFolder()
    let words = ["verify", "a.crt"] + (options.contains("--trust") ? [] : ["ca.crt"])
    _ = try Strace.run(
      ["-o", notes.path("trace"), "-e", "trace=socket,connect,bind,sendto"],
      words + options.split(separator: " ").map(String.init), in: folder.path, environment: Scenario.environment)
    let lines = try notes.text("trace").split(separator: "\n").filter { !$0.contains("exited with") }
    #expect(lines.filter { $0.contains("connect(") }.count == count, "\(lines)")
    #expect(count > 0 || lines.isEmpty, "\(lines)")
  }
}
