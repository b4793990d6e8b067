import TestKit

/// A file of the project, as lines.
struct SourceFile: Sendable {
  /// Its path from the top folder.
  let path: String
  let lines: [String]

  init(path: String, text: String) {
    self.path = path
    self.lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The module that it belongs to: the folder under Sources; nil elsewhere.
  var module: String? {
    let parts = path.split(separator: "/")
    return parts.first == "Sources" && parts.count > 2 ? String(parts[1]) : nil
  }

  var isSwift: Bool { path.hasSuffix(".swift") }
  var isSource: Bool { isSwift && module != nil }
  var isTest: Bool { isSwift && path.hasPrefix("Tests/") }

  /// How many lines it has, as `wc -l` counts.
  var length: Int { lines.last == "" ? lines.count - 1 : lines.count }

  /// The lines that have a word in them, with their numbers from 1: expressions are slow, so laws look at few lines.
  func lines(with word: String) -> [(number: Int, text: String)] {
    lines.enumerated().filter { $1.contains(word) }.map { ($0 + 1, $1) }
  }

  /// The same without comments, for laws about what is compiled.
  func code(with word: String) -> [(number: Int, text: String)] {
    lines(with: word).map { ($0.number, Self.withoutComment($0.text)) }
  }

  private static func withoutComment(_ line: String) -> String {
    guard line.contains("//"), let comment = line.firstRange(of: /(^|\s)\/\//) else { return line }
    return String(line[..<comment.lowerBound])
  }
}

extension SourceFile {
  /// Every text file of the project.
  static let all: [SourceFile] = {
    let names = Disk.filesBelow(Repository.path, skipping: [".build", ".git", ".swiftpm"])
    return names.compactMap { name in
      guard let bytes = try? Disk.read("\(Repository.path)/\(name)"), !bytes.contains(0) else { return nil }
      return SourceFile(path: name, text: String(decoding: bytes, as: UTF8.self))
    }
  }()
}
