import Vocabulary

extension PathRule {
  /// Certificate policies as far as each certificate goes; the tree of valid policies is libcrypto's work.
  static let policy: [PathRule] = [
    .shape(
      "policy.duplicate", "RFC 5280 §4.2.1.4", RuleSeverity.always, asks: "A policy stands in a certificate once.",
      zlint: ["e_ext_cert_policy_duplicate"]
    ) { shape in
      var seen: Set<ObjectIdentifier> = []
      let twice = shape.policies?.first { !seen.insert($0.policy).inserted }
      return twice.map { "\(shape.name) has the same policy twice (\($0.policy))." }
    },
    .shape(
      "policy.mapped-any", "RFC 5280 §6.1.4 (a)", RuleSeverity.always,
      asks: "No policy is mapped to or from anyPolicy.", zlint: ["e_ext_policy_map_any_policy"]
    ) { shape in
      let mapsAny = shape.policyMappings?.contains { $0.issuer == .anyPolicy || $0.subject == .anyPolicy } ?? false
      return mapsAny ? "\(shape.name) maps a policy to or from anyPolicy." : nil
    },
    .shape(
      "policy.empty", "RFC 5280 §4.2.1.4, §4.2.1.5, §4.2.1.11", RuleSeverity.strict,
      asks: "Policies, policy mappings and policy constraints are not empty.", zlint: ["e_ext_policy_constraints_empty"]
    ) { shape in
      if shape.policies?.isEmpty == true { return "The certificate policies of \(shape.name) are an empty list." }
      if shape.policyMappings?.isEmpty == true { return "The policy mappings of \(shape.name) are an empty list." }
      guard let constraints = shape.policyConstraints, constraints.requireExplicitPolicy == nil,
        constraints.inhibitPolicyMapping == nil
      else { return nil }
      return "The policy constraints of \(shape.name) say nothing."
    },
    // libcrypto finds no fault with a path that is its anchor alone, whatever is required.
    PathRule(
      "policy.none", "RFC 5280 §6.1.5 (g)", RuleSeverity.always,
      asks: "A trusted certificate that stands alone has one of the policies that are required.",
      fix: "ask for a policy that it has"
    ) { view in
      guard view.certificates.count == 1, view.isAnchored, view.request.requiresExplicitPolicy else { return [] }
      let wanted = view.request.policies.filter { $0 != .anyPolicy }
      let own = (view.shapes[0].policies ?? []).map(\.policy)
      let hasAny = own.contains(.anyPolicy) && !view.request.inhibitsAnyPolicy
      let holds = hasAny || own.contains { $0 != .anyPolicy && (wanted.isEmpty || wanted.contains($0)) }
      return holds ? [] : [Evidence(at: 0, "The certificate has none of the policies that are required.")]
    },
  ]
}
