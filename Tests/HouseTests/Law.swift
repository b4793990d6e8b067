import Testing

/// A law of the house, and what breaks it in a file: lines with what is wrong there.
struct Law: CustomTestStringConvertible, Sendable {
  typealias Breach = (line: Int, words: String)

  let name: String
  let breaches: @Sendable (SourceFile) -> [Breach]

  var testDescription: String { name }

  /// What breaks the law in all files, as `file:line: words`.
  func breaches(in files: [SourceFile]) -> [String] {
    files.flatMap { file in breaches(file).map { "\(file.path):\($0.line): \($0.words)" } }
  }
}

extension Law {
  static let all: [Law] = [
    imports, unsafeWord, unfinishedWords, documentedDoors, sourceLength, testLength, workplace,
  ]

  /// `unsafe` stands only where C is called.
  static let unsafeWord = Law(name: "unsafe only in OpenSSL and Platform") { file in
    guard file.isSource, !["OpenSSL", "Platform"].contains(file.module) else { return [] }
    return file.code(with: "unsafe").filter { $0.text.contains(/\bunsafe\b/) }.map { ($0.number, "unsafe") }
  }

  /// Nothing unfinished, and nothing that ends the process.
  static let unfinishedWords = Law(name: "no unfinished or deadly words in Sources") { file in
    guard file.isSource else { return [] }
    return ["TODO", "FIXME", "XXX", "fatalError(", "try!", "as!"].flatMap { word in
      file.lines(with: word).filter { !isPart(word, of: $0.text) }.map { ($0.number, word) }
    }
  }

  /// Whether a word stands in a line only as the end of a longer one, as in `canvas!`.
  private static func isPart(_ word: String, of line: String) -> Bool {
    line.ranges(of: word).allSatisfy { range in
      line[..<range.lowerBound].last.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
    }
  }

  static let sourceLength = Law(name: "a source file has at most 300 lines") { file in
    file.isSource && file.length > 300 ? [(file.length, "\(file.length) lines")] : []
  }

  static let testLength = Law(name: "a test file has at most 400 lines") { file in
    file.isTest && file.length > 400 ? [(file.length, "\(file.length) lines")] : []
  }

  /// The project speaks of itself alone. The words are put together here, so that this line keeps the law too.
  static let workplace = Law(name: "no file names the place where it was written") { file in
    let places = ["/" + "work/", "/tmp/" + "w-"]
    return places.flatMap { place in file.lines(with: place).map { ($0.number, place) } }
  }
}
