import Testing

@testable import PKICore

@Suite struct AttributeSyntaxTests {
  /// Words of a command line, and what they say or why they do not.
  struct Case: Sendable, CustomTestStringConvertible {
    let words: [String]
    var given: [String] = []
    var error: String?
    var hint: String?

    var testDescription: String { words.joined(separator: " ") }

    static let good: [Case] = [
      Case(words: ["CN:cb.example.com"], given: ["CN=cb.example.com"]),
      Case(words: ["cn:a", "sAn:b", "EMAIL:c@d.org"], given: ["CN=a", "subjectAltName=b", "emailAddress=c@d.org"]),
      Case(words: ["CN:", "My company CA"], given: ["CN=My company CA"]),
      Case(words: ["CN:", "O:Example"], given: ["CN=", "O=Example"]),
      Case(words: ["OU:", "CN:a"], given: ["OU=", "CN=a"]),
      Case(words: ["OU:"], given: ["OU="]),
      Case(words: ["O:Example Inc."], given: ["O=Example Inc."]),
      Case(words: ["O: Example "], given: ["O=Example"]),
      Case(words: ["O:\"Example Inc.\""], given: ["O=Example Inc."]),
      Case(words: ["O:“Example", "Inc.”", "C:GB"], given: ["O=Example Inc.", "C=GB"]),
      Case(words: ["O:„Beispiel", "AG“"], given: ["O=Beispiel AG"]),
      Case(words: ["“CN:my.example.com”"], given: ["CN=my.example.com"]),
      Case(words: ["O:'Example'"], given: ["O=Example"]),
      Case(words: ["O:O'Reilly"], given: ["O=O'Reilly"]),
      Case(words: ["O:\"open"], given: ["O=\"open"]),
      Case(words: ["CN:a:b"], given: ["CN=a:b"]),
      Case(words: ["subjectAltName:a,", "b,", "c", "CN:d"], given: ["subjectAltName=a,b,c", "CN=d"]),
      Case(words: ["subjectAltName:a", ",b"], given: ["subjectAltName=a,b"]),
      Case(words: ["OU:one", "OU:two"], given: ["OU=one", "OU=two"]),
      Case(words: [], given: []),
    ]

    static let wrong: [Case] = [
      Case(words: ["CN=a.org"], error: "CN=a.org: attributes are written with a colon", hint: "try CN:a.org"),
      Case(
        words: ["emailaddress=x"], error: "emailaddress=x: attributes are written with a colon",
        hint: "try emailAddress:x"),
      Case(words: ["CM:a.org"], error: "CM:a.org: not an attribute", hint: "try CN:a.org"),
      Case(words: ["X:y"], error: "X:y: not an attribute", hint: list),
      Case(words: ["foo=bar"], error: "foo=bar: not an attribute", hint: list),
      Case(
        words: ["cb.example.com"], error: "cb.example.com: a value without its attribute", hint: "try CN:cb.example.com"
      ),
      Case(words: ["CN:a", "two words"], error: "two words: not an attribute", hint: list),
      Case(words: [""], error: ": not an attribute", hint: list),
    ]

    private static let list = "attributes are C ST L O OU CN emailAddress subjectAltName, each as NAME:VALUE"
  }

  @Test(arguments: Case.good) func reads(_ one: Case) throws {
    let given = try AttributeSyntax(one.words).given
    #expect(given.map { "\($0.attribute.rawValue)=\($0.value)" } == one.given)
  }

  @Test(arguments: Case.wrong) func refuses(_ one: Case) {
    let error = #expect(throws: PKIError.self) {
      try AttributeSyntax(one.words, nearest: { word, _ in word == "CM" ? "CN" : nil })
    }
    #expect(error?.message == one.error)
    #expect(error?.hint == one.hint)
    #expect(error?.kind == .usage)
  }
}
