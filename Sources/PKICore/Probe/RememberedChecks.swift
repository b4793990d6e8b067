internal import Synchronization
import Vocabulary

/// What presented certificates came to: the members of a pool, and the hosts behind one wildcard, present the same chain,
/// which is judged once.
final class RememberedChecks: Sendable {
  /// All that an answer depends on beside the settings of the run.
  struct Question: Hashable {
    let presented: [Certificate]
    let identities: [Identity]
    let profile: Profile
    let target: CheckTarget
  }

  private let known = Mutex<[Question: CheckResult]>([:])

  /// How many answers are remembered, and of how many octets presented: enough for the fleets that there are.
  private static let (mostAnswers, mostOctets) = (64, 1 << 14)

  /// The answer that is remembered, as one about `source`; else that of `check`, which is remembered.
  func answer(_ question: Question, about source: String, _ check: () -> CheckResult?) -> CheckResult? {
    guard question.presented.reduce(0, { $0 + $1.der.count }) <= RememberedChecks.mostOctets else { return check() }
    if var result = known.withLock({ $0[question] }) {
      result.findings = result.findings.map { $0.found(in: source) }
      return result
    }
    guard let result = check() else { return nil }
    known.withLock { known in
      if known.count == RememberedChecks.mostAnswers { known.removeAll() }
      known[question] = result
    }
    return result
  }
}

extension Finding {
  /// The same, found in another input.
  fileprivate func found(in source: String) -> Finding {
    var finding = self
    finding.source = source
    return finding
  }
}
