package import Vocabulary

internal import COpenSSL

/// The numbers of a public key, for formats that write them by themselves: OpenSSH (RFC 4253 §6.6, RFC 5656 §3.1,
/// RFC 8709 §4).
package enum KeyComponents: Hashable, Sendable {
  /// The public exponent and the modulus, big-endian without leading zeros.
  case rsa(exponent: [UInt8], modulus: [UInt8])
  /// The curve and the public point, uncompressed (SEC 1 §2.3.3).
  case ec(KeyType.Curve, point: [UInt8])
  /// The 32 octets of an Ed25519 key.
  case ed25519([UInt8])
  /// A key that OpenSSH has no format for.
  case other
}

extension PrivateKey {
  /// The numbers of the public part.
  package var components: KeyComponents {
    switch form {
    case .rsa:
      guard let modulus = unsafe Number(of: pointer, OSSL_PKEY_PARAM_RSA_N),
        let exponent = unsafe Number(of: pointer, OSSL_PKEY_PARAM_RSA_E)
      else { return .other }
      return .rsa(exponent: exponent.magnitude, modulus: modulus.magnitude)
    case .ec(let curve):
      return unsafe KeyForm.octets(pointer, OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY).map { .ec(curve, point: $0) } ?? .other
    case .raw(112):
      return unsafe KeyForm.octets(pointer, OSSL_PKEY_PARAM_PUB_KEY).map { .ed25519($0) } ?? .other
    case .raw, .rsaPSS, .other: return .other
    }
  }
}
