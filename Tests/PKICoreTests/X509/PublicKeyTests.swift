import PKICore
import Testing
import Vocabulary

@Suite("Public keys")
struct PublicKeyTests {
  struct Case: CustomTestStringConvertible {
    let text: String
    let bits: Int?
    let algorithm: ObjectIdentifier
    let parameters: [UInt8]
    var testDescription: String { text }
  }

  static let all: [Case] = [
    Case(text: "EC P-384", bits: 384, algorithm: .ecPublicKey, parameters: identifier(.p384)),
    Case(
      text: "EC 1.2.3", bits: nil, algorithm: .ecPublicKey, parameters: identifier(ObjectIdentifier(1, 2, 3))),
    Case(text: "EC 17 bits with explicit parameters", bits: 17, algorithm: .ecPublicKey, parameters: explicitCurve),
    Case(text: "EC", bits: nil, algorithm: .ecPublicKey, parameters: [DERTag.null, 0]),
    Case(text: "Ed25519", bits: 256, algorithm: .ed25519, parameters: []),
    Case(text: "X448", bits: 448, algorithm: .x448, parameters: []),
    Case(text: "ML-DSA-65", bits: nil, algorithm: .mlDSA65, parameters: []),
    Case(text: "DSA 9", bits: 9, algorithm: .dsa, parameters: [0x30, 4, 2, 2, 1, 1]),
    Case(text: "RSA", bits: nil, algorithm: .rsaEncryption, parameters: [DERTag.null, 0]),
    Case(text: "1.2.3", bits: nil, algorithm: ObjectIdentifier(1, 2, 3), parameters: []),
  ]

  static func identifier(_ identifier: ObjectIdentifier) -> [UInt8] {
    var writer = DERWriter()
    writer.objectIdentifier(identifier)
    return writer.bytes
  }

  /// The beginning of ECParameters over a field of 65,537 elements.
  static let explicitCurve: [UInt8] = {
    var writer = DERWriter()
    writer.sequence {
      $0.integer(1)
      $0.sequence {
        $0.objectIdentifier(ObjectIdentifier(1, 2, 840, 10045, 1, 1))
        $0.integer(65_537)
      }
    }
    return writer.bytes
  }()

  @Test(arguments: all)
  func description(_ example: Case) throws {
    let key = try SubjectPublicKeyInfo(
      der: CertificateRecipe.publicKey(example.algorithm, example.parameters, [4, 1, 2]))
    #expect(key.keyDescription.text == example.text)
    #expect(key.keyDescription.bits == example.bits)
    #expect(key.keyDescription.hasExplicitParameters == example.text.contains("explicit"))
  }

  @Test("the numbers of RSA") func rsa() throws {
    let key = try SubjectPublicKeyInfo(der: CertificateRecipe.rsaKey(bits: 2048))
    #expect(key.keyDescription.text == "RSA 2048")
    #expect(key.rsaKey?.modulus.count == 256)
    #expect(key.rsaKey?.exponent == [1, 0, 1])
  }

  @Test("a missing NULL is no other key") func missingNull() throws {
    let key = try SubjectPublicKeyInfo(der: CertificateRecipe.rsaKey(bits: 1024))
    let bare = try SubjectPublicKeyInfo(der: CertificateRecipe.rsaKey(bits: 1024, parameters: []))
    #expect(key != bare)
    #expect(key.sameKey(as: bare))
    #expect(!key.sameKey(as: try SubjectPublicKeyInfo(der: CertificateRecipe.rsaKey(bits: 2048))))
  }

  @Test("a compressed point is the same point") func compressed() throws {
    let key = try Certificate(der: Fixture.leaf).publicKey
    let point = key.key.array
    let odd: UInt8 = (point.last ?? 0) & 1
    let parameters = PublicKeyTests.identifier(.p256)
    let same = CertificateRecipe.publicKey(.ecPublicKey, parameters, [2 | odd] + point[1..<33])
    let other = CertificateRecipe.publicKey(.ecPublicKey, parameters, [3 - odd] + point[1..<33])
    #expect(key.sameKey(as: try SubjectPublicKeyInfo(der: same)))
    #expect(!key.sameKey(as: try SubjectPublicKeyInfo(der: other)))
    #expect(!key.sameKey(as: try Certificate(der: Fixture.authority).publicKey))
  }
}

@Suite("Signature algorithms")
struct SignatureAlgorithmTests {
  private func algorithm(_ hex: String) throws -> AlgorithmIdentifier {
    var reader = DERReader(Fixture.bytes(hex))
    return try AlgorithmIdentifier(&reader)
  }

  private func named(_ identifier: ObjectIdentifier) throws -> AlgorithmIdentifier {
    var writer = DERWriter()
    writer.sequence { $0.objectIdentifier(identifier) }
    var reader = DERReader(writer.bytes)
    return try AlgorithmIdentifier(&reader)
  }

  @Test("RSA-PSS") func pss() throws {
    let pss = try algorithm(
      "304106092a864886f70d01010a3034a00f300d06096086480165030402010500"
        + "a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120")
    #expect(pss.signatureName == "RSA-PSS with SHA-256, salt 32")
    #expect(pss.signatureDigest == .sha256)
    #expect(!pss.isWeakSignature)
  }

  @Test("RSA-PSS with its defaults") func pssDefaults() throws {
    let pss = try algorithm("300d06092a864886f70d01010a3000")
    #expect(pss.signatureName == "RSA-PSS with SHA-1, salt 20")
    #expect(pss.isWeakSignature)
  }

  @Test("digests") func digests() throws {
    #expect(try named(.sha256WithRSA).signatureDigest == .sha256)
    #expect(try named(.sha512WithRSA).signatureDigest == .sha512)
    #expect(try named(.ecdsaWithSHA512).signatureDigest == .sha512)
    #expect(try named(.ed25519).signatureDigest == nil)
    #expect(try !named(.ed25519).isWeakSignature)
    for weak: UInt64 in [2, 3, 4, 5] {
      #expect(try named(ObjectIdentifier(1, 2, 840, 113549, 1, 1, weak)).isWeakSignature)
    }
    #expect(try named(ObjectIdentifier(1, 2, 840, 10045, 4, 1)).isWeakSignature)
    #expect(try named(ObjectIdentifier(1, 2, 840, 10040, 4, 3)).signatureDigest == .sha1)
  }
}
