import Glibc
import TestKit
import Testing

/// What long work shows at a terminal, and what it leaves there.
@Suite(.serialized, .enabled(if: Pseudoterminal.isThere)) struct ProgressTests {
  private static let words = ["csr", "--from", "t.csv", "--key-type", "rsa:3072", "--color", "never"]
  private static let rows = 12

  /// A table whose keys take some seconds.
  private static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("name,CN\n" + (0..<rows).map { "h\($0),h\($0).example\n" }.joined(), to: "t.csv")
    return folder
  }

  @Test(arguments: [40, 80]) func isTakenAwayAgain(_ columns: Int) throws {
    let folder = try Self.folder()
    let ending = try Pseudoterminal.run(
      Self.words, in: folder.path, prompt: "none", environment: ["COLUMNS": "\(columns)"])
    #expect(ending.status == 0, "\(ending)")
    let states = ending.screen.components(between: "\r\u{1b}[K")
    #expect(states.count > 2, "\(ending)")
    for state in states.dropFirst().dropLast() {
      #expect(state.hasPrefix("requests: ") && state.contains(" of \(Self.rows) ("), "\(state)")
      // Of the first row nobody knows yet how long the next takes.
      if state.hasPrefix("requests: 0 ") { continue }
      #expect(state.hasSuffix(" left") || state.hasSuffix(" a second") || state.hasSuffix(" a minute"), "\(state)")
      #expect(columns == 40 || state.contains(", "), "\(state)")
      #expect(state.utf8.count < columns && !state.utf8.contains(0x0a), "\(state)")
    }
    #expect(states.last == "Created keys and requests of \(Self.rows) rows\r\n", "\(ending)")
  }

  @Test func anInterruptionSaysHowToGoOn() throws {
    let folder = try Self.folder()
    let ending = try Pseudoterminal.run(Self.words, in: folder.path, prompt: "requests: ", signal: SIGINT)
    #expect(ending.status == Int(-SIGINT), "\(ending)")
    let last = ending.screen.components(between: "\r\u{1b}[K").last
    #expect(
      last == "pki: note: interrupted: what is done stays, and the same line again does what is missing\r\n",
      "\(ending)")
    let again = try Pki.run(Self.words, in: folder.path)
    #expect(again.status == 0 && again.errors.isEmpty, "\(again)")
  }

  @Test func quietIsQuiet() throws {
    let folder = try Self.folder()
    let ending = try Pseudoterminal.run(Self.words + ["-q"], in: folder.path, prompt: "none")
    #expect(ending.screen == "Created keys and requests of \(Self.rows) rows\r\n")
  }

  @Test func withoutATerminalThereIsNothing() throws {
    let folder = try Self.folder()
    let result = try Pki.run(Self.words, in: folder.path)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
  }
}

extension String {
  /// What stands before, between and behind every occurrence of a mark.
  fileprivate func components(between mark: String) -> [String] {
    var parts: [[UInt8]] = [[]]
    let (bytes, mark) = (Array(utf8), Array(mark.utf8))
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: mark) {
        parts.append([])
        index += mark.count
      } else {
        parts[parts.count - 1].append(bytes[index])
        index += 1
      }
    }
    return parts.map { String(decoding: $0, as: UTF8.self) }
  }
}
