import Vocabulary

/// Verifies certificates with what the net has: where an issuer is missing, its certificate; where it is not known
/// whether a certificate is revoked, lists and answers.
///
/// What is fetched is trusted by nobody: it stands beside what was given as untrusted, and is judged like it.
package struct FetchingVerifier: Sendable {
  /// What is asked of each certificate, and in which pool.
  package let verifier: Verifier
  /// Gets things, for the whole run.
  package let fetcher: Fetcher
  /// The OCSP responder to ask instead of those that certificates name; nil for theirs.
  package let responder: String?

  /// The most URLs of one sort that are looked at in a certificate.
  static let mostURLs = 4
  /// The most certificates that are taken from one answer.
  static let mostCertificates = 32

  /// The few URLs that are looked at, those that are followed first: an ldap URL need not be named where there is
  /// another way.
  static func promising(_ urls: [String]) -> [String] {
    Array((urls.filter(isFollowed) + urls.filter { !isFollowed($0) }).prefix(mostURLs))
  }

  /// Whether a URL is of http, the one scheme that is followed.
  static func isFollowed(_ url: String) -> Bool { url.prefix(5).lowercased() == "http:" }

  /// A verifier that asks the net where it knows too little.
  package init(_ verifier: Verifier, fetcher: Fetcher, responder: String? = nil) {
    self.verifier = verifier
    self.fetcher = fetcher
    self.responder = responder
  }

  /// The verdict over a certificate, and what was fetched for it in the order in which that was done. With `explained`,
  /// how the last search came to it.
  package func verify(
    _ leaf: Certificate, companions: [Certificate] = [], explained: Bool = false
  ) -> (verification: Verification, fetched: [FetchRecord]) {
    var run = FetchingRun(self, leaf, companions, explained)
    return (run.verification(), run.records)
  }
}

/// One certificate's verification, again and again until nothing more can be had that would help.
struct FetchingRun {
  let plan: FetchingVerifier
  let leaf: Certificate
  private let companions: [Certificate]
  private let explains: Bool
  private var pool: TrustPool
  var request: VerificationRequest
  /// What was asked for, in its order.
  private(set) var records: [FetchRecord] = []
  private var asked: Set<Want> = []

  /// Something to ask for: no run asks twice.
  struct Want: Hashable {
    let kind: FetchRecord.Kind
    let url: String
    let certificate: Certificate
  }

  init(_ plan: FetchingVerifier, _ leaf: Certificate, _ companions: [Certificate], _ explains: Bool) {
    self.plan = plan
    self.leaf = leaf
    self.companions = companions
    self.explains = explains
    let given = plan.verifier.pool
    pool = TrustPool(anchors: given.anchors, untrusted: companions + given.untrusted)
    request = plan.verifier.request
  }

  /// Each turn asks for at least one thing that has not been asked for, so there are few.
  mutating func verification() -> Verification {
    // The first look shares what the verifier knows from other certificates.
    var found = plan.verifier.verify(leaf, companions: companions, explained: explains)
    while findsIssuer(found) || findsEvidence(found) {
      found = Verifier(pool, asking: request).verify(leaf, explained: explains)
    }
    return found
  }

  // MARK: - Issuers

  /// Whether a certificate came that was not at hand, for a path that ends without an anchor.
  private mutating func findsIssuer(_ verification: Verification) -> Bool {
    guard !verification.isGood else { return false }
    for top in deadEnds() {
      let wants = FetchingVerifier.promising(top.caIssuerURIs).map { Want(kind: .issuer, url: $0, certificate: top) }
      for want in wants where fetchesIssuer(want) { return true }
    }
    return false
  }

  /// Those whose issuer is not there, of all paths and not of the best one alone.
  private func deadEnds() -> [Certificate] {
    var ends: [Certificate] = []
    PathSearch(IssuerIndex(pool), instant: request.instant, links: LinkCheck()).paths(from: leaf) { path, end in
      if end != .anchor, let top = path.last, !top.isSelfSigned { ends.append(top) }
      return true
    }
    return ends.withoutDuplicates
  }

  private mutating func fetchesIssuer(_ want: Want) -> Bool {
    let certificates = fetched(want) { (bytes: [UInt8]) throws(PKIError) in
      try MaterialReader().read(bytes, name: want.url).certificates()
    }
    let known = Set(pool.untrusted + pool.anchors)
    let new = (certificates ?? []).prefix(FetchingVerifier.mostCertificates).filter { !known.contains($0) }
    pool = TrustPool(anchors: pool.anchors, untrusted: pool.untrusted + new)
    return !new.isEmpty
  }

  // MARK: - Asking

  /// What came for a want, as `read` makes it out; nil where nothing of use came, or where it was asked for before.
  /// What became of it is written down.
  mutating func fetched<Value>(
    _ want: Want, posting body: [UInt8]? = nil, _ read: ([UInt8]) throws(PKIError) -> Value
  ) -> Value? {
    guard asked.insert(want).inserted else { return nil }
    let answer = plan.fetcher.fetch(want.url, posting: body)
    var value: Value?
    var failure: FetchFailure?
    var octets: Int?
    switch answer.body {
    case .failure(let error): failure = error
    case .success(let bytes):
      octets = bytes.count
      do throws(PKIError) { value = try read(bytes) } catch { failure = .content(error.message) }
    }
    records.append(
      FetchRecord(
        kind: want.kind, url: want.url, subject: want.certificate.subject.shortText, status: answer.status,
        octets: octets, failure: failure, isRepeated: answer.isRepeated))
    return value
  }
}
