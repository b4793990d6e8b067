import Testing

@testable import PKICore

/// The tables of cases held against the table of rules: whoever adds a rule adds what breaks it, and what looks as if
/// it did.
@Suite("Every rule has a case that breaks it, and one that does not")
struct RuleCompletenessTests {
  static let bad: [RuleCase] =
    MalformedRuleTests.bad + FrameRuleTests.bad + AuthorityRuleTests.bad + NameShapeTests.bad + WebPKIRuleTests.bad
    + PolicyRuleTests.bad + UseRuleCaseTests.bad + NameRuleCaseTests.bad + KeyRuleCaseTests.bad

  static let good: [GoodCase] =
    MalformedRuleTests.good + FrameRuleTests.good + AuthorityRuleTests.good + NameShapeTests.good
    + WebPKIRuleTests.good + PolicyRuleTests.good + UseRuleCaseTests.good + NameRuleCaseTests.good
    + KeyRuleCaseTests.good

  /// A row of the table: several may have one code.
  struct Row: Sendable, CustomTestStringConvertible {
    let index: Int
    let rule: PathRule
    var testDescription: String { "\(index): \(rule.code), \(rule.clause)" }
  }

  static let rows = PathRule.all.enumerated().map { Row(index: $0.offset, rule: $0.element) }

  @Test("each row", arguments: rows)
  func row(_ row: Row) throws {
    let bad = Self.bad.filter { $0.code == row.rule.code }
    let good = Self.good.filter { $0.code == row.rule.code }
    #expect(!good.isEmpty, "no case looks like \(row.rule.code) and is not")
    #expect(try bad.contains { try breaks(row.rule, $0.change) }, "none of \(bad.count) cases breaks it")
    for each in good { #expect(try !breaks(row.rule, each.change), "\(each.what)") }
  }

  @Test("each case is about a rule that there is")
  func cases() {
    let codes = Set(PathRule.all.map(\.code))
    #expect(Set(Self.bad.map(\.code) + Self.good.map(\.code)) == codes)
  }

  /// Whether a rule finds something on the chain that a case makes.
  private func breaks(_ rule: PathRule, _ change: (inout ChainDraft) throws -> Void) throws -> Bool {
    var draft = try ChainDraft()
    try change(&draft)
    let path = try draft.verification(.webpki).path
    let view = PathView(certificates: path.certificates, isAnchored: path.isAnchored, request: draft.request)
    return (try? !rule.question(view).isEmpty) ?? false
  }
}
