import Testing
import Vocabulary

@testable import PKICore

/// The rule book held against the tables of all tests: every rule has something that breaks it and nothing else.
@Suite("Every rule is broken by something that breaks nothing else") struct RuleMutationTests {
  /// Rules that no certificate breaks by itself, and why; whoever finds a way takes the line out.
  static let exceptions: [(why: String, codes: [String])] = [
    ("only a live server shows it: the tests of probe", ProbeRule.all.map(\.code)),
    ("it is about revocation lists and responses: their own tests", RuleEntry.revocationRows.map(\.code)),
    ("a certificate is revoked by a list or a response: their tests", ["revoked", "revocation.unknown"]),
    ("several keys are held together: the tests of weak keys", KeyFlaw.ofMany.map(\.code)),
    ("it is about a store: the tests of list", ["key.no-certificate"]),
    ("it is about an exception: its own tests", [FindingException.expiredCode]),
    (
      "the private part of a key has the flaw: the tests of weak keys",
      ["key.private-exponent", "key.mismatched-parts"]
    ),
    (
      "it says what libcrypto finds and no rule of ours does: nothing is known that leads there",
      ["chain.unreadable", "chain.invalid", "policy.invalid"]
    ),
    (
      "the law asks twice: whatever breaks it breaks a neighbouring rule too",
      [
        "sig.mismatch", "key.roca", "key.explicit-curve", "key.invalid-point", "ku.empty", "eku.empty",
        "ext.wrongly-critical", "name.constraints-malformed", "chain.signature", "san.wildcard-partial",
        "san.arpa", "san.empty-name", "san.uri-relative", "ian.empty-name", "ian.uri-relative",
        "subject.email-long", "subject.dv-organization", "subject.dv-locality", "subject.dv-postal-code",
        "subject.dv-state", "subject.dv-street", "subject.dv", "subject.iv-name", "subject.iv-country",
        "subject.iv-place", "subject.ov-organization", "subject.ov-country", "subject.ov-place",
        "subject.ev-organization", "subject.ev-country", "subject.ev-category", "subject.ev-serial-number",
        "subject.iv-policy", "subject.country-missing", "subject.state-alone", "subject.locality-alone",
        "subject.postal-code-alone", "subject.street-alone", "subject.unit-alone", "san.arpa-reserved",
        "san.arpa-malformed", "ku.trailing-zeros", "ku.ca-no-digital-signature", "ku.ec-leaf",
        "ca.country-missing", "ca.country", "ca.organization-missing", "ca.common-name-missing", "ca.unit",
        "ca.no-policies", "ocsp.no-check", "ocsp.policies", "aia.missing", "aia.no-ocsp", "aia.no-issuers",
        "cdp.no-http", "cdp.issuer",
      ]
    ),
  ]

  /// What the search for a path finds, which no row of the table of paths asks.
  static let searches: [RuleCase] = [
    RuleCase("chain.untrusted", .always, at: 2, "another root is trusted") { $0.trustsAnother = true },
    RuleCase("chain.self-signed", .always, at: 0, "a leaf that signed itself") {
      $0.leaf.issuer = $0.leaf.subject
      $0.leaf.signer = .leaf
      $0.leaf.drop(.authorityKeyIdentifier)
    },
    RuleCase("chain.too-deep", .always, at: 1, "no intermediate is allowed") { $0.request.maximumDepth = 0 },
    RuleCase("chain.signature", .always, at: 0, "signed by another key") { $0.leaf.signer = .root },
    RuleCase("chain.path-length", .always, at: 2, "a root that allows no CA below it") {
      $0.root.setConstraints(isCA: true, pathLength: 0)
    },
    RuleCase("chain.issuer-refused", .always, at: 0, "the identifier of another key") { draft in
      let other = try TestSigner.of(.root).identifier
      draft.leaf.set(.authorityKeyIdentifier) {
        $0.sequence { $0.put(DERTag.context(0, constructed: false), other) }
      }
    },
  ]

  /// Lints that only a subject shows whose holder was validated; under a policy of domains they would not be alone.
  static let holders: [LintCase] = [
    holder("subject.duplicate", country, place, text(.organizationName, "a"), text(.organizationName, "b")),
    holder("subject.order", organization, country, place),
    holder(
      "subject.encoding", country, place,
      NameAttribute(
        type: .organizationName, stringTag: DERTag.teletexString, text: "a", content: Array("a".utf8))),
    holder("subject.meaningless", country, place, text(.organizationName, "-")),
    holder("subject.state-characters", country, text(.stateOrProvinceName, "a|b"), organization),
    holder("subject.unit", country, place, organization, text(.organizationalUnitName, "a")),
    LintCase("subject.place-missing", "extended validation") {
      $0.setPolicies([.extendedValidated])
      $0.subject = LintDraft.name([
        text(.businessCategory, "Private Organization"), text(.serialNumberAttribute, "1"), country, organization,
      ])
    },
  ]

  private static let country = text(.countryName, "GB")
  private static let place = text(.localityName, "London")
  private static let organization = text(.organizationName, "Example")

  private static func text(_ type: ObjectIdentifier, _ value: String) -> NameAttribute {
    NameAttribute(type: type, text: value)
  }

  private static func holder(_ code: String, _ attributes: NameAttribute...) -> LintCase {
    LintCase(code, "organization validated") {
      $0.setPolicies([.organizationValidated])
      $0.subject = LintDraft.name(attributes)
    }
  }

  /// The codes that a case of any table breaks alone.
  static let broken = Result { try paths().union(lints()).union(services()) }

  private static func paths() throws -> Set<String> {
    var codes: Set<String> = []
    for one in RuleCompletenessTests.bad + searches where !codes.contains(one.code) {
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
    for one in LintTableTests.rows + holders where one.isFound && !codes.contains(one.code) {
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
