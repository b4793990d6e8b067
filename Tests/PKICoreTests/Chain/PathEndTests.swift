import Testing
import Vocabulary

@testable import PKICore

/// What the search for a path finds, and what libcrypto alone sees: no row of the table of paths asks it.
@Suite("Ends of paths, and what libcrypto says of them")
struct PathEndTests {
  static let bad: [RuleCase] = [
    RuleCase("chain.untrusted", .always, at: 2, "another root is trusted") { $0.trustsAnother = true },
    RuleCase("chain.self-signed", .always, at: 0, "a leaf that signed itself") {
      $0.leaf.issuer = $0.leaf.subject
      $0.leaf.signer = .leaf
      $0.leaf.drop(.authorityKeyIdentifier)
    },
    RuleCase("chain.missing", .always, at: 0, "an issuer of another key") { draft in
      draft.leaf.signer = .root
      let other = try TestSigner.of(.root).identifier
      draft.leaf.set(.authorityKeyIdentifier) {
        $0.sequence { $0.put(DERTag.context(0, constructed: false), other) }
      }
    },
    RuleCase("chain.too-deep", .always, at: 2, "no intermediate is allowed") { $0.request.maximumDepth = 0 },
    RuleCase("chain.signature", .always, at: 0, "signed by another key") { $0.leaf.signer = .root },
    RuleCase("chain.signature", .always, at: 0, "signed by another key, which it does not name") {
      $0.leaf.signer = .root
      $0.leaf.drop(.authorityKeyIdentifier)
    },
    RuleCase("chain.signature", .always, at: 1, "an intermediate that another key signed") {
      $0.intermediate.signer = .leaf
    },
    RuleCase("chain.path-length", .always, at: 2, "a root that allows no CA below it") {
      $0.root.setConstraints(isCA: true, pathLength: 0)
    },
    RuleCase("chain.issuer-refused", .always, at: 0, "the identifier of another key") { draft in
      let other = try TestSigner.of(.root).identifier
      draft.leaf.set(.authorityKeyIdentifier) {
        $0.sequence { $0.put(DERTag.context(0, constructed: false), other) }
      }
    },
    // OpenSSL has no string type for these tags, and no BMPString of an odd length.
    RuleCase("chain.unreadable", .always, at: 0, "a number for the name of a trusted leaf") {
      $0.leaf.subject = oddName(DERTag.integer)
      $0.trustsLeaf = true
    },
    RuleCase("chain.unreadable", .always, at: 0, "half a character for the name of a root") {
      $0.root.subject = oddName(DERTag.bmpString)
      $0.root.issuer = $0.root.subject
      $0.intermediate.issuer = $0.root.subject
    },
    // Numbers of autonomous systems, which none of those above has to give (RFC 3779 §3.3).
    RuleCase("chain.invalid", .always, at: 1, "a resource that its issuer does not have") {
      $0.leaf.set(ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 1, 8), [0x30, 7, 0xa0, 5, 0x30, 3, 2, 1, 1])
    },
    RuleCase("policy.invalid", .always, at: 1, "policy constraints that say nothing") {
      $0.intermediate.setPolicyConstraints(explicitAfter: nil)
    },
  ]

  /// A name whose CN is one octet of any type.
  private static func oddName(_ tag: UInt8) -> [UInt8] {
    DER.of { writer in
      writer.sequence {
        $0.put(DERTag.set) {
          $0.sequence {
            $0.objectIdentifier(.commonName)
            $0.put(tag, [1])
          }
        }
      }
    }
  }

  @Test("refused", arguments: bad)
  func refused(_ each: RuleCase) throws { try each.check() }
}
