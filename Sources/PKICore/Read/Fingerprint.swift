internal import OpenSSL
import Vocabulary

/// Hashes that certificates and keys are known by.
package enum Fingerprint {
  /// SHA-256, 32 octets.
  package static func sha256(_ bytes: [UInt8]) -> [UInt8] { Hash.digest(.sha256, of: bytes) }

  /// SHA-1, 20 octets; the thumbprint of Windows.
  package static func sha1(_ bytes: [UInt8]) -> [UInt8] { Hash.digest(.sha1, of: bytes) }
}
