import Testing
import Vocabulary

@Suite("Words of the trade")
struct WordTests {
  @Test("key usages") func keyUsages() {
    #expect(KeyUsage.named.count == 9)
    #expect(KeyUsage(rawValue: 0x101).names == ["digitalSignature", "decipherOnly"])
    for (name, usage) in KeyUsage.named { #expect(KeyUsage(name: name.uppercased()) == usage) }
    #expect(KeyUsage(name: "contentCommitment") == .nonRepudiation)
    #expect(KeyUsage(name: "signing") == nil)
    #expect(NetscapeType(rawValue: 0x21).names == ["SSL client", "SSL CA"])
  }

  @Test(arguments: KeyType.words)
  func keyTypes(_ word: String) {
    #expect(KeyType(word: word)?.word == word)
    #expect(KeyType(word: word.uppercased().filter { $0 != ":" })?.word == word)
  }

  @Test("keys that are not made") func noKeys() {
    for word in ["", "rsa:1024", "rsa:0", "ec:p224", "dsa", "ed", "ml-dsa:45"] { #expect(KeyType(word: word) == nil) }
  }

  @Test("hexadecimal") func hexadecimal() {
    #expect(Hexadecimal.text([0, 0xab]) == "00ab")
    #expect(Hexadecimal.colons([0, 0xab]) == "00:AB")
    #expect(Hexadecimal.colons([]) == "")
    #expect(Hexadecimal.bytes("00 aB:ff") == [0, 0xab, 0xff])
    for text in ["0", "0:0", "0g", "00\n", "é0"] { #expect(Hexadecimal.bytes(text) == nil) }
  }

  @Test("general names") func generalNames() {
    let name = DistinguishedName([NameAttribute(type: .commonName, text: "a")])
    #expect(GeneralName.dns("a.example").description == "DNS:a.example")
    #expect(GeneralName.ip([127, 0, 0, 1]).description == "IP:127.0.0.1")
    #expect(GeneralName.directory(name).description == "directory name:CN=a")
    #expect(GeneralName.registeredID(.commonName).description == "RID:2.5.4.3")
    #expect(GeneralName.upn("a@b").description == "UPN:a@b")
    #expect(GeneralName.other(.commonName, value: [5, 0]).description == "otherName:2.5.4.3;0500")
    #expect(GeneralName.other(.commonName, value: [0x0c, 2, 0xc3, 0xa9]).description == "otherName:2.5.4.3;UTF8:é")
    #expect(GeneralName.unsupported(tag: 5, content: [1]).description == "EDI party name:01")
  }

  /// The value of an otherName, and its text.
  struct OtherName: Sendable, CustomTestStringConvertible {
    let what: String
    let value: [UInt8]
    var text: String?
    var testDescription: String { what }

    static let all: [OtherName] = [
      OtherName(what: "UTF8String", value: [0x0c, 3, 0x61, 0x40, 0x62], text: "a@b"),
      OtherName(what: "an empty one", value: [0x0c, 0], text: ""),
      OtherName(what: "IA5String", value: [0x16, 1, 0x61], text: "a"),
      OtherName(what: "PrintableString", value: [0x13, 1, 0x61], text: "a"),
      OtherName(what: "BMPString", value: [0x1e, 4, 0, 0x61, 0x20, 0xac], text: "a€"),
      OtherName(
        what: "a length in two octets", value: [0x0c, 0x81, 0x80] + [UInt8](repeating: 0x61, count: 128),
        text: String(repeating: "a", count: 128)),
      OtherName(
        what: "a length in three octets", value: [0x0c, 0x82, 1, 0] + [UInt8](repeating: 0x61, count: 256),
        text: String(repeating: "a", count: 256)),
      OtherName(what: "no string", value: [0x02, 1, 0x61]), OtherName(what: "no UTF-8", value: [0x0c, 1, 0xff]),
      OtherName(what: "no ASCII", value: [0x16, 1, 0xe9]), OtherName(what: "half a character", value: [0x1e, 1, 0]),
      OtherName(what: "half a pair", value: [0x1e, 2, 0xd8, 0]), OtherName(what: "nothing", value: []),
      OtherName(what: "a tag alone", value: [0x0c]), OtherName(what: "cut off", value: [0x0c, 2, 0x61]),
      OtherName(what: "too much", value: [0x0c, 1, 0x61, 0x61]), OtherName(what: "no length", value: [0x0c, 0x81]),
      OtherName(what: "without end", value: [0x0c, 0x80, 0x61, 0, 0]),
    ]
  }

  @Test("the text of an otherName", arguments: OtherName.all) func otherNames(_ one: OtherName) {
    #expect(GeneralName.other(.commonName, value: one.value).otherText?.text == one.text)
  }
}
