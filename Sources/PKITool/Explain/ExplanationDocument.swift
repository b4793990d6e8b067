import Console
import PKICore
import Vocabulary

/// An explanation as JSON: whatever text shows, and every step by itself.
struct ExplanationDocument {
  let explanation: Explanation
  let origins: CertificateOrigins
  let remedy: Remedy

  /// The object under the input.
  var document: Document {
    .fields([
      Field("certificate", .fields(certificate(explanation.leaf))),
      Field("anchors", census(explanation.anchors)), Field("intermediates", census(explanation.intermediates)),
      Field("paths", .list(explanation.attempts.enumerated().map { attempt($0.offset + 1, $0.element) })),
      Field("paths_left_out", .number(explanation.pathsLeftOut)),
      Field("cuts_left_out", .number(explanation.cutsLeftOut.values.reduce(0, +))),
      Field("signatures_tried", .number(explanation.signaturesTried)),
      Field("limit", .text(orNull: explanation.limit?.rawValue)),
      Field("choice", choice),
    ])
  }

  private var choice: Document {
    guard let choice = explanation.choice else { return .null }
    return .fields([Field("path", .number(choice.attempt + 1)), Field("reason", .text(choice.reason.words))])
  }

  private func census(_ census: Explanation.Census) -> Document {
    .fields([
      Field("count", .number(census.count)), Field("first", .list(census.first.map { .fields(certificate($0)) })),
    ])
  }

  private func certificate(_ certificate: Certificate) -> [Field] {
    let origin = origins[certificate]
    return [
      Field("subject", .text(certificate.subject.description)), Field("serial", .text(certificate.serial.hex)),
      Field("fingerprint_sha256", .text(Hexadecimal.colons(Fingerprint.sha256(certificate.der)))),
      Field("file", .text(orNull: origin?.file)), Field("line", .number(orNull: origin?.line)),
      Field("element", .number(orNull: origin?.element)),
    ]
  }

  // MARK: - Paths

  private func attempt(_ number: Int, _ attempt: Explanation.Attempt) -> Document {
    var fields = [
      Field("number", .number(number)), Field("verdict", .text(attempt.verdict)),
      Field("anchored", .truth(attempt.isAnchored)),
      Field("certificates", .list(attempt.certificates.indices.map { link($0, of: attempt) })),
    ]
    switch attempt.end {
    case .cut(let cut): fields += [Field("cut", .text(cut.rawValue)), Field("steps", .list([]))]
    case .judged(let judgement):
      let stop = judgement.stop.map { judgement.steps[$0].code }
      fields += [
        Field("stopped_at", .text(orNull: stop)), Field("error_count", .number(judgement.errors)),
        Field("warning_count", .number(judgement.warnings)),
        Field("steps", .list(judgement.steps.flatMap { steps($0, attempt.certificates) })),
        Field("revocation", .list(judgement.lookups.map(lookup))),
      ]
    }
    return .fields(fields)
  }

  private func link(_ depth: Int, of attempt: Explanation.Attempt) -> Document {
    let path = attempt.certificates
    let isLast = depth == path.count - 1
    var found = Document.null
    if depth > 0 {
      var signature = "verifies"
      if isLast, case .cut(let cut) = attempt.end, cut != .length {
        signature = cut == .signature ? "fails" : "not tried"
      }
      let relation = KeyIdentifierRelation(of: path[depth - 1], issuedBy: path[depth])
      found = .fields([
        Field("name", .text("agrees")), Field("key_id", .text(relation.rawValue)), Field("signature", .text(signature)),
      ])
    }
    return .fields(
      [Field("depth", .number(depth))] + certificate(path[depth]) + [
        Field("anchor", .truth(attempt.isAnchored && isLast)), Field("found_by", found),
      ])
  }

  // MARK: - Steps

  /// A step for each fault, so that each has one depth, message and fix; one where there is none.
  private func steps(_ step: Judgement.Step, _ path: [Certificate]) -> [Document] {
    func row(_ answer: String, _ reason: String?, _ fault: PathFault? = nil) -> Document {
      .fields([
        Field("code", .text(fault?.code ?? step.code)), Field("asked", .text(step.code)),
        Field("clause", .text(fault?.clause ?? step.clause)), Field("answer", .text(answer)),
        Field("severity", .text(orNull: (fault?.severity ?? step.severity)?.rawValue)),
        Field("depth", .number(orNull: fault?.depth)), Field("message", .text(orNull: fault?.message ?? reason)),
        Field("fix", .text(orNull: fault?.fix)),
        Field("command", .text(orNull: fault.flatMap { remedy.command(for: $0, on: path)?.text })),
      ])
    }
    switch step.answer {
    case .holds: return [row("holds", nil)]
    case .notAsked(let why): return [row("not-asked", why)]
    case .unreadable(let reason): return [row("unreadable", reason)]
    case .broken(let faults, let leftOut):
      let more = leftOut > 0 ? [row("broken", "\(leftOut) more of the same rule")] : []
      return faults.map { row("broken", nil, $0) } + more
    }
  }

  private func lookup(_ lookup: RevocationLookup) -> Document {
    .fields([
      Field("depth", .number(lookup.depth)), Field("state", .text(orNull: lookup.status?.state.rawValue)),
      Field(
        "considered",
        .list(
          lookup.considered.map { witness in
            .fields([
              Field("source", .text(witness.source)), Field("method", .text(witness.method.rawValue)),
              Field("used", .truth(witness.obstacle == nil)), Field("code", .text(orNull: witness.obstacle?.code)),
              Field("message", .text(orNull: witness.obstacle?.message)),
            ])
          })), Field("left_out", .number(lookup.leftOut)),
    ])
  }
}
