import Testing
import Vocabulary

@testable import PKICore

@Suite struct SubjectSyntaxTests {
  /// Attributes, the subject in the order of its encoding, and the alternative names with the common name put first.
  struct Case: Sendable, CustomTestStringConvertible {
    let words: [String]
    var subject = ""
    var names: [String] = []
    var error: String?

    var testDescription: String { words.joined(separator: " ") }

    static let good: [Case] = [
      Case(
        words: ["emailAddress:a@b.org", "CN:cb.org", "OU:One", "OU:Two", "O:X", "L:Y", "ST:Z", "C:gb"],
        subject: "C=GB ST=Z L=Y O=X OU=One OU=Two CN=cb.org emailAddress=a@b.org", names: ["DNS:cb.org"]),
      Case(words: ["CN:cb.org", "OU:"], subject: "CN=cb.org", names: ["DNS:cb.org"]),
      Case(words: ["CN:My company CA"], subject: "CN=My company CA"),
      Case(words: ["CN:10.1.2.3"], subject: "CN=10.1.2.3", names: ["IP:10.1.2.3"]),
      Case(words: ["CN:10.1.2.333"], subject: "CN=10.1.2.333"),
      Case(words: ["CN:jo@example.com"], subject: "CN=jo@example.com", names: ["email:jo@example.com"]),
      Case(
        words: ["CN:a.org", "SAN:b.org, A.ORG ,c.org,b.org"], subject: "CN=a.org",
        names: ["DNS:a.org", "DNS:b.org", "DNS:c.org"]),
      Case(words: ["SAN:a.org", "SAN:b.org"], names: ["DNS:a.org", "DNS:b.org"]),
      Case(words: ["CN:Größe"], subject: "CN=Größe"),
    ]

    static let wrong: [Case] = [
      Case(words: ["CN:a", "CN:b"], error: "CN is given 2 times"),
      Case(words: ["C:UK"], error: "C:UK: not an ISO 3166 country code"),
      Case(words: ["C:XX"], error: "C:XX: not an ISO 3166 country code"),
      Case(words: ["C:GBR"], error: "C:GBR: not an ISO 3166 country code"),
      Case(words: ["emailAddress:nobody"], error: "emailAddress:nobody: not an e-mail address"),
      Case(words: ["O:a\u{1b}[31m"], error: "O: the value holds control characters"),
      Case(words: ["CN:a\u{9f}"], error: "CN: the value holds control characters"),
      Case(
        words: ["CN:" + String(repeating: "x", count: 65)],
        error: "CN: 65 characters, and 64 is the most that RFC 5280 allows"),
      Case(
        words: ["L:" + String(repeating: "é", count: 129)],
        error: "L: 129 characters, and 128 is the most that RFC 5280 allows"),
    ]
  }

  @Test(arguments: Case.good) func reads(_ one: Case) throws {
    let syntax = try SubjectSyntax(AttributeSyntax(one.words))
    let subject = syntax.subject.attributes.map { "\($0.type.attributeKeyword)=\($0.text)" }
    #expect(subject.joined(separator: " ") == one.subject)
    #expect(syntax.alternativeNames.withCommonName(of: syntax.subject).map(\.description) == one.names)
  }

  @Test(arguments: Case.wrong) func refuses(_ one: Case) {
    let error = #expect(throws: PKIError.self) { try SubjectSyntax(AttributeSyntax(one.words)) }
    #expect(error?.message == one.error)
    #expect(error?.kind == .usage)
  }

  @Test func theLongestValuesAreTaken() throws {
    let name = String(repeating: "é", count: 64)
    #expect(try SubjectSyntax(AttributeSyntax(["CN:\(name)"])).subject.commonName == name)
  }

  @Test func aWrongCountryIsCorrected() {
    let error = #expect(throws: PKIError.self) { try Country.code("uk") }
    #expect(error?.hint == "the code of that country is GB: try C:GB")
  }

  /// A whole subject, in either of the forms that openssl prints.
  struct Whole: Sendable, CustomTestStringConvertible {
    let text: String
    let subject: String?

    var testDescription: String { text }

    static let all: [Whole] = [
      Whole(text: "CN=cb.org, O=Example Inc.", subject: "CN=cb.org, O=Example Inc."),
      Whole(text: "/C=GB/O=Example/CN=cb.org", subject: "CN=cb.org, O=Example, C=GB"),
      Whole(text: "CN=a\\,b,O=c", subject: "CN=a\\,b, O=c"),
      Whole(text: "O=Example,", subject: "O=Example"),
      Whole(text: "", subject: ""),
      Whole(text: "CN:cb.org", subject: nil),
      Whole(text: "XX=cb.org", subject: nil),
      Whole(text: "CN=a,CN=b", subject: nil),
    ]
  }

  @Test(arguments: Whole.all) func readsWholeSubjects(_ one: Whole) {
    #expect((try? DistinguishedNameSyntax.name(one.text))?.description == one.subject)
  }
}
