package import Vocabulary

/// Which certificate an OCSP message speaks of (RFC 6960 §4.1.1).
package struct OCSPCertificateID: Hashable, Sendable {
  /// The hash function of the two hashes.
  package let hashAlgorithm: AlgorithmIdentifier
  /// The hash of the issuer's name.
  package let issuerNameHash: [UInt8]
  /// The hash of the issuer's key bits.
  package let issuerKeyHash: [UInt8]
  /// The serial number of the certificate.
  package let serial: SerialNumber
}

extension OCSPCertificateID: DERReadable {
  /// A CertID.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    self.hashAlgorithm = try AlgorithmIdentifier(&fields)
    self.issuerNameHash = try fields.octetString().array
    self.issuerKeyHash = try fields.octetString().array
    self.serial = try SerialNumber(&fields)
    try fields.finish()
  }
}

/// A question to an OCSP responder (RFC 6960 §4.1).
package struct OCSPRequest: Hashable, Sendable {
  /// The version as it is encoded, 0 for v1.
  package let version: Int
  /// Who asks; nil where that is not said.
  package let requestor: GeneralName?
  /// Of which certificates.
  package let certificates: [OCSPCertificateID]
  /// The extensions of the request, the nonce among them.
  package let extensions: [Extension]
  /// Whether it is signed.
  package let isSigned: Bool

  /// The request that `der` consists of.
  package init(der: [UInt8]) throws(DERError) {
    var outer = DERReader(der, rules: .lax)
    var request = try outer.next(DERTag.sequence).children
    var fields = try request.next(DERTag.sequence).children
    var version = 0
    if var explicit = try fields.optional(DERTag.context(0))?.children { version = try explicit.smallInteger() }
    self.version = version
    var requestor: GeneralName?
    if var explicit = try fields.optional(DERTag.context(1))?.children { requestor = try GeneralName(&explicit) }
    self.requestor = requestor
    var list = try fields.next(DERTag.sequence).children
    var certificates: [OCSPCertificateID] = []
    while !list.atEnd {
      var single = try list.next(DERTag.sequence).children
      certificates.append(try OCSPCertificateID(&single))
    }
    self.certificates = certificates
    self.extensions = try fields.extensions(DERTag.context(2))
    self.isSigned = request.nextTag == DERTag.context(0)
  }
}
