package import Vocabulary

/// An OCSP responder's answer (RFC 6960 §4.2), as far as it can be shown; nothing is verified.
package struct OCSPResponse: Hashable, Sendable {
  /// Whether the responder answered at all.
  package enum Status: Int, Hashable, Sendable {
    case successful = 0
    case malformedRequest = 1
    case internalError = 2
    case tryLater = 3
    case signatureRequired = 5
    case unauthorized = 6
  }

  /// The encoding of the whole.
  package let der: [UInt8]
  /// The number of the status; `Status(rawValue:)` knows the defined ones.
  package let status: Int
  /// What is inside a successful response of the basic type; nil otherwise.
  package let basic: BasicResponse?

  /// The response that `der` consists of.
  package init(der: [UInt8]) throws(DERError) {
    var outer = DERReader(der, rules: .lax)
    var fields = try outer.next(DERTag.sequence).children
    self.der = der
    self.status = try fields.smallInteger(DERTag.enumerated)
    guard var explicit = try fields.optional(DERTag.context(0))?.children else {
      self.basic = nil
      return
    }
    var response = try explicit.next(DERTag.sequence).children
    let type = try response.objectIdentifier()
    var inner = try response.octetString().reader(.lax)
    self.basic = type == OCSPResponse.basicType ? try BasicResponse(&inner) : nil
  }

  private static let basicType = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 48, 1, 1)
}

extension OCSPResponse {
  /// A BasicOCSPResponse.
  package struct BasicResponse: Hashable, Sendable {
    /// The part that is signed, header and content.
    package let responseData: DERSlice
    /// Who answers.
    package let responder: Responder
    /// When the answer was made.
    package let producedAt: Time
    /// The answers, one a certificate.
    package let responses: [SingleResponse]
    /// The extensions of the answer, the nonce among them.
    package let extensions: [Extension]
    /// The signature algorithm.
    package let signatureAlgorithm: AlgorithmIdentifier
    /// The signature's octets.
    package let signature: DERSlice
    /// The DER of the certificates that came along.
    package let certificates: [DERSlice]
  }

  /// Who answers: by name, or by the SHA-1 of the key bits.
  package enum Responder: Hashable, Sendable {
    case name(DistinguishedName)
    case keyHash([UInt8])
  }

  /// What is answered of one certificate.
  package struct SingleResponse: Hashable, Sendable {
    /// Of which one.
    package let certificate: OCSPCertificateID
    /// Good, revoked or unknown.
    package let status: CertificateStatus
    /// The last instant at which that was known to be right.
    package let thisUpdate: Time
    /// When newer information will be had; nil where that is not said.
    package let nextUpdate: Time?
    /// The extensions of this answer.
    package let extensions: [Extension]
  }

  /// What is known of a certificate.
  package enum CertificateStatus: Hashable, Sendable {
    case good
    case revoked(date: Time, reason: RevocationReason?)
    case unknown
  }
}

extension OCSPResponse.BasicResponse: DERReadable {
  /// A BasicOCSPResponse.
  package init(_ reader: inout DERReader) throws(DERError) {
    var outer = try reader.next(DERTag.sequence).children
    let data = try outer.next(DERTag.sequence)
    var fields = data.children
    self.responseData = data.slice
    _ = try fields.optional(DERTag.context(0))
    self.responder = try OCSPResponse.Responder(&fields)
    self.producedAt = try Time(&fields)
    self.responses = try fields.sequence(of: OCSPResponse.SingleResponse.self)
    self.extensions = try fields.extensions(DERTag.context(1))
    self.signatureAlgorithm = try AlgorithmIdentifier(&outer)
    self.signature = try outer.bitStringSlice().octets
    var certificates: [DERSlice] = []
    if var explicit = try outer.optional(DERTag.context(0))?.children {
      var list = try explicit.next(DERTag.sequence).children
      while !list.atEnd { certificates.append(try list.next().slice) }
    }
    self.certificates = certificates
  }
}

extension OCSPResponse.Responder: DERReadable {
  /// A ResponderID.
  package init(_ reader: inout DERReader) throws(DERError) {
    let element = try reader.next()
    var inner = element.children
    switch element.tag {
    case DERTag.context(1): self = .name(try DistinguishedName(&inner))
    case DERTag.context(2): self = .keyHash(try inner.octetString().array)
    default: throw DERError("no responder where one belongs", at: element.header.lowerBound)
    }
  }
}

extension OCSPResponse.SingleResponse: DERReadable {
  /// A SingleResponse.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    self.certificate = try OCSPCertificateID(&fields)
    self.status = try OCSPResponse.CertificateStatus(&fields)
    self.thisUpdate = try Time(&fields)
    var nextUpdate: Time?
    if var explicit = try fields.optional(DERTag.context(0))?.children { nextUpdate = try Time(&explicit) }
    self.nextUpdate = nextUpdate
    self.extensions = try fields.extensions(DERTag.context(1))
    try fields.finish()
  }
}

extension OCSPResponse.CertificateStatus: DERReadable {
  /// A CertStatus.
  package init(_ reader: inout DERReader) throws(DERError) {
    let element = try reader.next()
    switch element.tag {
    case DERTag.context(0, constructed: false): self = .good
    case DERTag.context(2, constructed: false): self = .unknown
    case DERTag.context(1):
      var fields = element.children
      let date = try Time(&fields)
      var reason: RevocationReason?
      if var explicit = try fields.optional(DERTag.context(0))?.children { reason = try RevocationReason(&explicit) }
      self = .revoked(date: date, reason: reason)
    default: throw DERError("no status where one belongs", at: element.header.lowerBound)
    }
  }
}
