import Testing
import Vocabulary

@Suite("Distinguished names")
struct DistinguishedNameTests {
  struct Case: CustomTestStringConvertible {
    let text: String
    let shown: String
    var testDescription: String { shown }
  }

  /// RFC 4514 §2.4 and its examples.
  static let values: [Case] = [
    Case(text: "cb.example.com", shown: "CN=cb.example.com"),
    Case(text: "", shown: "CN="),
    Case(text: "James \"Jim\" Smith, III", shown: "CN=James \\\"Jim\\\" Smith\\, III"),
    Case(text: "a+b;c<d>e\\f", shown: "CN=a\\+b\\;c\\<d\\>e\\\\f"),
    Case(text: " a ", shown: "CN=\\ a\\ "),
    Case(text: " ", shown: "CN=\\ "),
    Case(text: "#a#", shown: "CN=\\#a#"),
    Case(text: "a=b", shown: "CN=a=b"),
    Case(text: " \u{301}a", shown: "CN=\\ \u{301}a"),
    Case(text: "Lučić", shown: "CN=Lučić"),
    Case(text: "a\0b", shown: "CN=a\0b"),
  ]

  @Test(arguments: values)
  func escaping(_ example: Case) {
    let name = DistinguishedName([NameAttribute(type: .commonName, text: example.text)])
    #expect(name.description == example.shown)
  }

  @Test("what decoding escaped is not escaped again") func malformed() {
    let attribute = NameAttribute(
      type: .commonName, stringTag: 12, text: "a\\xff,", content: [0x61, 0xff, 0x2c], isWellFormed: false)
    #expect(DistinguishedName([attribute]).description == "CN=a\\xff\\,")
    let bits = NameAttribute(
      type: .commonName, stringTag: 3, text: "#030100", content: [0], isWellFormed: false)
    #expect(DistinguishedName([bits]).description == "CN=#030100")
  }

  @Test("most specific first") func order() {
    let name = DistinguishedName(relativeNames: [
      [NameAttribute(type: .countryName, text: "GB")],
      [
        NameAttribute(type: .organizationName, text: "Example"),
        NameAttribute(type: ObjectIdentifier(1, 2, 3), text: "x"),
      ],
      [NameAttribute(type: .commonName, text: "a")], [NameAttribute(type: .commonName, text: "b")],
    ])
    #expect(name.description == "CN=b, CN=a, O=Example+1.2.3=x, C=GB")
    #expect(name.commonName == "b")
    #expect(name.shortText == "b")
    #expect(name.values(of: .commonName) == ["a", "b"])
    #expect(name.attributes.count == 5)
    #expect(!name.isEmpty)
  }

  @Test("without a common name, without anything") func bare() {
    let name = DistinguishedName([NameAttribute(type: .organizationName, text: "Example")])
    #expect(name.shortText == "O=Example")
    #expect(DistinguishedName([]).shortText == "(empty name)")
    #expect(DistinguishedName([]).isEmpty)
    #expect(DistinguishedName([]).description == "")
  }

  @Test("string types") func stringTypes() {
    #expect(NameAttribute(type: .countryName, text: "GB").stringTag == 19)
    #expect(NameAttribute(type: .emailAddress, text: "a@b").stringTag == 22)
    #expect(NameAttribute(type: .domainComponent, text: "a").stringTag == 22)
    #expect(NameAttribute(type: .commonName, text: "ü").content == [0xc3, 0xbc])
  }
}
