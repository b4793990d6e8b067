import Vocabulary

/// Holds the certificates of a folder against what a set needs: each by itself in its role, and all together.
package struct SetCheck: Sendable {
  /// Which set.
  package let set: CertificateSet
  /// The nodes that the operator named.
  package let nodes: [String]
  private let request: CheckRequest

  /// A check of a set; of the parameters only `node` counts.
  package init(_ set: CertificateSet, _ parameters: RoleParameters, asking request: CheckRequest) throws(PKIError) {
    for parameter in RoleParameter.allCases where parameter != .node && parameters.given.contains(parameter) {
      throw PKIError(
        .usage, "", "--set \(parameter.rawValue): \(set.name) takes no such parameter",
        hint: "it takes node: \(set.nodes)")
    }
    self.set = set
    self.nodes = parameters[.node]
    self.request = request
  }

  /// What the files of a folder come to.
  package func run(source: String, members: [SetMember], keys: [CheckedKey]) -> SetResult {
    let view = SetView(set: set, members: members, keys: keys, nodes: nodes)
    var findings = SetRule.all.flatMap { $0.findings(view, source: source) }
    var roots = view.authorities.filter(\.isSelfSigned)
    roots += view.leaves.map(\.certificate).filter { $0.isSelfSigned }
    for member in members {
      findings += self.findings(member, view, roots: roots, keys: keys)
    }
    let ordered = members.sorted { a, b in
      (a.certificate.notAfter.instant ?? .distant, a.file) < (b.certificate.notAfter.instant ?? .distant, b.file)
    }
    var notChecked: [NotChecked] = []
    if nodes.isEmpty { notChecked.append(NotChecked("whether every member is named: \(set.nodes)", "--set node=NAME")) }
    if keys.isEmpty { notChecked.append(NotChecked("whether the private keys belong to them", "KEY ...")) }
    return SetResult(findings: findings.merged, members: ordered, notChecked: notChecked)
  }

  /// What is found on one member in the role that it has in the set.
  private func findings(
    _ member: SetMember, _ view: SetView, roots: [Certificate], keys: [CheckedKey]
  ) -> [Finding] {
    var asked = request
    asked.needs = (try? RoleNeeds([role(of: member)].compactMap { $0 }, RoleParameters())) ?? .none
    // Without any root the set says who is missing, once.
    if asked.pool == nil, !roots.isEmpty { asked.pool = TrustPool(anchors: roots, untrusted: view.authorities) }
    var subject = CheckSubject(source: member.file, certificates: member.certificates, lines: member.lines)
    subject.key = keys.first { $0.publicKey?.sameKey(as: member.certificate.publicKey) ?? false }
    return Check(asked).run(subject)?.findings ?? []
  }

  private func role(of member: SetMember) -> Role? {
    let name: String
    switch set.name {
    case _ where member.isAuthority: name = "ca"
    case "database-cluster":
      name = member.certificate.subject.commonName == "postgres" ? "database-client" : "database-server"
    case "pexip-pool": name = "pexip-node"
    default: name = "webadmin"
    }
    return Role.all.first { $0.name == name }
  }
}

extension Instant {
  fileprivate static let distant = Instant(seconds: .max)
}

/// What a set comes to.
package struct SetResult: Sendable {
  /// What was found, the worst first.
  package var findings: [Finding]
  /// The files with certificates, the one that ends first before the others.
  package let members: [SetMember]
  /// What could not be told.
  package let notChecked: [NotChecked]

  /// How many findings there are of a severity.
  package func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
}
