import Vocabulary

/// Holds certificates against every rule that applies: path, lints, and what their roles need.
///
/// What certificates share is parsed, indexed and checked once; it may be asked on many threads.
package final class Check: Sendable {
  /// What is asked of each.
  package let request: CheckRequest
  private let verifier: Verifier?
  private let fetcher: Fetcher?
  private let publicRoots: Set<Certificate>

  /// A check; `publicRoots` are the CAs that everyone trusts, where somebody asks for such.
  package init(_ request: CheckRequest, publicRoots: [Certificate] = []) {
    self.request = request
    self.verifier = request.pool.map { Verifier($0, asking: Check.question(request)) }
    self.fetcher = nil
    self.publicRoots = Set(publicRoots)
  }

  /// A check by a verifier that others use too, of what it knows; `fetcher` gets the issuers that are missing, nil
  /// where nobody is asked.
  init(_ request: CheckRequest, by verifier: Verifier, fetcher: Fetcher?) {
    self.request = request
    self.verifier = verifier.asking(Check.question(request))
    self.fetcher = fetcher
    self.publicRoots = []
  }

  /// What a verifier says of a certificate, and what was fetched for it.
  static func verify(
    _ leaf: Certificate, companions: [Certificate], by verifier: Verifier, _ fetcher: Fetcher?
  ) -> (verification: Verification, fetched: [FetchRecord]) {
    guard let fetcher else { return (verifier.verify(leaf, companions: companions), []) }
    return FetchingVerifier(verifier, fetcher: fetcher).verify(leaf, companions: companions)
  }

  /// What one certificate comes to; nil where the file holds none.
  package func run(_ subject: CheckSubject) -> CheckResult? {
    guard let head = ChainHead(subject.certificates) else { return nil }
    let found = verifier.map { verifier in
      Check.verify(head.leaf, companions: head.rest + subject.chain, by: verifier, fetcher)
    }
    let verification = found?.verification
    let view = CheckView(
      source: subject.source, leaf: head.leaf, shape: CertificateShape(head.leaf, depth: 0, isAnchor: false),
      key: subject.key, presented: subject.certificates + subject.chain, lines: subject.lines, path: verification?.path,
      request: request, publicRoots: publicRoots)
    let findings = (CheckRule.all.flatMap { $0.findings(view) } + pathFindings(view)).merged
    return CheckResult(
      leaf: head.leaf, path: verification?.path, findings: findings, notChecked: view.notChecked,
      otherLeaves: head.otherLeaves, fetched: found?.fetched ?? [])
  }

  /// The verification with the purpose that roles and names imply.
  private static func question(_ request: CheckRequest) -> VerificationRequest {
    var question = request.verification
    if let purpose = request.needs.purposes.first {
      question.purpose = purpose
    } else if question.purpose == .any, question.identities.contains(where: \.isServer) {
      question.purpose = .server
    }
    return question
  }

  // MARK: - The rules of paths

  /// What the rules of paths find: on the judged path, or on the certificate alone.
  private func pathFindings(_ view: CheckView) -> [Finding] {
    var question = verifier?.request ?? Check.question(request)
    var faults: [PathFault] = []
    if question.purpose == .any, view.shape.isMeantAsCA { question.purpose = .ca }
    let alone = PathView(certificates: [view.leaf], isAnchored: false, request: question)
    if let path = view.path {
      faults = path.faults
    } else {
      faults = PathRule.all.flatMap { $0.faults(alone) }
    }
    faults += PathRule.lints.flatMap { $0.faults(alone) }
    for purpose in request.needs.purposes.dropFirst() {
      var other = question
      other.purpose = purpose
      let path = PathView(
        certificates: view.path?.certificates ?? [view.leaf], isAnchored: view.path?.isAnchored ?? false,
        request: other)
      faults += PathRule.purpose.flatMap { $0.faults(path) }
    }
    let certificates = view.path?.certificates ?? [view.leaf]
    // Of a server's certificate of version 1 a rule of its own speaks.
    if request.target != .file, view.leaf.version == 0 {
      faults.removeAll { $0.depth == 0 && $0.code == "cert.old-version" }
    }
    return faults.map { fault in
      Finding(
        fault.code, fault.severity, in: view.source,
        about: certificates[min(fault.depth, certificates.count - 1)].subject.shortText, depth: fault.depth,
        line: view.line(at: fault.depth), fault.sentence, clause: fault.clause, fix: fault.fix)
    }
  }
}

/// What a certificate comes to.
package struct CheckResult: Sendable {
  /// The certificate.
  package let leaf: Certificate
  /// The path as it was judged; nil where nobody is trusted.
  package let path: JudgedPath?
  /// What was found, the worst first, then by place in the path.
  package var findings: [Finding]
  /// What could not be told.
  package let notChecked: [NotChecked]
  /// How many more leaves the file holds, which are not looked at.
  package let otherLeaves: Int
  /// What was fetched for it, in its order; nothing where nobody was asked.
  package var fetched: [FetchRecord] = []

  /// How many findings there are of a severity.
  package func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
}

extension CertificateShape {
  /// Whether it signs certificates by its own word: one that says CA:TRUE and may not sign is a leaf with a fault.
  fileprivate var isMeantAsCA: Bool { isCA && (keyUsage?.contains(.keyCertSign) ?? true) }
}

extension Identity {
  fileprivate var isServer: Bool {
    if case .email = self { false } else { true }
  }
}

extension [Finding] {
  /// The worst first, then the leaf's, in the order of the rules; one condition once at a place, as the worst says it,
  /// and of equals the first. What several roles say in the same words is said once.
  package var merged: [Finding] {
    var best: [String: Finding] = [:]
    var order: [String] = []
    for finding in self {
      let key = finding.mergingKey
      guard let known = best[key] else {
        best[key] = finding
        order.append(key)
        continue
      }
      if finding.severity > known.severity { best[key] = finding }
    }
    let once = order.compactMap { best[$0] }
    return once.enumerated().sorted { a, b in
      let (left, right) = (a.element, b.element)
      if left.severity != right.severity { return left.severity > right.severity }
      let (high, low) = (left.depth ?? 0, right.depth ?? 0)
      return high != low ? high < low : a.offset < b.offset
    }.map(\.element)
  }
}

extension Finding {
  /// Of names several may be missing, and of stores several may not trust; of everything else a place has one.
  fileprivate var mergingKey: String {
    let isMany = code.hasPrefix("role.") || code.hasPrefix("name.") || code.hasPrefix("set.")
    let detail = isMany || code == "chain.untrusted" ? message : ""
    return "\(source)\u{0}\(depth ?? -1)\u{0}\(code)\u{0}\(detail)"
  }
}
