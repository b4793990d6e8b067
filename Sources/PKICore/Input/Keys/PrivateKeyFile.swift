package import Platform

/// A private key as it stands in a file: locked, or open.
package struct PrivateKeyFile: Sendable {
  /// How it is locked in the file; nil where it is not.
  package let lock: Lock?
  /// What the key says about itself; nil while it is locked.
  package let structure: PrivateKeyStructure?
  /// The key's DER in the format of `structure`; nil while it is locked.
  let plain: KeyBytes?

  /// How a key is locked.
  package struct Lock: Hashable, Sendable {
    /// How the locked key is written down.
    package let format: Format
    /// Cipher and derivation in words: `PBES2, AES-256-CBC, PBKDF2 with HMAC-SHA-256`.
    package let scheme: String
    /// The rounds of the derivation; nil where they cannot be known.
    package let rounds: Int?
    /// Whether only what libraries call legacy algorithms opens it.
    package let isLegacy: Bool

    /// How a locked key is written down.
    package enum Format: String, Hashable, Sendable {
      /// EncryptedPrivateKeyInfo (RFC 5958 §3).
      case pkcs8 = "PKCS#8"
      /// RFC 1421 header fields over OpenSSL's old formats.
      case traditional = "traditional"
      /// openssh-key-v1.
      case openssh = "OpenSSH"
      /// A PKCS#12 bag; what holds it is what is locked.
      case pkcs12 = "PKCS#12"
    }
  }

  /// A key that is not locked, or no longer; throws what is wrong with it.
  init(plain: KeyBytes, lock: Lock? = nil) throws(DERError) {
    self.structure = try PrivateKeyStructure(plain.bytes)
    self.plain = plain
    self.lock = lock
  }

  /// A key that is still locked.
  init(locked lock: Lock) {
    self.lock = lock
    self.structure = nil
    self.plain = nil
  }

  /// Whether the key can be used as it is.
  package var isOpen: Bool { plain != nil }

  /// The open key as PKCS#8 (RFC 5208), DER, which is the caller's to forget; throws `.passphrase` while it is
  /// locked, with no subject.
  package func privateKeyInfo() throws(PKIError) -> Secret {
    guard let plain, let structure else {
      guard lock?.format != .openssh else {
        throw PKIError(
          .unsupported, "", "this OpenSSH private key is locked with bcrypt, which cannot be opened here",
          hint: "ssh-keygen -p -m PKCS8 -f FILE makes a key of it that opens")
      }
      throw PKIError(.passphrase, "", "this private key is locked", hint: "give its passphrase with --passin")
    }
    var info: [UInt8]
    do {
      info = try structure.privateKeyInfo(plain.bytes)
    } catch {
      throw PKIError(.content, "", "this private key is damaged: \(error)")
    }
    let secret = Secret(copying: info)
    info.overwrite()
    return secret
  }
}
