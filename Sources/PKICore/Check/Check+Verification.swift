extension Verification {
  /// The verdict where the certificate must also be what its roles need: their names, usages and keys count as those of
  /// the path do. What a role asks of files is `check`'s to look at.
  package func held(to needs: RoleNeeds, source: String) -> Verification {
    guard !needs.calls.isEmpty, let leaf = path.certificates.first else { return self }
    var asked = CheckRequest(instant: request.instant)
    asked.verification = request
    asked.needs = needs
    let view = CheckView(
      source: source, leaf: leaf, shape: CertificateShape(leaf, depth: 0, isAnchor: false), key: nil,
      presented: [leaf], lines: [], path: path, request: asked, publicRoots: [])
    let rules = CheckRule.roleNames + CheckRule.roleUsage + CheckRule.roleKeys
    let found = rules.flatMap { $0.findings(view) }.map { finding in
      PathFault(
        finding.code, at: finding.depth ?? 0, finding.sentence, clause: finding.clause, fix: finding.fix,
        severity: finding.severity)
    }
    let others = needs.purposes.dropFirst().flatMap { purpose -> [PathFault] in
      var other = request
      other.purpose = purpose
      let path = PathView(certificates: path.certificates, isAnchored: path.isAnchored, request: other)
      return PathRule.purpose.flatMap { $0.faults(path) }
    }
    return Verification(
      request: request, path: path.adding(found + others), pathsTried: pathsTried, explanation: explanation)
  }
}

extension JudgedPath {
  /// The path with more faults; what is known of a place already, as of the same rule, is not said again.
  private func withoutKnown(_ more: [PathFault]) -> [PathFault] {
    var seen = Set(faults.map { "\($0.depth) \($0.code)" })
    return more.filter { fault in
      let isNaming = fault.code.hasPrefix("role.")
      return isNaming || seen.insert("\(fault.depth) \(fault.code)").inserted
    }
  }

  fileprivate func adding(_ more: [PathFault]) -> JudgedPath {
    JudgedPath(
      certificates: certificates, isAnchored: isAnchored, faults: faults + withoutKnown(more), revocation: revocation)
  }
}
