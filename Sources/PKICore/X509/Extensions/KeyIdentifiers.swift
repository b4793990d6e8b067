package import Vocabulary

/// A short name of the subject's key (RFC 5280 §4.2.1.2).
package struct SubjectKeyIdentifier: Hashable, Sendable {
  /// The octets, commonly the SHA-1 of the key bits.
  package let octets: [UInt8]
}

extension SubjectKeyIdentifier: DERReadable {
  /// The value of the extension.
  package init(_ reader: inout DERReader) throws(DERError) {
    self.octets = try reader.octetString().array
  }
}

/// By what the issuer's key is found (RFC 5280 §4.2.1.1).
package struct AuthorityKeyIdentifier: Hashable, Sendable {
  /// The issuer's subject key identifier; nil where it is not given.
  package let keyIdentifier: [UInt8]?
  /// The name of the issuer's own issuer; empty where it is not given.
  package let issuer: [GeneralName]
  /// The serial number of the issuer's certificate; nil where it is not given.
  package let serial: SerialNumber?
}

extension AuthorityKeyIdentifier: DERReadable {
  /// The value of the extension.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    self.keyIdentifier = try fields.optional(DERTag.context(0, constructed: false))?.content
    self.issuer = try fields.optionalSequence(of: GeneralName.self, DERTag.context(1)) ?? []
    let serialTag = DERTag.context(2, constructed: false)
    self.serial = fields.nextTag == serialTag ? SerialNumber(content: try fields.integer(serialTag)) : nil
    try fields.finish()
  }
}
