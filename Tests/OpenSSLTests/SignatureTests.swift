import Testing
import Vocabulary

@testable import OpenSSL

@Suite struct SignatureTests {
  let workshop: Workshop
  init() throws { workshop = try Workshop() }

  struct Case: Sendable, CustomTestStringConvertible {
    let key: String
    let options: String
    var testDescription: String { "\(key) \(options)" }

    static let rsa = "genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1536"
    static let all: [Case] = [
      Case(key: rsa, options: "-sha256"),
      Case(key: rsa, options: "-sha1"),
      Case(key: rsa, options: "-md5"),
      Case(key: rsa, options: "-sha512 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:20"),
      Case(key: "genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1536", options: "-sha384"),
      Case(key: "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256", options: "-sha256"),
      Case(key: "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1", options: "-sha384"),
      Case(key: "genpkey -algorithm ED25519", options: ""),
      Case(key: "genpkey -algorithm ED448", options: ""),
    ]
  }

  @Test(arguments: Case.all) func verifiesWhatOpensslSigns(_ row: Case) throws {
    try workshop.write("key.pem", workshop.openssl(row.key))
    let subject = "-subj /CN=a -config /dev/null -key key.pem -outform DER"
    let certificate = try workshop.openssl("req -new -x509 \(row.options) \(subject)")
    let request = try workshop.openssl("req -new \(row.options) \(subject)")
    let info = try workshop.openssl("pkey -in key.pem -pubout -outform DER")
    #expect(try Signature.verifyCertificate(certificate, publicKeyInfo: info))
    #expect(try Signature.verifyRequest(request))
    for object in [certificate, request] {
      var changed = object
      // The last octet of the signature, and one of the subject.
      for index in [object.count - 1, 40] {
        changed[index] ^= 1
        let verdict =
          object == request
          ? try? Signature.verifyRequest(changed) : try? Signature.verifyCertificate(changed, publicKeyInfo: info)
        #expect(verdict != true)
        changed[index] ^= 1
      }
    }
    let stranger = try PublicKey(publicKeyInfo: PrivateKey.generate(.ed25519).publicKeyInfo())
    #expect(row.key.contains("ED25519") || (try? Signature.verifyCertificate(certificate, key: stranger)) == nil)
    #expect(ERR_queueIsEmpty)
  }

  struct Own: Sendable {
    let type: KeyType
    let digest: Digest?
    let algorithm: ObjectIdentifier
    let hasNull: Bool

    static let all: [Own] = [
      Own(type: .rsa(bits: 1536), digest: .sha256, algorithm: .sha256WithRSA, hasNull: true),
      Own(type: .rsa(bits: 1536), digest: .sha512, algorithm: .sha512WithRSA, hasNull: true),
      Own(type: .ec(.p256), digest: .sha256, algorithm: .ecdsaWithSHA256, hasNull: false),
      Own(type: .ec(.p384), digest: .sha384, algorithm: .ecdsaWithSHA384, hasNull: false),
      Own(type: .ec(.p521), digest: .sha512, algorithm: .ecdsaWithSHA512, hasNull: false),
      Own(type: .ed25519, digest: nil, algorithm: .ed25519, hasNull: false),
      Own(type: .ed448, digest: nil, algorithm: .ed448, hasNull: false),
    ]
  }

  @Test(arguments: Own.all) func verifiesWhatItSigns(_ row: Own) throws {
    let key = try PrivateKey.generate(row.type)
    let content = element(0x30, [0x04, 0x02, 0x31, 0x32])
    let algorithm = element(0x30, element(0x06, row.algorithm.content), row.hasNull ? [0x05, 0x00] : [])
    let signature = try key.sign(content, digest: row.digest)
    let publicKey = try PublicKey(publicKeyInfo: key.publicKeyInfo())
    #expect(
      try Signature.verify(content: content, algorithm: algorithm, signature: signature, key: publicKey))
    var changed = content
    changed[4] ^= 1
    #expect(
      try !Signature.verify(content: changed, algorithm: algorithm, signature: signature, key: publicKey))
    #expect(try !Signature.verify(content: content, algorithm: algorithm, signature: [], key: publicKey))
  }

  @Test func signsWithPSSWhereTheKeyIsForIt() throws {
    let info = try workshop.openssl(
      "pkcs8 -topk8 -nocrypt -outform DER",
      input: workshop.openssl("genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1536"))
    let key = try PrivateKey(pkcs8: info)
    try workshop.write("message", "a message")
    try workshop.write("signature", key.sign(Array("a message".utf8), digest: .sha384))
    try workshop.write("key.der", key.publicKeyInfo())
    let words = "dgst -sha384 -verify key.der -keyform DER -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:48"
    #expect(try workshop.run(words + " -signature signature message").text == "Verified OK\n")
  }

  @Test func refusesADigestThatDoesNotFit() throws {
    #expect(throws: OpenSSLError.self) { try PrivateKey.generate(.ed25519).sign([1], digest: .sha256) }
    #expect(ERR_queueIsEmpty)
  }

  @Test func saysWhyItCannotTell() throws {
    let key = try PublicKey(publicKeyInfo: PrivateKey.generate(.ec(.p256)).publicKeyInfo())
    let unknown = element(0x30, element(0x06, ObjectIdentifier(1, 3, 6, 1, 4, 1, 99999, 7).content))
    do {
      _ = try Signature.verify(content: [0x30, 0], algorithm: unknown, signature: [0], key: key)
      Issue.record("an unknown algorithm was judged")
    } catch {
      #expect(error.isUnsupported && error.reason.contains("1.3.6.1.4.1.99999.7"))
    }
    let ofRSA = element(0x30, element(0x06, ObjectIdentifier.sha256WithRSA.content), [0x05, 0x00])
    #expect(throws: OpenSSLError.self) {
      try Signature.verify(content: [0x30, 0], algorithm: ofRSA, signature: [0], key: key)
    }
    #expect(throws: OpenSSLError.self) { try Signature.verifyRequest([0x30, 0x03, 0x02, 0x01, 0x00]) }
  }

  @Test func refusesAnAlgorithmThatDiffersInside() throws {
    try workshop.write("key.pem", workshop.openssl(Case.rsa))
    let info = try workshop.openssl("pkey -in key.pem -pubout -outform DER")
    var certificate = try workshop.openssl(
      "req -new -x509 -sha256 -subj /CN=a -config /dev/null -key key.pem -outform DER")
    let identifier = ObjectIdentifier.sha256WithRSA.content
    let place = try #require(certificate.indices.last { certificate[$0...].starts(with: identifier) })
    certificate[place + identifier.count - 1] = 12
    #expect(try !Signature.verifyCertificate(certificate, publicKeyInfo: info))
  }
}
