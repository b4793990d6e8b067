extension RuleEntry {
  /// What revocation lists and OCSP responses must be, so that they tell whether a certificate is revoked.
  static let revocationRows: [RuleEntry] = doubtsOfLists + doubtsOfResponses + flawsOfLists

  /// Errors where an answer is required, warnings else.
  private static let doubtsOfLists: [RuleEntry] = [
    RuleEntry(
      "crl.scope", "RFC 5280 §6.3.3 (b)", asks: "A revocation list covers the certificate that it is asked about."),
    RuleEntry("crl.stale", "RFC 5280 §6.3.3 (a)", asks: "A revocation list is not older than its next update."),
    RuleEntry("crl.future", "RFC 5280 §5.1.2.4", asks: "A revocation list is valid already."),
    RuleEntry("crl.weak", "SP 800-57, security level", asks: "A revocation list is signed with SHA-256 or better."),
    RuleEntry(
      "crl.signature", "RFC 5280 §6.3.3 (g)", asks: "The signature of a revocation list verifies with its issuer's key."
    ),
    RuleEntry(
      "crl.signer-missing", "RFC 5280 §6.3.3 (f)", asks: "The certificate of who issued a revocation list is there."),
    RuleEntry(
      "crl.signer-untrusted", "RFC 5280 §6.3.3 (f)",
      asks: "Who issued a revocation list has a path to the anchor of the certificate."),
    RuleEntry(
      "crl.not-signer", "RFC 5280 §6.3.3 (f)", asks: "The key usage of who issued a revocation list has cRLSign."),
    RuleEntry("crl.reasons", "RFC 5280 §6.3.3 (d)", asks: "The revocation lists together cover every reason."),
    RuleEntry("crl.delta", "RFC 5280 §5.2.4", asks: "The list that a delta list adds to is there."),
    RuleEntry(
      "crl.critical", "RFC 5280 §5.2", asks: "A revocation list has no critical extension that is not understood."),
    RuleEntry("crl.damaged", "RFC 5280 §5.1", asks: "A revocation list and its entries can be read."),
  ]

  private static let doubtsOfResponses: [RuleEntry] = [
    RuleEntry("ocsp.status", "RFC 6960 §2.3", asks: "The responder answers."),
    RuleEntry("ocsp.type", "RFC 6960 §4.2.1", asks: "An OCSP response is of the basic type."),
    RuleEntry("ocsp.other", "RFC 6960 §3.2 (1)", asks: "An OCSP response is about the certificate."),
    RuleEntry(
      "ocsp.critical", "RFC 6960 §4.4", asks: "An OCSP response has no critical extension that is not understood."),
    RuleEntry("ocsp.weak", "SP 800-57, security level", asks: "An OCSP response is signed with SHA-256 or better."),
    RuleEntry(
      "ocsp.signer", "RFC 6960 §4.2.2.2", asks: "An OCSP response is signed by the issuer, or by whom it entitled."),
    RuleEntry(
      "ocsp.signature", "RFC 6960 §3.2 (2)",
      asks: "The signature of an OCSP response verifies with the responder's key."),
    RuleEntry("ocsp.time", "RFC 6960 §4.2.2.1", asks: "The dates of an OCSP response can be read and agree."),
    RuleEntry("ocsp.future", "RFC 6960 §4.2.2.1", asks: "An OCSP response is valid already."),
    RuleEntry("ocsp.stale", "RFC 6960 §4.2.2.1", asks: "An OCSP response is not older than its next update."),
    RuleEntry("ocsp.unknown", "RFC 6960 §2.2", asks: "The responder knows the certificate."),
  ]

  /// Shape that old but working authorities' lists have: errors to the strict profiles.
  private static let flawsOfLists: [RuleEntry] = [
    RuleEntry("crl.version", "RFC 5280 §5.1.2.1", strict, asks: "A revocation list is of version 2."),
    RuleEntry(
      "crl.no-next-update", "RFC 5280 §5.1.2.5", strict, asks: "A revocation list says when the next one comes."),
    RuleEntry(
      "crl.time", "RFC 5280 §5.1.2.4", strict, asks: "The dates of a revocation list are written as they must."),
    RuleEntry("crl.empty", "RFC 5280 §5.1.2.6", strict, asks: "A revocation list without entries has no list of them."),
    RuleEntry(
      "crl.number", "RFC 5280 §5.2.3", strict,
      asks: "A revocation list has a number that is not negative, not critical and of 20 octets at most."),
    RuleEntry(
      "crl.aki", "RFC 5280 §5.2.1", strict,
      asks: "A revocation list has the identifier of its issuer's key, not critical."),
    RuleEntry(
      "crl.not-critical", "RFC 5280 §5.2.4, §5.2.5", strict,
      asks: "What limits the scope of a revocation list is critical."),
  ]

  private static func strict(_ profile: Profile) -> Severity? { RuleSeverity.strict(profile) ?? .warning }
}
