import Testing
import Vocabulary

@testable import PKICore

/// What is said of live servers: each comment where it belongs, and nowhere else.
@Suite struct ProbeCommentTests {
  @Test(arguments: CommentCase.all + CommentCase.records) private func isMade(_ row: CommentCase) throws {
    let comments = try row.shown()
    #expect(comments[row.id]?.text.contains(row.words) == true, "\(comments)")
  }

  @Test(arguments: CommentCase.all + CommentCase.records) private func isNotMadeElsewhere(_ row: CommentCase) throws {
    let comments = try row.absent()
    #expect(comments[row.id] == nil, "\(comments)")
    #expect(!comments.isEmpty)
  }

  /// The comments of which `check` has the rules, as far as a server is asked them.
  private static let ofCheck = [
    "name.cn-only", "name.mismatch", "name.ip-as-dns", "name.wildcard", "time.expired", "time.not-yet", "time.soon",
    "time.path-soon", "chain.missing", "chain.untrusted", "chain.self-signed", "chain.expired-ca", "chain.not-ca",
    "chain.order", "chain.extra", "chain.duplicate", "chain.many", "sig.weak", "sig.pss", "key.weak", "key.type",
    "eku.no-server", "eku.no-client", "ku.no-sign", "leaf.ca", "leaf.v1", "crl.none",
  ]

  /// Each has both tests; those of names, records and whole runs are where their servers are.
  @Test func everyCommentHasItsTests() {
    let ids = Set(CommentCase.all.map(\.id))
    let wanted = Set(ProbeRule.all.map(\.code) + ProbeRule.assurances + Self.ofCheck)
    let elsewhere = wanted.filter { ["dns.", "srv.", "run."].contains(where: $0.hasPrefix) }
    #expect(wanted.subtracting(elsewhere).subtracting(ids).isEmpty)
    #expect(ids.isSubset(of: wanted))
  }

  @Test func everyCommentIsInTheRuleBook() {
    for id in Self.ofCheck + ProbeRule.all.map(\.code) { #expect(RuleBook.entry(id) != nil, "\(id)") }
  }

  /// Severities that depend on what is spoken.
  private struct SeverityCase: Sendable, CustomTestStringConvertible {
    let id: String
    let type: String?
    let severity: Severity?
    let change: @Sendable (inout ProbeScene) throws -> Void
    var testDescription: String { "\(id) \(type ?? "web")" }

    private static func wildcard(_ scene: inout ProbeScene) { scene.chain.leaf.setNames([.dns("*.example.com")]) }
    private static func serverOnly(_ scene: inout ProbeScene) { scene.chain.leaf.setExtendedUsage([.serverAuth]) }
    private static func noList(_ scene: inout ProbeScene) { scene.chain.leaf.drop(.cRLDistributionPoints) }
    private static func onlyCommonName(_ scene: inout ProbeScene) { scene.chain.leaf.drop(.subjectAlternativeName) }

    static let all = [
      SeverityCase(id: "name.wildcard", type: nil, severity: .info, change: wildcard),
      SeverityCase(id: "name.wildcard", type: "FED", severity: .error, change: wildcard),
      SeverityCase(id: "name.wildcard", type: "SIPS", severity: .error, change: wildcard),
      SeverityCase(id: "name.cn-only", type: nil, severity: .warning, change: onlyCommonName),
      SeverityCase(id: "eku.no-client", type: nil, severity: nil, change: serverOnly),
      SeverityCase(id: "eku.no-client", type: "SIPS", severity: .warning, change: serverOnly),
      SeverityCase(id: "crl.none", type: nil, severity: .info, change: noList),
      SeverityCase(id: "crl.none", type: "SIPS", severity: .info, change: noList),
      SeverityCase(id: "crl.none", type: "FED", severity: .warning, change: noList),
      SeverityCase(id: "sip.domain", type: "SIPS", severity: .warning) { _ in },
      SeverityCase(id: "sip.domain", type: "EDGE", severity: .warning) { _ in },
      SeverityCase(id: "sip.domain", type: "FED", severity: .info) { _ in },
      SeverityCase(id: "sip.domain", type: nil, severity: nil) { _ in },
      SeverityCase(id: "time.soon", type: nil, severity: .error) { $0.chain.leaf.notAfter.text = "260601000000Z" },
      SeverityCase(id: "time.soon", type: nil, severity: .warning) { $0.chain.leaf.notAfter.text = "260618000000Z" },
    ]
  }

  @Test(arguments: SeverityCase.all) private func dependOnWhatIsSpoken(_ row: SeverityCase) throws {
    let scene = try ProbeScene.with { scene in
      if let type = row.type { (scene.target, scene.type) = ("example.com", type) }
      try row.change(&scene)
    }
    #expect(try scene.member().findings.first { $0.code == row.id }?.severity == row.severity)
  }
}
