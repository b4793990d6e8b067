import PKICore
import Testing
import Vocabulary

@Suite("CAs, by RFC 5280 §4.2")
struct AuthorityRuleTests {
  static let bad: [RuleCase] = [
    RuleCase("bc.missing", .strict, at: 1, "an intermediate without basic constraints", isAlone: false) {
      $0.intermediate.drop(.basicConstraints)
    },
    RuleCase("bc.missing", .strict, at: 2, "a root without basic constraints", isAlone: false) {
      $0.root.drop(.basicConstraints)
    },
    RuleCase("bc.not-critical", .strict, at: 2, "a root's") { $0.root.mark(.basicConstraints, critical: false) },
    RuleCase("bc.path-length", .strict, at: 0, "a leaf with a path length", isAlone: false) {
      $0.leaf.setConstraints(isCA: false, pathLength: 0)
    },
    RuleCase("bc.path-length", .strict, at: 1, "a CA without keyCertSign", isAlone: false) {
      $0.intermediate.setConstraints(isCA: true, pathLength: 0)
      $0.intermediate.setUsage(.cRLSign)
    },
    RuleCase("ku.missing", .warning, at: 1, "a CA without key usage") { $0.intermediate.drop(.keyUsage) },
    RuleCase("ku.empty", .strict, at: 0, "no bit set", isAlone: false) { $0.leaf.setUsage([]) },
    RuleCase("ku.empty", .strict, at: 0, "no bit set in a leaf that is trusted, for any purpose") {
      $0.leaf.setUsage([])
      $0.trustsLeaf = true
      $0.request.purpose = .any
    },
    RuleCase("ku.cert-sign", .strict, at: 0, "a leaf with keyCertSign") {
      $0.leaf.setUsage([.digitalSignature, .keyCertSign])
    },
    RuleCase("eku.empty", .strict, at: 0, "an empty list", isAlone: false) { $0.leaf.setExtendedUsage([]) },
    RuleCase("eku.empty", .strict, at: 0, "an empty list, for any purpose") {
      $0.leaf.setExtendedUsage([])
      $0.request.purpose = .any
    },
    RuleCase("ext.not-critical", .strict, at: 1, "policy constraints") {
      $0.intermediate.setPolicyConstraints(explicitAfter: 9, critical: false)
      // libcrypto 3.0 leaks the constraints of a certificate without policies.
      $0.intermediate.setPolicies([.anyPolicy])
    },
    RuleCase("ext.not-critical", .strict, at: 1, "inhibit anyPolicy") {
      $0.intermediate.set(.inhibitAnyPolicy) { $0.integer(0) }
    },
    RuleCase("ext.wrongly-critical", .strict, at: 0, "subject key identifier", isAlone: false) {
      $0.leaf.mark(.subjectKeyIdentifier, critical: true)
    },
    RuleCase("ext.wrongly-critical", .strict, at: 0, "authority key identifier", isAlone: false) {
      $0.leaf.mark(.authorityKeyIdentifier, critical: true)
    },
    RuleCase("ext.wrongly-critical", .strict, at: 0, "authority information access", isAlone: false) {
      $0.leaf.set(.authorityInformationAccess, critical: true, access("http://ca.example.com/ca.cer"))
    },
    RuleCase("aia.malformed", .strict, at: 0, "a host where a URI belongs") {
      $0.leaf.set(.authorityInformationAccess, access("ca.example.com"))
    },
    RuleCase("aia.malformed", .strict, at: 0, "an empty list") { $0.leaf.set(.authorityInformationAccess, [0x30, 0]) },
    RuleCase("ski.missing", .strict, at: 1, "an intermediate without its key's identifier") {
      $0.intermediate.drop(.subjectKeyIdentifier)
    },
    RuleCase("ski.missing", .strict, at: 2, "a root without its key's identifier") {
      $0.root.drop(.subjectKeyIdentifier)
    },
    RuleCase("aki.missing", .strict, at: 0, "a leaf without its issuer's identifier") {
      $0.leaf.drop(.authorityKeyIdentifier)
    },
    RuleCase("aki.missing", .strict, at: 2, "an anchor that another signed") {
      $0.root.issuer = DER.name("Another")
      $0.root.signer = .leaf
    },
    RuleCase("aki.no-key-id", .strict, at: 0, "issuer and serial only") {
      $0.leaf.set(.authorityKeyIdentifier, authority(issuer: "Root", serial: [1, 2, 3]))
    },
    RuleCase("aki.half", .strict, at: 0, "an issuer without serial", isAlone: false) {
      $0.leaf.set(.authorityKeyIdentifier, authority(issuer: "Root", serial: nil))
    },
  ]

