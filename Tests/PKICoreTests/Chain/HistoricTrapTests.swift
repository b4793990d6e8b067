import Testing
import Vocabulary

@testable import PKICore

/// What has broken other verifiers: each is refused or accepted as it should be, and breaks nothing.
@Suite("Traps that others fell into")
struct HistoricTrapTests {
  /// The exponential growth of the tree of policies: every CA maps each of two policies to both (CVE-2023-0464).
  @Test("a tree of policies that doubles at each level")
  func policyTree() throws {
    let policies = [ObjectIdentifier(1, 2, 3, 1), ObjectIdentifier(1, 2, 3, 2)]
    let asserted = DER.of { $0.sequence { for policy in policies { $0.sequence { $0.objectIdentifier(policy) } } } }
    let mapped = DER.of {
      $0.sequence {
        for from in policies {
          for to in policies {
            $0.sequence {
              $0.objectIdentifier(from)
              $0.objectIdentifier(to)
            }
          }
        }
      }
    }
    let extensions: [SpecimenExtension] = [
      .raw(.certificatePolicies, critical: false, asserted), .raw(.policyMappings, mapped),
    ]
    var holder = try SpecimenHolder("Root")
    let root = try holder.authority(for: holder)
    var between: [Certificate] = []
    for level in 1...25 {
      let next = try SpecimenHolder("Level \(level)")
      between.append(try holder.authority(for: next, extensions))
      holder = next
    }
    let leaf = try holder.certificate(
      for: SpecimenHolder("leaf"), [.raw(.certificatePolicies, critical: false, asserted)])
    var request = VerificationRequest(instant: .specimenDay)
    let pool = TrustPool(anchors: [root], untrusted: between)
    #expect(Verification(of: leaf, in: pool, asking: request).isGood)
    request.requiresExplicitPolicy = true
    let verification = Verification(of: leaf, in: pool, asking: request)
    #expect(!verification.isGood)
    #expect(verification.path.certificates.count == 27)
  }

  /// A mailbox or a constraint of it with a host in punycode that overflowed a buffer (CVE-2022-3602, CVE-2022-3786).
  @Test("punycode that is longer than any host", arguments: ["xn--", "xn--a-"])
  func punycode(_ prefix: String) throws {
    let long = prefix + String(repeating: "9", count: 600) + ".example"
    let mailbox = GeneralName.other(
      ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 8, 9), value: DER.of { $0.put(DERTag.utf8String, Array("ü@\(long)".utf8)) })
    for (name, base) in [(mailbox, GeneralName.email(long)), (.email("a@\(long)"), .email("b.example"))] {
      for isPermitted in [true, false] {
        var draft = try ChainDraft()
        draft.leaf.setNames([.dns("www.example.com"), name])
        draft.intermediate.setConstraint(base, isPermitted: isPermitted)
        let path = try draft.verification(.cms).path
        // No host is that long, so that nobody can say of it that it lies inside or outside.
        #expect(!path.errors.isEmpty, "\(name.kind) \(isPermitted)")
      }
    }
  }

  /// Names of a type that was taken for another (CVE-2023-0286).
  @Test("X.400 addresses and EDI party names", arguments: [3, 5] as [UInt8])
  func rareNames(_ tag: UInt8) throws {
    let name = GeneralName.unsupported(tag: tag, content: tag == 3 ? [0x30, 2, 5, 0] : [0xa1, 3, 0x0c, 1, 0x61])
    var draft = try ChainDraft()
    draft.leaf.setNames([.dns("www.example.com"), name])
    #expect(try draft.verification(.cms).isGood)
    for isPermitted in [true, false] {
      draft.intermediate.setConstraint(name, isPermitted: isPermitted)
      #expect(try !draft.verification(.cms).isGood, "who does not understand a constraint cannot say that it is kept")
    }
  }

  /// A name of any other type where a mailbox or a host was looked for (CVE-2024-6119).
  @Test("otherNames where a mailbox or a host is asked for")
  func otherNames() throws {
    let value = DER.of { $0.integer(7) }
    for identity in [Identity.email("a@inside.example"), .host("www.inside.example"), .sip("inside.example")] {
      var draft = try ChainDraft()
      draft.request.identities = [identity]
      draft.leaf.setNames([
        .other(ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 8, 9), value: value), .other(.userPrincipalName, value: value),
        .other(.dnsServiceName, value: value), .other(ObjectIdentifier(1, 2, 3), value: []),
      ])
      #expect(try draft.verification(.cms).path.errors.contains { $0.depth == 0 })
    }
  }

  /// The letter of RFC 5280, when it was asked for, took the place of the question who is a CA (CVE-2021-3450).
  @Test("a leaf that signs, under every profile", arguments: Profile.allCases)
  func leafThatSigns(_ profile: Profile) throws {
    var draft = try ChainDraft()
    draft.intermediate.setConstraints(isCA: false)
    draft.intermediate.setUsage(.digitalSignature)
    #expect(try draft.verification(profile).path.errors.contains { $0.code == "chain.not-ca" && $0.depth == 1 })
  }

  /// Naming a policy did not turn the check of policies on (CVE-2023-0466), and a policy that is no object identifier
  /// turned it off (CVE-2023-0465).
  @Test("a policy that the leaf has wrongly")
  func brokenPolicies() throws {
    var draft = try ChainDraft()
    draft.leaf.set(.certificatePolicies) { $0.sequence { $0.sequence { $0.put(DERTag.objectIdentifier, []) } } }
    draft.request.policies = [ObjectIdentifier(1, 2, 3)]
    draft.request.requiresExplicitPolicy = true
    #expect(try !draft.verification(.cms).isGood)
  }
}

extension CertificateDraft {
  fileprivate mutating func setConstraint(_ base: GeneralName, isPermitted: Bool) {
    set(.nameConstraints, critical: true) {
      $0.sequence { $0.put(DERTag.context(isPermitted ? 0 : 1)) { $0.sequence { $0.generalName(base) } } }
    }
  }
}
