import PKICore
import Testing
import Vocabulary

@Suite("Certificate policies, by RFC 5280 §6.1")
struct PolicyRuleTests {
  static let one = ObjectIdentifier(1, 2, 3, 1)
  static let two = ObjectIdentifier(1, 2, 3, 2)

  /// What a chain says of policies and what is asked, and whether that holds.
  struct Row: Sendable, CustomTestStringConvertible {
    let what: String
    let holds: Bool
    let change: @Sendable (inout ChainDraft) -> Void

    init(_ what: String, _ holds: Bool, change: @escaping @Sendable (inout ChainDraft) -> Void) {
      self.what = what
      self.holds = holds
      self.change = change
    }

    var testDescription: String { what }
  }

  static let rows: [Row] = [
    Row("none asserted, none asked", true) { _ in },
    Row("none asserted, one named but none required", true) { $0.request.policies = [one] },
    Row("none asserted, one required", false) {
      $0.request.policies = [one]
      $0.request.requiresExplicitPolicy = true
    },
    Row("none asserted, any required", false) { $0.request.requiresExplicitPolicy = true },
    Row("asserted throughout, any required", true) {
      $0.assert([one], [one])
      $0.request.requiresExplicitPolicy = true
    },
    Row("asserted throughout, that one required", true) {
      $0.assert([one], [one, two])
      $0.request.policies = [one]
      $0.request.requiresExplicitPolicy = true
    },
    Row("asserted throughout, another required", false) {
      $0.assert([one], [one])
      $0.request.policies = [two]
      $0.request.requiresExplicitPolicy = true
    },
    Row("asserted by the leaf alone", false) {
      $0.leaf.setPolicies([one])
      $0.request.requiresExplicitPolicy = true
    },
    Row("anyPolicy in the CA", true) {
      $0.assert([.anyPolicy], [one])
      $0.request.policies = [one]
      $0.request.requiresExplicitPolicy = true
    },
    Row("anyPolicy in the CA, which counts for nothing", false) {
      $0.assert([.anyPolicy], [one])
      $0.request.policies = [one]
      $0.request.requiresExplicitPolicy = true
      $0.request.inhibitsAnyPolicy = true
    },
    Row("mapped", true) {
      $0.assert([one], [two])
      $0.intermediate.setMapping(one, two)
      $0.request.policies = [one]
      $0.request.requiresExplicitPolicy = true
    },
    Row("mapped, which counts for nothing", false) {
      $0.assert([one], [two])
      $0.intermediate.setMapping(one, two)
      $0.request.policies = [one]
      $0.request.requiresExplicitPolicy = true
      $0.request.inhibitsPolicyMapping = true
    },
    Row("the CA requires one, and the leaf has it", true) {
      $0.assert([one], [one])
      $0.intermediate.setPolicyConstraints(explicitAfter: 0)
    },
    Row("the CA requires one, and the leaf has another", false) {
      $0.assert([one], [two])
      $0.intermediate.setPolicyConstraints(explicitAfter: 0)
    },
    Row("the CA requires one, and the leaf has none", false) {
      $0.intermediate.setPolicies([one])
      $0.intermediate.setPolicyConstraints(explicitAfter: 0)
    },
    Row("the anchor requires one, which is no part of the path", true) {
      $0.root.setPolicyConstraints(explicitAfter: 0)
    },
    Row("a leaf that is trusted by itself, without the policy required", false) {
      $0.trustsLeaf = true
      $0.request.requiresExplicitPolicy = true
    },
    Row("a leaf that is trusted by itself, with it", true) {
      $0.trustsLeaf = true
      $0.leaf.setPolicies([one])
      $0.request.policies = [one]
      $0.request.requiresExplicitPolicy = true
    },
  ]

  @Test("inputs and extensions", arguments: rows)
  func inputs(_ row: Row) throws {
    var draft = try ChainDraft()
    row.change(&draft)
    for profile in Profile.allCases {
      let verification = try draft.verification(profile)
      #expect(verification.isGood == row.holds, "\(profile): \(verification.path.errors.map(\.message))")
      #expect(row.holds || verification.path.errors.contains { $0.code == "policy.none" })
    }
  }

  static let bad: [RuleCase] = [
    RuleCase("policy.empty", .strict, at: 0, "no policy in the list", isAlone: false) { $0.leaf.setPolicies([]) },
    RuleCase("policy.empty", .strict, at: 1, "constraints that say nothing", isAlone: false) {
      $0.intermediate.setPolicyConstraints(explicitAfter: nil)
    },
    RuleCase("policy.none", .always, at: 0, "trusted by itself, without the policy required") {
      $0.trustsLeaf = true
      $0.request.requiresExplicitPolicy = true
    },
  ]

  static let good: [GoodCase] = [
    GoodCase("policy.empty", "one policy, and constraints that say something") {
      $0.assert([one], [one])
      $0.intermediate.setPolicyConstraints(explicitAfter: 0)
    },
    GoodCase("policy.none", "trusted by itself, with the policy required") {
      $0.trustsLeaf = true
      $0.leaf.setPolicies([one])
      $0.request.policies = [one]
      $0.request.requiresExplicitPolicy = true
    },
  ]

  @Test("refused", arguments: bad)
  func refused(_ each: RuleCase) throws { try each.check() }

  @Test("let pass", arguments: good)
  func passed(_ each: GoodCase) throws { try each.check() }
}

extension ChainDraft {
  fileprivate mutating func assert(_ authority: [ObjectIdentifier], _ own: [ObjectIdentifier]) {
    intermediate.setPolicies(authority)
    leaf.setPolicies(own)
  }
}
