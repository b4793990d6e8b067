package import Vocabulary

/// The key usage that a certificate is given where none is asked for.
package enum DefaultUsage {
  /// digitalSignature and, for RSA, keyEncipherment; of the key in `publicKeyInfo` (SubjectPublicKeyInfo, DER).
  package static func keyUsage(of publicKeyInfo: [UInt8]) -> KeyUsage {
    isRSA(publicKeyInfo) ? [.digitalSignature, .keyEncipherment] : .digitalSignature
  }

  /// The extended key usages of a service that both answers and calls.
  package static let extendedKeyUsage: [ObjectIdentifier] = [.serverAuth, .clientAuth]

  private static func isRSA(_ publicKeyInfo: [UInt8]) -> Bool {
    guard var info = try? DERReader.single(publicKeyInfo).children,
      var algorithm = try? info.next(DERTag.sequence).children
    else { return false }
    return (try? algorithm.objectIdentifier()) == .rsaEncryption
  }
}
