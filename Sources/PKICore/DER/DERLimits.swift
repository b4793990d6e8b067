/// How large and how deep a certificate may be before libcrypto sees it.
///
/// The costs of hostile input are not libcrypto's to bound: one certificate of 60 KB with many relative CRL
/// distribution point names occupies OpenSSL 3.0.19 for 23 seconds and 582 MB.
package struct DERLimits: Hashable, Sendable {
  /// Octets of one certificate.
  package var certificateOctets = 65_536
  /// Elements inside elements.
  package var depth = 32
  /// Extensions of one certificate.
  package var extensions = 1_024
  /// Entries of the subject alternative names, and of the issuer's.
  package var alternativeNames = 10_000
  /// Distribution points named relative to their CRL issuer.
  package var relativeDistributionPoints = 16
  /// Permitted and excluded subtrees of the name constraints together.
  package var nameConstraints = 10_000
  /// Certificate policies, and policy mappings.
  package var policies = 4_096

  /// The limits that hold unless an option raises them.
  package static let standard = DERLimits()

  /// The standard limits.
  package init() {}
}

/// A limit that guards against hostile input was passed.
package struct LimitExceeded: Error, Hashable {
  /// What there is too much of, in the plural: "octets in one certificate".
  package let what: String
  /// The most that is taken.
  package let limit: Int
  /// What was found; where counting stopped early, the first number over the limit.
  package let found: Int
  /// The option that raises the limit; nil where there is none.
  package let option: String?

  /// A limit that was passed.
  package init(_ what: String, limit: Int, found: Int, option: String? = nil) {
    self.what = what
    self.limit = limit
    self.found = found
    self.option = option
  }
}

extension LimitExceeded: CustomStringConvertible {
  /// What was found and what is allowed: "70000 octets in one certificate, where at most 65536 are taken".
  package var description: String { "\(found) \(what), where at most \(limit) are taken" }
}
