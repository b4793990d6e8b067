import OpenSSL
import Testing
import Vocabulary

@testable import PKICore

@Suite struct WeakKeyTests {
  /// An exponent, and what is said of it.
  struct Exponent: Sendable, CustomTestStringConvertible {
    let name: String
    let magnitude: [UInt8]
    let severity: Severity?
    var testDescription: String { name }

    static let all: [Exponent] = [
      Exponent(name: "0", magnitude: [], severity: .error), Exponent(name: "1", magnitude: [1], severity: .error),
      Exponent(name: "2", magnitude: [2], severity: .error), Exponent(name: "3", magnitude: [3], severity: .warning),
      Exponent(name: "17", magnitude: [17], severity: .warning),
      Exponent(name: "65535", magnitude: [0xff, 0xff], severity: .warning),
      Exponent(name: "65536", magnitude: [1, 0, 0], severity: .error),
      Exponent(name: "65537", magnitude: [1, 0, 1], severity: nil),
      Exponent(name: "65539", magnitude: [1, 0, 3], severity: nil),
      Exponent(name: "2^80", magnitude: [1] + [UInt8](repeating: 0, count: 10), severity: .error),
      Exponent(name: "2^256-1", magnitude: [UInt8](repeating: 0xff, count: 32), severity: nil),
      Exponent(name: "2^256+1", magnitude: [1] + [UInt8](repeating: 0, count: 31) + [1], severity: .error),
    ]
  }

  @Test(arguments: Exponent.all) func exponentsAreJudged(_ exponent: Exponent) throws {
    let key = try WeakSpecimen.rsa(WeakSpecimen.modulus(), exponent: exponent.magnitude)
    let found = key.apparentWeaknesses
    #expect(found.map(\.flaw.code) == (exponent.severity == nil ? [] : ["key.exponent"]))
    #expect(found.first?.severity == exponent.severity)
  }

  @Test func shortKeysAreWeak() throws {
    #expect(try WeakSpecimen.rsa(.power(ofTwo: 2_046)).apparentWeaknesses.map(\.flaw.code) == ["key.weak"])
    #expect(try WeakSpecimen.rsa(.power(ofTwo: 2_047)).apparentWeaknesses.isEmpty)
  }

  @Test(arguments: KeyType.Curve.allCases) func soundCurvesAreSound(_ curve: KeyType.Curve) throws {
    #expect(try KeyExamination.weaknesses(of: WeakSpecimen.ec(curve)).isEmpty)
  }

  @Test func pointsBesideTheirCurveAreFound() throws {
    var der = try WeakSpecimen.ec(.p384).encoding.array
    der[der.count - 1] ^= 1
    let found = KeyExamination.weaknesses(of: try SubjectPublicKeyInfo(der: der))
    #expect(found.map(\.flaw.code) == ["key.invalid-point"])
  }

  @Test func infinityIsNoKey() throws {
    var parameters = DERWriter()
    parameters.objectIdentifier(.p256)
    let key = try SubjectPublicKeyInfo(der: CertificateRecipe.publicKey(.ecPublicKey, parameters.bytes, [0]))
    #expect(KeyExamination.weaknesses(of: key).map(\.flaw.code) == ["key.invalid-point"])
  }

  @Test func writtenOutAndRareCurvesAreNamed() throws {
    var rare = DERWriter()
    rare.objectIdentifier(ObjectIdentifier(1, 3, 132, 0, 10))
    let point = [UInt8](repeating: 4, count: 65)
    let key = try SubjectPublicKeyInfo(der: CertificateRecipe.publicKey(.ecPublicKey, rare.bytes, point))
    #expect(key.apparentWeaknesses.map(\.finding) == ["is on secp256k1, which not every peer has"])
    var explicit = DERWriter()
    explicit.sequence {
      $0.integer(1)
      $0.sequence {
        $0.objectIdentifier(ObjectIdentifier(1, 2, 840, 10045, 1, 1))
        $0.put(DERTag.integer, [0] + [UInt8](repeating: 0xff, count: 32))
      }
    }
    let written = try SubjectPublicKeyInfo(der: CertificateRecipe.publicKey(.ecPublicKey, explicit.bytes, point))
    #expect(written.apparentWeaknesses.map(\.flaw.code) == ["key.explicit-curve"])
  }

  // MARK: - Together

  @Test func keysOfAFolderAreSurveyedTogether() throws {
    let shared = try WeakSpecimen.factor(bits: 1_024)
    let one = try WeakSpecimen.rsa(shared.product(WeakSpecimen.factor(bits: 1_024)))
    let other = try WeakSpecimen.rsa(shared.product(WeakSpecimen.factor(bits: 1_024)))
    let twice = try WeakSpecimen.ec(.p256)
    let survey = WeakKeySurvey([
      try WeakSpecimen.holder(one, name: "one"), try WeakSpecimen.holder(twice, name: "first"),
      try WeakSpecimen.holder(twice, name: "second"), try WeakSpecimen.holder(other, name: "other"),
      try WeakSpecimen.holder(other, name: "other"),
    ])
    #expect(survey.keyCount == 3)
    let found = survey.findings.map { "\($0.weakness.flaw.code): \($0.weakness.sentence($0.holders[0].words))" }
    #expect(
      found == [
        "key.shared-factor: The key of one (one.crt) shares a prime with that of other (other.crt).",
        "key.shared: The key of first (first.crt) serves 2 names: first, second.",
        "key.shared-factor: The key of other (other.crt) shares a prime with that of one (one.crt).",
      ])
    #expect(survey.findings.map(\.holders.count) == [1, 2, 2])
  }

  @Test func blocklistedKeysAreFound() throws {
    let (bad, good) = (try WeakSpecimen.ec(.p256), try WeakSpecimen.ec(.p256))
    let print = Hexadecimal.text(Fingerprint.sha256(bad.encoding.array))
    let list = try KeyBlocklist(Array("# known\n\n\(print.uppercased())  # stolen\r\n".utf8))
    #expect(list.count == 1)
    #expect(list.names(bad))
    #expect(!list.names(good))
    let survey = WeakKeySurvey(
      [try WeakSpecimen.holder(bad, name: "bad"), try WeakSpecimen.holder(good, name: "good")], blocklist: list)
    #expect(survey.findings.map(\.weakness.flaw.code) == ["key.blocklisted"])
  }

  @Test(arguments: ["", "# nothing\n", "abc", String(repeating: "g", count: 64), String(repeating: "a", count: 63)])
  func blocklistsOfSomethingElseAreRefused(_ text: String) {
    #expect(throws: PKIError.self) { try KeyBlocklist(Array(text.utf8)) }
  }
}
