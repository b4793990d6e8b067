import Testing
import Vocabulary

@testable import PKICore

/// What breaks one lint and no other, where the tables about each subject break several at once: under a holder that
/// was validated, or on a day when a neighbouring law did not hold yet.
extension LintCase {
  static let alone: [LintCase] = holders + earlyHolders + oldPolicies + early + names + shapes + authorities

  // MARK: - Subjects

  private static let country = text(.countryName, "GB")
  private static let place = text(.localityName, "London")
  private static let organization = text(.organizationName, "Example")
  private static let person = [text(.surname, "Doe"), text(.givenName, "Joan")]

  private static func text(_ type: ObjectIdentifier, _ value: String) -> NameAttribute {
    NameAttribute(type: type, text: value)
  }

  /// A subject under a policy, on the day of the draft or of a year before.
  private static func holder(
    _ code: String, under policy: ObjectIdentifier = .organizationValidated, from day: String? = nil,
    _ attributes: [NameAttribute]
  ) -> LintCase {
    LintCase(code, attributes.map(\.text).joined(separator: ", ") + (day.map { " from \($0)" } ?? "")) {
      $0.setPolicies([policy])
      $0.subject = LintDraft.name(attributes)
      if let day { $0.begins(day) }
    }
  }

  /// A whole subject with one thing wrong.
  private static let holders: [LintCase] = [
    holder("subject.duplicate", [country, place, organization, text(.organizationName, "b")]),
    holder("subject.order", [organization, country, place]),
    holder(
      "subject.encoding",
      [
        country, place,
        NameAttribute(
          type: .organizationName, stringTag: DERTag.teletexString, text: "a", content: Array("a".utf8)),
      ]),
    holder("subject.meaningless", [country, place, text(.organizationName, "-")]),
    holder("subject.state-characters", [country, text(.stateOrProvinceName, "a|b"), organization]),
    holder("subject.unit", [country, place, organization, text(.organizationalUnitName, "a")]),
    holder(
      "subject.place-missing", under: .extendedValidated,
      [text(.businessCategory, "Private Organization"), text(.serialNumberAttribute, "1"), country, organization]),
    holder("subject.dv", under: .domainValidated, [country, text(.serialNumberAttribute, "1")]),
  ]

  /// From 2015 on a policy asked for certain attributes; only in September 2016 the attributes asked for one another.
  private static let earlyHolders: [LintCase] =
    [
      ("iv-name", ObjectIdentifier.individualValidated, [country, place]),
      ("iv-country", .individualValidated, [place] + person), ("iv-place", .individualValidated, [country] + person),
      ("ov-organization", .organizationValidated, [country, place]),
      ("ov-country", .organizationValidated, [place, organization]),
      ("ov-place", .organizationValidated, [country, organization]),
      ("ev-organization", .extendedValidated, [category, number, country]),
      ("ev-country", .extendedValidated, [category, number, organization]),
      ("ev-category", .extendedValidated, [number, country, organization]),
      ("ev-serial-number", .extendedValidated, [category, country, organization]),
    ].map { holder("subject.\($0)", under: $1, from: "160101", $2) }
    + [
      ("organization", organization), ("locality", place), ("postal-code", text(.postalCode, "a")),
      ("state", text(.stateOrProvinceName, "a")), ("street", text(.streetAddress, "a")),
    ].map { holder("subject.dv-\($0)", under: .domainValidated, from: "140101", [country, $1]) }

  private static let category = text(.businessCategory, "Private Organization")
  private static let number = text(.serialNumberAttribute, "1")

  /// Until September 2023 a policy of the CA's own was enough, which asks nothing of the subject.
  private static let oldPolicies: [LintCase] = [
    holder("subject.country-missing", under: own, from: "220101", [place, organization]),
    holder("subject.state-alone", under: own, from: "220101", [country, text(.stateOrProvinceName, "a")]),
    holder("subject.locality-alone", under: own, from: "220101", [country, place]),
    holder("subject.postal-code-alone", under: own, from: "220101", [country, text(.postalCode, "a")]),
    holder("subject.street-alone", under: own, from: "220101", [country, text(.streetAddress, "a")]),
    holder("subject.unit-alone", under: own, from: "220101", [country, text(.organizationalUnitName, "a")]),
    holder("subject.iv-policy", under: own, from: "220101", [country, place] + person),
  ]

  private static let own = ObjectIdentifier(1, 2, 3)

  // MARK: - Places

  private static let http = "http://ca.example.com/a"

  private static func early(
    _ code: String, _ what: String, from day: String, change: @escaping @Sendable (inout CertificateDraft) -> Void
  ) -> LintCase {
    LintCase(code, "\(what) from \(day)") {
      $0.begins(day)
      change(&$0)
    }
  }

