package import Vocabulary

/// Looks for every path from a certificate to an anchor, whatever the order in which certificates were given.
///
/// libcrypto follows the first issuer that fits by name and does not turn back; here each candidate is tried.
struct PathSearch {
  private let index: IssuerIndex
  private let instant: Instant
  private let links: LinkCheck
  /// Notes what is tried; nil where nobody wants to know.
  var trace: SearchTrace?

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

  /// How a path ends.
  enum End {
    /// With an anchor.
    case anchor
    /// With a certificate whose issuer is not at hand.
    case missing
    /// With a certificate that the key of its issuer, who is at hand, did not sign.
    case refused
  }

  /// Hands each path to `visit` as it is found, until that says to stop: paths to an anchor, and where there is no
  /// further issuer the unfinished ones.
  func paths(from leaf: Certificate, visit: (_ path: [Certificate], _ end: End) -> Bool) {
    var path = [leaf]
    var budget = Budget()
    if index.isAnchor(leaf) {
      guard visit(path, .anchor) else { return }
    }
    _ = extend(&path, &budget, visit)
    trace?.tried(signatures: PathSearch.mostSignatures - budget.signatures)
    if budget.paths == 0 { trace?.ended(by: .paths) }
  }

  /// False where the search is over.
  private func extend(
    _ path: inout [Certificate], _ budget: inout Budget, _ visit: ([Certificate], End) -> Bool
  ) -> Bool {
    guard let last = path.last else { return true }
    guard path.count < PathSearch.longestPath else {
      trace?.cut(path, at: nil, .length)
      return true
    }
    var (found, end) = (false, End.missing)
    for (issuer, isAnchor) in issuers(of: last) {
      if let cut = obstacle(last, issuer, path, &budget) {
        if issuer != last { trace?.cut(path, at: issuer, cut) }
        // Whose key is not the one that the certificate names is another of that name.
        if cut == .signature, KeyIdentifierRelation(of: last, issuedBy: issuer) != .differs { end = .refused }
        continue
      }
      found = true
      path.append(issuer)
      defer { path.removeLast() }
      if isAnchor {
        budget.paths -= 1
        guard visit(path, .anchor), budget.paths > 0 else { return false }
      }
      guard isAnchor && issuer.isSelfIssued || extend(&path, &budget, visit) else { return false }
    }
    if !found, !(path.count == 1 && index.isAnchor(last)) {
      budget.paths -= 1
      guard visit(path, end), budget.paths > 0 else { return false }
    }
    return true
  }

  /// Why a candidate is not followed.
  private func obstacle(
    _ last: Certificate, _ issuer: Certificate, _ path: [Certificate], _ budget: inout Budget
  ) -> Explanation.Cut? {
    if path.contains(issuer) { return .loop }
    return switch links.signature(of: last, verifiesWith: issuer, left: &budget.signatures) {
    case .verifies: nil
    case .fails: .signature
    case .untried: .signaturesSpent
    }
  }

  /// Who may have issued a certificate, by name: the likeliest first.
  private func issuers(of certificate: Certificate) -> [IssuerIndex.Candidate] {
    let candidates = index.issuers(of: certificate)
    guard candidates.count > 1 else { return candidates }
    let wanted = (try? certificate.authorityKeyIdentifier)??.keyIdentifier
    let weighed = candidates.map { (likelihood($0.certificate, $0.isAnchor, wanted), $0) }
    return weighed.sorted { a, b in
      a.0 != b.0 ? a.0 > b.0 : a.1.certificate.der.lexicographicallyPrecedes(b.1.certificate.der)
    }.map(\.1)
  }

  private func likelihood(_ issuer: Certificate, _ isAnchor: Bool, _ wanted: [UInt8]?) -> Int {
    let fits =
      switch KeyIdentifierRelation(wanted, issuer.keyIdentifierIfReadable) {
      case .agrees: 2
      case .absent: 1
      case .differs: 0
      }
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
