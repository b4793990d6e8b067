import Testing
import Vocabulary

@testable import PKICore

@Suite("Lints about distinguished names")
struct LintSubjectTests {
  private static let (c, cn, o, ou) = (
    ObjectIdentifier.countryName, ObjectIdentifier.commonName, ObjectIdentifier.organizationName,
    ObjectIdentifier.organizationalUnitName
  )

  private static func text(_ type: ObjectIdentifier, _ value: String) -> NameAttribute {
    NameAttribute(type: type, text: value)
  }

  private static func long(_ type: ObjectIdentifier, _ count: Int) -> NameAttribute {
    NameAttribute(type: type, text: String(repeating: "a", count: count))
  }

  private static func tagged(_ type: ObjectIdentifier, _ tag: UInt8, _ value: String) -> NameAttribute {
    NameAttribute(type: type, stringTag: tag, text: value, content: Array(value.utf8))
  }

  static let letters: [LintCase] = [
    .subject("subject.common-name-long", long(cn, 65)), .subject("subject.email-long", long(.emailAddress, 256)),
    .subject("subject.given-name-long", long(.givenName, 32_769)),
    .subject("subject.surname-long", long(.surname, 32_769)),
    .subject("subject.locality-long", long(.localityName, 129)), .subject("subject.organization-long", long(o, 65)),
    .subject("subject.unit-long", long(ou, 65)), .subject("subject.postal-code-long", long(.postalCode, 17)),
    .subject("subject.state-long", long(.stateOrProvinceName, 129)),
    .subject("subject.street-long", long(.streetAddress, 129)),
    .subject("subject.serial-number-long", long(.serialNumberAttribute, 65)),
    .subject("subject.given-name-hint-long", long(.givenName, 65)),
    .subject("subject.surname-hint-long", long(.surname, 65)), .subject("subject.control-character", text(o, "a\u{1}")),
    .subject("subject.printable-alphabet", tagged(o, DERTag.printableString, "a@b")),
    .subject("subject.latin1-mixup", text(o, "MÃ¼ller")), .subject("subject.html", text(o, "A &amp; B")),
    .subject("subject.replacement-character", text(o, "M\u{fffd}ller")),
    .subject("subject.leading-space", text(o, " a")), .subject("subject.trailing-space", text(o, "a ")),
    .subject("subject.country-encoding", tagged(c, DERTag.utf8String, "GB")),
    .subject("subject.country-case", text(c, "gb")), .subject("subject.country", text(c, "ZZ")),
    .subject("subject.email-not-in-san", text(.emailAddress, "a@example.com")),
    .subject("subject.meaningless", text(o, "-")), .subject("subject.duplicate", text(o, "a"), text(o, "b")),
    .subject("subject.order", text(o, "a"), text(c, "GB")),
    .subject("subject.encoding", tagged(o, DERTag.teletexString, "a")),
    .subject("cn.present", text(cn, "www.example.com")),
    .subject("cn.reserved-ip", text(cn, "10.0.0.1")), .subject("subject.unit", text(ou, "a")),
    .subject("subject.unit-alone", text(ou, "a")), .subject("subject.country-missing", text(o, "a")),
    .subject("subject.place-missing", text(c, "GB"), text(o, "a")),
    .subject("subject.state-alone", text(.stateOrProvinceName, "a")),
    .subject("subject.locality-alone", text(.localityName, "a")),
    .subject("subject.postal-code-alone", text(.postalCode, "a")),
    .subject("subject.street-alone", text(.streetAddress, "a")),
    .subject("subject.state-characters", text(.stateOrProvinceName, "a|b")), .subject("subject.dv", text(o, "a")),
    .subject("subject.iv-policy", text(.givenName, "a")),
    LintCase("subject.several-in-one", "two attributes") {
      $0.subject = DER.of { writer in
        writer.distinguishedName(DistinguishedName(relativeNames: [[text(cn, "a"), text(o, "b")]]))
      }
    },
    LintCase("issuer.several-in-one", "two attributes") {
      $0.issuer = DER.of { writer in
        writer.distinguishedName(DistinguishedName(relativeNames: [[text(cn, "a"), text(o, "b")]]))
      }
    },
    issuer("issuer.leading-space", text(o, " a")), issuer("issuer.trailing-space", text(o, "a ")),
    issuer("issuer.country-encoding", tagged(c, DERTag.utf8String, "GB")),
  ]

  private static func issuer(_ code: String, _ attribute: NameAttribute) -> LintCase {
    LintCase(code, attribute.text) { $0.issuer = LintDraft.name([attribute]) }
  }

  static let validated: [LintCase] =
    [
      ("organization", o), ("locality", .localityName), ("postal-code", .postalCode), ("state", .stateOrProvinceName),
      ("street", .streetAddress),
    ].map { word, type in
      LintCase("subject.dv-\(word)", "before 2023-09-15") {
        $0.subject = LintDraft.name([NameAttribute(type: type, text: "a")])
        $0.notBefore.text = "220101000000Z"
      }
    }
    + [
      ("iv-name", .individualValidated), ("iv-country", .individualValidated), ("iv-place", .individualValidated),
      ("ov-organization", .organizationValidated), ("ov-country", .organizationValidated),
      ("ov-place", .organizationValidated), ("ev-organization", .extendedValidated), ("ev-country", .extendedValidated),
      ("ev-category", .extendedValidated), ("ev-serial-number", ObjectIdentifier.extendedValidated),
    ].map { word, policy in
      LintCase("subject.\(word)", "an unrelated attribute only") {
        $0.subject = LintDraft.name([NameAttribute(type: .organizationalUnitName, text: "a")])
        $0.setPolicies([policy])
      }
    }

  static let good: [LintCase] = [
    .good("subject.common-name-long", "64 characters of two octets") {
      $0.subject = LintDraft.name([text(cn, String(repeating: "ü", count: 64))])
    },
    .good("subject.latin1-mixup", "a name that is as it should be") {
      $0.subject = LintDraft.name([text(o, "Müller & Söhne")])
    },
    .good("subject.html", "an ampersand") { $0.subject = LintDraft.name([text(o, "A & B; C")]) },
    .good("subject.country", "XX") { $0.subject = LintDraft.name([text(c, "XX")]) },
    .good("subject.order", "country, state, organization") {
      $0.subject = LintDraft.name([text(c, "GB"), text(.stateOrProvinceName, "a"), text(o, "b")])
    },
    .good("subject.encoding", "PrintableString") {
      $0.subject = LintDraft.name([tagged(o, DERTag.printableString, "a")])
    },
    .good("subject.duplicate", "two streets") {
      $0.subject = LintDraft.name([text(.streetAddress, "a"), text(.streetAddress, "b")])
    },
    .good("subject.meaningless", "a name in other letters") { $0.subject = LintDraft.name([text(o, "東京")]) },
  ]

  @Test("found", arguments: letters + validated)
  func found(_ row: LintCase) throws { try row.check() }

  @Test("let pass", arguments: good)
  func passed(_ row: LintCase) throws { try row.check() }
}
