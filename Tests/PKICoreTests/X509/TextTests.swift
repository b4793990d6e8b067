@testable import PKICore
import Testing
import Vocabulary

@Suite("Character strings")
struct CharacterStringTests {
  struct Case: CustomTestStringConvertible {
    let tag: UInt8
    let octets: [UInt8]
    let text: String
    let isWellFormed: Bool
    var testDescription: String { "tag \(tag): \(text)" }

    init(_ tag: UInt8, _ octets: [UInt8], _ text: String, _ isWellFormed: Bool) {
      self.tag = tag
      self.octets = octets
      self.text = text
      self.isWellFormed = isWellFormed
    }
  }

  static let all: [Case] = [
    Case(DERTag.utf8String, [0x61, 0xc3, 0xbc], "aü", true),
    Case(DERTag.utf8String, [], "", true),
    Case(DERTag.utf8String, [0x61, 0, 0x62], "a\0b", true),
    Case(DERTag.utf8String, [0x61, 0xff, 0x5c], "a\\xff\\x5c", false),
    Case(DERTag.utf8String, [0xc3], "\\xc3", false),
    Case(DERTag.utf8String, [0xed, 0xa0, 0x80, 0x61], "\\xed\\xa0\\x80a", false),
    Case(DERTag.utf8String, [0xc0, 0x80], "\\xc0\\x80", false),
    Case(DERTag.utf8String, [0xf0, 0x9f, 0x94, 0x92], "🔒", true),
    Case(DERTag.printableString, [0x41, 0x20, 0x2d], "A -", true),
    Case(DERTag.printableString, [0x2a, 0x2e, 0x61], "*.a", false),
    Case(DERTag.printableString, [0x41, 0xe9], "A\\xe9", false),
    Case(DERTag.numericString, [0x31, 0x20], "1 ", true),
    Case(DERTag.numericString, [0x61], "a", false),
    Case(DERTag.ia5String, [0x61, 0x40, 0x01], "a@\u{1}", true),
    Case(DERTag.ia5String, [0x61, 0x80], "a\\x80", false),
    Case(DERTag.visibleString, [0x7e], "~", true),
    Case(DERTag.visibleString, [0x7f], "\u{7f}", false),
    Case(DERTag.teletexString, [0x47, 0xfc], "Gü", true),
    Case(DERTag.bmpString, [0, 0x41, 0x20, 0xac], "A€", true),
    Case(DERTag.bmpString, [0, 0x41, 0], "A\\x00", false),
    Case(DERTag.bmpString, [0xd8, 0x3d, 0xdd, 0x12], "🔒", false),
    Case(DERTag.bmpString, [0xdd, 0x12, 0, 0x41], "\\xdd\\x12A", false),
    Case(DERTag.bmpString, [0xd8, 0x3d], "\\xd8\\x3d", false),
    Case(DERTag.universalString, [0, 1, 0xf5, 0x12], "🔒", true),
    Case(DERTag.universalString, [0, 0x11, 0, 0], "\\x00\\x11\\x00\\x00", false),
    Case(DERTag.bitString, [3, 1, 0], "#030100", false),
  ]

  @Test(arguments: all)
  func decoding(_ example: Case) {
    let decoded = CharacterString(example.tag, example.octets[...])
    #expect(decoded.text == example.text)
    #expect(decoded.isWellFormed == example.isWellFormed)
  }

  @Test("in a name") func name() throws {
    var recipe = CertificateRecipe()
    recipe.subject = CertificateRecipe.name([0x61, 0xff], tag: DERTag.utf8String)
    let attribute = try #require(try Certificate(der: recipe.der).subject.attributes.first)
    #expect(attribute.text == "a\\xff")
    #expect(attribute.content == [0x61, 0xff])
    #expect(attribute.stringTag == DERTag.utf8String)
    #expect(!attribute.isWellFormed)
  }
}

@Suite("Times")
struct TimeTests {
  struct Case: CustomTestStringConvertible {
    let text: String
    let isUTCTime: Bool
    let instant: String?
    let notes: [String]
    var testDescription: String { text }

    init(_ text: String, utc: Bool, _ instant: String?, _ notes: [String] = []) {
      self.text = text
      self.isUTCTime = utc
      self.instant = instant
      self.notes = notes
    }
  }

