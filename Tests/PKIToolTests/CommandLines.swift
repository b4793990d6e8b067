import TestKit

/// The calls of `pki` in a line of shell.
enum CommandLines {
  /// The words behind `pki` of every call; redirections are left out.
  static func calls(in line: String) throws -> [[String]] {
    try parts(of: line).compactMap { part in
      var words = try ShellWords.split(part)
      if words.first == "$" { words.removeFirst() }
      if words.first == "sudo" { words.removeFirst() }
      guard words.first == "pki" else { return nil }
      let end = words.firstIndex { $0.hasPrefix(">") || $0.hasPrefix("<") || $0.hasPrefix("2>") } ?? words.endIndex
      return Array(words[1..<end])
    }
  }

  /// A line cut where the shell begins another command: at `|`, `;`, `&&` and inside `<(…)`, quotes respected.
  private static func parts(of line: String) -> [String] {
    var parts = [""]
    var quote: Character?
    for character in line {
      switch (character, quote) {
      case ("'", nil), ("\"", nil): quote = character
      case (_, .some(let open)) where character == open: quote = nil
      case ("|", nil), (";", nil), ("&", nil), ("(", nil), (")", nil):
        parts.append("")
        continue
      default: break
      }
      parts[parts.count - 1].append(character)
    }
    return parts
  }
}
