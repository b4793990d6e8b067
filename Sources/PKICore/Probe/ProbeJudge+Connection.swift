import Vocabulary

extension ProbeJudge {
  /// What the connection shows beside certificates: version, client certificates.
  func connectionFindings(
    _ answer: ServerAnswer, _ source: String, _ assurances: inout [Assurance]
  ) -> [Finding] {
    var found: [Finding] = []
    if let version = answer.version, version < .tls12 {
      found.append(
        Finding(
          "tls.old", in: source, "The server negotiated only \(version).",
          fix: "let it speak TLS 1.2 and 1.3"))
    }
    return found + clientFindings(answer, source, &assurances)
  }

  private func clientFindings(_ answer: ServerAnswer, _ source: String, _ assurances: inout [Assurance]) -> [Finding] {
    func finding(_ code: String, _ message: String, _ fix: String? = nil) -> Finding {
      Finding(code, in: source, message, fix: fix)
    }
    let alert = answer.alertReceived.map { "\($0), \($0.number)" } ?? "it closed the connection"
    // A handshake that was cut short for another reason says nothing of client certificates.
    if answer.failure != nil, answer.certificates.isEmpty { return [] }
    switch answer.clientCertificate {
    case .none: return []
    case .requested:
      return [
        finding(
          "mtls.requested",
          "The server asks for a client certificate but accepted the connection without one (it may still refuse later)."
        )
      ]
    case .required:
      return [
        finding(
          "mtls.required",
          "The server requires a client certificate (\(alert)). Its own certificate is shown all the same; give --cert.",
          "pki probe \(target.text) --cert FILE --key FILE")
      ]
    case .accepted:
      let subject = settings.clientCertificate.first?.subject.shortText ?? ""
      assurances.append(Assurance("mtls.accepted", "The client certificate \(subject) was accepted."))
      return []
    case .refused:
      let refused = finding(
        "mtls.refused", "The server refused the client certificate: \(ProbeJudge.reason(answer.alertReceived)).")
      return [refused] + listFindings(answer, finding)
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
  private func listFindings(_ answer: ServerAnswer, _ finding: (String, String, String?) -> Finding) -> [Finding] {
    let accepted = answer.acceptableAuthorities.map { DistinguishedName(reading: DERSlice($0)) }
    let issuers = settings.clientCertificate.map(\.issuer)
    guard !accepted.isEmpty, !accepted.contains(where: { name in issuers.contains { $0.matches(name) } }) else {
      return []
    }
    let names = accepted.prefix(3).map(\.shortText).joined(separator: ", ")
    return [
      finding(
        "mtls.ca-list",
        "None of the \(accepted.count) authorities the server accepts (\(names)) issued our client certificate.", nil)
    ]
  }

  // MARK: - The staple

  /// What the stapled OCSP response says of the leaf (RFC 6066 §8).
  func stapleFindings(
    _ leaf: Certificate, _ answer: ServerAnswer, _ request: CheckRequest, _ member: inout ProbeMember
  ) -> [Finding] {
    let source = member.source
    func finding(_ code: String, _ message: String, _ fix: String? = nil) -> Finding {
      Finding(code, in: source, message, fix: fix)
    }
    guard let staple = answer.staple else {
      if (try? leaf.mustStaple) == true {
        return [
          finding(
            "staple.must", "The certificate demands a stapled OCSP response, but none was sent.", "turn stapling on")
        ]
      }
      return answer.certificates.isEmpty ? [] : [finding("staple.none", "No stapled OCSP response.")]
    }
    let response: OCSPResponse
    do throws(DERError) { response = try OCSPResponse(der: staple) } catch {
      return [finding("staple.bad", "The stapled OCSP response is unreadable.")]
    }
    guard let pool = request.pool else { return [] }
    var question = request.verification
    question.revocation.mode = .ifKnown
    question.revocation.responses = [RevocationRequest.GivenResponse(response, source: "stapled")]
    question.revocation.lists = []
    let verification = Verifier(pool, asking: question).verify(leaf, companions: Array(member.certificates.dropFirst()))
    guard let status = verification.path.revocation.first else {
      return [finding("staple.bad", "The stapled OCSP response cannot be verified: the chain reaches no trusted root.")]
    }
    member.staple = status
    switch status.state {
    case .good:
      let end = status.nextUpdate.map { ", until \($0)" } ?? ""
      member.assurances.append(Assurance("staple.good", "Stapled OCSP: good\(end)."))
      return []
    case .revoked:
      let (time, reason) = (status.time.map { "\($0)" } ?? "an unknown date", status.reason?.name ?? "no reason given")
      return [
        finding("staple.revoked", "The certificate was revoked on \(time) (\(reason)), says the stapled OCSP response.")
      ]
    case .unknown:
      return [finding("staple.bad", "The stapled OCSP response does not count: \(status.why ?? "no reason").")]
    }
  }
}
