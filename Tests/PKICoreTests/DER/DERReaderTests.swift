import PKICore
import Testing
import Vocabulary

@Suite("Reading DER")
struct DERReaderTests {
  struct Refusal: CustomTestStringConvertible {
    let hex: String
    let reason: String
    let offset: Int
    /// Whether the lax rules read it.
    let isLax: Bool
    var testDescription: String { reason }
  }

  static let refusals: [Refusal] = [
    Refusal(hex: "", reason: "an element is missing", offset: 0, isLax: false),
    Refusal(hex: "04", reason: "a length is missing", offset: 0, isLax: false),
    Refusal(hex: "1f0100", reason: "a tag number above 30", offset: 0, isLax: true),
    Refusal(hex: "1f81", reason: "a tag number above 30", offset: 0, isLax: false),
    Refusal(hex: "30800000", reason: "an indefinite length, which DER forbids", offset: 1, isLax: true),
    Refusal(hex: "30803080000000", reason: "an indefinite length, which DER forbids", offset: 1, isLax: false),
    Refusal(hex: "04800000", reason: "an indefinite length, which DER forbids", offset: 1, isLax: false),
    Refusal(hex: "04810161", reason: "a length is not in its shortest form", offset: 1, isLax: true),
    Refusal(hex: "0482000161", reason: "a length is not in its shortest form", offset: 1, isLax: true),
    Refusal(hex: "040261", reason: "a length runs past the end", offset: 1, isLax: false),
    Refusal(hex: "0482ff", reason: "a length runs past the end", offset: 1, isLax: false),
    Refusal(hex: "0488ffffffffffffffff", reason: "a length runs past the end", offset: 1, isLax: false),
    Refusal(hex: "04ff", reason: "a length runs past the end", offset: 1, isLax: false),
  ]

  @Test(arguments: refusals)
  func refused(_ example: Refusal) {
    let bytes = Fixture.bytes(example.hex)
    var strict = DERReader(bytes)
    #expect(throws: DERError(example.reason, at: example.offset)) { try strict.next() }
    var lax = DERReader(bytes, rules: .lax)
    let element = try? lax.next()
    #expect((element != nil) == example.isLax)
    #expect(element == nil || element?.whole == 0..<bytes.count)
  }

  @Test("elements know where they stand") func ranges() throws {
    var reader = DERReader(Fixture.bytes("3006020105040161"))
    var inner = try reader.next(DERTag.sequence).children
    #expect(reader.atEnd)
    #expect(try inner.smallInteger() == 5)
    let octets = try inner.next(DERTag.octetString)
    #expect(octets.header == 5..<7)
    #expect(octets.range == 7..<8)
    #expect(octets.encoding == [4, 1, 0x61])
    #expect(octets.slice == DERSlice([4, 1, 0x61]))
    #expect(inner.nextTag == nil)
    #expect(throws: Never.self) { try inner.finish() }
  }

  @Test("an indefinite length nested in another") func nestedIndefinite() throws {
    var reader = DERReader(Fixture.bytes("308030800201050000040161000002"), rules: .lax)
    let outer = try reader.next(DERTag.sequence)
    #expect(outer.whole == 0..<14)
    var inner = outer.children
    #expect(try inner.next(DERTag.sequence).content == [2, 1, 5])
    #expect(try inner.octetString().array == [0x61])
    #expect(inner.atEnd)
  }

  @Test("a string in pieces") func pieces() throws {
    let bytes = Fixture.bytes("24800401610402626300 00")
    var lax = DERReader(bytes, rules: .lax)
    #expect(try lax.octetString().array == [0x61, 0x62, 0x63])
    var strict = DERReader(bytes)
    #expect(throws: DERError.self) { try strict.octetString() }
    var deep = DERReader(Fixture.bytes("240c240a2408240624042402 0400"), rules: .lax)
    #expect(throws: DERError.self) { try deep.octetString() }
  }

  @Test("many indefinite lengths cost no more than their octets", .timeLimit(.minutes(1)))
  func manyIndefinite() {
    let bomb = (0..<200_000).map { UInt8($0 % 2 == 0 ? 0x30 : 0x80) }
    var deep = DERReader(bomb, rules: .lax)
    #expect(throws: DERError.self) { try deep.next() }
  }
}

@Suite("Reading primitive values")
struct DERPrimitiveTests {
  struct Case: CustomTestStringConvertible {
    let hex: String
    let strict: Int?
    let lax: Int?
    var testDescription: String { hex }
  }

  static let integers: [Case] = [
    Case(hex: "020100", strict: 0, lax: 0), Case(hex: "02017f", strict: 127, lax: 127),
    Case(hex: "02020080", strict: 128, lax: 128), Case(hex: "0202007f", strict: nil, lax: 127),
    Case(hex: "0201ff", strict: nil, lax: nil), Case(hex: "0200", strict: nil, lax: 0),
    Case(hex: "02047fffffff", strict: 2_147_483_647, lax: 2_147_483_647),
    Case(hex: "02050080000000", strict: nil, lax: nil), Case(hex: "0206000000000001", strict: nil, lax: 1),
  ]

  @Test(arguments: integers)
  func integer(_ example: Case) {
    var strict = DERReader(Fixture.bytes(example.hex))
    #expect((try? strict.smallInteger()) == example.strict)
    var lax = DERReader(Fixture.bytes(example.hex), rules: .lax)
    #expect((try? lax.smallInteger()) == example.lax)
  }

  @Test("identifiers") func identifiers() throws {
    var reader = DERReader(Fixture.bytes("0603551d11"))
    #expect(try reader.objectIdentifier() == .subjectAlternativeName)
    for hex in ["0600", "06022a80", "0602802a"] {
      var strict = DERReader(Fixture.bytes(hex))
      #expect(throws: DERError.self) { try strict.objectIdentifier() }
    }
  }

  @Test("bit strings") func bitStrings() throws {
    var reader = DERReader(Fixture.bytes("030206c0"))
    let value = try reader.bitString()
    #expect(value.octets == [0xc0])
    #expect(value.unused == 6)
    for hex in ["0300", "030108", "030101", "030207ff"] {
      var strict = DERReader(Fixture.bytes(hex))
      #expect(throws: DERError.self) { try strict.bitString() }
    }
    var lax = DERReader(Fixture.bytes("030207ff"), rules: .lax)
    #expect(try lax.bitString().octets == [0x80])
  }

  @Test("what is written is read") func roundTrip() throws {
    for value in [0, 1, 127, 128, 255, 256, 65_535, 2_147_483_647] {
      var writer = DERWriter()
      writer.integer(value)
      var reader = DERReader(writer.bytes)
      #expect(try reader.smallInteger() == value)
    }
    for count in [0, 1, 127, 128, 255, 256, 65_536] {
      var writer = DERWriter()
      writer.put(DERTag.octetString, [UInt8](repeating: 7, count: count))
      #expect(try DERReader.single(writer.bytes, DERTag.octetString).range.count == count)
    }
  }
}
