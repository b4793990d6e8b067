import OpenSSL
import Testing
import Vocabulary

@testable import PKICore

@Suite("Lints about dates, usages and authorities")
struct LintUsageTests {
  /// A validity as it is written.
  private static func dates(_ code: String, _ begin: String, _ end: String, isFound: Bool = true) -> LintCase {
    let change: @Sendable (inout CertificateDraft) -> Void = {
      $0.notBefore.text = begin + "Z"
      $0.notAfter.text = end + "Z"
    }
    let what = "\(begin) to \(end)"
    return isFound ? LintCase(code, what, change: change) : .good(code, what, change: change)
  }

  static let validity: [LintCase] = [
    dates("validity.not-positive", "260101000000", "251231235959"),
    dates("validity.too-long", "260314000000", "270416000000"),
    dates("validity.too-long", "260314000000", "270415235959", isFound: false),
    dates("validity.too-long", "260315000000", "261001000000"),
    dates("validity.too-long", "260315000000", "260930235959", isFound: false),
    dates("validity.near-limit", "260315000000", "260930235959"),
    dates("validity.near-limit", "260315000000", "260929235959", isFound: false),
    dates("validity.too-long", "270315000000", "270623000000"),
    dates("validity.too-long", "270315000000", "270622235959", isFound: false),
    dates("validity.too-long", "290315000000", "290501000000"),
    dates("validity.too-long", "290315000000", "290430235959", isFound: false),
    dates("validity.too-long", "190101000000", "220101000000"),
    dates("validity.too-long", "150101000000", "250101000000", isFound: false),
  ]

  private static func usage(
    _ code: String, _ usage: KeyUsage, _ whose: LintCase.Whose = .leaf, bits: Int = 0
  ) -> LintCase {
    LintCase(code, usage.names.joined(separator: ", "), whose) {
      $0.setUsage(usage)
      if bits != 0 { $0.publicKeyInfo = CertificateRecipe.rsaKey(bits: bits) }
    }
  }

  private static func extended(
    _ code: String, _ usages: [ObjectIdentifier], _ whose: LintCase.Whose = .leaf, from: String? = nil
  ) -> LintCase {
    LintCase(code, usages.map(\.extendedKeyUsageName).joined(separator: ", "), whose) {
      $0.setExtendedUsage(usages)
      if let from { $0.notBefore.text = from }
    }
  }

  static let usages: [LintCase] = [
    LintCase("ku.not-critical", "a key usage that is not") { $0.mark(.keyUsage, critical: false) },
    LintCase("ku.unused-bits", "one bit, none unused") { $0.set(.keyUsage, critical: true, [3, 2, 0, 0x80]) },
    LintCase("ku.trailing-zeros", "an octet of zeros") { $0.set(.keyUsage, critical: true, [3, 3, 0, 0x80, 0]) },
    LintCase("ku.too-long", "ten bits") { $0.set(.keyUsage, critical: true, [3, 3, 6, 0x80, 0x40]) },
    usage("ku.no-cert-sign", .cRLSign, .authority), usage("ku.no-crl-sign", .keyCertSign, .authority),
    usage("ku.ca-no-digital-signature", .keyCertSign, .authority), usage("ku.rsa-leaf", .keyAgreement, bits: 2048),
    usage("ku.rsa-ca", [.keyCertSign, .keyAgreement], .authority, bits: 2048),
    usage("ku.rsa-ca-encipherment", [.keyCertSign, .keyEncipherment], .authority, bits: 2048),
    usage("ku.ec-encipherment", .keyEncipherment), usage("ku.ec-leaf", [.digitalSignature, .keyEncipherment]),
    usage("ku.ec-server", [.digitalSignature, .nonRepudiation]),
    usage("ku.ec-key-agreement", [.digitalSignature, .keyAgreement]), usage("eku.inconsistent", .nonRepudiation),
    LintCase("eku.any-critical", "anyExtendedKeyUsage") { $0.setExtendedUsage([.anyExtendedKeyUsage], critical: true) },
    extended("eku.extra", [.serverAuth, .codeSigning]), extended("eku.no-server-nor-client", [.anyExtendedKeyUsage]),
    extended("eku.client-auth", [.serverAuth, .clientAuth], from: "260701000000Z"),
    .good("eku.client-auth", "before the day") { $0.setExtendedUsage([.serverAuth, .clientAuth]) },
    .good("ku.rsa-leaf", "what an RSA key does") {
      $0.setUsage([.digitalSignature, .keyEncipherment])
      $0.publicKeyInfo = CertificateRecipe.rsaKey(bits: 2048)
    },
  ]

