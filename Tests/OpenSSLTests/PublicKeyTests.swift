import Testing
import Vocabulary

@testable import OpenSSL

@Suite struct PublicKeyTests {
  init() throws { try Library.start() }

  @Test(arguments: KeyType.Curve.allCases)
  func readsItsOwnPointAndNoOther(_ curve: KeyType.Curve) throws {
    let info = try PrivateKey.generate(.ec(curve)).publicKeyInfo()
    try PublicKey(publicKeyInfo: info).checkFully()
    #expect(try PublicKey(publicKeyInfo: info).bits == [.p256: 256, .p384: 384, .p521: 521][curve])
    // The last octet of y, which then belongs to no x; and the form of the point.
    for index in [info.count - 1, info.count - 2 * curve.fieldSize - 1] {
      var changed = info
      changed[index] ^= 1
      #expect(throws: OpenSSLError.self) { try PublicKey(publicKeyInfo: changed) }
    }
    #expect(throws: OpenSSLError.self) { try PublicKey(publicKeyInfo: Array(info.dropLast())) }
    #expect(throws: OpenSSLError.self) { try PublicKey(publicKeyInfo: info + [0]) }
    #expect(ERR_queueIsEmpty)
  }

  struct Form: Sendable, CustomTestStringConvertible {
    let options: String
    let bits: Int
    var testDescription: String { options }

    static let all: [Form] = [
      Form(options: "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", bits: 256),
      Form(options: "-algorithm EC -pkeyopt ec_paramgen_curve:secp256k1", bits: 256),
      Form(options: "-algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit", bits: 256),
      Form(options: "-quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1536", bits: 1536),
    ]
  }

  @Test(arguments: Form.all) func readsWhatOpensslWrites(_ form: Form) throws {
    let workshop = try Workshop()
    try workshop.write("key.pem", workshop.openssl("genpkey \(form.options)"))
    #expect(try PublicKey(publicKeyInfo: workshop.openssl("pkey -in key.pem -pubout -outform DER")).bits == form.bits)
    guard form.options.contains("EC") else { return }
    let compressed = try workshop.openssl("ec -in key.pem -pubout -conv_form compressed -outform DER")
    #expect(try PublicKey(publicKeyInfo: compressed).bits == form.bits)
  }
}
