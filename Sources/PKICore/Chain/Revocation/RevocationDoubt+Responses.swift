import Vocabulary

extension RevocationDoubt: Error {
  private static let again = "ask the responder again"

  static func responseStatus(_ source: String, _ word: String) -> RevocationDoubt {
    RevocationDoubt(
      "ocsp.status", "The responder gave no answer in \(source): \(word).", clause: "RFC 6960 §2.3", fix: again,
      weight: 3)
  }

  static func responseType(_ source: String) -> RevocationDoubt {
    RevocationDoubt(
      "ocsp.type", "The OCSP response \(source) is not of the basic type.", clause: "RFC 6960 §4.2.1", fix: again,
      weight: 3)
  }

  static func otherCertificate(_ source: String) -> RevocationDoubt {
    RevocationDoubt(
      "ocsp.other", "The OCSP response \(source) is about another certificate.", clause: "RFC 6960 §3.2 (1)",
      fix: "ask the responder about this one", weight: 1)
  }

  static func criticalInResponse(_ source: String, _ identifier: ObjectIdentifier) -> RevocationDoubt {
    RevocationDoubt(
      "ocsp.critical", "The OCSP response \(source) has a critical extension that is not understood (\(identifier)).",
      clause: "RFC 6960 §4.4", fix: again, weight: 6)
  }

  static func weakResponse(_ source: String, _ algorithm: String) -> RevocationDoubt {
    RevocationDoubt(
      "ocsp.weak", "The OCSP response \(source) is signed with \(algorithm).", clause: "SP 800-57, security level",
      fix: "have the responder sign with SHA-256", weight: 5)
  }

  static func responderMissing(_ source: String) -> RevocationDoubt {
    RevocationDoubt(
      "ocsp.signer",
      "The OCSP response \(source) is by a responder that is neither the issuer nor among the certificates at hand.",
      clause: "RFC 6960 §4.2.2.2", fix: "give the responder's certificate with --untrusted", weight: 7)
  }

  static func responderNotEntitled(_ source: String, _ name: String, _ reason: String) -> RevocationDoubt {
    RevocationDoubt(
      "ocsp.signer", "\(name) may not sign the OCSP response \(source): \(reason).", clause: "RFC 6960 §4.2.2.2",
      fix: "the issuer must give the responder a certificate for OCSPSigning", weight: 7)
  }

  static func responseSignature(_ source: String) -> RevocationDoubt {
    RevocationDoubt(
      "ocsp.signature", "The signature of the OCSP response \(source) does not verify with the responder's key.",
      clause: "RFC 6960 §3.2 (2)", fix: again, weight: 8)
  }

  static func responseDates(_ source: String) -> RevocationDoubt {
    RevocationDoubt(
      "ocsp.time", "The dates of the OCSP response \(source) cannot be read or contradict each other.",
      clause: "RFC 6960 §4.2.2.1", fix: again, weight: 5)
  }

  static func futureResponse(_ source: String, _ date: Instant) -> RevocationDoubt {
    RevocationDoubt(
      "ocsp.future", "The OCSP response \(source) is not valid before \(date).", clause: "RFC 6960 §4.2.2.1",
      fix: "set the clock right, or give the response of the time in question", weight: 4)
  }

  static func staleResponse(_ source: String, next: Instant?) -> RevocationDoubt {
    let message =
      next.map { "The OCSP response \(source) is stale: it held until \($0)." }
      ?? "The OCSP response \(source) does not say until when it holds, and is older than \(OCSPLookup.daysWithoutEnd) days."
    return RevocationDoubt("ocsp.stale", message, clause: "RFC 6960 §4.2.2.1", fix: again, weight: 4)
  }

  static func responderDoesNotKnow(_ source: String) -> RevocationDoubt {
    RevocationDoubt(
      "ocsp.unknown", "The responder of \(source) does not know the certificate.", clause: "RFC 6960 §2.2",
      fix: "ask the responder of its issuer", weight: 3)
  }
}
