import Testing

@testable import PKITool

/// Commands that are offered for pasting: quoted, and none that a shell or a terminal would take for something else.
@Suite struct RemedyTests {
  static let safe: [(words: [String], text: String)] = [
    (["pki", "verify", "a.crt"], "pki verify a.crt"), (["pki", "csr", "O:Example Ltd"], "pki csr 'O:Example Ltd'"),
    (["pki", "csr", "CN:$(id)"], "pki csr 'CN:$(id)'"),
    (["pki", "csr", "CN:a;b|c&d>e`f`"], "pki csr 'CN:a;b|c&d>e`f`'"),
    (["pki", ""], "pki ''"), (["pki", "*.example.com"], "pki '*.example.com'"),
  ]

  @Test func wordsAreQuoted() {
    for (words, text) in Self.safe { #expect(ShellCommand(words)?.text == text) }
  }

  /// A quote ends the quoting; a backslash, a control character and what is no ASCII are shown in another way.
  @Test(arguments: ["it's", "a\\b", "a\nb", "a\u{1b}[31m", "ä", "a\u{202e}b"])
  func whatCannotBePastedIsNotOffered(_ word: String) {
    #expect(ShellCommand(["pki", "verify", word]) == nil)
  }
}
