import Testing
import Vocabulary

@testable import OpenSSL

/// A leaf that is read in the lean context is judged as one that is read in the default context.
@Suite struct LeanLeafTests {
  /// A key of a leaf, and the highest level of security that it is good for.
  struct Row: Sendable, CustomTestStringConvertible {
    let key: String
    let level: Int

    var testDescription: String { key }
  }

  /// What is asked, and whether the leaf is good for that.
  struct Question: Sendable {
    let name: String
    let isTrusted: Bool
    let change: @Sendable (inout ChainParameters) -> Void
  }

  static let rows: [Row] = [
    Row(key: "ec -pkeyopt ec_paramgen_curve:P-256", level: 3),
    Row(key: "ec -pkeyopt ec_paramgen_curve:P-384", level: 4),
    Row(key: "ec -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit", level: 3),
    Row(key: "rsa:1024", level: 1), Row(key: "rsa:2048", level: 2), Row(key: "ed25519", level: 3),
    Row(key: "rsa-pss -pkeyopt rsa_keygen_bits:2048", level: 2),
  ]

  static let questions: [Question] = [
    Question(name: "nothing in particular", isTrusted: true) { _ in },
    Question(name: "a server", isTrusted: true) { $0.purpose = .server },
    Question(name: "a client", isTrusted: false) { $0.purpose = .client },
    Question(name: "an authority", isTrusted: false) { $0.purpose = .authority },
    Question(name: "the letter of the law", isTrusted: false) { $0.isStrict = true },
    Question(name: "no intermediate", isTrusted: false) { $0.maxIntermediates = 0 },
    Question(name: "a policy", isTrusted: false) {
      $0.policies = [ObjectIdentifier(1, 2, 3)]
      $0.requiresExplicitPolicy = true
    },
  ]

  @Test(arguments: rows) func isJudgedAlike(_ row: Row) throws {
    let authority = try Authority()
    let common = try Authority.issued(
      authority.workshop, "other", by: "middle", "server.cnf", days: 500, key: "-newkey \(row.key)", digest: "-sha512")
    let lean = try X509Handle(unsignedLeaf: common.der)
    let verifier = try ChainVerifier(anchors: [authority.root])
    // P-256 and SHA-256 above the leaf are good for level 3.
    for level in 0...3 {
      for question in Self.questions {
        let parameters = authority.parameters {
          $0.ignoresSignatures = true
          $0.securityLevel = level
          question.change(&$0)
        }
        let expected = try verifier.verify(common, untrusted: [authority.intermediate], parameters)
        let verdict = try verifier.verify(lean, untrusted: [authority.intermediate], parameters)
        #expect(verdict == expected, "\(question.name) at \(level)")
        let isExplicit = row.key.hasSuffix("explicit")
        #expect(
          verdict.isTrusted == (question.isTrusted && level <= row.level && !isExplicit), "\(question.name) at \(level)"
        )
        #expect(ERR_queueIsEmpty)
      }
    }
  }

  @Test func whatIsNoCertificateIsRefused() throws {
    let leaf = try Authority().leaf.der
    for count in [0, 1, 4, 40, leaf.count / 2, leaf.count - 1] {
      #expect(throws: OpenSSLError.self) { try X509Handle(unsignedLeaf: Array(leaf.prefix(count))) }
    }
    #expect(throws: OpenSSLError.self) { try X509Handle(unsignedLeaf: leaf + [0]) }
    #expect(ERR_queueIsEmpty)
  }
}
