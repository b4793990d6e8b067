import PKICore
import Testing
import Vocabulary

@Suite("Dates, authority and usage")
struct UseRuleCaseTests {
  static let bad: [RuleCase] = [
    RuleCase("time.unreadable", .always, at: 0, "a month of the 13th") {
      $0.leaf.notBefore = (DERTag.utcTime, "261301000000Z")
    },
    RuleCase("time.expired", .always, at: 0, "over for a second") {
      $0.leaf.notAfter = (DERTag.utcTime, "260528202639Z")
    },
    RuleCase("chain.expired-ca", .always, at: 1, "an intermediate that is over") {
      $0.intermediate.notAfter = (DERTag.utcTime, "260528202639Z")
    },
    RuleCase("time.not-yet", .always, at: 0, "valid in a second") {
      $0.leaf.notBefore = (DERTag.utcTime, "260528202641Z")
    },
    RuleCase("time.not-yet", .always, at: 1, "an intermediate of tomorrow") {
      $0.intermediate.notBefore = (DERTag.utcTime, "260529000000Z")
    },
    RuleCase("chain.not-ca", .always, at: 1, "an issuer whose key signs lists only") {
      $0.intermediate.setUsage(.cRLSign)
    },
    RuleCase("chain.not-ca", .always, at: 1, "an issuer with CA:FALSE") { $0.intermediate.setConstraints(isCA: false) },
    RuleCase("eku.no-server", .always, at: 0, "a client's") { $0.leaf.setExtendedUsage([.clientAuth]) },
    RuleCase("eku.no-client", .always, at: 0, "a server's") { $0.request.purpose = .client },
    RuleCase("eku.no-email", .always, at: 0, "a server's") { $0.request.purpose = .email },
    RuleCase("eku.no-code", .always, at: 0, "a server's") { $0.request.purpose = .code },
    RuleCase("ku.no-use", .always, at: 0, "signs lists only") { $0.leaf.setUsage(.cRLSign) },
    RuleCase("ns.no-use", .always, at: 0, "a client's") { $0.leaf.setNetscapeType(.sslClient) },
    RuleCase("eku.restricted", .always, at: 1, "an intermediate for clients") {
      $0.intermediate.setExtendedUsage([.clientAuth])
    },
  ]

  static let good: [GoodCase] = [
    GoodCase("time.unreadable", "GeneralizedTime far away") {
      $0.root.notAfter = (DERTag.generalizedTime, "99991231235959Z")
    },
    GoodCase("time.expired", "in its last second") { $0.leaf.notAfter = (DERTag.utcTime, "260528202640Z") },
    GoodCase("chain.expired-ca", "in its last second") {
      $0.intermediate.notAfter = (DERTag.utcTime, "260528202640Z")
    },
    GoodCase("time.not-yet", "in its first second") { $0.leaf.notBefore = (DERTag.utcTime, "260528202640Z") },
    GoodCase("chain.not-ca", "basic constraints alone", by: .rfc5280) { $0.intermediate.drop(.keyUsage) },
    GoodCase("eku.no-server", "a client's too") { $0.leaf.setExtendedUsage([.clientAuth, .serverAuth]) },
    GoodCase("eku.no-client", "a server's too") {
      $0.leaf.setExtendedUsage([.serverAuth, .clientAuth])
      $0.request.purpose = .client
    },
    GoodCase("eku.no-email", "for e-mail") {
      $0.leaf.setExtendedUsage([.emailProtection])
      $0.request.purpose = .email
    },
    GoodCase("eku.no-code", "for code") {
      $0.leaf.setExtendedUsage([.codeSigning])
      $0.request.purpose = .code
    },
    GoodCase("ku.no-use", "key agreement") { $0.leaf.setUsage(.keyAgreement) },
    GoodCase("ns.no-use", "a server's") { $0.leaf.setNetscapeType(.sslServer) },
    GoodCase("eku.restricted", "an intermediate for servers") { $0.intermediate.setExtendedUsage([.serverAuth]) },
  ]

  @Test("refused", arguments: bad)
  func refused(_ each: RuleCase) throws { try each.check() }

  @Test("let pass", arguments: good)
  func passed(_ each: GoodCase) throws { try each.check() }
}

@Suite("Names that are asked for and names that CAs may give")
struct NameRuleCaseTests {
  private static let wildcard: @Sendable (inout ChainDraft) -> Void = {
    $0.leaf.setNames([.dns("www.example.com"), .dns("*.example.com")])
  }

