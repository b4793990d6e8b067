/// A command line split into words as a shell does: spaces part, quotes and backslashes hold together.
package enum ShellWords {
  /// A quote that nobody closed.
  package struct Unclosed: Error, CustomStringConvertible {
    let line: String
    /// The line that cannot be split.
    package var description: String { "a quote is not closed: \(line)" }
  }

  /// The words of a line; nothing is expanded.
  package static func split(_ line: String) throws(Unclosed) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in line {
      if isEscaped {
        // Between double quotes, a backslash only escapes what would otherwise have a meaning there.
        if quote == "\"", character != "\"", character != "\\" { word?.append("\\") }
        word = (word ?? "") + String(character)
        isEscaped = false
        continue
      }
      switch (character, quote) {
      case ("\\", nil), ("\\", "\""): (isEscaped, word) = (true, word ?? "")
      case (_, .some(let open)) where character == open: quote = nil
      case ("'", nil), ("\"", nil): (quote, word) = (character, word ?? "")
      case (" ", nil):
        if let word { words.append(word) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    guard quote == nil, !isEscaped else { throw Unclosed(line: line) }
    return words + (word.map { [$0] } ?? [])
  }
}
