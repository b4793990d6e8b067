import PKICore
import Testing
import Vocabulary

/// Lists by an authority of the issuer's name that stands beside the path.
@Suite struct RevocationSignerTests {
  struct SignerCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var usage: KeyUsage? = [.cRLSign]
    var isCA = true
    var isBelowRoot = true
    var isGiven = true
    var isExpired = false
    var isRevoked = false
    let state: RevocationStatus.State
    var code: String?

    /// The verdict on a leaf whose issuer's list such an authority signed.
    func verification(mode: RevocationMode = .ifKnown) throws -> Verification {
      let stage = try RevocationStage()
      let signer = try RevocationStage.party(
        "ca", by: isBelowRoot ? stage.root : nil, serial: 3, usage: usage, isCA: isCA,
        notAfter: RevocationStage.now.adding(days: isExpired ? -1 : 300))
      let rootList = ListRecipe(signer: stage.root, entries: isRevoked ? [.init(serial: 3)] : [])
      return try stage.verify(
        [.list(ListRecipe(signer: signer)), .list(rootList)], mode: mode,
        untrusted: isGiven ? [signer.certificate] : [])
    }

    static let all: [SignerCase] = [
      SignerCase(testDescription: "a second key of the authority", state: .good),
      SignerCase(testDescription: "without cRLSign", usage: [.keyCertSign], state: .unknown, code: "crl.not-signer"),
      SignerCase(testDescription: "an authority without key usage", usage: nil, state: .good),
      SignerCase(
        testDescription: "no authority, without key usage", usage: nil, isCA: false, state: .unknown,
        code: "crl.not-signer"),
      SignerCase(
        testDescription: "of another root", isBelowRoot: false, state: .unknown, code: "crl.signer-untrusted"),
      SignerCase(testDescription: "not at hand", isGiven: false, state: .unknown, code: "crl.signature"),
      SignerCase(testDescription: "expired", isExpired: true, state: .unknown, code: "crl.signer-untrusted"),
      SignerCase(testDescription: "revoked itself", isRevoked: true, state: .unknown, code: "crl.signer-untrusted"),
    ]
  }

  @Test(arguments: SignerCase.all) func onlyWhoMaySign(_ row: SignerCase) throws {
    let status = try #require(try row.verification().path.revocation.first)
    #expect(status.state == row.state, "\(status)")
    #expect(status.doubts.first?.code == row.code, "\(status.doubts)")
  }

  @Test func theAuthorityItselfNeedsCRLSign() throws {
    let root = try RevocationStage.party("root", by: nil, serial: 1, usage: [.keyCertSign], isCA: true)
    let leaf = try RevocationStage.party("leaf", by: root, serial: 16, usage: nil, isCA: false)
    var request = VerificationRequest(instant: RevocationStage.now)
    request.revocation.mode = .leaf
    let list = try RevocationList(der: ListRecipe(signer: root).der())
    request.revocation.lists = [RevocationRequest.GivenList(list, source: "root.crl")]
    let verification = Verification(
      of: leaf.certificate, in: TrustPool(anchors: [root.certificate]), asking: request)
    #expect(verification.path.errors.map(\.code) == ["crl.not-signer"])
  }
}
