package import Vocabulary

/// Certificates in the order in which servers hand them out: each signed by the next, the root last.
///
/// The same certificates give the same bundle, in whatever order they come.
package struct CertificateBundle: Sendable {
  /// From the head upwards, as far as it goes.
  package let path: [Certificate]
  /// Whether the last of the path is a root: signed with its own key.
  package let isComplete: Bool
  /// What was given and is not on the path, by subject.
  package let strangers: [Stranger]

  /// A certificate that has no place on the path.
  package struct Stranger: Hashable, Sendable {
    /// The certificate.
    package let certificate: Certificate
    /// Why it has no place.
    package let reason: Reason

    /// Why a certificate has no place on the path.
    package enum Reason: String, Hashable, Sendable {
      /// It signed one of them too, on a way that is not as good.
      case otherPath = "other-path"
      /// It bears the name of an issuer, and has another key.
      case otherKey = "other-key"
      /// It signed none of them.
      case unrelated
    }
  }

  /// What keeps a path from its root.
  package struct Missing: Hashable, Sendable {
    /// The certificate whose issuer is missing.
    package let certificate: Certificate
    /// The issuer's name.
    package let issuer: DistinguishedName
    /// The identifier of the issuer's key; nil where it is not given.
    package let keyIdentifier: [UInt8]?
    /// Where the certificate says that its issuer is to be had.
    package let urls: [String]
  }

  /// The bundle of `certificates`; `instant` prefers a path that is valid then to one that is not.
  ///
  /// Throws where there are several chains, with what heads each, and where there is no certificate.
  package init(_ certificates: [Certificate], at instant: Instant) throws(PKIError) {
    let distinct = Set(certificates).sorted { $0.der.lexicographicallyPrecedes($1.der) }
    let heads = CertificateBundle.heads(of: distinct)
    guard let first = heads.first else { throw PKIError(.content, "", "there is no certificate") }
    let isOne = heads.allSatisfy { $0.subject.matches(first.subject) && $0.publicKey.sameKey(as: first.publicKey) }
    let areLeaves = !first.isAuthority
    // A CA that two others have certified heads one chain; a leaf that was issued twice is two.
    guard heads.count == 1 || isOne && !areLeaves else {
      let names = heads.map { "\($0.subject.shortText) (until \($0.notAfter.date))" }.sorted()
      throw PKIError(
        .refused, "",
        "there are \(heads.count) \(areLeaves ? "leaf certificates" : "chains"), of \(names.joined(separator: ", "))",
        hint: "bundle one chain at a time, or write a trust list of all CAs with --ca-certificates")
    }
    self.init(heads: heads, among: distinct, at: instant)
  }

  /// The bundle of one certificate and those above it, among `others`.
  package init(above head: Certificate, _ others: [Certificate], at instant: Instant) {
    let distinct = Set(others + [head]).sorted { $0.der.lexicographicallyPrecedes($1.der) }
    self.init(heads: [head], among: distinct, at: instant)
  }

  /// The best path from any of the heads.
  private init(heads: [Certificate], among distinct: [Certificate], at instant: Instant) {
    let roots = Set(distinct.filter(\.isSelfSigned))
    let index = IssuerIndex(
      TrustPool(anchors: distinct.filter(roots.contains), untrusted: distinct.filter { !roots.contains($0) }))
    let links = LinkCheck()
    let search = PathSearch(index, instant: instant, links: links)
    var best = Candidate(path: Array(heads.prefix(1)), isComplete: false, instant: instant)
    for head in heads {
      search.paths(from: head) { path, end in
        let candidate = Candidate(path: path, isComplete: end == .anchor, instant: instant)
        if candidate.isBetter(than: best) { best = candidate }
        return true
      }
    }
    let found = best
    path = found.path
    isComplete = found.isComplete
    strangers = distinct.filter { !found.path.contains($0) }.map {
      Stranger(certificate: $0, reason: CertificateBundle.reason($0, beside: found.path, links))
    }.sorted { $0.certificate.precedes($1.certificate) }
  }

  /// The certificates that no other was issued by: leaves where there are some, else the lowest CAs.
  private static func heads(of certificates: [Certificate]) -> [Certificate] {
    let issuers = Set(certificates.filter { !$0.isSelfIssued }.map(\.issuer.comparisonKey))
    let ends = certificates.filter { !issuers.contains($0.subject.comparisonKey) }
    let leaves = ends.filter { !$0.isAuthority }
    if !leaves.isEmpty { return leaves }
    let lowest = ends.filter { !$0.isSelfIssued }
    if !lowest.isEmpty { return lowest }
    // CAs that sign one another in a circle have no end: any may be the first.
    return ends.isEmpty ? Array(certificates.prefix(1)) : ends
  }

  private static func reason(
    _ certificate: Certificate, beside path: [Certificate], _ links: LinkCheck
  ) -> Stranger.Reason {
    let below = path.filter { $0.issuer.matches(certificate.subject) && $0 != certificate }
    guard !below.isEmpty else { return .unrelated }
    var left = below.count
    let signs = below.contains { links.signature(of: $0, verifiesWith: certificate, left: &left) == .verifies }
    return signs ? .otherPath : .otherKey
  }
}

/// A path that may become the bundle.
private struct Candidate {
  let path: [Certificate]
  let isComplete: Bool
  private let isValid: Bool

  init(path: [Certificate], isComplete: Bool, instant: Instant) {
    self.path = path
    self.isComplete = isComplete
    isValid = path.allSatisfy { $0.isValid(at: instant) }
  }

  /// To a root rather than not, valid rather than not, then short to a root and long to none; the bytes decide last.
  func isBetter(than other: Candidate) -> Bool {
    if isComplete != other.isComplete { return isComplete }
    if isValid != other.isValid { return isValid }
    if path.count != other.path.count { return (path.count < other.path.count) == isComplete }
    return path.lexicographicallyPrecedes(other.path) { $0.der.lexicographicallyPrecedes($1.der) }
  }
}

extension CertificateBundle {
  /// The first of the path where it is no CA's.
  package var leaf: Certificate? { path.first.flatMap { $0.isAuthority ? nil : $0 } }

  /// The root of the path; nil where it is not there.
  package var root: Certificate? { isComplete ? path.last : nil }

  /// What keeps the path from its root; nil where nothing does.
  package var missing: Missing? {
    guard !isComplete, let last = path.last else { return nil }
    let identifier = (try? last.authorityKeyIdentifier)??.keyIdentifier
    return Missing(certificate: last, issuer: last.issuer, keyIdentifier: identifier, urls: last.caIssuerURIs)
  }

  /// What a certificate is on the path: "leaf", "intermediate" or "root".
  package func role(of certificate: Certificate) -> String {
    if certificate == leaf { return "leaf" }
    return certificate == root ? "root" : "intermediate"
  }
}

extension Certificate {
  /// Whether it is a CA's: by its basic constraints, or, before there were any, by being a root.
  package var isAuthority: Bool {
    guard let constraints = try? basicConstraints else { return version == 0 && isSelfSigned }
    return constraints.isCA
  }

  /// The order of lists: by subject, then by the bytes.
  func precedes(_ other: Certificate) -> Bool {
    let (own, others) = (subject.description, other.subject.description)
    return own != others ? own < others : der.lexicographicallyPrecedes(other.der)
  }

  /// The certificate in PEM.
  package var pem: [UInt8] { PEMEncoding.block("CERTIFICATE", der) }
}

extension Time {
  /// The day, or `?` where it cannot be read.
  package var date: String { instant?.date ?? "?" }
}
