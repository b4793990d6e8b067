package import Vocabulary

/// A certificate authority at hand: its certificate, and the key that belongs to it.
package struct CertificateAuthority: ~Copyable {
  /// The CA's certificate.
  package let certificate: Certificate
  /// The CA's private key.
  package let key: SigningKey

  /// The authority, if it is one: throws a certificate that may not sign others, is out of its time, or belongs to
  /// another key.
  package init(
    certificate: Certificate, file: String, key: consuming SigningKey, keyFile: String, at instant: Instant
  ) throws(PKIError) {
    guard key.publicKey.sameKey(as: certificate.publicKey) else {
      throw PKIError(
        .refused, file, "certificate and key do not match: \(keyFile) is another key",
        hint: "pki match \(keyFile) \(file) says which key belongs to it")
    }
    try CertificateAuthority.checkRole(certificate, file)
    try CertificateAuthority.checkTime(certificate, file, at: instant)
    self.certificate = certificate
    self.key = key
  }

  private static func checkRole(_ certificate: Certificate, _ file: String) throws(PKIError) {
    let constraints = try certificate.read(file) { (c) throws(DERError) in try c.basicConstraints }
    guard let constraints, constraints.isCA else {
      throw PKIError(
        .refused, file, "this certificate is not a certificate authority (basicConstraints lacks CA:TRUE)",
        hint: "pki selfsigned NAME makes one")
    }
    let usage = try certificate.read(file) { (c) throws(DERError) in try c.keyUsage }
    guard usage?.contains(.keyCertSign) ?? true else {
      throw PKIError(.refused, file, "this CA may not sign certificates: its key usage lacks keyCertSign")
    }
  }

  private static func checkTime(_ certificate: Certificate, _ file: String, at instant: Instant) throws(PKIError) {
    guard let notBefore = certificate.notBefore.instant, let notAfter = certificate.notAfter.instant else {
      throw PKIError(.content, file, "the CA's dates cannot be read")
    }
    if notAfter < instant { throw PKIError(.refused, file, "the CA expired on \(notAfter)") }
    if notBefore > instant { throw PKIError(.refused, file, "the CA is not valid before \(notBefore)") }
  }

  /// How many CA certificates may follow below one that this CA signs; nil where there is no limit. Throws where not
  /// even one may.
  package borrowing func pathLengthBelow(file: String) throws(PKIError) -> Int? {
    let constraints = try certificate.read(file) { (c) throws(DERError) in try c.basicConstraints }
    guard let length = constraints?.pathLength else { return nil }
    guard length > 0 else {
      throw PKIError(.refused, file, "the CA's path length is 0: it may not sign other CAs")
    }
    return length - 1
  }
}

extension Certificate {
  /// A field of the certificate; an encoding that cannot be read is said of `file`.
  func read<Value>(
    _ file: String, _ field: (Certificate) throws(DERError) -> Value
  ) throws(PKIError) -> Value {
    do {
      return try field(self)
    } catch {
      throw PKIError(.content, file, "an extension of this certificate is damaged: \(error.reason)")
    }
  }
}
