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
}
