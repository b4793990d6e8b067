import Vocabulary
internal import OpenSSL
internal import Synchronization

/// Finds out who signed revocation lists and OCSP responses, and whether they may.
///
/// Each signature is tried once for each key, and only so many are tried at all.
final class RevocationSigners: Sendable {
  private let pool: TrustPool
  private let index: IssuerIndex
  private let request: VerificationRequest
  private let memory: RevocationMemory
  private let links: LinkCheck
  private let handles: HandleCache
  private let left = Mutex(256)
  /// The most authorities of one name that are tried for a list.
  private static let mostCandidates = 8

  init(
    _ pool: TrustPool, _ index: IssuerIndex, _ request: VerificationRequest, _ memory: RevocationMemory,
    _ links: LinkCheck, _ handles: HandleCache
  ) {
    self.pool = pool
    self.index = index
    self.memory = memory
    self.links = links
    self.handles = handles
    var own = VerificationRequest(instant: request.instant)
    own.securityLevel = request.securityLevel
    self.request = own
  }

  /// The certificates that may stand between, which responders' certificates may be among.
  var untrusted: [Certificate] { pool.untrusted }

  /// Authorities of a name: those on the path above `depth`, the next one first, then others.
  func authorities(named name: DistinguishedName, path: [Certificate], above depth: Int) -> [Certificate] {
    let key = name.comparisonKey
    let onPath = path[(depth + 1)...].filter { $0.subject.comparisonKey == key }
    let others = (pool.untrusted + pool.anchors).filter { $0.subject.comparisonKey == key && !onPath.contains($0) }
    let sorted = others.sorted { $0.der.lexicographicallyPrecedes($1.der) }
    return (onPath + sorted).withoutDuplicates.prefix(RevocationSigners.mostCandidates).map { $0 }
  }

  /// Whether a list is signed with a certificate's key.
  func isSigned(_ list: RevocationList, by signer: Certificate) -> Bool {
    attempt(DERSlice(list.der), signer) { key throws(OpenSSLError) in
      try Signature.verifyRevocationList(list.der, publicKeyInfo: key)
    }
  }

  /// Whether an OCSP response is signed with a certificate's key.
  func isSigned(_ response: OCSPResponse.BasicResponse, by signer: Certificate) -> Bool {
    attempt(response.responseData, signer) { info throws(OpenSSLError) in
      try Signature.verify(
        content: response.responseData.array, algorithm: response.signatureAlgorithm.encoding.array,
        signature: response.signature.array, key: PublicKey(publicKeyInfo: info))
    }
  }

  /// Whether a certificate is signed with the key of `issuer`, whose name it gives.
  func isIssued(_ certificate: Certificate, by issuer: Certificate) -> Bool {
    certificate.issuer.matches(issuer.subject) && hasSignature(certificate, of: issuer)
  }

  private func hasSignature(_ certificate: Certificate, of issuer: Certificate) -> Bool {
    var left = 1
    return links.signature(of: certificate, verifiesWith: issuer, left: &left) == .verifies
  }

  private func attempt(
    _ object: DERSlice, _ signer: Certificate, _ verify: ([UInt8]) throws(OpenSSLError) -> Bool
  ) -> Bool {
    left.withLock { left in memory.isSigned(object, by: signer, left: &left, verify) }
  }

  // MARK: - Paths of signers

  /// Whether an authority beside the path has a path of its own to an anchor of the same name as that of the path
  /// (RFC 5280 §6.3.3 (f)), none of whose certificates `isRevoked` says is revoked.
  func hasPath(
    _ signer: Certificate, to anchor: Certificate, isRevoked: (_ path: [Certificate], _ depth: Int) -> Bool
  ) -> Bool {
    let judge = PathJudge(request: request, handles: handles, linksAreVerified: true)
    var holds = false
    PathSearch(index, instant: request.instant, links: links).paths(from: signer) { path, end in
      guard end == .anchor, let last = path.last, last.subject.matches(anchor.subject),
        !judge.faults(in: path, .anchor).contains(where: { $0.severity == .error }),
        !path.indices.dropLast().contains(where: { isRevoked(path, $0) })
      else { return true }
      holds = true
      return false
    }
    return holds
  }

  /// Whether nothing speaks against a certificate right below the authority at `depth` of a path: its dates, its
  /// signature and key, constraints of those above. What is wrong above it is said elsewhere.
  func holds(_ certificate: Certificate, below depth: Int, of path: [Certificate]) -> Bool {
    let own = [certificate] + path[depth...]
    let faults = PathJudge(request: request, handles: handles).faults(in: own, .anchor)
    return !faults.contains { $0.depth == 0 && $0.severity == .error }
  }
}
