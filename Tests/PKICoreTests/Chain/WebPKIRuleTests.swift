import OpenSSL
import PKICore
import Testing
import Vocabulary

@Suite("The Baseline Requirements")
struct WebPKIRuleTests {
  static let bad: [RuleCase] = [
    RuleCase("san.missing", .webPKI, at: 0, "no alternative names") { $0.leaf.drop(.subjectAlternativeName) },
    RuleCase("san.critical", .webPKI, at: 0, "critical beside a subject") {
      $0.leaf.mark(.subjectAlternativeName, critical: true)
    },
    RuleCase("cn.not-in-san", .webPKI, at: 0, "another host") { $0.leaf.subject = DER.name("example.com") },
    RuleCase("cn.not-in-san", .webPKI, at: 0, "in other case") { $0.leaf.subject = DER.name("WWW.example.com") },
    RuleCase("cn.not-in-san", .webPKI, at: 0, "an address with leading zeros") {
      $0.leaf.subject = DER.name("192.000.2.1")
      $0.leaf.setNames([.ip([192, 0, 2, 1])])
    },
    RuleCase("cn.not-in-san", .webPKI, at: 0, "IPv6 in upper case") {
      $0.leaf.subject = DER.name("2001:DB8::1")
      $0.leaf.setNames([.ip(documentation)])
    },
    RuleCase("cn.not-in-san", .webPKI, at: 0, "two common names") {
      let name = NameAttribute(type: .commonName, text: "www.example.com")
      $0.leaf.subject = DER.of { $0.distinguishedName(DistinguishedName([name, name])) }
    },
    RuleCase("eku.missing", .webPKI, at: 0, "no extended key usage") { $0.leaf.drop(.extendedKeyUsage) },
    RuleCase("eku.critical", .webPKI, at: 0, "a critical one") { $0.leaf.mark(.extendedKeyUsage, critical: true) },
    RuleCase("eku.any", .webPKI, at: 0, "anyExtendedKeyUsage too") {
      $0.leaf.setExtendedUsage([.serverAuth, .anyExtendedKeyUsage])
    },
    RuleCase("eku.in-root", .webPKI, at: 2, "a root for servers") { $0.root.setExtendedUsage([.serverAuth]) },
    RuleCase("leaf.ca", .webPKI, at: 0, "CA:TRUE") { $0.leaf.setConstraints(isCA: true) },
    RuleCase("aki.of-root", .webPKI, at: 2, "without key identifier") {
      $0.root.set(.authorityKeyIdentifier, AuthorityRuleTests.authority(issuer: "Root", serial: [1, 2, 3]))
    },
    RuleCase("aki.of-root", .webPKI, at: 2, "with a serial number besides") {
      let key = try TestSigner.of(.root).identifier
      $0.root.set(.authorityKeyIdentifier, AuthorityRuleTests.authority(key: key, issuer: "Root", serial: [1, 2, 3]))
    },
    RuleCase("key.algorithm", .webPKI, at: 0, "Ed25519") {
      $0.leaf.publicKeyInfo = try TestSigner(.ed25519).publicKeyInfo
    },
    RuleCase("key.rsa-size", .webPKI, at: 0, "2052 bits") {
      $0.leaf.publicKeyInfo = try TestSigner(.rsa(bits: 2052)).publicKeyInfo
    },
    RuleCase("sig.algorithm", .webPKI, at: 0, "SHA-1, at level 0") {
      $0.request.securityLevel = 0
      $0.leaf.innerAlgorithm = .ecdsaWithSHA1
      $0.leaf.outerAlgorithm = .ecdsaWithSHA1
      $0.leaf.digest = .sha1
    },
    RuleCase("san.public-suffix", .webPKI, at: 0, "all of a top-level domain") {
      $0.leaf.setNames([.dns("www.example.com"), .dns("*.com")])
    },
    RuleCase("san.public-suffix", .webPKI, at: 0, "all of co.uk") {
      $0.leaf.setNames([.dns("www.example.com"), .dns("*.co.uk")])
    },
    RuleCase("san.public-suffix", .webPKI, at: 0, "relied on under a company's suffix", isAlone: false) {
      $0.leaf.setNames([.dns("www.example.com"), .dns("*.github.io")])
      $0.request.identities = [.host("someone.github.io")]
    },
    RuleCase("san.public-suffix", .webPKI, at: 0, "a company's suffix, and nobody asks for a host") {
      $0.leaf.setNames([.dns("www.example.com"), .dns("*.github.io")])
    },
  ]

