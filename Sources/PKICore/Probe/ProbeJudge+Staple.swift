import Vocabulary

extension ProbeJudge {
  /// What the stapled OCSP response says of the leaf (RFC 6066 §8).
  func stapleFindings(
    _ leaf: Certificate, _ answer: ServerAnswer, _ request: CheckRequest, _ member: inout ProbeMember
  ) -> [Finding] {
    let source = member.source
    func finding(_ code: String, _ sentence: Sentence, _ fix: String? = nil) -> [Finding] {
      [Finding(code, in: source, sentence, fix: fix)]
    }
    guard let staple = answer.staple else {
      guard (try? leaf.mustStaple) == true else { return finding("staple.none", "No stapled OCSP response.") }
      return finding(
        "staple.must", "The certificate demands a stapled OCSP response, but none was sent.", "turn stapling on")
    }
    let response: OCSPResponse
    do throws(DERError) { response = try OCSPResponse(der: staple) } catch {
      return finding("staple.bad", "The stapled OCSP response is \("unreadable", as: "reason").")
    }
    guard let status = status(of: leaf, by: response, request, member) else {
      return finding("staple.bad", "The stapled OCSP response cannot be verified: the issuer is not at hand.")
    }
    member.staple = status
    switch status.state {
    case .good:
      let end: Sentence = status.nextUpdate.map { ", until \($0, as: "date")" } ?? ""
      member.assurances.append(Assurance("staple.good", "Stapled OCSP: good\(end)."))
      return []
    case .revoked:
      let (time, reason) = (status.time.map { "\($0)" } ?? "an unknown date", status.reason?.name ?? "no reason given")
      return finding(
        "staple.revoked",
        "The certificate was revoked on \(time, as: "date") (\(reason, as: "reason")), says the stapled OCSP response.")
    case .unknown:
      return finding("staple.bad", ProbeJudge.sentence(status))
    }
  }

  /// What a response says of the leaf, its issuer being trusted: whether that one deserves it is another question.
  private func status(
    of leaf: Certificate, by response: OCSPResponse, _ request: CheckRequest, _ member: ProbeMember
  ) -> RevocationStatus? {
    guard let path = member.check?.path?.certificates, path.count > 1 else { return nil }
    var question = request.verification
    question.revocation.mode = .ifKnown
    question.revocation.responses = [RevocationRequest.GivenResponse(response, source: "stapled")]
    question.revocation.lists = []
    let pool = TrustPool(anchors: [path[1]], untrusted: Array(member.certificates.dropFirst()))
    return Verifier(pool, asking: question).verify(leaf).path.revocation.first
  }

  /// Why a response does not count.
  private static func sentence(_ status: RevocationStatus) -> Sentence {
    switch status.doubts.first?.code {
    case "ocsp.stale": "The stapled OCSP response is \("expired", as: "reason")."
    case "ocsp.signer", "ocsp.signature": "The stapled OCSP response is \("not signed by the issuer", as: "reason")."
    default: "The stapled OCSP response does not count: \(status.why ?? "no reason", as: "reason")."
    }
  }
}