  /// What neighbouring laws say by now did not hold yet, or not any more.
  private static let early: [LintCase] = [
    early("aia.missing", "none", from: "230801") { $0.drop(.authorityInformationAccess) },
    early("aia.no-ocsp", "issuers", from: "220101") { LintDraft.access(&$0, [(.caIssuersAccess, http)]) },
    early("aia.no-issuers", "answers", from: "220101") { LintDraft.access(&$0, [(.ocspAccess, http)]) },
    early("cdp.no-http", "ldap", from: "220101") { LintDraft.points(&$0, ["ldap://crl.example.com/a"]) },
    early("san.arpa-reserved", "10.0.0.1", from: "240101") { $0.setNames([.dns("1.0.0.10.in-addr.arpa")]) },
    early("san.arpa-malformed", "a letter", from: "240101") { $0.setNames([.dns("a.ip6.arpa")]) },
  ]

  // MARK: - Names and shapes

  private static let names: [LintCase] = [
    .names("san.wildcard-partial", .dns("*w.example.com")), .names("san.arpa", .dns("8.8.8.8.in-addr.arpa")),
    .names("san.empty-name", .ip([])),
    LintCase("ian.empty-name", "a host without a name") {
      $0.set(.issuerAlternativeName) { $0.generalNames([.dns("")]) }
    },
    LintCase("subject.email-long", "256 characters, among the names too") {
      let address = String(repeating: "a", count: 244) + "@example.com"
      $0.subject = LintDraft.name([text(.emailAddress, address)])
      $0.setNames([.email(address)])
    },
  ]

  private static let shapes: [LintCase] = [
    LintCase("ku.trailing-zeros", "nine bits, the last one 0") {
      $0.set(.keyUsage, critical: true, [3, 3, 7, 0x80, 0])
    },
    LintCase("ku.ec-leaf", "cRLSign") { $0.setUsage([.digitalSignature, .cRLSign]) },
    LintCase("cdp.issuer", "a place, and an issuer") {
      $0.set(.cRLDistributionPoints) {
        $0.sequence {
          $0.sequence {
            $0.put(DERTag.context(0)) { $0.put(DERTag.context(0)) { $0.generalName(.uri(http)) } }
            $0.put(DERTag.context(2)) { $0.generalName(.dns("crl.example.com")) }
          }
        }
      }
    },
    LintCase("ocsp.no-check", "without policies") {
      $0.setExtendedUsage([.ocspSigning])
      $0.drop(.certificatePolicies)
    },
    LintCase("ocsp.policies", "one that need not be checked") {
      $0.setExtendedUsage([.ocspSigning])
      $0.set(.ocspNoCheck, [5, 0])
    },
  ]

  // MARK: - Authorities

  private static func authority(_ code: String, _ attributes: NameAttribute...) -> LintCase {
    .subject(code, attributes, of: .authority)
  }

  private static let authorities: [LintCase] = [
    authority("ca.country-missing", organization, name), authority("ca.organization-missing", country, name),
    authority("ca.common-name-missing", country, organization),
    authority("ca.country", text(.countryName, "ZZ"), organization, name),
    authority("ca.unit", country, organization, text(.organizationalUnitName, "a"), name),
    LintCase("ca.no-policies", "none from 220101", .authority) {
      $0.begins("220101")
      $0.drop(.certificatePolicies)
    },
    LintCase("ku.ca-no-digital-signature", "keyCertSign, cRLSign", .authority) {
      $0.setUsage([.keyCertSign, .cRLSign])
    },
  ]

  private static let name = text(.commonName, "Example CA")

  /// Whether a profile finds this and no other error.
  var isAlone: Bool {
    get throws {
      for profile in [Profile.webpki, .rfc5280] {
        let faults = try faults(profile)
        if faults.contains(where: { $0.code == code }),
          !faults.contains(where: { $0.severity == .error && $0.code != code })
        {
          return true
        }
      }
      return false
    }
  }
}

extension CertificateDraft {
  /// Valid for the year, but a day, that begins on a day: "220101".
  fileprivate mutating func begins(_ day: String) {
    notBefore.text = day + "000000Z"
    let year = (Int(day.prefix(2)) ?? 0) + 1
    notAfter.text = "\(year)0101000000Z"
  }
}

@Suite("Lints that are broken alone") struct LintAloneTests {
  @Test("found, and no other error", arguments: LintCase.alone)
  func found(_ row: LintCase) throws {
    try row.check()
    let found = try (row.faults(.webpki) + row.faults(.rfc5280)).map(\.code)
    #expect(try row.isAlone, "\(found)")
  }
}
