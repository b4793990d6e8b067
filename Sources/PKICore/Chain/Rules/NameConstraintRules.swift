import Vocabulary

extension PathRule {
  private static let clause = "RFC 5280 §4.2.1.10"

  /// Which names the CAs above may give out. What cannot be read is refused here too: a constraint that nobody
  /// understands binds nobody.
  static let nameConstraints: [PathRule] = [
    PathRule(
      "name.constraints-too-many", clause, RuleSeverity.always,
      asks: "The name constraints of a path are few enough to be held against all names below.",
      fix: "have the CA issued with fewer name constraints"
    ) { view in
      (try? NameConstraintPass(view).excess()).flatMap { $0 }.map { [$0] } ?? []
    },
    PathRule(
      "name.constraints", clause, RuleSeverity.always,
      asks: "Every name lies within what the name constraints above it permit, and in nothing that they exclude.",
      fix: "have the certificate issued again"
    ) { view in
      let pass = NameConstraintPass(view)
      do throws(DERError) {
        return try pass.excess() == nil ? pass.evidence() : []
      } catch {
        return [Evidence(at: 0, "Names or name constraints on the path cannot be read: \(error.reason).")]
      }
    },
  ]

  /// How name constraints must be written, which decides nothing about the names below.
  static let nameConstraintShape: [PathRule] = [
    PathRule(
      "name.constraints-in-leaf", clause, RuleSeverity.strict,
      asks: "Only a certificate authority has name constraints.", zlint: ["e_ext_name_constraints_not_in_ca"],
      fix: "have it issued without name constraints"
    ) { view in
      guard view.leaf.extensions.contains(where: { $0.identifier == .nameConstraints }),
        try view.leaf.basicConstraints?.isCA != true
      else { return [] }
      return [Evidence(at: 0, "The certificate has name constraints, which only a CA may have.")]
    },
    PathRule(
      "name.constraints-not-critical", clause, { $0 == .webpki ? nil : RuleSeverity.strict($0) },
      asks: "Name constraints are critical, so that no program passes them over.",
      fix: "have the CA issued with critical name constraints"
    ) { view in
      view.issuers.compactMap { depth, certificate in
        guard certificate.extensions.contains(where: { $0.identifier == .nameConstraints && !$0.isCritical }) else {
          return nil
        }
        return Evidence(
          at: depth,
          "The name constraints of \(certificate.subject.shortText) are not critical: programs that do not know them "
            + "pass them over.")
      }
    },
    PathRule(
      "name.constraints-empty", clause, RuleSeverity.strict, asks: "Name constraints name at least one subtree.",
      fix: "have the CA issued without them"
    ) { view in
      try view.issuers.evidence { (certificate: Certificate) throws(DERError) in
        guard let constraints = try certificate.nameConstraints else { return nil }
        let lists = [constraints.permitted, constraints.excluded].compactMap { $0 }
        guard lists.isEmpty || lists.contains(where: \.isEmpty) else { return nil }
        return "The name constraints of \(certificate.subject.shortText) have an empty list of subtrees."
      }
    },
    PathRule(
      "name.constraints-dot", clause, RuleSeverity.strict,
      asks: "A host name in a name constraint does not begin with a dot.",
      fix: "have the CA issued with constraints without that dot"
    ) { view in
      try view.issuers.evidence { (certificate: Certificate) throws(DERError) in
        guard let constraints = try certificate.nameConstraints else { return nil }
        let bases = ((constraints.permitted ?? []) + (constraints.excluded ?? [])).map(\.base)
        guard let dotted = bases.first(where: \.isDottedHost) else { return nil }
        return "The name constraints of \(certificate.subject.shortText) have \(dotted), which begins with a dot."
      }
    },
  ]
}

extension GeneralName {
  fileprivate var isDottedHost: Bool {
    guard case .dns(let host) = self else { return false }
    return host.hasPrefix(".")
  }
}

extension NameConstraintPass {
  /// The pass over a path under judgement.
  init(_ view: PathView) {
    let scope = CommonNameScope(
      includesAnyUse: view.request.identities.isEmpty, includesShortNames: view.request.allowsCommonName)
    self.init(view.certificates, scope)
  }

  /// Whether there are so many constraints that they are not looked at.
  static func isExceeded(by view: PathView) -> Bool {
    do throws(DERError) {
      return try NameConstraintPass(view).excess() != nil
    } catch {
      return false
    }
  }

  /// Whether all names were held against all constraints and the certificate at a depth breaks none.
  static func clears(_ depth: Int, of view: PathView) -> Bool {
    let pass = NameConstraintPass(view)
    do throws(DERError) {
      guard try pass.excess() == nil else { return false }
      let evidence = try pass.evidence()
      return !evidence.contains { $0.depth == depth }
    } catch {
      return false
    }
  }
}
