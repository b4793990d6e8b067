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
    #expect(GeneralName.unsupported(tag: 5, content: [1]).description == "EDI party name:01")
  }
}
