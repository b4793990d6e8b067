/// Notes what a search does, where somebody asked how it came to its verdict; nobody else pays for it.
///
/// It belongs to one search and is used by one thread.
final class SearchTrace {
  private(set) var explanation: Explanation
  private var judgement = Judgement()
  private var lookup: RevocationLookup?
  private var paths = 0
  private var cuts = 0
  private var last: Explanation.Attempt?
  private var best: Explanation.Attempt?
  private var bestPlace: Int?

  init(of leaf: Certificate, in pool: TrustPool) {
    explanation = Explanation(of: leaf, in: pool)
  }

  // MARK: - The search

  /// A branch that is not followed, at `candidate`, which may have issued the last of the path; none where the path
  /// itself may not grow.
  func cut(_ path: [Certificate], at candidate: Certificate?, _ reason: Explanation.Cut) {
    if reason == .signaturesSpent { explanation.limit = explanation.limit ?? .signatures }
    cuts += 1
    guard cuts <= Explanation.mostCuts else { return explanation.cutsLeftOut[reason, default: 0] += 1 }
    explanation.attempts.append(
      Explanation.Attempt(certificates: path + (candidate.map { [$0] } ?? []), isAnchored: false, end: .cut(reason)))
  }

  /// The search has come to the end of what it may cost.
  func ended(by limit: Explanation.Limit) { explanation.limit = limit }

  /// How many signatures were checked.
  func tried(signatures: Int) { explanation.signaturesTried = signatures }

  // MARK: - One path

  /// An answer to the next question.
  func asked(_ step: Judgement.Step) { judgement.steps.append(step) }

  /// The answers about the path as a whole, which are no rows of the rules.
  func asked(depth: [PathFault], ending: [PathFault], isAnchored: Bool, _ request: VerificationRequest) {
    let clause = "RFC 5280 §6.1"
    if request.maximumDepth == nil {
      asked(
        .init(code: "chain.too-deep", clause: clause, severity: .error, answer: .notAsked("--max-depth was not given")))
    } else {
      asked(.init("chain.too-deep", clause, found: depth))
    }
    asked(.init("chain.anchor", clause, found: isAnchored ? [] : ending))
    let library = "X509_verify_cert"
    if isAnchored {
      asked(.init("chain.openssl", library, found: ending))
    } else {
      asked(
        .init(code: "chain.openssl", clause: library, severity: .error, answer: .notAsked("no anchor is reached")))
    }
    guard request.revocation.mode == .off || !isAnchored else { return }
    let why = isAnchored ? "neither --crl nor --ocsp-response was given" : "no anchor is reached"
    asked(
      .init(code: "revocation.status", clause: "RFC 5280 §6.3, RFC 6960", severity: nil, answer: .notAsked(why)))
  }

  /// The end of a judgement.
  func judged(_ path: JudgedPath) {
    judgement.errors = path.errors.count
    judgement.warnings = path.warnings.count
    judgement.holds = path.holds
    let attempt = Explanation.Attempt(
      certificates: path.certificates, isAnchored: path.isAnchored, end: .judged(judgement))
    judgement = Judgement()
    last = attempt
    paths += 1
    guard paths <= Explanation.mostPaths else { return explanation.pathsLeftOut += 1 }
    explanation.attempts.append(attempt)
  }

  /// The path that was judged last is the best so far.
  func prefersLast() {
    best = last
    bestPlace = paths <= Explanation.mostPaths ? explanation.attempts.count - 1 : nil
  }

  /// The whole story, once the search is over; the path that was taken is in it, however late it came.
  func finished(_ path: JudgedPath) -> Explanation {
    if best == nil { prefersLast() }
    guard let best else { return explanation }
    if bestPlace == nil {
      explanation.attempts.append(best)
      explanation.pathsLeftOut -= 1
    }
    explanation.choice = Explanation.Choice(
      attempt: bestPlace ?? explanation.attempts.count - 1,
      reason: path.holds ? .holds : paths == 1 ? .only : .best)
    return explanation
  }

  // MARK: - Revocation

  /// A certificate is about to be looked up.
  func looksUp(_ depth: Int) { lookup = RevocationLookup(depth: depth) }

  /// A list or response was considered for it.
  func considered(_ source: String, _ method: RevocationStatus.Method, _ obstacle: RevocationDoubt?) {
    let witness = RevocationLookup.Witness(source: source, method: method, obstacle: obstacle)
    guard let known = lookup?.considered, !known.contains(witness) else { return }
    if known.count < RevocationLookup.most { lookup?.considered.append(witness) } else { lookup?.leftOut += 1 }
  }

  /// What came of it.
  func found(_ status: RevocationStatus) {
    guard var found = lookup else { return }
    lookup = nil
    found.status = status
    judgement.lookups.append(found)
  }
}

extension Judgement.Step {
  /// A check that is no row of the rules, and what it found.
  init(_ code: String, _ clause: String, found faults: [PathFault]) {
    self.init(code: code, clause: clause, severity: faults.map(\.severity).max(), answer: .init(faults))
  }

  /// A rule and its answer.
  init(_ rule: PathRule, _ profile: Profile, _ answer: PathRule.Answer) {
    let told: Judgement.Answer =
      switch answer {
      case .holds: .holds
      case .broken(let faults): .init(faults)
      case .notAsked(let why): .notAsked(why)
      case .unreadable(let reason): .unreadable(reason)
      }
    self.init(code: rule.code, clause: rule.clause, severity: rule.severity(profile), answer: told)
  }
}

extension Judgement.Answer {
  fileprivate init(_ faults: [PathFault]) {
    guard !faults.isEmpty else {
      self = .holds
      return
    }
    self = .broken(
      Array(faults.prefix(Explanation.mostEvidence)), leftOut: max(0, faults.count - Explanation.mostEvidence))
  }
}
