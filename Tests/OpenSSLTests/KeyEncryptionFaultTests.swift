import Platform
import Testing
import Vocabulary

@testable import OpenSSL

@Suite struct KeyEncryptionFaultTests {
  let locked: [UInt8]

  init() throws {
    try Library.start()
    let info = try PrivateKey.generate(.ed25519).privateKeyInfo()
    locked = try KeyEncryption.encryptPKCS8(info, passphrase: Secret("a"), scheme: .pbkdf2(rounds: 1000))
  }

  private func fault(_ der: [UInt8]) -> KeyDecryptionError? {
    do {
      _ = try KeyEncryption.decryptPKCS8(der, passphrase: Secret("a"))
      return nil
    } catch {
      return error
    }
  }

  /// An EncryptedPrivateKeyInfo with this derivation and cipher.
  private func made(_ derivation: [UInt8], cipher: ObjectIdentifier = .aes256CBC, count: Int = 64) -> [UInt8] {
    let vector = element(0x04, [UInt8](repeating: 1, count: 16))
    let parameters = element(0x30, derivation, element(0x30, element(0x06, cipher.content), vector))
    let algorithm = element(0x30, element(0x06, ObjectIdentifier.pbes2.content), parameters)
    return element(0x30, algorithm, element(0x04, [UInt8](repeating: 7, count: count)))
  }

  private func pbkdf2(rounds: [UInt8]) -> [UInt8] {
    element(
      0x30, element(0x06, ObjectIdentifier.pbkdf2.content),
      element(0x30, element(0x04, [1, 2, 3, 4, 5, 6, 7, 8]), element(0x02, rounds)))
  }

  private func scrypt(cost: [UInt8], blockSize: UInt8 = 8, parallelization: UInt8 = 1) -> [UInt8] {
    element(
      0x30, element(0x06, ObjectIdentifier.scrypt.content),
      element(
        0x30, element(0x04, [1, 2, 3, 4]), element(0x02, cost), element(0x02, [blockSize]),
        element(0x02, [parallelization])))
  }

  @Test func namesTheCipherThatIsMissing() {
    let gost = ObjectIdentifier(1, 2, 643, 2, 2, 21)
    #expect(fault(made(pbkdf2(rounds: [1]), cipher: gost)) == .unsupportedCipher("GOST 28147-89"))
    let unknown = ObjectIdentifier(1, 3, 6, 1, 4, 1, 99999, 7)
    #expect(fault(made(pbkdf2(rounds: [1]), cipher: unknown)) == .unsupportedCipher("1.3.6.1.4.1.99999.7"))
    let authenticated = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 1, 46)
    #expect(fault(made(pbkdf2(rounds: [1]), cipher: authenticated)) == .unsupportedCipher("aes-256-gcm"))
    let strange = element(0x30, element(0x06, unknown.content), element(0x30, []))
    #expect(fault(made(strange)) == .unsupportedCipher("1.3.6.1.4.1.99999.7"))
  }

  @Test func refusesWhatTakesTooLong() {
    #expect(throws: Never.self) { try PasswordScheme.check(rounds: 10_000_000, allowSlow: false) }
    #expect(throws: Never.self) { try PasswordScheme.check(rounds: 10_000_001, allowSlow: true) }
    for rounds: [UInt8] in [
      [0x00, 0x98, 0x96, 0x81], [0x7f, 0xff, 0xff, 0xff], [0x7f] + [UInt8](repeating: 0xff, count: 20),
    ] {
      guard case .tooCostly = fault(made(pbkdf2(rounds: rounds))) else {
        Issue.record("\(rounds) rounds were tried")
        continue
      }
    }
    for derivation in [
      scrypt(cost: [0x01, 0x00, 0x00, 0x00]), scrypt(cost: [0x7f, 0xff, 0xff, 0xff, 0xff, 0xff]),
      scrypt(cost: [0x02, 0x00, 0x00], parallelization: 127),
    ] {
      guard case .tooCostly = fault(made(derivation)) else {
        Issue.record("scrypt was tried")
        continue
      }
    }
  }

  @Test func tellsDamageFromAWrongPassphrase() {
    #expect(fault(locked) == nil)
    #expect(fault([]) == .damaged("not a locked private key in DER"))
    #expect(fault(locked + [0]) == .damaged("not a locked private key in DER"))
    #expect(fault(made(pbkdf2(rounds: [1]), count: 63)) == .damaged("63 locked bytes, which is no multiple of 16"))
    #expect(fault(made(element(0x30, element(0x06, ObjectIdentifier.pbkdf2.content)))) != .wrongPassphrase)
  }

  @Test func livesThroughEveryPrefixAndFlippedBit() {
    for count in 0..<locked.count { #expect(fault(Array(locked.prefix(count))) != nil) }
    for index in locked.indices {
      for bit in 0..<8 {
        var changed = locked
        changed[index] ^= 1 << bit
        _ = fault(changed)
      }
    }
    #expect(ERR_queueIsEmpty)
  }

  struct Info: Sendable {
    let text: String
    let fault: KeyDecryptionError
    static let all: [Info] = [
      Info(text: "", fault: .damaged("a DEK-Info line that is not a cipher and a vector")),
      Info(text: "AES-128-CBC,XY", fault: .damaged("a DEK-Info line that is not a cipher and a vector")),
      Info(text: "AES-128-CBC,0011", fault: .damaged("a DEK-Info line whose vector is too short")),
      Info(
        text: "AES-128-CBC,0011223344556677", fault: .damaged("a DEK-Info line whose vector does not fit AES-128-CBC")),
      Info(text: "ROT-13,0011223344556677", fault: .unsupportedCipher("ROT-13")),
    ]
  }

  @Test(arguments: Info.all) func saysWhatIsWrongWithAHeader(_ row: Info) {
    #expect(throws: row.fault) {
      try KeyEncryption.decryptTraditional(
        dekInfo: row.text, bytes: [UInt8](repeating: 1, count: 32), passphrase: Secret("a")
      ).usedLegacyProvider
    }
  }
}