  static let good: [GoodCase] = [
    GoodCase("aki.missing", "a root without identifier of another") { $0.root.drop(.authorityKeyIdentifier) },
    GoodCase("bc.path-length", "a CA with path length") { $0.intermediate.setConstraints(isCA: true, pathLength: 0) },
    GoodCase("ext.not-critical", "policy constraints, critical") {
      $0.intermediate.setPolicyConstraints(explicitAfter: 9)
      $0.intermediate.setPolicies([.anyPolicy])
    },
    GoodCase("aia.malformed", "a URI") {
      $0.leaf.set(.authorityInformationAccess, access("http://ca.example.com/ca.cer"))
    },
    GoodCase("ku.missing", "a leaf without key usage") { $0.leaf.drop(.keyUsage) },
    GoodCase("bc.missing", "a leaf without basic constraints") { $0.leaf.drop(.basicConstraints) },
    GoodCase("bc.not-critical", "a leaf that is no CA") { $0.leaf.setConstraints(isCA: false, critical: false) },
    GoodCase("ku.empty", "one bit") { $0.leaf.setUsage(.keyAgreement) },
    GoodCase("ku.cert-sign", "a CA, which may") {
      $0.leaf.setConstraints(isCA: true)
      $0.leaf.setUsage(.keyCertSign)
      $0.request.purpose = .ca
    },
    GoodCase("eku.empty", "one usage") { $0.leaf.setExtendedUsage([.serverAuth]) },
    GoodCase("ext.wrongly-critical", "key usage and extended key usage of a CA") {
      $0.intermediate.setExtendedUsage([.serverAuth], critical: true)
    },
    GoodCase("ski.missing", "a leaf without its key's identifier") { $0.leaf.drop(.subjectKeyIdentifier) },
    GoodCase("aki.no-key-id", "key, issuer and serial") {
      let key = try TestSigner.of(.intermediate).identifier
      $0.leaf.set(.authorityKeyIdentifier, authority(key: key, issuer: "Root", serial: [1, 2, 3]))
    },
    GoodCase("aki.half", "both halves beside the key") {
      let key = try TestSigner.of(.intermediate).identifier
      $0.leaf.set(.authorityKeyIdentifier, authority(key: key, issuer: "Root", serial: [1, 2, 3]))
    },
  ]

  @Test("refused", arguments: bad)
  func refused(_ each: RuleCase) throws { try each.check() }

  @Test("let pass", arguments: good)
  func passed(_ each: GoodCase) throws { try each.check() }

  static func access(_ uri: String) -> [UInt8] {
    DER.of {
      $0.sequence {
        $0.sequence {
          $0.objectIdentifier(.caIssuersAccess)
          $0.generalName(.uri(uri))
        }
      }
    }
  }

  static func authority(key: [UInt8]? = nil, issuer: String, serial: [UInt8]?) -> [UInt8] {
    DER.of {
      $0.sequence {
        if let key { $0.put(DERTag.context(0, constructed: false), key) }
        let name = DistinguishedName([NameAttribute(type: .commonName, text: issuer)])
        $0.put(DERTag.context(1)) { $0.generalName(.directory(name)) }
        if let serial { $0.put(DERTag.context(2, constructed: false), serial) }
      }
    }
  }
}

@Suite("Names as they are written, by RFC 5280 §4.2.1.6 and §4.2.1.10")
struct NameShapeTests {
  static let malformed: [GeneralName] = [
    .dns("under_score.example.com"), .dns(".example.com"), .dns("example.com."), .dns(""), .dns("a..b"), .dns(" "),
    .dns("xn--*-1b3c148a.example.com"), .dns("-a.example.com"), .dns("192.0.2.1"),
    .email("invalid@address@example.com"), .email("example.com"), .email("@example.com"), .email("a@under_score.com"),
    .email("a@*.example.com"), .ip([192, 0, 2]), .ip([192, 0, 2, 0, 255, 255, 255, 0]), .uri("www.example.com"),
    .uri("http:"), .directory(DistinguishedName([])),
  ]