  static let good: [GoodCase] = [
    GoodCase("cn.not-in-san", "an address in its right form") {
      $0.leaf.subject = DER.name("2001:db8::1")
      $0.leaf.setNames([.ip(documentation)])
    },
    GoodCase("cn.not-in-san", "no common name") {
      let name = NameAttribute(type: .organizationName, text: "Example")
      $0.leaf.subject = DER.of { $0.distinguishedName(DistinguishedName([name])) }
    },
    GoodCase("eku.critical", "a critical one in an intermediate") {
      $0.intermediate.setExtendedUsage([.serverAuth], critical: true)
    },
    GoodCase("aki.of-root", "the root's own key") {
      let key = try TestSigner.of(.root).identifier
      $0.root.set(.authorityKeyIdentifier) { $0.sequence { $0.put(DERTag.context(0, constructed: false), key) } }
    },
    GoodCase("key.algorithm", "RSA 2048") { $0.leaf.publicKeyInfo = try TestSigner(.rsa(bits: 2048)).publicKeyInfo },
    GoodCase("key.curve", "P-521") { $0.leaf.publicKeyInfo = try TestSigner(.ec(.p521)).publicKeyInfo },
    GoodCase("san.public-suffix", "one's own domain") {
      $0.leaf.setNames([.dns("www.example.com"), .dns("*.example.co.uk")])
    },
    GoodCase("san.public-suffix", "a company that is asked for by name") {
      $0.leaf.setNames([.dns("www.example.com"), .dns("github.io"), .dns("*.github.io")])
      $0.request.identities = [.host("github.io")]
    },
    GoodCase("san.missing", "an address alone") {
      $0.leaf.subject = DER.name("2001:db8::1")
      $0.leaf.setNames([.ip(documentation)])
    },
    GoodCase("san.critical", "critical, since there is no subject") {
      $0.leaf.subject = DER.name(nil)
      $0.leaf.mark(.subjectAlternativeName, critical: true)
    },
    GoodCase("eku.missing", "a CA without") { $0.intermediate.drop(.extendedKeyUsage) },
    GoodCase("eku.any", "two usages by name") { $0.leaf.setExtendedUsage([.serverAuth, .clientAuth]) },
    GoodCase("eku.in-root", "an intermediate for servers") { $0.intermediate.setExtendedUsage([.serverAuth]) },
    GoodCase("key.rsa-size", "2056 bits") { $0.leaf.publicKeyInfo = try TestSigner(.rsa(bits: 2056)).publicKeyInfo },
    GoodCase("sig.algorithm", "ECDSA with SHA-512") {
      $0.leaf.innerAlgorithm = .ecdsaWithSHA512
      $0.leaf.outerAlgorithm = .ecdsaWithSHA512
      $0.leaf.digest = .sha512
    },
    GoodCase("leaf.ca", "a CA that is asked for as one") {
      $0.leaf.setConstraints(isCA: true)
      $0.leaf.setUsage(.keyCertSign)
      $0.request.purpose = .ca
    },
  ]

  @Test("refused", arguments: bad)
  func refused(_ each: RuleCase) throws { try each.check() }

  @Test("let pass", arguments: good)
  func passed(_ each: GoodCase) throws { try each.check() }

  @Test("a curve that is not of the three")
  func curve() throws {
    var draft = try ChainDraft()
    draft.leaf.publicKeyInfo = KeyRuleCaseTests.rareCurve
    #expect(try draft.verification(.webpki).path.errors.map(\.code) == ["key.curve"])
    #expect(try draft.verification(.rfc5280).isGood)
  }

  private static let documentation: [UInt8] = [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
}

extension ObjectIdentifier {
  fileprivate static let ecdsaWithSHA1 = ObjectIdentifier(1, 2, 840, 10045, 4, 1)
}

@Suite("Public suffixes")
struct PublicSuffixTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let domain: String
    let kind: PublicSuffixes.Kind?

    var testDescription: String { domain }
  }

  static let rows: [Row] = [
    Row(domain: "com", kind: .registry), Row(domain: "CO.UK", kind: .registry), Row(domain: "example.com", kind: nil),
    Row(domain: "s3.amazonaws.com", kind: .company), Row(domain: "amazonaws.com", kind: nil),
    Row(domain: "ck", kind: .registry), Row(domain: "any.ck", kind: .registry), Row(domain: "www.ck", kind: nil),
    Row(domain: "a.any.ck", kind: nil), Row(domain: "town.example", kind: .registry),
    Row(domain: "hosted.example", kind: .company), Row(domain: "remark.example", kind: nil),
  ]

  @Test("told by the built-in list and one in the form of publicsuffix.org", arguments: rows)
  func told(_ row: Row) {
    var suffixes = PublicSuffixes.builtIn
    suffixes.add(
      list: """
        // ===BEGIN ICANN DOMAINS===
        *.ck
        !www.ck
        Town.example  a remark after white space
        // remark.example

        // ===END ICANN DOMAINS===
        // ===BEGIN PRIVATE DOMAINS===
        hosted.example\r
        """)
    #expect(suffixes.kind(of: row.domain) == row.kind)
  }
}
