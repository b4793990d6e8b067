@testable import TestKit

/// The front page of the project, and what in it is held against the program.
struct Readme {
  let text: String

  static let path = "\(Repository.path)/README.md"

  init() throws {
    text = try Disk.text(Self.path)
  }

  init(text: String) {
    self.text = text
  }

  /// The lines of all blocks of a kind: `sh`, `console`.
  func blocks(_ kind: String) -> [[String]] {
    var blocks: [[String]] = [], isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if isInside, line == "```" {
        isInside = false
      } else if isInside {
        blocks[blocks.count - 1].append(line)
      } else if line == "```\(kind)" {
        blocks.append([])
        isInside = true
      }
    }
    return blocks
  }

  /// What stands between backticks outside blocks.
  var spans: [String] {
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("    ") }
    return lines.joined(separator: "\n").replacing(/```[a-z]+\n(?:.|\n)*?```/, with: "").matches(of: /`([^`]+)`/)
      .map { String($0.1).replacing("\n", with: " ") }
  }
}

/// The conversation that the consoles of the front page show: one, from top to bottom.
extension Readme {
  /// The commands of a console with what they answer.
  private func transcripts() -> [Transcript] {
    blocks("console").map { Transcript($0.map(Self.masked).joined(separator: "\n")) }
  }

  /// A serial number is another one each time.
  private static func masked(_ line: String) -> String {
    line.hasPrefix("Serial ") ? line.replacing(/[0-9a-f]{30,40}$/, with: Mask.serial.rawValue) : line
  }

  /// What the program answers now, a console each, as a terminal shows it.
  func answers() throws -> [[String]] {
    let transcripts = transcripts()
    var whole = Transcript("")
    whole.turns = transcripts.flatMap(\.turns)
    var replies = try Stage().play(whole)[...]
    return transcripts.map { transcript in
      transcript.turns.flatMap { turn in ["$ \(turn.command)"] + Self.shown(replies.popFirst() ?? []) + [""] }
        .dropLast()
    }
  }

  private static func shown(_ reply: [String]) -> [String] {
    reply.filter { !$0.hasPrefix("? ") }.map { $0.hasPrefix("! ") ? String($0.dropFirst(2)) : $0 }
  }

  /// Whether the consoles show what the program answers, but for serial numbers.
  func isTrue(to answers: [[String]]) -> Bool {
    let shown = blocks("console").map { $0.map(Self.masked) }
    return shown == answers.map { $0.map(Self.masked) }
  }

  /// The page with the answers in its consoles.
  func with(_ answers: [[String]]) -> Readme {
    var rest = answers[...]
    let text = text.replacing(/```console\n(?:.|\n)*?```/) { _ in
      "```console\n" + (rest.popFirst() ?? []).joined(separator: "\n") + "\n```"
    }
    return Readme(text: text)
  }
}