  static let bad: [RuleCase] = [
    RuleCase("name.mismatch", .always, at: 0, "another host") { $0.request.identities = [.host("www.example.org")] },
    RuleCase("name.ip-as-dns", .always, at: 0, "an address as a host") {
      $0.leaf.setNames([.dns("192.0.2.1")])
      $0.request.identities = [.ip([192, 0, 2, 1])]
    },
    RuleCase(
      "name.cn-only", .by { $0 == .sip ? nil : .error }, at: 0, "a host in the common name, which SIP looks at"
    ) {
      $0.leaf.drop(.subjectAlternativeName)
      $0.request.identities = [.host("www.example.com")]
    },
    RuleCase("name.wildcard", .always, at: 0, "a SIP domain under a wildcard") {
      wildcard(&$0)
      $0.request.identities = [.sip("sip.example.com")]
    },
    RuleCase("name.wildcard", .by { $0 == .sip ? .error : .info }, at: 0, "a host under a wildcard") {
      wildcard(&$0)
      $0.request.identities = [.host("sip.example.com")]
    },
    RuleCase("name.constraints", .always, at: 0, "outside what is permitted") {
      $0.intermediate.set(.nameConstraints, critical: true, NameShapeTests.constraint(.dns("example.org")))
    },
    RuleCase("name.constraints-too-many", .always, at: 1, "ten thousand and one") {
      $0.intermediate.set(.nameConstraints, critical: true, constraints(10_001))
    },
    RuleCase("name.constraints-in-leaf", .strict, at: 0, "a leaf with constraints") {
      $0.leaf.set(.nameConstraints, critical: true, NameShapeTests.constraint(.dns("example.com")))
    },
    RuleCase(
      "name.constraints-not-critical", .by { $0 == .webpki ? nil : $0 == .rfc5280 ? .error : .warning }, at: 1,
      "not critical"
    ) {
      $0.intermediate.set(.nameConstraints, NameShapeTests.constraint(.dns("example.com")))
    },
    RuleCase("name.constraints-empty", .strict, at: 1, "neither permits nor excludes", isAlone: false) {
      $0.intermediate.set(.nameConstraints, critical: true, [0x30, 0])
    },
    RuleCase("name.constraints-dot", .strict, at: 1, "a dot before the host") {
      $0.intermediate.set(.nameConstraints, critical: true, NameShapeTests.constraint(.dns(".example.com")))
    },
  ]

  static let good: [GoodCase] =
    [
      "name.constraints", "name.constraints-too-many", "name.constraints-in-leaf", "name.constraints-not-critical",
      "name.constraints-empty", "name.constraints-dot", "name.constraints-malformed",
    ].map { code in
      GoodCase(code, "a CA's one host, permitted", by: .rfc5280) {
        $0.intermediate.set(.nameConstraints, critical: true, NameShapeTests.constraint(.dns("example.com")))
      }
    } + [
      GoodCase("name.mismatch", "in other case") { $0.request.identities = [.host("WWW.example.com")] },
      GoodCase("name.ip-as-dns", "an address as one") {
        $0.leaf.subject = DER.name("192.0.2.1")
        $0.leaf.setNames([.ip([192, 0, 2, 1])])
        $0.request.identities = [.ip([192, 0, 2, 1])]
      },
      GoodCase("name.cn-only", "a host in both") { $0.request.identities = [.host("www.example.com")] },
      GoodCase("name.wildcard", "a host by name, beside a wildcard") {
        wildcard(&$0)
        $0.request.identities = [.host("www.example.com"), .sip("www.example.com")]
      },
      GoodCase("san.empty", "one name") { $0.leaf.setNames([.dns("www.example.com")]) },
    ]

  @Test("refused", arguments: bad)
  func refused(_ each: RuleCase) throws { try each.check() }

  @Test("let pass", arguments: good)
  func passed(_ each: GoodCase) throws { try each.check() }

  private static func constraints(_ count: Int) -> [UInt8] {
    DER.of {
      $0.sequence {
        $0.put(DERTag.context(1)) { list in
          for index in 0..<count { list.sequence { $0.generalName(.dns("h\(index).example")) } }
        }
      }
    }
  }
}

extension CertificateDraft {
  fileprivate mutating func setNetscapeType(_ type: NetscapeType) {
    set(.netscapeCertType) { $0.namedBits(UInt16(type.rawValue)) }
  }
}
