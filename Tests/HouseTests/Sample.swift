import Testing

/// A file that was never written, and the lines of it that break a law.
struct Sample: CustomTestStringConvertible, Sendable {
  let law: Law
  let file: SourceFile
  let lines: [Int]

  var testDescription: String { "\(law.name): \(file.path): \(file.lines.first ?? "")" }

  init(_ law: Law, _ path: String, _ text: String, _ lines: [Int] = []) {
    self.law = law
    self.file = SourceFile(path: path, text: text)
    self.lines = lines
  }

  private static let dots = String(repeating: ".\n", count: 300)
  private static let place = "/" + "work"

  static let broken: [Sample] = [
    Sample(.imports, "Sources/Vocabulary/A.swift", "import Glibc", [1]),
    Sample(.imports, "Sources/Platform/A.swift", "// why\nimport Vocabulary\ninternal import OpenSSL", [3]),
    Sample(.imports, "Sources/PKICore/Read/A.swift", "package import COpenSSL", [1]),
    Sample(.imports, "Sources/PKICore/A.swift", "import FoundationEssentials", [1]),
    Sample(.imports, "Sources/PKICore/A.swift", "@preconcurrency import struct Foundation.Data", [1]),
    Sample(.imports, "Sources/Console/A.swift", "import PKICore\nimport Vocabulary", [1, 2]),
    Sample(.imports, "Sources/PKITool/A.swift", "@testable import OpenSSL // tests", [1]),
    Sample(.imports, "Sources/pki/main.swift", "import Console", [1]),
    Sample(.imports, "Sources/Utilities/A.swift", "", [1]),
    Sample(.unsafeWord, "Sources/PKICore/A.swift", "let a = unsafe b()\nnonisolated(unsafe) let c = 1", [1, 2]),
    Sample(.unsafeWord, "Sources/Console/A.swift", "/// safe\n@unsafe func a() {}", [2]),
    Sample(.unfinishedWords, "Sources/OpenSSL/A.swift", "// TODO: more\nlet a = try! b()\nlet c = d as! E", [1, 2, 3]),
    Sample(.unfinishedWords, "Sources/OpenSSL/A.swift", "  fatalError(\"no\")\n// FIXME", [1, 2]),
    Sample(.documentedDoors, "Sources/OpenSSL/A.swift", "package struct A {\n  package let a: Int\n}", [1, 2]),
    Sample(.documentedDoors, "Sources/OpenSSL/A.swift", "/// A.\n\npackage struct A {}", [3]),
    Sample(.documentedDoors, "Sources/OpenSSL/A.swift", "// A.\n@safe package func a() {}", [2]),
    Sample(
      .documentedDoors, "Sources/PKICore/A.swift", "  package private(set) var a = 1\n  package init() {}",
      [1, 2]),
    Sample(.documentedDoors, "Sources/PKITool/Commands/A.swift", "package static let help = 1", [1]),
    Sample(.documentedDoors, "Sources/PKITool/Sink.swift", "package static let name = 1", [1]),
    Sample(.sourceLength, "Sources/OpenSSL/A.swift", dots + "and one\n", [301]),
    Sample(.testLength, "Tests/OpenSSLTests/A.swift", dots + dots, [600]),
    Sample(.workplace, "README.md", "see\n\(place)/main", [2]),
    Sample(.workplace, "Tests/run.sh", "cd /tmp/" + "w-house", [1]),
  ]

  static let kept: [Sample] = [
    Sample(.imports, "Sources/Platform/A.swift", "internal import Glibc\npackage import Vocabulary"),
    Sample(.imports, "Sources/Vocabulary/A.swift", "// import Glibc\nlet important = 1"),
    Sample(.imports, "Tests/HouseTests/A.swift", "import Foundation"),
    Sample(.unsafeWord, "Sources/OpenSSL/A.swift", "let a = unsafe b()"),
    Sample(.unsafeWord, "Sources/PKICore/A.swift", "let a = 1  // nothing unsafe\nlet unsafeName = 2"),
    Sample(.unfinishedWords, "Sources/OpenSSL/A.swift", "let a = b as? C\nlet d = try? e()\nlet f = canvas!"),
    Sample(.documentedDoors, "Sources/OpenSSL/A.swift", "/// A.\n@safe\npackage struct A {}\npackage import B"),
    Sample(.documentedDoors, "Sources/PKICore/A.swift", "package static func == (a: A, b: A) -> Bool { true }"),
    Sample(.documentedDoors, "Sources/PKITool/Commands/A.swift", "package static let name = 1\npackage init() {}"),
    Sample(.sourceLength, "Sources/OpenSSL/A.swift", dots),
    Sample(.sourceLength, "Tests/OpenSSLTests/A.swift", dots + dots),
    Sample(.testLength, "Tests/OpenSSLTests/A.swift", dots + "x"),
    Sample(.workplace, "README.md", "network/works"),
  ]
}
