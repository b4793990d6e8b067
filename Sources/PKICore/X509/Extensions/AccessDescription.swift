package import Vocabulary

/// Where something about the issuer or the subject is to be had (RFC 5280 §4.2.2).
package struct AccessDescription: Hashable, Sendable {
  /// What is had there: an OCSP answer, the issuer's certificate, …
  package let method: ObjectIdentifier
  /// Where, commonly a URI.
  package let location: GeneralName

  /// "OCSP", "CA issuers", … or the dotted identifier.
  package var methodName: String {
    switch method {
    case .ocspAccess: "OCSP"
    case .caIssuersAccess: "CA issuers"
    case ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 48, 3): "time stamping"
    case ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 48, 5): "CA repository"
    default: method.description
    }
  }
}

extension AccessDescription: DERReadable {
  /// An AccessDescription.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    self.method = try fields.objectIdentifier()
    self.location = try GeneralName(&fields)
    try fields.finish()
  }
}
