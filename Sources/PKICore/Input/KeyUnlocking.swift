import OpenSSL
import Platform

/// The one place where the reader asks libcrypto to open something.
enum KeyUnlocking {
  /// Why something stays locked.
  enum Failure: Error, Hashable {
    /// The passphrase is not the right one.
    case wrongPassphrase
    /// There is no passphrase to try.
    case locked
    /// libcrypto does not know the algorithm, not even in its legacy provider.
    case unsupported(String)
    /// It would take too long.
    case limit(String)
    /// It is broken, whatever the passphrase.
    case damaged(String)
  }

  /// A key that was locked.
  struct Opened {
    let key: KeyBytes
    let usedLegacyProvider: Bool
  }

  /// What was in a PKCS#12 file.
  struct OpenedBag {
    struct Element {
      let value: Value
      let name: String?
    }

    enum Value {
      case certificate([UInt8])
      case revocationList([UInt8])
      case key(KeyBytes)
    }

    let elements: [Element]
    let usedLegacyProvider: Bool
  }

  /// The PrivateKeyInfo in an EncryptedPrivateKeyInfo.
  static func pkcs8(_ der: [UInt8], _ passphrase: borrowing Secret) throws(Failure) -> Opened {
    throw .unsupported("")
  }

  /// The key under RFC 1421 header fields.
  static func traditional(
    _ octets: [UInt8], _ cipher: String, _ vector: [UInt8], _ passphrase: borrowing Secret
  ) throws(Failure) -> Opened {
    throw .unsupported("")
  }

  /// The contents of a PKCS#12 file; the empty passphrase also stands for none.
  static func pkcs12(_ der: [UInt8], _ passphrase: borrowing Secret) throws(Failure) -> OpenedBag {
    throw .wrongPassphrase
  }
}
