import Vocabulary

/// Finds out for each certificate of a path whether it is revoked, from what was given with the request.
///
/// A check may judge any number of paths, and shares what it learns with those of other leaves.
struct RevocationCheck: Sendable {
  private let request: VerificationRequest
  private let signers: RevocationSigners
  private let lists: [PreparedList]

  /// A check of paths through a pool whose signers `signers` knows.
  init(_ memory: RevocationMemory, _ signers: RevocationSigners, asking request: VerificationRequest) {
    self.request = request
    self.signers = signers
    self.lists = memory.lists
  }

  /// What is known of each certificate of an anchored path, the leaf's first; the anchor has no issuer to revoke it.
  func statuses(of path: [Certificate], _ trace: SearchTrace? = nil) -> [RevocationStatus] {
    let lookup = ListLookup(lists: lists, signers: signers, request: request, trace: trace)
    let responses = OCSPLookup(
      responses: request.revocation.responses, signers: signers, lists: lookup, request: request, trace: trace)
    return path.indices.dropLast().map { depth in
      trace?.looksUp(depth)
      let status = RevocationStatus.combined([
        lookup.status(of: depth, in: path), responses.status(of: depth, in: path),
      ])
      trace?.found(status)
      return status
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
      doubt.code, at: depth, Sentence(name + doubt.message), clause: doubt.clause, fix: doubt.fix, severity: severity)
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
