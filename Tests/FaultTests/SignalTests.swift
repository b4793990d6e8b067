import Glibc
import TestKit
import Testing

/// An interruption ends the program as it ends any other, and leaves nothing.
@Suite struct SignalTests {
  static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// A command that asks.
  struct Prompt: Sendable, CustomTestStringConvertible {
    let words: [String]
    let prompt: String
    var testDescription: String { words.joined(separator: " ") }

    static let all = [
      Prompt(words: ["unlock", "locked.key"], prompt: "Passphrase of locked.key: "),
      Prompt(words: ["lock", "ca.key"], prompt: "New passphrase of ca.key: "),
      Prompt(words: ["csr", "n", "CN:a.example", "--lock"], prompt: "New passphrase of n.key: "),
      Prompt(words: ["pkcs12-to-ssh", "admin"], prompt: "Passphrase of admin.pub: "),
    ]
  }

  @Test(.enabled(if: Pseudoterminal.isThere), arguments: Prompt.all, signals)
  func atThePrompt(_ row: Prompt, _ signal: Int32) throws {
    let folder = try Fixture.store()
    let before = try Snapshot(folder)
    let ending = try Pseudoterminal.run(row.words, in: folder.path, prompt: row.prompt, signal: signal)
    #expect(ending.status == Int(-signal), "\(ending)")
    #expect(ending.echoes, "\(ending)")
    #expect(try Snapshot(folder) == before)
  }

  @Test(.enabled(if: Pseudoterminal.isThere)) func anAnswerIsNeverShown() throws {
    let folder = try Fixture.store()
    let ending = try Pseudoterminal.run(
      ["unlock", "locked.key"], in: folder.path, prompt: "locked.key: ", answers: [Fixture.passphrase])
    #expect(ending.status == 0, "\(ending)")
    #expect(ending.echoes && !ending.screen.contains(Fixture.passphrase), "\(ending)")
    #expect(try folder.text("locked.key").contains("BEGIN PRIVATE KEY"))
  }

  @Test(.enabled(if: Pseudoterminal.isThere)) func twoAnswersThatDiffer() throws {
    let folder = try Fixture.store()
    let before = try Snapshot(folder)
    let ending = try Pseudoterminal.run(
      ["lock", "ca.key"], in: folder.path, prompt: ": ", answers: ["one-answer", "another-answer"])
    #expect(ending.status == 2, "\(ending)")
    #expect(ending.screen.contains("the two passphrases differ"), "\(ending)")
    #expect(!ending.screen.contains("answer-") && !ending.screen.contains("one-answer"), "\(ending)")
    #expect(try Snapshot(folder) == before)
  }

  @Test(arguments: signals) func whileAKeyIsMade(_ signal: Int32) throws {
    let folder = try TemporaryFolder()
    let notes = try TemporaryFolder()
    let pki = Program(Pki.path, folder: folder.path)
    var hits = 0
    // A key of this size is sometimes found before the signal comes.
    for _ in 0..<8 where hits < 3 {
      let process = try pki.start(
        ["csr", "n", "CN:a.example", "--key-type", "rsa:4096", "--force"], input: "/dev/null",
        output: notes.path("out"), errors: notes.path("err"))
      Self.waitForHandlers(of: process)
      kill(process, signal)
      let status = pki.wait(for: process)
      if status == 0 { continue }
      hits += 1
      let said = try notes.text("err")
      #expect(status == -signal, "\(said)")
      #expect(folder.names.allSatisfy { !$0.hasPrefix(".") }, "\(folder.names)")
      #expect([0, 2, 3].contains(folder.names.count), "\(folder.names)")
    }
    #expect(hits > 0)
  }

  /// Waits until the process catches INT: what comes sooner ends it as it would any other.
  private static func waitForHandlers(of process: pid_t) {
    for _ in 0..<2_000 {
      let status = (try? Disk.text("/proc/\(process)/status")) ?? ""
      if let line = status.split(separator: "\n").first(where: { $0.hasPrefix("SigCgt:") }),
        let caught = UInt64(line.drop { $0 != "\t" }.dropFirst(), radix: 16), caught & 2 != 0
      {
        return
      }
      usleep(500)
    }
  }
}
