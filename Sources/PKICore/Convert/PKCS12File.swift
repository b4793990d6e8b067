internal import OpenSSL
package import Platform

/// Who must be able to open a PKCS#12 file.
package enum PKCS12Compatibility: String, CaseIterable, Hashable, Sendable {
  /// AES-256-CBC, PBKDF2-HMAC-SHA256, a checksum with SHA-256.
  case modern
  /// Triple DES and SHA-1, for Windows before 2019, Java before 8u301 and old appliances.
  case legacy

  fileprivate var format: PKCS12.Compatibility { self == .modern ? .modern : .legacy }
}

/// A PKCS#12 file (RFC 7292) of a certificate, those above it, and its private key.
package enum PKCS12File {
  /// The PFX of a key and certificates, the key's own first; both are named and tied together. Throws where they do
  /// not belong together, and where the passphrase cannot be used.
  package static func der(
    key: borrowing SigningKey, certificates: [Certificate], name: String, passphrase: borrowing Secret,
    compatibility: PKCS12Compatibility
  ) throws(PKIError) -> [UInt8] {
    do {
      return try PKCS12.make(
        certificates: certificates.map(\.der), key: key.key, friendlyName: name, passphrase: passphrase,
        compatibility: compatibility.format)
    } catch {
      throw PKIError(.unsupported, "", "the PKCS#12 file could not be made", reason: error.reason)
    }
  }

  /// The PFX of certificates alone.
  package static func der(
    certificates: [Certificate], name: String, passphrase: borrowing Secret, compatibility: PKCS12Compatibility
  ) throws(PKIError) -> [UInt8] {
    do {
      return try PKCS12.make(
        certificates: certificates.map(\.der), friendlyName: name, passphrase: passphrase,
        compatibility: compatibility.format)
    } catch {
      throw PKIError(.unsupported, "", "the PKCS#12 file could not be made", reason: error.reason)
    }
  }
}
