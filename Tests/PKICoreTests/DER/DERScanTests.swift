import PKICore
import Testing
import Vocabulary

@Suite("The walk before libcrypto")
struct DERScanTests {
  @Test("what is ordinary passes") func ordinary() {
    for der in Fixture.all { #expect(throws: Never.self) { try DERScan.certificate(der) } }
    #expect(throws: Never.self) { try DERScan.certificate([]) }
  }

  @Test("size") func size() {
    let der = [UInt8](repeating: 0, count: 65_537)
    #expect(throws: LimitExceeded("octets in one certificate", limit: 65_536, found: 65_537, option: "--max-size")) {
      try DERScan.certificate(der)
    }
    var limits = DERLimits()
    limits.certificateOctets = 70_000
    #expect(throws: Never.self) { try DERScan.certificate(der, limits: limits) }
  }

  @Test("depth", arguments: [32, 33]) func depth(_ levels: Int) {
    var definite: [UInt8] = []
    for _ in 0..<levels {
      var writer = DERWriter()
      writer.put(DERTag.sequence, definite)
      definite = writer.bytes
    }
    let indefinite = (0..<levels).flatMap { _ -> [UInt8] in [0x30, 0x80] }
    for der in [definite, indefinite] {
      let passes = (try? DERScan.nesting(DERSlice(der))) != nil
      #expect(passes == (levels == 32))
    }
  }

  @Test("siblings are not depth") func siblings() {
    let der = (0..<1_000).flatMap { _ -> [UInt8] in [0x30, 0x80, 0x30, 0x02, 0x30, 0x00, 0x00, 0x00] }
    #expect(throws: Never.self) { try DERScan.nesting(DERSlice(der)) }
  }

  @Test("depth inside an extension counts too") func hiddenDepth() {
    let value = (0..<40).reduce([UInt8]()) { inner, _ in [0x30, UInt8(inner.count)] + inner }
    #expect(throws: LimitExceeded("elements inside one another", limit: 32, found: 33)) {
      try scan(.subjectKeyIdentifier, value)
    }
  }

  struct Case: CustomTestStringConvertible {
    let identifier: ObjectIdentifier
    let item: String
    let wrapping: [UInt8]
    let limit: Int
    let what: String
    var testDescription: String { what }
  }

  static let counts: [Case] = [
    Case(
      identifier: .subjectAlternativeName, item: "820161", wrapping: [], limit: 10_000,
      what: "alternative names in one certificate"),
    Case(
      identifier: .nameConstraints, item: "3003820161", wrapping: [0xa0], limit: 10_000,
      what: "name constraints in one certificate"),
    Case(
      identifier: .cRLDistributionPoints, item: "3011a00fa10d300b0603550403130470617274", wrapping: [], limit: 16,
      what: "relative distribution point names in one certificate"),
    Case(
      identifier: .certificatePolicies, item: "300306012a", wrapping: [], limit: 4_096,
      what: "policies in one certificate"),
  ]

  @Test(arguments: counts)
  func count(_ example: Case) {
    let item = Fixture.bytes(example.item)
    func value(_ count: Int) -> [UInt8] {
      var content = (0..<count).flatMap { _ in item }
      for tag in example.wrapping { content = wrap(tag, content) }
      return wrap(DERTag.sequence, content)
    }
    #expect(throws: Never.self) { try scan(example.identifier, value(example.limit)) }
    #expect(throws: LimitExceeded(example.what, limit: example.limit, found: example.limit + 1)) {
      try scan(example.identifier, value(example.limit + 1))
    }
  }

  @Test("extensions") func extensions() {
    var recipe = CertificateRecipe()
    recipe.extensionCount = 1_025
    #expect(throws: LimitExceeded("extensions in one certificate", limit: 1_024, found: 1_025)) {
      try DERScan.certificate(recipe.der)
    }
  }

  @Test("a bomb in BER is found too") func bombInBER() throws {
    let point = Fixture.bytes("3011a00fa10d300b0603550403130470617274")
    var recipe = CertificateRecipe()
    recipe.identifier = .cRLDistributionPoints
    recipe.value = [0x30, 0x80] + (0..<17).flatMap { _ in point } + [0, 0]
    #expect(throws: LimitExceeded.self) { try DERScan.certificate([0x30, 0x80] + recipe.der.dropFirst(4) + [0, 0]) }
  }

  private func wrap(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    var writer = DERWriter()
    writer.put(tag, content)
    return writer.bytes
  }

  private func scan(_ identifier: ObjectIdentifier, _ value: [UInt8]) throws(LimitExceeded) {
    var recipe = CertificateRecipe()
    recipe.identifier = identifier
    recipe.value = value
    var limits = DERLimits.standard
    limits.certificateOctets = 1 << 20
    try DERScan.certificate(recipe.der, limits: limits)
  }
}
