extension Law {
  /// Every door between modules says what it gives.
  ///
  /// What a protocol asks for is said once, at the protocol: the operators of the standard protocols, and the
  /// requirements of `Command` and `OptionGroup` where commands and groups of options are declared.
  static let documentedDoors = Law(name: "every package declaration has a /// comment") { file in
    guard file.isSource else { return [] }
    let tables = ["Commands/", "Options/", "GlobalOptions.swift"]
    let isTable = tables.contains { file.path.hasPrefix("Sources/PKITool/\($0)") }
    return file.lines(with: "package").compactMap { line in
      guard let declaration = door(line.text), !isOperator(declaration), !(isTable && isRequirement(declaration)),
        !isDocumented(line.number, in: file.lines)
      else { return nil }
      return (line.number, String(declaration.prefix(60)))
    }
  }

  /// What a line declares for other modules; nil where it declares nothing for them.
  private static func door(_ line: String) -> Substring? {
    let declaration = /^\s*(?:@\w+(?:\([^)]*\))?\s+)*package(?:\(set\))?\s+(.*)/
    guard let match = line.firstMatch(of: declaration) else { return nil }
    return match.1.hasPrefix("import ") ? nil : match.1
  }

  private static func isOperator(_ declaration: Substring) -> Bool {
    declaration.contains(/^static func (?:==|<) \(/) || declaration.hasPrefix("func hash(into ")
  }

  private static func isRequirement(_ declaration: Substring) -> Bool {
    let requirement =
      /^(?:static let (?:name|summary|discussion|group|operandUsage|options|examples)\b|static var options\b|var operands: \[String\]|init\(\) \{\}|func run\(in |mutating func validate\(\))/
    return declaration.contains(requirement)
  }

  /// Whether a comment stands above the line, attributes between allowed.
  private static func isDocumented(_ number: Int, in lines: [String]) -> Bool {
    let above = lines[..<(number - 1)].reversed().map { $0.drop(while: \.isWhitespace) }
    return above.first { !$0.hasPrefix("@") }?.hasPrefix("///") ?? false
  }
}
