import Vocabulary

/// The verdict over a certificate: the path that was accepted, or the best of those that were not.
package struct Verification: Sendable {
  /// What was asked.
  package let request: VerificationRequest
  /// The accepted path, or the best one.
  package let path: JudgedPath
  /// How many paths were judged.
  package let pathsTried: Int
  /// How the search came to it; nil where nobody asked.
  package let explanation: Explanation?

  /// Whether the certificate is good for what was asked.
  package var isGood: Bool { path.holds }

  /// Looks for a path that holds; its verdict never depends on the order of the certificates given.
  package init(of leaf: Certificate, in pool: TrustPool, asking request: VerificationRequest) {
    self = Verifier(pool, asking: request).verify(leaf)
  }

  init(request: VerificationRequest, path: JudgedPath, pathsTried: Int, explanation: Explanation?) {
    self.request = request
    self.path = path
    self.pathsTried = pathsTried
    self.explanation = explanation
  }

  init(
    of leaf: Certificate, asking request: VerificationRequest, search: PathSearch, judge: PathJudge,
    trace: SearchTrace? = nil
  ) {
    var best: JudgedPath?
    var tried = 0
    search.paths(from: leaf) { certificates, end in
      tried += 1
      let judged = judge.judged(certificates, end)
      if let known = best, !judged.isBetter(than: known) { return true }
      best = judged
      trace?.prefersLast()
      return !judged.holds
    }
    self.request = request
    let path = best ?? judge.judged([leaf], .missing)
    self.path = path
    self.pathsTried = tried
    self.explanation = trace?.finished(path)
  }
}

extension JudgedPath {
  /// Paths that reach an anchor come first, then those with fewer faults, then the longer, then by their bytes: so
  /// the same one is shown in every order of the inputs.
  fileprivate func isBetter(than other: JudgedPath) -> Bool {
    if isAnchored != other.isAnchored { return isAnchored }
    if errors.count != other.errors.count { return errors.count < other.errors.count }
    if certificates.count != other.certificates.count { return certificates.count > other.certificates.count }
    return certificates.flatMap(\.der).lexicographicallyPrecedes(other.certificates.flatMap(\.der))
  }
}
