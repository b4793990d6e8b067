import PKICore
import Testing

@testable import PKITool

/// Commands that are offered for pasting: quoted, and none that a shell or a terminal would take for something else.
@Suite struct RemedyTests {
  static let safe: [(words: [String], text: String)] = [
    (["pki", "verify", "a.crt"], "pki verify a.crt"), (["pki", "csr", "O:Example Ltd"], "pki csr 'O:Example Ltd'"),
    (["pki", "csr", "CN:$(id)"], "pki csr 'CN:$(id)'"),
    (["pki", "csr", "CN:a;b|c&d>e`f`"], "pki csr 'CN:a;b|c&d>e`f`'"), (["pki", "a\\b"], "pki 'a\\b'"),
    (["pki", ""], "pki ''"), (["pki", "*.example.com"], "pki '*.example.com'"),
  ]

  @Test func wordsAreQuoted() {
    for (words, text) in Self.safe { #expect(ShellCommand(words)?.text == text) }
  }

  /// A quote ends the quoting; what reads as an escape, a control character and what is no ASCII are shown in another way.
  @Test(arguments: ["it's", "a\\x1b", "a\\", "a\nb", "a\u{1b}[31m", "ä", "a\u{202e}b"])
  func whatCannotBePastedIsNotOffered(_ word: String) {
    #expect(ShellCommand(["pki", "verify", word]) == nil)
  }

  /// Without what made it stricter the offered command would have another answer.
  @Test func theSameIsAskedAgain() throws {
    var command = VerifyCommand()
    command.operands = ["cb.crt", "chain.pem", "root.pem"]
    command.securityLevel = 3
    command.maximumDepth = 2
    command.requiresFIPS = true
    command.suffixes = "list.dat"
    command.roles.words = [try RoleWord.parse("callbridge")]
    command.roles.settings = [try RoleSetting.parse("fqdn=cb.example.com")]
    command.policy.policies = [try PolicyText.parse("1.2.3")]
    command.policy.inhibitsAnyPolicy = true
    command.revocation.lists = ["ca.crl"]
    command.revocation.mode = .require
    #expect(
      command.question(about: "cb.crt").words.joined(separator: " ")
        == "pki verify cb.crt --untrusted chain.pem --trust root.pem --security-level 3 --max-depth 2 --fips "
        + "--suffixes list.dat --for callbridge --set fqdn=cb.example.com --policy 1.2.3 --inhibit-any-policy "
        + "--crl ca.crl --revocation require")
  }
}
