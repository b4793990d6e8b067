/// Something that was asked of the net for the sake of a certificate, and what became of it.
package struct FetchRecord: Sendable {
  /// What was asked for.
  package enum Kind: String, Hashable, Sendable {
    /// The certificate of an issuer (RFC 5280 §4.2.2.1, caIssuers).
    case issuer
    /// A complete revocation list (RFC 5280 §4.2.1.13).
    case crl
    /// What adds to one (RFC 5280 §4.2.1.15).
    case deltaCRL = "delta-crl"
    /// A responder's answer (RFC 6960).
    case ocsp
  }

  /// What was asked for.
  package let kind: Kind
  /// Where, as the certificate or the command line has it.
  package let url: String
  /// Whose issuer or status was sought: the subject of the certificate, in a word.
  package let subject: String
  /// The status that the server gave; nil where it gave none.
  package let status: Int?
  /// The bytes that came; nil where none did.
  package let octets: Int?
  /// Why there is nothing to work with; nil where there is.
  package let failure: FetchFailure?
  /// Whether the same had been asked before in this run, so that nobody was asked again.
  package let isRepeated: Bool
}
