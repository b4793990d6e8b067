package import Vocabulary

/// Looks for every path from a certificate to an anchor, whatever the order in which certificates were given.
///
/// libcrypto follows the first issuer that fits by name and does not turn back; here each candidate is tried.
struct PathSearch {
  private let index: IssuerIndex
  private let instant: Instant
  private let links: LinkCheck

  /// The most certificates in a path: nothing real comes near.
  static let longestPath = 32
  /// The most paths that are judged.
  static let mostPaths = 64
  /// The most signatures that are checked: whoever hands in a thousand issuers of one name gets no more.
  static let mostSignatures = 64

  /// What is left of what one search may cost.
  private struct Budget {
    var paths = mostPaths
    var signatures = mostSignatures
  }

  /// A search in a pool; issuers that are valid at `instant` are tried first.
  init(_ index: IssuerIndex, instant: Instant, links: LinkCheck) {
    self.index = index
    self.instant = instant
    self.links = links
  }

  /// Hands each path to `visit` as it is found, until that says to stop: paths to an anchor, and where there is no
  /// further issuer the unfinished ones.
  func paths(from leaf: Certificate, visit: (_ path: [Certificate], _ isAnchored: Bool) -> Bool) {
    var path = [leaf]
    var budget = Budget()
    if index.isAnchor(leaf) {
      guard visit(path, true) else { return }
    }
    _ = extend(&path, &budget, visit)
  }

  /// False where the search is over.
  private func extend(
    _ path: inout [Certificate], _ budget: inout Budget, _ visit: ([Certificate], Bool) -> Bool
  ) -> Bool {
    guard let last = path.last, path.count < PathSearch.longestPath else { return true }
    var found = false
    for (issuer, isAnchor) in issuers(of: last) where !path.contains(issuer) {
      guard links.signature(of: last, verifiesWith: issuer, left: &budget.signatures) else { continue }
      found = true
      path.append(issuer)
      defer { path.removeLast() }
      if isAnchor {
        budget.paths -= 1
        guard visit(path, true), budget.paths > 0 else { return false }
      }
      guard isAnchor && issuer.isSelfIssued || extend(&path, &budget, visit) else { return false }
    }
    if !found, !(path.count == 1 && index.isAnchor(last)) {
      budget.paths -= 1
      guard visit(path, false), budget.paths > 0 else { return false }
    }
    return true
  }

  /// Who may have issued a certificate, by name: the likeliest first.
  private func issuers(of certificate: Certificate) -> [(certificate: Certificate, isAnchor: Bool)] {
    let candidates = index.issuers(named: certificate.issuer)
    guard candidates.count > 1 else { return candidates }
    return candidates.enumerated().sorted { a, b in
      let (left, right) = (likelihood(a.element, of: certificate), likelihood(b.element, of: certificate))
      return left != right
        ? left > right : a.element.certificate.der.lexicographicallyPrecedes(b.element.certificate.der)
    }.map(\.element)
  }

  private func likelihood(_ candidate: (Certificate, Bool), of certificate: Certificate) -> Int {
    let (issuer, isAnchor) = candidate
    let wanted = (try? certificate.authorityKeyIdentifier)??.keyIdentifier
    let offered = (try? issuer.subjectKeyIdentifier) ?? nil
    let fits = wanted == nil || offered == nil ? 1 : wanted == offered ? 2 : 0
    let isValid = issuer.isValid(at: instant) ? 1 : 0
    return fits * 4 + isValid * 2 + (isAnchor ? 1 : 0)
  }
}

extension Certificate {
  /// Whether `instant` lies within the validity, both ends included (RFC 5280 §4.1.2.5).
  package func isValid(at instant: Instant) -> Bool {
    guard let begin = notBefore.instant, let end = notAfter.instant else { return false }
    return begin <= instant && instant <= end
  }
}
