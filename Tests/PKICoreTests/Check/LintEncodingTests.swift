import OpenSSL
import Testing
import Vocabulary

@testable import PKICore

@Suite("Lints about access, policies and encodings")
struct LintEncodingTests {
  private static let http = "http://ca.example.com/a"

  private static func places(
    _ code: String, _ places: [(ObjectIdentifier, String)], _ whose: LintCase.Whose = .leaf, from: String? = nil
  ) -> LintCase {
    LintCase(code, places.map(\.1).joined(separator: " "), whose) {
      LintDraft.access(&$0, places)
      if let from { $0.notBefore.text = from }
    }
  }

  private static func points(_ code: String, _ uris: [String]) -> LintCase {
    LintCase(code, uris.joined(separator: " ")) { LintDraft.points(&$0, uris) }
  }

  static let access: [LintCase] = [
    places("aia.issuers-not-http", [(.caIssuersAccess, "ldap://ca.example.com/a")]),
    places("aia.ocsp-not-http", [(.ocspAccess, "https://ocsp.example.com")]),
    places("aia.ca-not-http", [(.ocspAccess, "https://ocsp.example.com")], .authority),
    places("aia.other-method", [(ObjectIdentifier(1, 2, 3), http)]),
    places("aia.duplicate", [(.ocspAccess, http), (.ocspAccess, http)]),
    places("aia.issuers-elsewhere", [(.caIssuersAccess, "ftp://ca.example.com/a")]),
    places("aia.internal-name", [(.caIssuersAccess, "http://ca.local/a")]),
    LintCase("aia.missing", "none, in 2022") {
      $0.drop(.authorityInformationAccess)
      $0.notBefore.text = "220101000000Z"
    },
    places("aia.no-ocsp", [(.caIssuersAccess, http)], from: "220101000000Z"),
    places("aia.no-issuers", [(.ocspAccess, http)], from: "220101000000Z"),
    places("aia.ca-no-issuers", [(.ocspAccess, http)], .authority, from: "220101000000Z"),
    LintCase("cdp.critical", "a critical one") { LintDraft.points(&$0, [http], critical: true) },
    LintCase("cdp.incomplete", "nothing in it") { $0.set(.cRLDistributionPoints, [0x30, 2, 0x30, 0]) },
    points("cdp.no-uri", ["ftp://crl.example.com/a"]), points("cdp.no-http", ["ldap://crl.example.com/a"]),
    points("cdp.other-scheme", [http, "ldap://crl.example.com/a"]),
    LintCase("cdp.issuer", "an issuer") {
      $0.set(.cRLDistributionPoints) {
        $0.sequence { $0.sequence { $0.put(DERTag.context(2)) { $0.generalName(.dns("crl.example.com")) } } }
      }
    },
    LintCase("cdp.ca-missing", "none", .authority) { $0.drop(.cRLDistributionPoints) },
    LintCase("cdp.missing", "neither list nor responder") {
      $0.drop(.cRLDistributionPoints)
      $0.drop(.authorityInformationAccess)
    },
    .good("cdp.missing", "ten days") {
      $0.drop(.cRLDistributionPoints)
      $0.drop(.authorityInformationAccess)
      $0.notAfter.text = "260111000000Z"
    },
    .good("cdp.missing", "a responder") { $0.drop(.cRLDistributionPoints) },
  ]

  /// A policy with one qualifier.
  private static func qualified(
    _ code: String, _ type: ObjectIdentifier, policy: ObjectIdentifier = .domainValidated, _ value: [UInt8]
  ) -> LintCase {
    LintCase(code, "\(type) \(value.count) octets") {
      $0.set(.certificatePolicies) {
        $0.sequence {
          $0.sequence {
            $0.objectIdentifier(policy)
            $0.sequence {
              $0.sequence {
                $0.objectIdentifier(type)
                $0.raw(value)
              }
            }
          }
        }
      }
    }
  }

