import Vocabulary

extension ProbeJudge {
  /// What is to be said of a list that was too long to be kept.
  func lengthFindings(_ answer: ServerAnswer, _ source: String) -> [Finding] {
    guard answer.certificatesSent > answer.certificates.count else { return [] }
    return [
      Finding(
        "chain.many", .warning, in: source,
        "The server sends \(answer.certificatesSent, as: "n") certificates (\(answer.octetsSent >> 10, as: "k") KiB), of which the first "
          + "\(answer.certificates.count) were looked at; handshakes become slow.",
        clause: "CMS 3.8 App C", fix: "hand out the chain alone")
    ]
  }

  /// What the connection shows beside certificates: version, client certificates.
  func connectionFindings(
    _ answer: ServerAnswer, _ source: String, _ assurances: inout [Assurance]
  ) -> [Finding] {
    var found: [Finding] = []
    if let version = answer.version, version < .tls12, answer.failure?.code != "tls.no-version" {
      found.append(
        Finding(
          "tls.old", in: source, "The server negotiated only \(version, as: "version").",
          fix: "let it speak TLS 1.2 and 1.3"))
    }
    return found + clientFindings(answer, source, &assurances)
  }

  private func clientFindings(_ answer: ServerAnswer, _ source: String, _ assurances: inout [Assurance]) -> [Finding] {
    func finding(_ code: String, _ sentence: Sentence, _ fix: String? = nil) -> Finding {
      Finding(code, in: source, sentence, fix: fix)
    }
    let alert = answer.alertReceived.map { "\($0), \($0.number)" } ?? "it closed the connection"
    // A handshake that was cut short for another reason says nothing of client certificates.
    if answer.failure != nil, answer.certificates.isEmpty { return [] }
    switch answer.clientCertificate {
    case .none: return []
    // Who did not finish has not said what it thinks.
    case .requested where answer.failure != nil, .accepted where answer.failure != nil: return []
    case .requested:
      return [
        finding(
          "mtls.requested",
          "The server asks for a client certificate but accepted the connection without one (it may still refuse later)."
        )
      ] + listFindings(answer, answer.shown, finding)
    case .required:
      return [
        finding(
          "mtls.required",
          "The server requires a client certificate (\(alert, as: "alert")). Its own certificate is shown all the same; give --cert, or "
            + "--client-cert auto.",
          settings.candidates == nil
            ? "pki probe \(target.text) --cert FILE --key FILE"
            : "no certificate here fits; pki csr NAME --eku clientAuth")
      ] + candidateFindings(answer, finding)
    case .accepted:
      let subject = answer.shown.first?.subject.shortText ?? ""
      assurances.append(Assurance("mtls.accepted", "The client certificate \(subject, as: "subject") was accepted."))
      return listFindings(answer, answer.shown, finding)
    case .refused:
      let refused = finding(
        "mtls.refused",
        "The server refused the client certificate: \(ProbeJudge.reason(answer.alertReceived), as: "reason").")
      return [refused] + listFindings(answer, answer.shown, finding)
    }
  }

  /// What an alert says of a client certificate.
  private static func reason(_ alert: TLSAlert?) -> String {
    switch alert?.number {
    case 48: "it does not know the authority, or our intermediate was not sent"
    case 45: "expired"
    case 43: "extended key usage lacks client authentication"
    case 44: "revoked"
    case 42, 46, 49: "no reason given"
    case nil: "it closed the connection"
    default: alert.map { "\($0) (\($0.number))" } ?? ""
    }
  }

  /// Whether the authorities that the server accepts are ours.
  private func listFindings(
    _ answer: ServerAnswer, _ own: [Certificate], _ finding: (String, Sentence, String?) -> Finding
  ) -> [Finding] {
    guard !own.isEmpty, !answer.acceptsIssuer(of: own) else { return [] }
    let names = answer.acceptableAuthorities.prefix(3).map { DistinguishedName(reading: DERSlice($0)).shortText }
    let count = answer.acceptableAuthorities.count
    return [
      finding(
        "mtls.ca-list",
        "None of the \(count, as: "n") authorities the server accepts (\(first: 3, of: names, as: "authorities")) issued "
          + "our client certificate.",
        "have one of them issue it, or send the certificates between")
    ]
  }

  /// The same of all that are at hand, where none fits.
  private func candidateFindings(
    _ answer: ServerAnswer, _ finding: (String, Sentence, String?) -> Finding
  ) -> [Finding] {
    let own = settings.candidates?.flatMap(\.certificates) ?? []
    return listFindings(answer, own, finding)
  }
}
