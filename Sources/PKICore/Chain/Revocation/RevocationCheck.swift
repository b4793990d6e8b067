import Vocabulary

/// Finds out for each certificate of a path whether it is revoked, from what was given with the request.
///
/// The lists are gone through once, at the beginning; a check may then judge any number of paths.
struct RevocationCheck: Sendable {
  private let request: VerificationRequest
  private let signers: RevocationSigners
  private let lists: [PreparedList]

  /// A check of paths from `leaf` through the certificates of a pool; nil where nobody asks.
  init?(_ leaf: Certificate, in pool: TrustPool, asking request: VerificationRequest) {
    guard request.revocation.mode != .off else { return nil }
    self.request = request
    signers = RevocationSigners(pool, request)
    var serials = Set((pool.untrusted + pool.anchors).map(\.serial))
    serials.insert(leaf.serial)
    for response in request.revocation.responses {
      for der in response.response.basic?.certificates.prefix(OCSPLookup.mostCertificates) ?? [] {
        if let certificate = try? Certificate(der: der.array) { serials.insert(certificate.serial) }
      }
    }
    var lists: [PreparedList] = []
    for given in request.revocation.lists { lists.append(PreparedList(given, serials: serials)) }
    // Their order must not matter to which one is named.
    self.lists = lists.sorted { $0.list.der.lexicographicallyPrecedes($1.list.der) }
  }

  /// What is known of each certificate of an anchored path, the leaf's first; the anchor has no issuer to revoke it.
  func statuses(of path: [Certificate]) -> [RevocationStatus] {
    let lookup = ListLookup(lists: lists, signers: signers, request: request)
    let responses = OCSPLookup(
      responses: request.revocation.responses, signers: signers, lists: lookup, request: request)
    return path.indices.dropLast().map { depth in
      .combined([lookup.status(of: depth, in: path), responses.status(of: depth, in: path)])
    }
  }

  /// What of it makes a path fail, or is worth a warning.
  func faults(_ statuses: [RevocationStatus], in path: [Certificate]) -> [PathFault] {
    zip(path, statuses).enumerated().flatMap { depth, pair in
      let (certificate, status) = pair
      let flaws = status.flaws.map { flaw in
        fault(flaw, at: depth, severity: RuleSeverity.strict(request.profile) ?? .warning)
      }
      switch status.state {
      case .good: return flaws
      case .revoked: return [revoked(certificate, status, at: depth)] + flaws
      case .unknown:
        let doubt = status.doubts.first ?? .nothingKnown
        return [fault(doubt, of: certificate, at: depth, severity: isRequired(depth) ? .error : .warning)] + flaws
      }
    }
  }

  private func isRequired(_ depth: Int) -> Bool {
    switch request.revocation.mode {
    case .off, .ifKnown: false
    case .leaf: depth == 0
    case .require: true
    }
  }

  private func fault(
    _ doubt: RevocationDoubt, of certificate: Certificate? = nil, at depth: Int, severity: Severity
  ) -> PathFault {
    let name = certificate.map { "Whether \($0.subject.shortText) is revoked is not known. " } ?? ""
    return PathFault(
      doubt.code, at: depth, name + doubt.message, clause: doubt.clause, fix: doubt.fix, severity: severity)
  }

  private func revoked(_ certificate: Certificate, _ status: RevocationStatus, at depth: Int) -> PathFault {
    let time = status.time.map { " on \($0)" } ?? ""
    let reason = status.reason.map { " (\($0.name))" } ?? ""
    let number = status.number.map { ", number \($0.decimal)" } ?? ""
    let witness = status.method == .ocsp ? "the OCSP response" : "the revocation list"
    return PathFault(
      "revoked", at: depth,
      "\(certificate.subject.shortText) was revoked\(time)\(reason), says \(witness) \(status.source ?? "")\(number).",
      clause: status.method == .ocsp ? "RFC 6960 §2.2" : "RFC 5280 §6.3.3",
      fix: "have a certificate issued anew, with a new key if the old one was compromised")
  }
}