  private static let (statement, notice) = (
    ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 2, 1), ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 2, 2)
  )

  private static func text(_ tag: UInt8, _ text: String) -> [UInt8] {
    DER.of { $0.sequence { $0.put(tag, Array(text.utf8)) } }
  }

  static let policies: [LintCase] = [
    LintCase("policy.missing", "none") { $0.drop(.certificatePolicies) },
    LintCase("policy.no-reserved", "one of its own") { $0.setPolicies([ObjectIdentifier(1, 2, 3)]) },
    LintCase("policy.critical", "critical ones") { $0.setPolicies([.domainValidated], critical: true) },
    qualified("policy.any-qualifier", ObjectIdentifier(1, 2, 3), policy: .anyPolicy, [5, 0]),
    qualified("policy.qualifier", notice, text(DERTag.utf8String, "a")),
    qualified("policy.cps-uri", statement, DER.of { $0.put(DERTag.ia5String, Array("ftp://example.com".utf8)) }),
    qualified("policy.notice-ia5", notice, text(DERTag.ia5String, "a")),
    qualified("policy.notice-not-utf8", notice, text(DERTag.visibleString, "a")),
    qualified("policy.notice-long", notice, text(DERTag.utf8String, String(repeating: "a", count: 201))),
    qualified("policy.notice-control", notice, text(DERTag.utf8String, "a\u{7}")),
    qualified("policy.notice-reference", notice, [0x30, 9, 0x30, 7, 0x0c, 1, 0x61, 0x30, 2, 2, 0]),
    LintCase("policy.map-not-critical", "not critical", .authority) {
      $0.setMapping(.domainValidated, .organizationValidated)
      $0.mark(.policyMappings, critical: false)
    },
    LintCase("policy.map-unlisted", "of another's", .authority) {
      $0.setMapping(.domainValidated, .organizationValidated)
    },
  ]

  /// Name constraints of one permitted subtree.
  private static func constraint(_ code: String, _ name: GeneralName) -> LintCase {
    LintCase(code, name.description, .authority) {
      $0.set(.nameConstraints, critical: true) {
        $0.sequence { $0.put(DERTag.context(0)) { $0.sequence { $0.generalName(name) } } }
      }
    }
  }

  static let encodings: [LintCase] = [
    LintCase("key.rsa-parameters", "none") { $0.publicKeyInfo = CertificateRecipe.rsaKey(bits: 2048, parameters: []) },
    LintCase("key.encoding", "Ed25519") { $0.publicKeyInfo = try TestSigner(.ed25519).publicKeyInfo },
    LintCase("sig.rsa-parameters", "none") { $0.innerAlgorithm = .sha256WithRSA },
    LintCase("sig.ecdsa-parameters", "NULL") {
      let bare = DER.of { $0.sequence { $0.objectIdentifier(.ecdsaWithSHA256) } }
      let full = DER.of {
        $0.sequence {
          $0.objectIdentifier(.ecdsaWithSHA256)
          $0.raw([5, 0])
        }
      }
      $0.damage = { LintEncodingTests.replaced(bare, by: full, in: $0) }
    },
    LintCase("sig.curve-hash", "P-256 with SHA-384", .root) {
      $0.innerAlgorithm = .ecdsaWithSHA384
      $0.outerAlgorithm = .ecdsaWithSHA384
      $0.digest = .sha384
    },
    LintCase("serial.short", "two octets") { $0.serial = [1, 2] },
    LintCase("aki.both", "an issuer and a serial number besides") {
      $0.set(.authorityKeyIdentifier, AuthorityRuleTests.authority(key: [1, 2, 3], issuer: "Root", serial: [1, 2, 3]))
    },
    LintCase("ski.leaf-missing", "in 2022") { $0.notBefore.text = "220101000000Z" },
    LintCase("ski.leaf-present", "one") { $0.set(.subjectKeyIdentifier) { $0.put(DERTag.octetString, [1, 2]) } },
    LintCase("bc.default-written", "FALSE") { $0.set(.basicConstraints, critical: true, [0x30, 3, 1, 1, 0]) },
    LintCase("bc.leaf-not-critical", "empty ones") { $0.setConstraints(isCA: false, critical: false) },
    LintCase("sct.empty", "an empty list") { LintDraft.timestamps(&$0, logs: []) },
    LintCase("sct.in-precertificate", "both") { $0.set(.precertificatePoison, critical: true, [5, 0]) },
    LintCase("sct.too-few", "two of one log, and one more") { LintDraft.timestamps(&$0, logs: [1, 1, 2]) },
    .good("sct.too-few", "two logs for 180 days") {
      LintDraft.timestamps(&$0, logs: [1, 2])
      $0.notAfter.text = "260629235959Z"
    },
    LintCase("name.constraints-empty", "an empty sequence", .authority) {
      $0.set(.nameConstraints, critical: true, [0x30, 0])
    },
    constraint("name.constraints-uri", .uri("http://example.com")),
    constraint("name.constraints-x400", .unsupported(tag: 3, content: [])),
    constraint("name.constraints-edi", .unsupported(tag: 5, content: [])),
    constraint("name.constraints-registered-id", .registeredID(.anyPolicy)),
    constraint("name.constraints-reserved-ip", .ip([10, 0, 0, 0, 255, 0, 0, 0])),
  ]

  /// The octets with the first run of `old` replaced, in what is one SEQUENCE, whose length is written anew.
  private static func replaced(_ old: [UInt8], by new: [UInt8], in sequence: [UInt8]) -> [UInt8] {
    guard let whole = try? DERReader.single(sequence),
      let start = (0..<whole.content.count - old.count).first(where: { whole.content[$0...].starts(with: old) })
    else { return sequence }
    let content = whole.content[..<start] + new + whole.content[(start + old.count)...]
    return DER.of { $0.put(DERTag.sequence, content) }
  }

  @Test("found or let pass", arguments: access + policies + encodings)
  func judged(_ row: LintCase) throws { try row.check() }
}
