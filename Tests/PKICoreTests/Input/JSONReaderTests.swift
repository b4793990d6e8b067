import Testing

@testable import PKICore

@Suite struct JSONReaderTests {
  struct Case: Sendable {
    let json: String
    /// What it says, written down again; nil where it is none.
    let said: String?

    static let all: [Case] = [
      Case(json: "{}", said: "{}@1"), Case(json: " [ ] ", said: "[]@1"), Case(json: "\u{FEFF}null", said: "null@1"),
      Case(json: "{\"a\":1,\n\"b\":[true,false,\r\n\"x\"]}", said: "{a@1:1@1 b@2:[true@2 false@2 'x'@3]@2}@1"),
      Case(json: "-0.5e+10", said: "-0.5e+10@1"), Case(json: "0", said: "0@1"),
      Case(json: #""\"\\\/\b\f\n\r\t\u00fc\ud83d\ude00""#, said: "'\"\\/\u{8}\u{c}\n\r\tü😀'@1"),
      Case(json: "", said: nil), Case(json: "{", said: nil), Case(json: "[1,]", said: nil),
      Case(json: "{\"a\":1,}", said: nil), Case(json: "{\"a\" 1}", said: nil), Case(json: "{a:1}", said: nil),
      Case(json: "{\"a\":1,\"a\":2}", said: nil), Case(json: "{\"a\":1,\"\\u0061\":2}", said: nil),
      Case(json: "01", said: nil), Case(json: "1.", said: nil), Case(json: ".5", said: nil),
      Case(json: "+1", said: nil),
      Case(json: "1e", said: nil), Case(json: "-", said: nil), Case(json: "NaN", said: nil),
      Case(json: "tru", said: nil), Case(json: "null null", said: nil), Case(json: "'a'", said: nil),
      Case(json: "\"a", said: nil), Case(json: "\"a\nb\"", said: nil), Case(json: "\"\\x41\"", said: nil),
      Case(json: "\"\\u12\"", said: nil), Case(json: "\"\\ud800\"", said: nil), Case(json: "\"\\udc00\"", said: nil),
      Case(json: "\"\\ud800\\u0041\"", said: nil), Case(json: "// a\n1", said: nil),
      Case(json: String(repeating: "[", count: 100_000), said: nil),
      Case(json: String(repeating: "[", count: 31) + String(repeating: "]", count: 31), said: deep(31)),
      Case(json: String(repeating: "[", count: 33) + String(repeating: "]", count: 33), said: nil),
    ]

    private static func deep(_ count: Int) -> String {
      String(repeating: "[", count: count) + String(repeating: "]@1", count: count)
    }
  }

  private func said(_ value: JSONValue) -> String {
    let text =
      switch value.kind {
      case .null: "null"
      case .truth(let truth): "\(truth)"
      case .number(let number): number
      case .text(let text): "'\(text)'"
      case .list(let elements): "[" + elements.map(said).joined(separator: " ") + "]"
      case .object(let members):
        "{" + members.map { "\($0.name)@\($0.line):\(said($0.value))" }.joined(separator: " ") + "}"
      }
    return "\(text)@\(value.line)"
  }

  @Test(arguments: Case.all) func readsWhatTheStandardSays(_ one: Case) {
    #expect((try? JSONValue(Array(one.json.utf8))).map(said) == one.said)
  }

  @Test func octetsThatAreNoTextAreRefused() {
    #expect(throws: PKIError.self) { try JSONValue([0x22, 0xff, 0x22]) }
  }

  @Test func mistakesHaveTheirLine() {
    let error = #expect(throws: PKIError.self) { try JSONValue(Array("{\n\n\"a\": x}".utf8)) }
    #expect(error?.message == "line 3: expected a value")
  }
}
