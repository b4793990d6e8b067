/// Why a certificate was revoked (RFC 5280 §5.3.1).
package struct RevocationReason: RawRepresentable, Hashable, Sendable {
  /// The number of the CRLReason.
  package let rawValue: Int

  /// The reason of this number, known or not.
  package init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// Number 1.
  package static let keyCompromise = RevocationReason(rawValue: 1)
  /// Number 6: may be lifted again.
  package static let certificateHold = RevocationReason(rawValue: 6)
  /// Number 8, only in delta lists: revoked no longer.
  package static let removeFromCRL = RevocationReason(rawValue: 8)

  /// The name of RFC 5280, or the number.
  package var name: String {
    let names = [
      "unspecified", "keyCompromise", "cACompromise", "affiliationChanged", "superseded", "cessationOfOperation",
      "certificateHold", "7", "removeFromCRL", "privilegeWithdrawn", "aACompromise",
    ]
    return names.indices.contains(rawValue) ? names[rawValue] : String(rawValue)
  }
}

extension RevocationReason: DERReadable {
  /// An ENUMERATED.
  package init(_ reader: inout DERReader) throws(DERError) {
    self.init(rawValue: try reader.smallInteger(DERTag.enumerated))
  }
}
