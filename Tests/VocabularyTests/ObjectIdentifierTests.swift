import Testing
import Vocabulary

@Suite("Object identifiers")
struct ObjectIdentifierTests {
  struct Case: CustomTestStringConvertible {
    let dotted: String
    let hex: String
    var testDescription: String { dotted }
  }

  static let all: [Case] = [
    Case(dotted: "0.0", hex: "00"), Case(dotted: "0.39", hex: "27"), Case(dotted: "1.0", hex: "28"),
    Case(dotted: "1.39", hex: "4f"), Case(dotted: "2.0", hex: "50"), Case(dotted: "2.39", hex: "77"),
    Case(dotted: "2.47", hex: "7f"), Case(dotted: "2.48", hex: "8100"), Case(dotted: "2.999", hex: "8837"),
    Case(dotted: "2.5.29.17", hex: "551d11"), Case(dotted: "1.2.840.113549.1.1.11", hex: "2a864886f70d01010b"),
    Case(dotted: "1.3.6.1.4.1.311.21.8.16383", hex: "2b060104018237150 8ff7f".filter { $0 != " " }),
    Case(dotted: "2.5.4611686018427387903", hex: "55bfffffffffffffff7f"),
  ]

  @Test(arguments: all)
  func bothWays(_ example: Case) {
    let content = Hexadecimal.bytes(example.hex) ?? []
    #expect(ObjectIdentifier(content: content).description == example.dotted)
    #expect(ObjectIdentifier(dotted: example.dotted)?.content == content)
    #expect(ObjectIdentifier(content: content).isWellFormed)
  }

  @Test("a UUID under 2.25") func uuid() {
    // f81d4fae-7dec-11d0-a765-00a0c91e6bf6, the example of X.667.
    let content = Hexadecimal.bytes("6983f09da7ebcfdee0c7a1a7b2c0948cc8f9d776") ?? []
    let identifier = ObjectIdentifier(content: content)
    #expect(identifier.isWellFormed)
    #expect(identifier.arcs == nil)
    #expect(identifier.description == "2.25.329800735698586629295641978511506172918")
  }

  @Test("a large number in the first place") func largeFirst() {
    let content = [UInt8](repeating: 0xff, count: 10) + [0x7f]
    #expect(ObjectIdentifier(content: content).description == "2.151115727451828646838191")
  }

  static let malformedContents: [[UInt8]] = [[], [0x80], [0x2a, 0x80, 0x01], [0x2a, 0x81], [0x80, 0x2a]]

  @Test(arguments: malformedContents)
  func malformed(_ content: [UInt8]) {
    let identifier = ObjectIdentifier(content: content)
    #expect(!identifier.isWellFormed)
    #expect(identifier.arcs == nil)
    #expect(identifier.description == "invalid:" + Hexadecimal.text(content))
  }

  static let refused = [
    "", "1", "1.", ".1", "3.1", "1.40", "0.40", "1.2.", "1..2", "1.02", "1.-2", "1.2.x", "1.٢", "1. 2",
    "2.4611686018427387904", "1.2.18446744073709551617", "1.2.99999999999999999999", "4294967296.1",
  ]

  @Test(arguments: refused)
  func refusal(_ text: String) {
    #expect(ObjectIdentifier(dotted: text) == nil)
  }

  @Test("every table is whole") func tables() {
    #expect(ObjectIdentifierRegistry.attributes[.commonName] == "CN")
    #expect(ObjectIdentifierRegistry.curves[.p256]?.bits == 256)
    #expect(ObjectIdentifierRegistry.extensions[.subjectAlternativeName] == "Subject alternative name")
    #expect(ObjectIdentifierRegistry.policies[.anyPolicy] == "any policy")
    #expect(ObjectIdentifierRegistry.digests.count == 6)
    for table in [
      ObjectIdentifierRegistry.attributes, ObjectIdentifierRegistry.extendedKeyUsages,
      ObjectIdentifierRegistry.algorithms, ObjectIdentifierRegistry.extensions, ObjectIdentifierRegistry.policies,
    ] {
      #expect(table.keys.allSatisfy { $0.isWellFormed })
    }
  }

  @Test("names of extended usages") func extendedUsages() {
    #expect(ObjectIdentifier(extendedKeyUsage: "serverAuth") == .serverAuth)
    #expect(ObjectIdentifier(extendedKeyUsage: "CLIENT") == .clientAuth)
    #expect(ObjectIdentifier(extendedKeyUsage: "1.3.6.1.5.5.7.3.20") == .sipDomain)
    #expect(ObjectIdentifier(extendedKeyUsage: "serverauthx") == nil)
    #expect(ObjectIdentifier.sipDomain.extendedKeyUsageName == "sipDomain")
    #expect(ObjectIdentifier(1, 2, 3).extendedKeyUsageName == "1.2.3")
    #expect(ObjectIdentifier(1, 2, 3).attributeKeyword == "1.2.3")
    #expect(ObjectIdentifier.ecdsaWithSHA256.algorithmName == "ecdsa-with-SHA256")
  }
}
