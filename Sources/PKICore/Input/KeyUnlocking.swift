import OpenSSL
import Platform

/// The one place where the reader has libcrypto open something.
enum KeyUnlocking {
  /// A key that was locked.
  struct Opened {
    let key: KeyBytes
    let usedLegacyProvider: Bool

    init(_ unlocked: consuming Unlocked) {
      usedLegacyProvider = unlocked.usedLegacyProvider
      key = KeyBytes(unlocked.bytes)
    }
  }

  /// The PrivateKeyInfo in an EncryptedPrivateKeyInfo.
  static func pkcs8(
    _ der: [UInt8], _ passphrase: borrowing Secret, allowSlow: Bool
  ) throws(KeyDecryptionError) -> Opened {
    Opened(try KeyEncryption.decryptPKCS8(der, passphrase: passphrase, allowSlow: allowSlow))
  }

  /// The key under RFC 1421 header fields, in its old format.
  static func traditional(
    _ octets: [UInt8], dekInfo: String, _ passphrase: borrowing Secret
  ) throws(KeyDecryptionError) -> Opened {
    Opened(try KeyEncryption.decryptTraditional(dekInfo: dekInfo, bytes: octets, passphrase: passphrase))
  }
}

extension KeyBytes {
  /// The bytes of a secret, which stays as it was.
  convenience init(_ secret: borrowing Secret) {
    self.init(secret.copiedBytes())
  }
}

extension ItemDecoder {
  /// Why something stays locked, as an error about an item; `scheme` is what it is locked with.
  func failure(_ error: KeyDecryptionError, _ item: Item, _ scheme: String) -> PKIError {
    let place = prefix(item)
    switch error {
    case .wrongPassphrase:
      return PKIError(.passphrase, source, "\(place)wrong passphrase for this \(item.kind.noun)")
    case .unsupportedCipher(let name):
      return PKIError(
        .unsupported, source, "\(place)this \(item.kind.noun) is locked with \(scheme), which cannot be opened here",
        reason: name)
    case .damaged(let what):
      return PKIError(.content, source, "\(place)this is \(Item.indefinite(item.kind, "damaged")): \(what)")
    case .tooCostly(let what):
      return PKIError(
        .limit, source, "\(place)trying the passphrase of this \(item.kind.noun) needs \(what)",
        hint: "--allow-slow tries it all the same")
    }
  }
}
