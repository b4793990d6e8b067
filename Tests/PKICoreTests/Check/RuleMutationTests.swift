import Testing
import Vocabulary

@testable import PKICore

/// The rule book held against the tables of all tests: every rule has something that breaks it and nothing else.
@Suite("Every rule is broken by something that breaks nothing else") struct RuleMutationTests {
  /// Rules that no certificate breaks by itself, and why; whoever finds a way takes the line out.
  static let exceptions: [(why: String, codes: [String])] = [
    ("only a live server shows it: the tests of probe", ProbeRule.all.map(\.code)),
    ("several keys are held together: the tests of weak keys", KeyFlaw.ofMany.map(\.code)),
    ("it is about a store: the tests of list", ["key.no-certificate"]),
    ("it is about an exception: its own tests", [FindingException.expiredCode]),
    (
      "the private part of a key has the flaw: the tests of weak keys",
      ["key.private-exponent", "key.mismatched-parts"]
    ),
    ("another rule always speaks too: the pairs below", pairs.map(\.code)),
  ]

  /// Rules that are never broken alone, and the code that always comes with them.
  struct Pair: Sendable, CustomTestStringConvertible {
    let code: String
    let companion: String
    /// Why that cannot be otherwise.
    let why: String
    /// Everything that breaks the rule.
    let ways: [@Sendable (inout CertificateDraft) -> Void]

    var testDescription: String { "\(code) and \(companion)" }
  }

  static let pairs: [Pair] = [
    Pair(
      code: "ext.wrongly-critical", companion: "ext.critical",
      why: "what must not be critical says nothing that verification takes account of, so nobody understands it there",
      ways: [
        .subjectKeyIdentifier, .authorityKeyIdentifier, .authorityInformationAccess, .subjectInformationAccess,
        .freshestCRL, .subjectDirectoryAttributes,
      ].map { extensionID in { $0.set(extensionID, critical: true, [0x30, 0]) } }),
    Pair(
      code: "san.uri-relative", companion: "san.uri-syntax",
      why: "a URI is relative where it has no scheme, and is then no whole one either",
      ways: relative.map { text in { $0.setNames([.uri(text)]) } }),
    Pair(
      code: "ian.uri-relative", companion: "ian.uri-syntax",
      why: "a URI is relative where it has no scheme, and is then no whole one either",
      ways: relative.map { text in { $0.set(.issuerAlternativeName) { $0.generalNames([.uri(text)]) } } }),
  ]

  private static let relative = ["", "a", "/a", "//www.example.com/", "path/of/things", "1http://www.example.com/"]

  /// Wherever the one is found, the other is found too, and makes the certificate fail.
  @Test(arguments: pairs) func whatComesTogether(_ pair: Pair) throws {
    for way in pair.ways {
      var draft = try ChainDraft()
      way(&draft.leaf)
      let certificate = try draft.leaf.certificate()
      for profile in Profile.allCases where RuleBook.entry(pair.code)?.severity[profile] != nil {
        draft.request.profile = profile
        let view = PathView(certificates: [certificate], isAnchored: false, request: draft.request)
        let faults = (PathRule.all + PathRule.lints).flatMap { $0.faults(view) }
        #expect(faults.contains { $0.code == pair.code }, "\(profile): \(faults.map(\.code))")
        #expect(
          faults.contains { $0.code == pair.companion && $0.severity == .error }, "\(profile): \(faults.map(\.code))")
      }
    }
  }

  /// The codes that a case of any table breaks alone.
  static let broken = Result {
    try paths().union(lints()).union(services()).union(RevocationMutation.broken())
  }

  private static func paths() throws -> Set<String> {
    var codes: Set<String> = []
    for one in RuleCompletenessTests.bad + PathEndTests.bad where !codes.contains(one.code) {
      var draft = try ChainDraft()
      try one.change(&draft)
      for profile in Profile.allCases where try isAlone(one.code, draft.verification(profile).path.faults) {
        codes.insert(one.code)
      }
    }
    return codes
  }

  private static func lints() throws -> Set<String> {
    var codes: Set<String> = []
    for one in LintTableTests.rows + LintCase.alone where one.isFound && !codes.contains(one.code) {
      for profile in [Profile.webpki, .rfc5280] where try isAlone(one.code, one.faults(profile)) {
        codes.insert(one.code)
      }
    }
    return codes
  }

  private static func services() throws -> Set<String> {
    var codes = Set(SetMutation.all.map(\.code) + ["set.expiry"])
    for one in ServiceMutation.all where try isAlone(one.code, one.findings()) { codes.insert(one.code) }
    for one in RoleMutation.all {
      var specimen = try RoleSpecimen(one.role)
      try one.change(&specimen)
      if try isAlone(one.code, specimen.findings()) { codes.insert(one.code) }
    }
    return codes
  }

  private static func isAlone(_ code: String, _ faults: [PathFault]) -> Bool {
    faults.contains { $0.code == code } && !faults.contains { $0.severity == .error && $0.code != code }
  }

  private static func isAlone(_ code: String, _ findings: [Finding]) -> Bool {
    findings.contains { $0.code == code } && !findings.contains { $0.severity == .error && $0.code != code }
  }

  @Test func everyRuleIsBrokenAlone() throws {
    let broken = try Self.broken.get(), excepted = Set(Self.exceptions.flatMap(\.codes))
    for entry in RuleBook.all {
      #expect(
        broken.contains(entry.code) != excepted.contains(entry.code),
        "\(entry.code): \(broken.contains(entry.code) ? "broken, and among the exceptions" : "nothing breaks it alone")"
      )
    }
    #expect(excepted.isSubset(of: RuleBook.all.map(\.code)))
  }
}