  static let wellFormed: [GeneralName] = [
    .dns("*.www.example.com"), .dns("xn--bcher-kva.example.com"), .dns("4.example.com"), .email("user*@example.com"),
    .email("\"a@b\"@example.com"), .email("a@[192.0.2.1]"), .ip([192, 0, 2, 1]), .ip([UInt8](repeating: 1, count: 16)),
    .uri("sip:example.com"), .uri("https://example.com/"),
  ]

  static let bad: [RuleCase] =
    malformed.map { name in
      RuleCase("san.malformed", .strict, at: 0, name.description) {
        $0.leaf.setNames([.dns("www.example.com"), name])
      }
    } + [
      RuleCase("san.empty", .strict, at: 0, "an empty list", isAlone: false) { $0.leaf.setNames([]) },
      RuleCase("san.not-critical", .strict, at: 0, "not critical beside an empty subject") {
        $0.leaf.subject = DER.name(nil)
      },
      RuleCase("san.not-critical", .strict, at: 0, "neither subject nor names") {
        $0.leaf.subject = DER.name(nil)
        $0.leaf.drop(.subjectAlternativeName)
      },
      RuleCase("name.constraints-malformed", .strict, at: 1, "a maximum", isAlone: false) {
        $0.intermediate.set(.nameConstraints, critical: true, constraint(.dns("example.com"), maximum: 3))
      },
      RuleCase("name.constraints-malformed", .strict, at: 1, "an address without mask", isAlone: false) {
        $0.intermediate.set(.nameConstraints, critical: true, constraint(.ip([192, 0, 2, 0])))
      },
      RuleCase("name.constraints-malformed", .strict, at: 1, "a mask with gaps", isAlone: false) {
        $0.intermediate.set(.nameConstraints, critical: true, constraint(.ip([192, 0, 2, 0, 255, 0, 255, 0])))
      },
      RuleCase("name.constraints-malformed", .strict, at: 1, "a wildcard", isAlone: false) {
        $0.intermediate.set(.nameConstraints, critical: true, constraint(.dns("*.example.com")))
      },
      RuleCase("name.constraints-malformed", .strict, at: 0, "a wildcard of a CA that nothing is below") {
        $0.leaf.setConstraints(isCA: true)
        $0.leaf.setUsage([.keyCertSign, .cRLSign])
        $0.leaf.drop(.extendedKeyUsage)
        $0.leaf.drop(.subjectAlternativeName)
        $0.request.purpose = .any
        $0.leaf.set(.nameConstraints, critical: true, constraint(.dns("*.example.com")))
      },
    ]

  static let good: [GoodCase] =
    wellFormed.map { name in
      GoodCase("san.malformed", name.description) { $0.leaf.setNames([.dns("www.example.com"), name]) }
    } + [
      GoodCase("san.not-critical", "critical beside an empty subject") {
        $0.leaf.subject = DER.name(nil)
        $0.leaf.setNames([.dns("www.example.com")], critical: true)
      },
      GoodCase("name.constraints-malformed", "a domain") {
        $0.intermediate.set(.nameConstraints, critical: true, constraint(.dns("example.com")))
      },
      GoodCase("name.constraints-malformed", "a network of 20 bits") {
        $0.intermediate.set(.nameConstraints, critical: true, constraint(.ip([192, 0, 16, 0, 255, 255, 240, 0])))
      },
    ]

  @Test("refused", arguments: bad)
  func refused(_ each: RuleCase) throws { try each.check() }

  @Test("let pass", arguments: good)
  func passed(_ each: GoodCase) throws { try each.check() }

  /// Name constraints that permit one subtree.
  static func constraint(_ base: GeneralName, maximum: Int? = nil) -> [UInt8] {
    DER.of {
      $0.sequence {
        $0.put(DERTag.context(0)) {
          $0.sequence {
            $0.generalName(base)
            if let maximum { $0.integer(maximum, DERTag.context(1, constructed: false)) }
          }
        }
      }
    }
  }
}
