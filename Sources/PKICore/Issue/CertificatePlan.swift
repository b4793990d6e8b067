package import Vocabulary

/// What a new certificate says, except who signs it.
package struct CertificatePlan: Sendable {
  /// The serial number.
  package var serial: SerialNumber
  /// The issuer's Name, DER, octet for octet the CA's subject.
  package var issuer: [UInt8]
  /// The subject's Name, DER.
  package var subject: [UInt8]
  /// The first second in which it is valid.
  package var notBefore: Instant
  /// The last second in which it is valid.
  package var notAfter: Instant
  /// The subject's SubjectPublicKeyInfo, DER.
  package var publicKeyInfo: [UInt8]
  /// The extensions.
  package var extensions: CertificateExtensions

  /// A certificate with all its parts.
  package init(
    serial: SerialNumber, issuer: [UInt8], subject: [UInt8], notBefore: Instant, notAfter: Instant,
    publicKeyInfo: [UInt8], extensions: CertificateExtensions
  ) {
    self.serial = serial
    self.issuer = issuer
    self.subject = subject
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.publicKeyInfo = publicKeyInfo
    self.extensions = extensions
  }

  /// The certificate (RFC 5280 §4.1), version 3, DER, signed with the issuer's key.
  package func certificate(
    signedWith key: borrowing SigningKey, digest: Digest? = nil
  ) throws(PKIError) -> [UInt8] {
    let scheme = try SignatureScheme(publicKeyInfo: key.publicKeyInfo, digest: digest)
    var writer = DERWriter()
    writer.sequence { body in
      body.put(DERTag.context(0)) { $0.integer(2) }
      body.put(DERTag.integer, serial.content)
      body.raw(scheme.algorithm)
      body.raw(issuer)
      body.sequence { validity in
        validity.time(notBefore)
        validity.time(notAfter)
      }
      body.raw(subject)
      body.raw(publicKeyInfo)
      if let extensions = extensions.encoding { body.put(DERTag.context(3), extensions) }
    }
    return try key.signed(writer.bytes, with: scheme)
  }
}
