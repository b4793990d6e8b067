import PKICore
import Testing
import Vocabulary

@Suite("A certificate's fields")
struct CertificateTests {
  let leaf: Certificate
  let authority: Certificate

  init() throws {
    self.leaf = try Certificate(der: Fixture.leaf)
    self.authority = try Certificate(der: Fixture.authority)
  }

  @Test("frame") func frame() {
    #expect(leaf.faults == [])
    #expect(leaf.version == 2)
    #expect(leaf.shownVersion == 3)
    #expect(leaf.serial.hex == "f1e2d3c4b5a69788")
    #expect(leaf.subject.description == "CN=cb.example.com, O=Example Ltd, C=GB")
    #expect(leaf.issuer == authority.subject)
    #expect(leaf.issuerDER == authority.subjectDER)
    #expect(leaf.notBefore.instant == Instant(rfc3339: "2026-11-21T07:08:09Z"))
    #expect(leaf.notAfter.instant == Instant(rfc3339: "2027-09-17T07:08:09Z"))
    #expect(leaf.notAfter.text == "270917070809Z")
    #expect(leaf.notAfter.isUTCTime)
    #expect(leaf.extensions.count == 16)
    #expect(leaf.tbsCertificate.octets.first == 0x30)
    #expect(leaf.signature.octets.first == 0x30)
    #expect(leaf.issuerUniqueID == nil)
    #expect(leaf.subjectUniqueID == nil)
  }

  @Test("algorithms") func algorithms() {
    #expect(authority.signatureAlgorithm == authority.innerSignatureAlgorithm)
    #expect(authority.signatureAlgorithm.signatureName == "ecdsa-with-SHA384")
    #expect(authority.signatureAlgorithm.signatureDigest == .sha384)
    #expect(!authority.signatureAlgorithm.isWeakSignature)
    #expect(leaf.publicKey.keyDescription.text == "EC P-256")
    #expect(leaf.publicKey.keyDescription.bits == 256)
    #expect(leaf.publicKey.namedCurve == .p256)
  }

  @Test("self-issued") func selfIssued() {
    #expect(authority.isSelfIssued)
    #expect(!leaf.isSelfIssued)
  }

  @Test("equality is that of the encodings") func equality() throws {
    #expect(try Certificate(der: Fixture.leaf) == leaf)
    #expect(leaf != authority)
    #expect(Set([leaf, authority, try Certificate(der: Fixture.leaf)]).count == 2)
  }

  @Test("octets after it are cut off and said") func trailing() throws {
    let certificate = try Certificate(der: Fixture.leaf + [0, 0])
    #expect(certificate == leaf)
    #expect(certificate.faults == ["more follows where the encoding should end (octet \(Fixture.leaf.count))"])
  }

  @Test("a length in too many octets is read laxly and said") func longLength() throws {
    // 30 82 hh ll becomes 30 83 00 hh ll.
    let certificate = try Certificate(der: [0x30, 0x83, 0] + Fixture.leaf.dropFirst(2))
    #expect(certificate.faults == ["a length is not in its shortest form (octet 1)"])
    #expect(certificate.subject == leaf.subject)
    #expect(try certificate.subjectAlternativeNames.count == 11)
  }

  @Test("an indefinite length is read laxly and said") func indefinite() throws {
    let certificate = try Certificate(der: [0x30, 0x80] + Fixture.leaf.dropFirst(4) + [0, 0])
    #expect(certificate.faults == ["an indefinite length, which DER forbids (octet 1)"])
    #expect(certificate.serial == leaf.serial)
    #expect(certificate.tbsCertificate == leaf.tbsCertificate)
  }

  @Test("what is none is refused") func refused() {
    for der in [[], [0x30], [0x30, 0], Fixture.request, Fixture.revocationList, Array(Fixture.leaf.dropLast())] {
      #expect(throws: DERError.self) { try Certificate(der: der) }
    }
  }
}

@Suite("Names of a certificate")
struct CertificateNameTests {
  @Test("a name's value that is no string of ASN.1 is a fault", arguments: [0x49, 0x69, 0x89, 0xc9])
  func foreignTag(tag: Int) throws {
    var recipe = CertificateRecipe()
    recipe.subject = CertificateRecipe.name("subject", tag: UInt8(tag))
    let faults = try Certificate(der: recipe.der).faults
    #expect(faults.contains { $0.hasPrefix("the subject cannot be read whole: a name's value is no string") })
  }
}

@Suite("Faults of a certificate")
struct CertificateFaultTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let change: @Sendable (inout CertificateRecipe) -> Void
    let faults: [String]
    var testDescription: String { name }
  }

  static let all: [Case] = [
    Case(name: "none", change: { _ in }, faults: []),
    Case(
      name: "two algorithms", change: { $0.outerAlgorithm = .sha384WithRSA },
      faults: ["the signature algorithm stands there twice, and differently"]),
    Case(
      name: "version 1 written out", change: { $0.version = 0 },
      faults: ["version 1 is written out though it is the default"]),
    Case(
      name: "seconds missing", change: { $0.notBefore = (DERTag.utcTime, "2601010000Z") },
      faults: ["not before: seconds are missing"]),
    Case(
      name: "not critical written out", change: { $0.criticality = [0] },
      faults: ["extension 2.5.29.19 says it is not critical, though that is the default"]),
    Case(
      name: "another TRUE", change: { $0.criticality = [1] },
      faults: ["a BOOLEAN that is neither 0x00 nor 0xFF (octet 216)"]),
    Case(
      name: "padded serial", change: { $0.serial = [0, 1] },
      faults: ["an INTEGER is not in its shortest form (octet 15)"]),
    Case(
      name: "broken subject", change: { $0.subject = [0x30, 2, 0x31, 9] },
      faults: [
        "a length runs past the end (octet 119)",
        "the subject cannot be read whole: a length runs past the end (octet 118)",
      ]),
  ]

  @Test(arguments: all)
  func faults(_ example: Case) throws {
    var recipe = CertificateRecipe()
    example.change(&recipe)
    let certificate = try Certificate(der: recipe.der)
    #expect(certificate.faults.map(withoutOffset) == example.faults.map(withoutOffset))
    #expect(certificate.version == (example.name == "version 1 written out" ? 0 : 2))
    #expect(certificate.extensions.count == 1)
    #expect(certificate.notAfter.instant == Instant(year: 2027, month: 1, day: 1))
  }

  /// Where exactly a fault lies is the reader's matter and tested there.
  private func withoutOffset(_ fault: String) -> Substring {
    fault.prefix { $0 != "(" }
  }

  @Test("a duplicate is kept, and neither one is taken")
  func duplicate() throws {
    var recipe = CertificateRecipe()
    recipe.extensionCount = 2
    let certificate = try Certificate(der: recipe.der)
    #expect(certificate.extensions.count == 2)
    #expect(throws: DERError.self) { try certificate.basicConstraints }
    #expect(try certificate.keyUsage == nil)
  }
}
