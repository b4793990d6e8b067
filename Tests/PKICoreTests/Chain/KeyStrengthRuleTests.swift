import OpenSSL
import PKICore
import Testing
import Vocabulary

@Suite("Security levels")
struct KeyStrengthRuleTests {
  /// A key in the leaf, and the highest level that it is good for.
  struct Row: Sendable, CustomTestStringConvertible {
    let type: KeyType
    let highest: Int

    var testDescription: String { type.word }
  }

  static let keys: [Row] = [
    Row(type: .rsa(bits: 1024), highest: 1), Row(type: .rsa(bits: 2040), highest: 1),
    Row(type: .rsa(bits: 2048), highest: 2), Row(type: .rsa(bits: 3072), highest: 3), Row(type: .ec(.p256), highest: 3),
    Row(type: .ec(.p384), highest: 4), Row(type: .ec(.p521), highest: 5), Row(type: .ed25519, highest: 3),
    Row(type: .ed448, highest: 4),
  ]

  @Test("of keys", arguments: keys)
  func keyLevel(_ row: Row) throws {
    var draft = try ChainDraft()
    draft.leaf.publicKeyInfo = try TestSigner(row.type).publicKeyInfo
    for level in 0...5 {
      draft.request.securityLevel = level
      let isWeak = try draft.verification(.cms).path.errors.contains { $0.code == "key.weak" && $0.depth == 0 }
      #expect(isWeak == (level > row.highest), "level \(level)")
    }
  }

  /// A hash function that the leaf is signed with, and the highest level that it is good for.
  struct SignatureRow: Sendable, CustomTestStringConvertible {
    let digest: Digest
    let algorithm: ObjectIdentifier
    let highest: Int

    var testDescription: String { digest.shown }
  }

  static let signatures: [SignatureRow] = [
    SignatureRow(digest: .sha1, algorithm: ObjectIdentifier(1, 2, 840, 10045, 4, 1), highest: 0),
    SignatureRow(digest: .sha224, algorithm: ObjectIdentifier(1, 2, 840, 10045, 4, 3, 1), highest: 2),
    SignatureRow(digest: .sha256, algorithm: .ecdsaWithSHA256, highest: 3),
    SignatureRow(digest: .sha384, algorithm: .ecdsaWithSHA384, highest: 4),
    SignatureRow(digest: .sha512, algorithm: .ecdsaWithSHA512, highest: 5),
  ]

  @Test("of signatures", arguments: signatures)
  func signatureLevel(_ row: SignatureRow) throws {
    var draft = try ChainDraft()
    draft.leaf.innerAlgorithm = row.algorithm
    draft.leaf.outerAlgorithm = row.algorithm
    draft.leaf.digest = row.digest
    for level in 0...5 {
      draft.request.securityLevel = level
      let path = try draft.verification(.cms).path
      let isWeak = path.errors.contains { $0.code == "sig.weak" && $0.depth == 0 }
      #expect(isWeak == (level > row.highest), "level \(level)")
    }
  }

  @Test("an anchor's own signature is not judged, nor verified")
  func anchor() throws {
    var draft = try ChainDraft()
    draft.root.innerAlgorithm = ObjectIdentifier(1, 2, 840, 10045, 4, 1)
    draft.root.outerAlgorithm = draft.root.innerAlgorithm
    draft.root.signer = .leaf
    #expect(try draft.verification(.cms).isGood)
  }

  @Test("but an anchor's dates, path length and extended key usage bind")
  func anchorBinds() throws {
    let changes: [(String, @Sendable (inout ChainDraft) -> Void)] = [
      ("chain.expired-ca", { $0.root.notAfter = (DERTag.utcTime, "260102000000Z") }),
      ("time.not-yet", { $0.root.notBefore = (DERTag.utcTime, "261231000000Z") }),
      ("chain.path-length", { $0.root.setConstraints(isCA: true, pathLength: 0) }),
      ("eku.restricted", { $0.root.setExtendedUsage([.clientAuth]) }),
    ]
    for (code, change) in changes {
      var draft = try ChainDraft()
      change(&draft)
      #expect(try draft.verification(.cms).path.errors.map(\.code) == [code])
    }
  }
}
