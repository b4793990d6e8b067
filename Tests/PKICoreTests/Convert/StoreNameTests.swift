import Testing

@testable import PKICore

@Suite struct StoreNameTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    /// What is made of it; nil where nothing is left.
    let name: String?
    /// Whether it may be typed as it is.
    var isTypable = false
    var testDescription: String { text }

    static let all: [Case] = [
      Case(text: "callbridge", name: "callbridge", isTypable: true),
      Case(text: "cb.example.com", name: "cb.example.com", isTypable: true),
      Case(text: "a_b-c", name: "a_b-c", isTypable: true),
      Case(text: "*.example.com", name: "wildcard.example.com"),
      Case(text: "My company CA", name: "My_company_CA"),
      Case(text: "../../etc/passwd", name: "etc_passwd"),
      Case(text: "/etc/passwd", name: "etc_passwd"),
      Case(text: "..", name: nil),
      Case(text: "-rf", name: "rf"),
      Case(text: ".hidden", name: "hidden"),
      Case(text: "a\u{0}b\nc", name: "a_b_c"),
      Case(text: "a\u{202e}b", name: "a_b"),
      Case(text: "Müller", name: "M_ller"),
      Case(text: "", name: nil),
      Case(text: "日本", name: nil),
      Case(text: "trailing.", name: "trailing"),
      Case(text: String(repeating: "a", count: 300), name: String(repeating: "a", count: 64)),
    ]
  }

  @Test(arguments: Case.all) func names(_ row: Case) {
    #expect(StoreName(making: row.text)?.text == row.name)
    #expect((try? StoreName(typed: row.text))?.text == (row.isTypable ? row.name : nil))
  }
}
