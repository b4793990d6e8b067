internal import Synchronization
import Vocabulary

/// Verifies many certificates against the same anchors: what they share is parsed, indexed and checked once.
package final class Verifier: Sendable {
  /// What is asked of each.
  package let request: VerificationRequest
  /// Anchors and what may stand between.
  package let pool: TrustPool
  private let links: LinkCheck
  private let handles: HandleCache
  private let index: IssuerIndex
  private let revocation: RevocationMemory?

  /// A verifier over a pool.
  package init(_ pool: TrustPool, asking request: VerificationRequest) {
    self.pool = pool
    self.request = request
    self.links = LinkCheck()
    self.handles = HandleCache()
    self.index = IssuerIndex(pool)
    self.revocation = RevocationMemory(request.revocation)
  }

  /// A verifier that asks something else, and shares what this one has parsed, indexed and checked.
  package func asking(_ request: VerificationRequest) -> Verifier { Verifier(self, asking: request) }

  private init(_ other: Verifier, asking request: VerificationRequest) {
    pool = other.pool
    links = other.links
    handles = other.handles
    index = other.index
    self.request = request
    revocation = RevocationMemory(request.revocation)
  }

  /// The verdict over a certificate; `companions` are those that came with it, which nobody trusts. With `explained`,
  /// how the search came to it.
  package func verify(
    _ leaf: Certificate, companions: [Certificate] = [], explained: Bool = false
  ) -> Verification {
    var (pool, index) = (pool, index)
    if !companions.isEmpty {
      pool.untrusted = (companions + pool.untrusted).withoutDuplicates
      index.add(companions)
    }
    let trace = explained ? SearchTrace(of: leaf, in: pool) : nil
    var search = PathSearch(index, instant: request.instant, links: links)
    search.trace = trace
    let check = revocation.map { memory in
      RevocationCheck(
        memory, RevocationSigners(pool, index, request, memory, links, handles), asking: request)
    }
    let judge = PathJudge(
      request: request, handles: handles, linksAreVerified: true, revocation: check, trace: trace)
    return Verification(of: leaf, asking: request, search: search, judge: judge, trace: trace)
  }
}

/// The certificates of a pool by the names that they can issue under, compared as RFC 5280 §7.1 says: in any case, and
/// spaces counted once.
struct IssuerIndex: Sendable {
  private let anchors: Set<Certificate>
  private let anchorsBySubject: [[[String]]: [Certificate]]
  private var untrustedBySubject: [[[String]]: [Certificate]]
  private var memory = Memory()

  /// An issuer that a name leads to.
  typealias Candidate = (certificate: Certificate, isAnchor: Bool)

  /// Who was found by the octets of a name: of many leaves nearly all have the same issuer.
  private final class Memory: Sendable {
    let found = Mutex<[DERSlice: [Candidate]]>([:])
    /// The most names, and issuers of a name, that are remembered.
    static let (mostNames, mostIssuers) = (256, 16)
  }

  init(_ pool: TrustPool) {
    self.anchors = Set(pool.anchors)
    self.anchorsBySubject = Dictionary(grouping: pool.anchors, by: \.subject.comparisonKey)
    self.untrustedBySubject = Dictionary(grouping: pool.untrusted, by: \.subject.comparisonKey)
  }

  /// Takes up more that may stand between, before those that are known. The anchors, of which a system has hundreds,
  /// are not looked at again.
  mutating func add(_ companions: [Certificate]) {
    // A memory of its own: what came with one certificate is nothing to the others.
    memory = Memory()
    for (subject, certificates) in Dictionary(grouping: companions, by: \.subject.comparisonKey) {
      untrustedBySubject[subject] = (certificates + (untrustedBySubject[subject] ?? [])).withoutDuplicates
    }
  }

  /// Whether a certificate is trusted by itself.
  func isAnchor(_ certificate: Certificate) -> Bool { anchors.contains(certificate) }

  /// Who may have issued a certificate, by the name that it gives.
  func issuers(of certificate: Certificate) -> [Candidate] {
    if let known = memory.found.withLock({ $0[certificate.issuerDER] }) { return known }
    let found = issuers(named: certificate.issuer)
    if found.count <= Memory.mostIssuers {
      memory.found.withLock { if $0.count < Memory.mostNames { $0[certificate.issuerDER] = found } }
    }
    return found
  }

  /// Who may have issued under a name.
  func issuers(named name: DistinguishedName) -> [Candidate] {
    let key = name.comparisonKey
    return (anchorsBySubject[key] ?? []).map { ($0, true) }
      + (untrustedBySubject[key] ?? []).filter { !anchors.contains($0) }.map { ($0, false) }
  }
}
