import Platform
import Testing
import Vocabulary

@testable import OpenSSL

@Suite struct PrivateKeyTests {
  let workshop: Workshop
  init() throws { workshop = try Workshop() }

  static let types: [KeyType] = [
    .rsa(bits: 2048), .ec(.p256), .ec(.p384), .ec(.p521), .ed25519, .ed448,
  ]

  /// Leading zeros of numbers come up in one key of 256.
  @Test(arguments: types) func writesWhatOpensslWrites(_ type: KeyType) throws {
    var generator = try KeyGenerator(type)
    for _ in 0..<(type == .rsa(bits: 2048) ? 2 : 12) {
      let key = try generator.generate()
      let info = bytes(try key.privateKeyInfo())
      #expect(try workshop.openssl("pkcs8 -topk8 -nocrypt -inform DER -outform DER", input: info) == info)
      #expect(try workshop.openssl("pkey -inform DER -pubout -outform DER", input: info) == key.publicKeyInfo())
      let again = try PrivateKey(pkcs8: info)
      #expect(bytes(try again.privateKeyInfo()) == info)
      #expect(try again.publicKeyInfo() == key.publicKeyInfo())
    }
  }

  struct Made: Sendable, CustomTestStringConvertible {
    let command: String
    let type: String
    let bits: Int
    var testDescription: String { command }

    static let all: [Made] = [
      Made(command: "genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1024", type: "RSA", bits: 1024),
      Made(command: "genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1031", type: "RSA", bits: 1031),
      Made(
        command: "genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1536 -pkeyopt rsa_keygen_primes:3",
        type: "RSA", bits: 1536),
      Made(command: "genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024", type: "RSA-PSS", bits: 1024),
      Made(command: "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1", type: "EC", bits: 256),
      Made(
        command: "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit",
        type: "EC", bits: 256),
      Made(
        command: "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP256r1", type: "EC", bits: 256),
      Made(command: "genpkey -algorithm X25519", type: "X25519", bits: 253),
      Made(command: "genpkey -algorithm X448", type: "X448", bits: 448),
    ]
  }

  @Test(arguments: Made.all) func readsWhatOpensslMakes(_ row: Made) throws {
    let info = try workshop.openssl(
      "pkcs8 -topk8 -nocrypt -outform DER", input: workshop.openssl(row.command))
    let key = try PrivateKey(pkcs8: info)
    #expect(key.typeName == row.type)
    #expect(key.bits == row.bits)
    #expect(bytes(try key.privateKeyInfo()) == info)
    #expect(try workshop.openssl("pkey -inform DER -pubout -outform DER", input: info) == key.publicKeyInfo())
    #expect(try PublicKey(publicKeyInfo: key.publicKeyInfo()).bits == row.bits)
  }

  @Test func keepsACompressedPoint() throws {
    try workshop.openssl("ecparam -name prime256v1 -genkey -noout -out key.pem")
    let plain = try workshop.openssl("ec -in key.pem -conv_form compressed -outform DER")
    let key = try PrivateKey(traditional: plain, as: .ec)
    #expect(
      try workshop.openssl("pkcs8 -topk8 -nocrypt -inform DER -outform DER", input: plain)
        == bytes(key.privateKeyInfo()))
    guard case .ec(.p256, let point) = key.components else { throw Unexpected() }
    #expect(point.count == 65 && point[0] == 4)
  }

  struct Traditional: Sendable, CustomTestStringConvertible {
    let command: String
    let format: PrivateKey.TraditionalFormat
    var testDescription: String { command }

    static let all: [Traditional] = [
      Traditional(command: "rsa -traditional -outform DER", format: .rsa),
      Traditional(command: "ec -outform DER", format: .ec),
      Traditional(command: "ec -no_public -outform DER", format: .ec),
      Traditional(command: "dsa -outform DER", format: .dsa),
    ]
  }

  @Test(arguments: Traditional.all) func readsTraditionalFormats(_ row: Traditional) throws {
    switch row.format {
    case .rsa: try workshop.openssl("genrsa -traditional -out key.pem 1024")
    case .ec: try workshop.openssl("ecparam -name secp384r1 -genkey -noout -out key.pem")
    case .dsa:
      try workshop.openssl("dsaparam -out parameters.pem 1024")
      try workshop.openssl("gendsa -out key.pem parameters.pem")
    }
    let der = try workshop.openssl(row.command + " -in key.pem")
    let info = try workshop.openssl("pkcs8 -topk8 -nocrypt -in key.pem -outform DER")
    let key = try PrivateKey(traditional: der, as: row.format)
    #expect(bytes(try key.privateKeyInfo()) == info)
    let secret = try PrivateKey(traditional: Secret(copying: der), as: row.format)
    #expect(try secret.publicKeyInfo() == workshop.openssl("pkey -in key.pem -pubout -outform DER"))
    for other in [PrivateKey.TraditionalFormat.rsa, .ec, .dsa] where other != row.format {
      #expect(throws: OpenSSLError.self) { try PrivateKey(traditional: der, as: other).bits }
    }
  }

  @Test func keepsLeadingZeros() throws {
    let algorithm = try #require(KeyForm(.ec(.p256)).algorithm)
    let scalar = [UInt8](repeating: 0, count: 31) + [5]
    let small = element(0x30, [0x02, 0x01, 0x01], element(0x04, scalar))
    let key = try PrivateKey(pkcs8: element(0x30, [0x02, 0x01, 0x00], algorithm, element(0x04, small)))
    let info = bytes(try key.privateKeyInfo())
    #expect(info.count == 138)
    #expect(try workshop.openssl("pkcs8 -topk8 -nocrypt -inform DER -outform DER", input: info) == info)
  }

  @Test func takesPublicNumbersApart() throws {
    let rsa = try PrivateKey.generate(.rsa(bits: 1024))
    guard case .rsa(let exponent, let modulus) = rsa.components else { throw Unexpected() }
    #expect(exponent == [1, 0, 1])
    #expect(modulus.count == 128 && modulus[0] >= 0x80)
    let edwards = try PrivateKey.generate(.ed25519)
    guard case .ed25519(let point) = edwards.components else { throw Unexpected() }
    #expect(try edwards.publicKeyInfo().suffix(32) == point)
    #expect(try PrivateKey.generate(.ed448).components == .other)
  }

  @Test func pairwiseCheckPasses() throws {
    try PrivateKey.generate(.ec(.p256)).checkPairwise()
    try PrivateKey.generate(.rsa(bits: 1024)).checkPairwise()
  }
}

/// Something was not of the kind that the test is about.
struct Unexpected: Error {}
