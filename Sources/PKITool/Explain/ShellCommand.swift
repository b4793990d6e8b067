import Console

/// A command that can be pasted into a shell as it is shown; none where a word could not be.
struct ShellCommand: Hashable {
  let text: String

  /// Quotes what a shell would take for something else. nil where a word has characters that a terminal shows in
  /// another way, or begins like an option though it is none.
  init?(_ words: [String]) {
    var quoted: [String] = []
    for word in words {
      guard Escaping.text(word) == word, !word.utf8.contains(UInt8(ascii: "'")), word.utf8.allSatisfy({ $0 < 0x80 })
      else { return nil }
      quoted.append(word.isEmpty || !word.utf8.allSatisfy(ShellCommand.isPlain) ? "'\(word)'" : word)
    }
    text = quoted.joined(separator: " ")
  }

  private init(text: String) { self.text = text }

  /// One command after the other, if the first succeeds.
  static func + (first: ShellCommand, second: ShellCommand) -> ShellCommand {
    ShellCommand(text: first.text + " && " + second.text)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "._/:@%+=,-".utf8.contains(byte)
    }
  }
}