  private static func named(_ code: String, _ attributes: [(ObjectIdentifier, String)]) -> LintCase {
    LintCase(code, attributes.map(\.1).joined(separator: ", "), .authority) {
      $0.subject = LintDraft.name(attributes.map { NameAttribute(type: $0.0, text: $0.1) })
    }
  }

  static let authorities: [LintCase] = [
    named("ca.country-missing", [(.commonName, "a")]), named("ca.country", [(.countryName, "ZZ")]),
    named("ca.organization-missing", [(.countryName, "GB")]), named("ca.common-name-missing", [(.countryName, "GB")]),
    named("ca.unit", [(.organizationalUnitName, "a")]),
    LintCase("ca.no-policies", "none", .authority) { $0.drop(.certificatePolicies) },
    LintCase("ca.policies", "one of its own", .authority) { $0.setPolicies([ObjectIdentifier(1, 2, 3)]) },
    LintCase("ca.policies", "anyPolicy and another", .authority) { $0.setPolicies([.anyPolicy, .domainValidated]) },
    LintCase("ca.several-reserved-policies", "two", .authority) {
      $0.setPolicies([.domainValidated, .organizationValidated])
    },
    extended("ca.eku", [.serverAuth, .emailProtection], .authority),
    extended("ca.mixed-usages", [.anyExtendedKeyUsage], .authority),
    extended("ca.eku-unconstrained", [.codeSigning], .authority), extended("eku.in-root", [.serverAuth], .root),
    LintCase("bc.root-path-length", "1", .root) { $0.setConstraints(isCA: true, pathLength: 1) },
    LintCase("policy.in-root", "anyPolicy", .root) { $0.setPolicies([.anyPolicy]) },
    extended("ocsp.no-check", [.ocspSigning]), extended("ocsp.policies", [.ocspSigning]),
    .good("ocsp.no-check", "one that says so") {
      $0.setExtendedUsage([.ocspSigning])
      $0.set(.ocspNoCheck, [5, 0])
    },
    .good("ca.policies", "a reserved one", .authority) { $0.setPolicies([.domainValidated]) },
  ]

  @Test("found or let pass", arguments: validity + usages + authorities)
  func judged(_ row: LintCase) throws { try row.check() }
}

@Suite("All lints")
struct LintTableTests {
  static let rows: [LintCase] =
    LintNameTests.hosts + LintNameTests.good + LintNameTests.issuers + LintSubjectTests.letters
    + LintSubjectTests.validated + LintSubjectTests.good + LintUsageTests.validity + LintUsageTests.usages
    + LintUsageTests.authorities + LintEncodingTests.access + LintEncodingTests.policies + LintEncodingTests.encodings

  @Test("each is met by a case of the tables")
  func complete() {
    let met = Set(LintTableTests.rows.filter(\.isFound).map(\.code))
    let unmet = Set(PathRule.lints.map(\.code)).subtracting(met).sorted()
    #expect(unmet.isEmpty)
  }

  @Test(
    "nothing is found in the certificates that the tables change", arguments: [LintCase.Whose.leaf, .authority, .root])
  func clean(_ whose: LintCase.Whose) throws {
    let found = try LintCase("", "", whose) { _ in }.faults(.webpki)
    #expect(found.isEmpty, "\(found.map(\.message))")
  }

  @Test("each says what it asks, in a sentence, and a lint of zlint has one code")
  func catalogue() {
    var codes: [String: String] = [:]
    for rule in PathRule.all + PathRule.lints {
      #expect(rule.asks.hasSuffix("."), "\(rule.code)")
      for lint in rule.zlint {
        #expect(codes.updateValue(rule.code, forKey: lint) ?? rule.code == rule.code, "\(lint)")
      }
    }
  }
}
