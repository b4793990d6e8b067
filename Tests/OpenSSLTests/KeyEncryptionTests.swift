import Platform
import Testing
import Vocabulary

@testable import OpenSSL

@Suite struct KeyEncryptionTests {
  let workshop: Workshop
  init() throws { workshop = try Workshop() }

  private func opened(_ der: [UInt8], _ word: String, allowSlow: Bool = false) throws(KeyDecryptionError) -> [UInt8] {
    bytes(try KeyEncryption.decryptPKCS8(der, passphrase: Secret(word), allowSlow: allowSlow).bytes)
  }

  struct Own: Sendable {
    let scheme: KeyEncryption.Scheme
    let opensslReadsIt: Bool
    static let all: [Own] = [
      Own(scheme: .pbkdf2(rounds: 600_000), opensslReadsIt: true),
      Own(scheme: .pbkdf2(rounds: 1), opensslReadsIt: true),
      Own(scheme: .scrypt(logN: 14), opensslReadsIt: true),
      // openssl allows itself 32 MiB.
      Own(scheme: .scrypt(logN: 16), opensslReadsIt: false),
    ]
  }

  @Test(arguments: Own.all) func opensWhatItLocks(_ row: Own) throws {
    let info = try PrivateKey.generate(.ec(.p256)).privateKeyInfo()
    let plain = bytes(info)
    for word in ["a passphrase", "pässwörd", ""] {
      let locked = try KeyEncryption.encryptPKCS8(info, passphrase: Secret(word), scheme: row.scheme)
      #expect(try opened(locked, word) == plain)
      #expect(throws: KeyDecryptionError.wrongPassphrase) { try opened(locked, "wrong") }
      guard row.opensslReadsIt, !word.isEmpty, !word.contains(" ") else { continue }
      let words = "pkcs8 -inform DER -outform DER -passin pass:\(word)"
      #expect(
        try workshop.openssl(
          "pkcs8 -topk8 -nocrypt -inform DER -outform DER",
          input: workshop.openssl(words, input: locked)) == plain)
    }
    let twice = try KeyEncryption.encryptPKCS8(info, passphrase: Secret("a"), scheme: .pbkdf2(rounds: 1))
    #expect(try KeyEncryption.encryptPKCS8(info, passphrase: Secret("a"), scheme: .pbkdf2(rounds: 1)) != twice)
  }

  struct Theirs: Sendable, CustomTestStringConvertible {
    let options: String
    let isLegacy: Bool
    var testDescription: String { options }
    static let all: [Theirs] = [
      Theirs(options: "-v2 aes-128-cbc", isLegacy: false),
      Theirs(options: "-v2 aes-256-cbc -v2prf hmacWithSHA512 -iter 20000", isLegacy: false),
      Theirs(options: "-v2 des3 -v2prf hmacWithSHA1", isLegacy: false),
      Theirs(options: "-v2 camellia-256-cbc", isLegacy: false),
      Theirs(options: "-scrypt", isLegacy: false),
      Theirs(options: "-v1 PBE-SHA1-3DES", isLegacy: false),
      Theirs(options: "-v1 PBE-MD5-DES", isLegacy: true),
      Theirs(options: "-v1 PBE-SHA1-RC2-40", isLegacy: true),
      Theirs(options: "-v1 PBE-SHA1-RC4-128", isLegacy: true),
      Theirs(options: "-v2 rc2-cbc", isLegacy: true),
    ]
  }

  @Test(arguments: Theirs.all) func opensWhatOpensslLocks(_ row: Theirs) throws {
    let plain = bytes(try PrivateKey.generate(.ed25519).privateKeyInfo())
    let locked = try workshop.openssl(
      "pkcs8 -topk8 -inform DER -outform DER -passout pass:geheim -provider legacy -provider default \(row.options)",
      input: plain)
    let unlocked = try KeyEncryption.decryptPKCS8(locked, passphrase: Secret("geheim"))
    #expect(unlocked.usedLegacyProvider == row.isLegacy)
    #expect(bytes(unlocked.bytes) == plain)
    // RC4 has no padding, so that only the contents tell.
    #expect(throws: KeyDecryptionError.wrongPassphrase) { try opened(locked, "Geheim") }
    #expect(ERR_queueIsEmpty)
  }

  struct Header: Sendable, CustomTestStringConvertible {
    let cipher: String
    let isLegacy: Bool
    var testDescription: String { cipher }
    static let all: [Header] = [
      Header(cipher: "aes128", isLegacy: false), Header(cipher: "aes-256-cbc", isLegacy: false),
      Header(cipher: "des3", isLegacy: false), Header(cipher: "camellia192", isLegacy: false),
      Header(cipher: "des", isLegacy: true),
    ]
  }

  @Test(arguments: Header.all) func opensOldPEMHeaders(_ row: Header) throws {
    let pem = try workshop.run(
      "genrsa -traditional -\(row.cipher) -passout pass:geheim -provider legacy -provider default 1024")
    try #require(pem.status == 0, "\(pem.errors)")
    let lines = pem.text.split(separator: "\n")
    let header = try #require(lines.first { $0.hasPrefix("DEK-Info: ") })
    let body = lines.filter { !$0.contains(":") && !$0.hasPrefix("-") }.joined(separator: "\n") + "\n"
    let locked = try workshop.openssl("base64 -d", input: Array(body.utf8))
    let info = String(header.dropFirst(10))
    let unlocked = try KeyEncryption.decryptTraditional(dekInfo: info, bytes: locked, passphrase: Secret("geheim"))
    #expect(unlocked.usedLegacyProvider == row.isLegacy)
    #expect(try PrivateKey(traditional: unlocked.bytes, as: .rsa).bits == 1024)
    #expect(throws: KeyDecryptionError.wrongPassphrase) {
      try KeyEncryption.decryptTraditional(dekInfo: info, bytes: locked, passphrase: Secret("x")).usedLegacyProvider
    }
  }
}
