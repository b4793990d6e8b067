import TestKit
import Testing

/// Where a passphrase is needed and nobody can be asked, the command fails at once.
@Suite struct NoTerminalTests {
  /// A command that would ask.
  struct Case: Sendable, CustomTestStringConvertible {
    let words: [String]
    var testDescription: String { words.joined(separator: " ") }

    init(_ words: String) { self.words = words.split(separator: " ").map(String.init) }

    static let all: [Case] = [
      Case("unlock locked.key"), Case("unlock locked.key --passin prompt"), Case("lock ca.key"),
      Case("lock locked.key"), Case("csr n CN:a.example --lock"), Case("csr n CN:a.example --key locked.key"),
      Case("selfsigned n --lock"), Case("selfsigned n --key locked.key"), Case("sign a lockedca"),
      Case("pkcs12-to-ssh admin"), Case("match locked.key ca.crt --passin prompt"),
      Case("unlock locked.key --passin stdin"), Case("unlock locked.key --passin env:UNSET"),
      Case("unlock locked.key --passin fd:987"), Case("unlock locked.key --passin file:missing"),
      Case("unlock locked.key --passin file:."), Case("unlock locked.key --passin file:/dev/null"),
    ]
  }

  @Test(.enabled(if: InstalledTool("setsid").isThere), arguments: Case.all) func failsAtOnce(_ row: Case) throws {
    let folder = try Fixture.store()
    try folder.write(Fixture.lockedKey, to: "lockedca.key", mode: 0o600)
    try folder.write(Fixture.certificate, to: "lockedca.crt")
    let before = try Snapshot(folder)
    var tool = InstalledTool("setsid").program(folder: folder.path)
    tool.secondsAllowed = 10
    let clock = ContinuousClock()
    let start = clock.now
    let result = try tool.run(["--wait", Pki.path] + row.words)
    let time = clock.now - start
    #expect(result.isCleanFailure, "\(result)")
    #expect(result.errorText.contains("passphrase"), "\(result)")
    #expect(time < .seconds(5), "\(time)")
    #expect(try Snapshot(folder) == before)
  }

  @Test(.enabled(if: InstalledTool("setsid").isThere)) func whatIsLockedIsStillShown() throws {
    let folder = try Fixture.store()
    for words in [["inspect", "locked.key", "admin.pub"], ["list"], []] {
      let result = try InstalledTool("setsid").program(folder: folder.path).run(["--wait", Pki.path] + words)
      #expect(result.status == 0, "\(words): \(result)")
    }
  }
}
