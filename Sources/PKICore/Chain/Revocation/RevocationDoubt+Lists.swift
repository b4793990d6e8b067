import Vocabulary

extension RevocationDoubt {
  private static let again = "fetch the current list of that authority"

  static func otherIssuer(_ list: PreparedList) -> RevocationDoubt {
    RevocationDoubt(
      "crl.scope", "The revocation list \(list.source) is one of \(list.issuer.shortText), another authority.",
      clause: "RFC 5280 §6.3.3 (b)", fix: "give the list of the authority that issued the certificate", weight: 1)
  }

  static func scope(_ list: PreparedList, _ mismatch: String) -> RevocationDoubt {
    RevocationDoubt(
      "crl.scope", "The revocation list \(list.source) does not cover this certificate: it \(mismatch).",
      clause: "RFC 5280 §6.3.3 (b)", fix: "give the list that the certificate's distribution points name", weight: 1)
  }

  static func stale(_ list: PreparedList, at instant: Instant) -> RevocationDoubt {
    let next = list.list.nextUpdate?.instant
    let message =
      next.map { next in
        "The revocation list \(list.source) is stale: the next one was due on \(next), \(-next.days(since: instant)) days ago."
      } ?? "The revocation list \(list.source) does not say when the next one comes, and is older than "
      + "\(ListLookup.daysWithoutEnd) days."
    return RevocationDoubt("crl.stale", message, clause: "RFC 5280 §6.3.3 (a)", fix: again, weight: 4)
  }

  static func future(_ list: PreparedList) -> RevocationDoubt {
    let date = list.list.thisUpdate.instant.map { " before \($0)" } ?? " yet"
    return RevocationDoubt(
      "crl.future", "The revocation list \(list.source) is not valid\(date).", clause: "RFC 5280 §5.1.2.4",
      fix: "set the clock right, or give the list of the time in question", weight: 4)
  }

  static func weak(_ list: PreparedList) -> RevocationDoubt {
    RevocationDoubt(
      "crl.weak",
      "The revocation list \(list.source) is signed with \(list.list.signatureAlgorithm.signatureName).",
      clause: "SP 800-57, security level", fix: "have it issued again with SHA-256", weight: 5)
  }

  static func signature(_ list: PreparedList) -> RevocationDoubt {
    RevocationDoubt(
      "crl.signature",
      "The signature of the revocation list \(list.source) does not verify with the key of \(list.issuer.shortText).",
      clause: "RFC 5280 §6.3.3 (g)",
      fix: "the list was changed, or another certificate of that name signed it: give that one with --untrusted",
      weight: 8)
  }

  static func signerMissing(_ list: PreparedList) -> RevocationDoubt {
    RevocationDoubt(
      "crl.signer-missing",
      "The certificate of \(list.issuer.shortText), who issued the revocation list \(list.source), is missing.",
      clause: "RFC 5280 §6.3.3 (f)", fix: "give it with --untrusted", weight: 6)
  }

  static func signerUntrusted(_ list: PreparedList) -> RevocationDoubt {
    RevocationDoubt(
      "crl.signer-untrusted",
      "\(list.issuer.shortText), who issued the revocation list \(list.source), has no valid path to the anchor of the "
        + "certificate.", clause: "RFC 5280 §6.3.3 (f)", fix: "give the certificates of that path with --untrusted",
      weight: 7)
  }

  static func notSigner(_ list: PreparedList) -> RevocationDoubt {
    RevocationDoubt(
      "crl.not-signer",
      "\(list.issuer.shortText) may not sign the revocation list \(list.source): its key usage lacks cRLSign.",
      clause: "RFC 5280 §6.3.3 (f)", fix: "have the list signed by an authority with cRLSign", weight: 7)
  }

  static func someReasons(_ list: PreparedList, _ covered: RevocationReasons) -> RevocationDoubt {
    let names = covered.names.isEmpty ? "no reason" : covered.names.joined(separator: ", ")
    return RevocationDoubt(
      "crl.reasons", "The revocation lists given cover some reasons only: \(names).", clause: "RFC 5280 §6.3.3 (d)",
      fix: "give the lists for the other reasons too", weight: 3)
  }

  static func deltaAlone(_ list: PreparedList) -> RevocationDoubt {
    RevocationDoubt(
      "crl.delta",
      "The revocation list \(list.source) only adds to list \(list.deltaBase?.decimal ?? "?"), which is missing.",
      clause: "RFC 5280 §5.2.4", fix: "give the complete list too", weight: 3)
  }

  static func unreadablePoints(_ certificate: Certificate) -> RevocationDoubt {
    RevocationDoubt(
      "crl.scope", "The distribution points of \(certificate.subject.shortText) cannot be read.",
      clause: "RFC 5280 §4.2.1.13", fix: "have the certificate issued again", weight: 2)
  }
}
