package import Platform
internal import Vocabulary

internal import COpenSSL

/// What came out of a lock.
package struct Unlocked: ~Copyable {
  /// The bytes: a PrivateKeyInfo, or a key of a traditional format, DER.
  package let bytes: Secret
  /// Whether the legacy provider was needed: the lock is weak and ought to be renewed.
  package let usedLegacyProvider: Bool
}

/// Private keys locked with a passphrase.
package enum KeyEncryption {
  /// How the passphrase of a new lock is stretched; the cipher is AES-256-CBC.
  package enum Scheme: Hashable, Sendable {
    /// PBKDF2-HMAC-SHA256 with so many rounds.
    case pbkdf2(rounds: Int)
    /// scrypt with N = 2^logN, r = 8, p = 1. libcrypto's own reader gives up above logN 14.
    case scrypt(logN: Int)
  }

  /// Takes the lock off an EncryptedPrivateKeyInfo (RFC 5958 §3), DER: with the default provider, or, where its
  /// cipher is not there, with the legacy one. `allowSlow` lifts the limits of ten million rounds and 1 GiB.
  /// The corresponding C functions are `d2i_X509_SIG` and `PKCS12_pbe_crypt_ex`.
  package static func decryptPKCS8(
    _ der: [UInt8], passphrase: borrowing Secret, allowSlow: Bool = false
  ) throws(KeyDecryptionError) -> Unlocked {
    unsafe try passphrase.withUnsafeBytes { bytes throws(KeyDecryptionError) in
      unsafe try decryptPKCS8(der, Passphrase(bytes), allowSlow: allowSlow)
    }
  }

  /// As above, with a passphrase that may be none.
  static func decryptPKCS8(
    _ der: [UInt8], _ passphrase: Passphrase, allowSlow: Bool
  ) throws(KeyDecryptionError) -> Unlocked {
    var outer = ElementReader(der)
    guard var reader = outer.enter(0x30), outer.atEnd, let algorithm = reader.next(0x30),
      let data = reader.next(0x04), reader.atEnd
    else { throw .damaged("not a locked private key in DER") }
    let scheme = try PasswordScheme(algorithm: reader.copy(algorithm.whole))
    let cipher = try PasswordCipher(scheme, allowSlow: allowSlow)
    let opened = unsafe try der.span.bytes.withUnsafeBytes { all throws(KeyDecryptionError) -> Secret in
      unsafe try cipher.open(UnsafeRawBufferPointer(rebasing: all[data.content]), passphrase)
    }
    guard opened.isSequence else { throw .wrongPassphrase }
    return Unlocked(bytes: opened, usedLegacyProvider: cipher.algorithms.isLegacy)
  }

  /// Locks a PrivateKeyInfo, DER; gives an EncryptedPrivateKeyInfo, DER.
  package static func encryptPKCS8(
    _ privateKeyInfo: borrowing Secret, passphrase: borrowing Secret, scheme: Scheme
  ) throws(OpenSSLError) -> [UInt8] {
    let operation = "lock the key"
    let algorithm = try scheme.algorithm()
    let cipher: PasswordCipher
    do throws(KeyDecryptionError) {
      cipher = try PasswordCipher(PasswordScheme(algorithm: algorithm), allowSlow: true)
    } catch {
      throw OpenSSLError(operation: operation, because: error.reason, isUnsupported: true)
    }
    let locked = unsafe passphrase.withUnsafeBytes { word in
      unsafe privateKeyInfo.withUnsafeBytes { unsafe cipher.lock($0, Passphrase(word))?.encoding }
    }
    guard let locked else { throw OpenSSLError(operation: operation) }
    return element(0x30, algorithm, element(0x04, locked))
  }
}

extension KeyEncryption.Scheme {
  /// The AlgorithmIdentifier of PBES2 (RFC 8018 §A.4), DER, with a new salt and initialization vector.
  func algorithm() throws(OpenSSLError) -> [UInt8] {
    let salt = element(0x04, try Random.bytes(16))
    let derivation: [UInt8]
    switch self {
    case .pbkdf2(let rounds):
      let function = element(0x30, element(0x06, ObjectIdentifier.hmacWithSHA256.content), [0x05, 0x00])
      derivation = element(
        0x30, element(0x06, ObjectIdentifier.pbkdf2.content), element(0x30, salt, integer(rounds), function))
    case .scrypt(let logN):
      let numbers = integer(1 << max(1, min(logN, 30))) + integer(8) + integer(1)
      derivation = element(0x30, element(0x06, ObjectIdentifier.scrypt.content), element(0x30, salt, numbers))
    }
    let cipher = element(
      0x30, element(0x06, ObjectIdentifier.aes256CBC.content), element(0x04, try Random.bytes(16)))
    return element(0x30, element(0x06, ObjectIdentifier.pbes2.content), element(0x30, derivation, cipher))
  }

  private func integer(_ value: Int) -> [UInt8] { element(0x02, SerialNumber(positive: max(1, value)).content) }
}

extension SerialNumber {
  fileprivate init(positive value: Int) {
    self.init(magnitude: (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) })
  }
}

extension Secret {
  /// Whether it is one whole element of tag SEQUENCE: what a right passphrase brings forth.
  var isSequence: Bool {
    unsafe withUnsafeBytes { bytes in
      guard bytes.count >= 2, unsafe bytes[0] == 0x30 else { return false }
      return unsafe header(0x30, bytes.count - Secret.headerSize(bytes)).elementsEqual(
        bytes[..<Secret.headerSize(bytes)])
    }
  }

  private static func headerSize(_ bytes: UnsafeRawBufferPointer) -> Int {
    let first = unsafe bytes[1]
    return first < 0x80 ? 2 : min(bytes.count, 2 + Int(first & 0x7f))
  }

  /// The bytes as an array, for what is locked and thus no secret.
  var encoding: [UInt8] { unsafe withUnsafeBytes { unsafe [UInt8]($0) } }
}