  static let all: [Case] = [
    Case("270101000000Z", utc: true, "2027-01-01T00:00:00Z"),
    Case("491231235959Z", utc: true, "2049-12-31T23:59:59Z"),
    Case("500101000000Z", utc: true, "1950-01-01T00:00:00Z"),
    Case("20500101000000Z", utc: false, "2050-01-01T00:00:00Z"),
    Case("99991231235959Z", utc: false, "9999-12-31T23:59:59Z"),
    Case("19491231235959Z", utc: false, "1949-12-31T23:59:59Z"),
    Case("20270101000000Z", utc: false, "2027-01-01T00:00:00Z", ["a GeneralizedTime before 2050"]),
    Case("2701010000Z", utc: true, "2027-01-01T00:00:00Z", ["seconds are missing"]),
    Case("270101000000+0130", utc: true, "2026-12-31T22:30:00Z", ["an offset instead of Z"]),
    Case("270101000000", utc: true, "2027-01-01T00:00:00Z", ["the Z is missing"]),
    Case("20510101000000.5Z", utc: false, "2051-01-01T00:00:00Z", ["fractions of a second"]),
    Case("270101000000.5Z", utc: true, nil, ["not a UTCTime"]),
    Case("270230000000Z", utc: true, nil, ["not a UTCTime"]),
    Case("270101000060Z", utc: true, nil, ["not a UTCTime"]),
    Case("270101000000ZZ", utc: true, nil, ["not a UTCTime"]),
    Case("", utc: true, nil, ["not a UTCTime"]),
    Case("20270101", utc: false, nil, ["not a GeneralizedTime"]),
  ]

  @Test(arguments: all)
  func reading(_ example: Case) {
    let time = Time(content: DERSlice(Array(example.text.utf8)), isUTCTime: example.isUTCTime)
    #expect(time.instant?.description == example.instant)
    #expect(time.notes == example.notes)
    #expect(time.text == example.text)
    #expect(time.isWellFormed == example.notes.isEmpty)
  }
}

@Suite("Sameness of names")
struct NameMatchingTests {
  private func name(_ text: String, tag: UInt8 = DERTag.utf8String) throws -> DistinguishedName {
    var reader = DERReader(CertificateRecipe.name(text, tag: tag))
    return try DistinguishedName(&reader)
  }

  @Test("string type, case and white space do not count") func folded() throws {
    let plain = try name("Example Root")
    #expect(plain.matches(try name("Example Root", tag: DERTag.printableString)))
    #expect(plain.matches(try name("  EXAMPLE   root ")))
    #expect(plain != (try name("EXAMPLE root")))
    #expect(plain.comparisonKey == (try name("example root")).comparisonKey)
  }

  @Test("all else counts") func different() throws {
    let plain = try name("Example Root")
    #expect(!plain.matches(try name("ExampleRoot")))
    #expect(!plain.matches(try name("Example Rooü")))
    #expect(!(try name("É")).matches(try name("é")))
    let other = DistinguishedName([NameAttribute(type: .organizationName, text: "Example Root")])
    #expect(!plain.matches(other))
    #expect(!plain.matches(DistinguishedName([])))
    #expect(DistinguishedName([]).matches(DistinguishedName([])))
  }

  @Test("the quick look never contradicts the thorough one") func quickly() throws {
    let texts = [
      "", " ", "a", "A", "b", "aa", "a a", "a  A ", " a\ta", "a ab", "ab", "abc", "Example Root", "example  ROOT", "é",
      "aé",
      "É", "a@b", "a\u{0}",
    ]
    let tags = [DERTag.utf8String, DERTag.printableString, DERTag.ia5String, DERTag.teletexString]
    let names = texts.flatMap { text in tags.map { CertificateRecipe.name(text, tag: $0) } }
    for a in names {
      for b in names {
        let (one, other) = (DistinguishedName(reading: DERSlice(a)), DistinguishedName(reading: DERSlice(b)))
        let differ = DistinguishedName.certainlyDiffer(DERSlice(a), DERSlice(b))
        #expect(!(differ && one.matches(other)), "\(one) and \(other)")
        // Of plain text in the usual types it always knows.
        let isPlain =
          (a + b).allSatisfy { (0x01..<0x80).contains($0) } && a[11] != DERTag.teletexString
          && b[11] != DERTag.teletexString
        if isPlain { #expect(differ == !one.matches(other), "\(one) and \(other)") }
      }
    }
  }

  @Test("the order within a set does not count, that of sets does") func order() {
    let a = NameAttribute(type: .commonName, text: "a")
    let b = NameAttribute(type: .organizationName, text: "b")
    #expect(DistinguishedName(relativeNames: [[a, b]]).matches(DistinguishedName(relativeNames: [[b, a]])))
    #expect(!DistinguishedName([a, b]).matches(DistinguishedName([b, a])))
  }
}
