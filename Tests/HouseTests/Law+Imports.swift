extension Law {
  /// What each room may import; the wider the row, the nearer the roof.
  static let allowedImports: [String: Set<String>] = [
    "Vocabulary": [],
    "Platform": ["Vocabulary", "CPlatform", "CResolver", "Glibc", "Darwin", "Synchronization"],
    "OpenSSL": ["COpenSSL", "Platform", "Vocabulary", "Synchronization"],
    "PKICore": ["OpenSSL", "Platform", "Vocabulary", "Synchronization"],
    "Console": ["Platform"],
    "PKITool": ["PKICore", "Console", "Platform", "Vocabulary", "Synchronization"],
    "pki": ["PKITool", "Platform"],
  ]

  /// The files that may import something more: start-up pays for FoundationEssentials, so it is named by file.
  static let importsByFile: [String: Set<String>] = [:]

  /// Each room knows only the floors below it.
  static let imports = Law(name: "imports follow the floors of the house") { file in
    guard file.isSource, let module = file.module else { return [] }
    guard let allowed = allowedImports[module] else { return [(1, "the module \(module) has no row in the table")] }
    let all = allowed.union(importsByFile[file.path] ?? [])
    return file.code(with: "import").compactMap { line in
      guard let name = imported(line.text), !all.contains(name) else { return nil }
      return (line.number, "\(module) imports \(name)")
    }
  }

  /// The module that a line imports; nil where it imports none.
  private static func imported(_ line: String) -> String? {
    let pattern =
      /^\s*(?:@\w+(?:\(\w+\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias|actor)\s+)?(\w+)/
    return line.firstMatch(of: pattern).map { String($0.1) }
  }
}
