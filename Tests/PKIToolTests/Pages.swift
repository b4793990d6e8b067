import TestKit
import Testing

/// A page that the table of commands prints, and the file that it is stored in.
///
/// `make record` writes the files anew; read the difference before you commit it.
struct Page: Sendable, CustomTestStringConvertible {
  /// The words of the command line.
  let words: [String]
  /// The name of the file in `Pages`.
  let file: String

  var testDescription: String { words.joined(separator: " ") }

  /// Where the page is stored, below the top of the project.
  var path: String { "\(Repository.path)/Tests/PKIToolTests/Pages/\(file)" }

  static let all: [Page] =
    [Page(words: ["help"], file: "help.txt"), Page(words: ["man"], file: "pki.1")]
    + Surface.commands.map { Page(words: ["help", $0], file: "help-\($0).txt") }
    + [Page(words: ["man", "rules"], file: "pki-rules.1")]
    + Surface.topics.map { Page(words: ["help", $0], file: "topic-\($0).txt") }
    + ["bash", "zsh", "fish"].map { Page(words: ["completion", $0], file: "pki.\($0)") }
}
