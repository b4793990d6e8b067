internal import OpenSSL
package import Platform

/// How a private key is locked: PKCS#8 with AES-256-CBC, and how the passphrase is stretched.
package enum KeyLock: Hashable, Sendable {
  /// PBKDF2-HMAC-SHA256 with 600,000 rounds, which everything reads.
  case pbkdf2
  /// scrypt with N = 2^17, dearer to guess: 128 MB, where libcrypto allows 32 by default; GnuTLS cannot read it.
  case scrypt

  /// The locked key of a PrivateKeyInfo as PEM.
  package func pem(
    _ privateKeyInfo: borrowing Secret, passphrase: borrowing Secret
  ) throws(PKIError) -> [UInt8] {
    do {
      let scheme: KeyEncryption.Scheme = self == .pbkdf2 ? .pbkdf2(rounds: 600_000) : .scrypt(logN: 17)
      let locked = try KeyEncryption.encryptPKCS8(privateKeyInfo, passphrase: passphrase, scheme: scheme)
      return PEMEncoding.block("ENCRYPTED PRIVATE KEY", locked)
    } catch {
      throw PKIError(.unsupported, "", "the key could not be locked", reason: error.reason)
    }
  }
}
