import PKICore
import Testing
import Vocabulary

/// OCSP responses with one thing or another about them, and what they make known of the leaf.
struct RevocationResponseCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let state: RevocationStatus.State
  /// The first doubt; nil where the state is known.
  let code: String?
  let response: @Sendable (RevocationStage) throws -> ResponseRecipe

  init(
    _ name: String, _ state: RevocationStatus.State, _ code: String? = nil,
    response: @escaping @Sendable (RevocationStage) throws -> ResponseRecipe
  ) {
    testDescription = name
    self.state = state
    self.code = code
    self.response = response
  }

  /// By the issuer itself.
  init(
    _ name: String, _ state: RevocationStatus.State, _ code: String? = nil,
    change: @escaping @Sendable (inout ResponseRecipe) -> Void
  ) {
    self.init(name, state, code) { stage in
      var recipe = ResponseRecipe(signer: stage.authority, issuer: stage.authority)
      change(&recipe)
      return recipe
    }
  }

  /// By a responder whose certificate comes along.
  init(
    _ name: String, _ state: RevocationStatus.State, _ code: String? = nil, purposes: [ObjectIdentifier],
    usage: KeyUsage? = [.digitalSignature], isIssuedByRoot: Bool = false, isExpired: Bool = false, comes: Bool = true
  ) {
    self.init(name, state, code) { stage in
      let responder = try RevocationStage.party(
        "responder", by: isIssuedByRoot ? stage.root : stage.authority, serial: 20, usage: usage, isCA: false,
        purposes: purposes, notAfter: RevocationStage.now.adding(days: isExpired ? -1 : 300))
      var recipe = ResponseRecipe(signer: responder, issuer: stage.authority)
      recipe.certificates = comes ? [responder.certificate] : []
      return recipe
    }
  }
}

extension RevocationResponseCase {
  private static let now = RevocationStage.now

  static let all: [RevocationResponseCase] = answers + times + responders

  private static let answers: [RevocationResponseCase] = [
    .init("good", .good) { _ in },
    .init("good by name", .good) { $0.isByName = true },
    .init("good by SHA-256", .good) { $0.digest = (ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 2, 1), .sha256) },
    .init("asked with MD5", .unknown, "ocsp.other") { $0.digest = (ObjectIdentifier(1, 2, 840, 113549, 2, 5), .md5) },
    .init("revoked", .revoked) { $0.answer = ResponseRecipe.revoked(1) },
    .init("unknown", .unknown, "ocsp.unknown") { $0.answer = ResponseRecipe.unknown },
    .init("another serial", .unknown, "ocsp.other") { $0.serial = 17 },
    .init("another serial, revoked", .unknown, "ocsp.other") {
      $0.serial = 17
      $0.answer = ResponseRecipe.revoked(1)
    },
    .init("another issuer's key", .unknown, "ocsp.other") { stage in
      ResponseRecipe(signer: stage.authority, issuer: stage.authority, askedKey: stage.root.key.publicKey)
    },
    .init("another issuer's name", .unknown, "ocsp.other") { stage in
      ResponseRecipe(signer: stage.authority, issuer: stage.root, askedKey: stage.authority.key.publicKey)
    },
    .init("try later", .unknown, "ocsp.status") { $0.status = 3 },
    .init("unauthorized", .unknown, "ocsp.status") { $0.status = 6 },
    .init("of an unknown type", .unknown, "ocsp.type") { $0.type = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 48, 1, 99) },
    .init("unknown critical extension", .unknown, "ocsp.critical") { $0.hasUnknown = true },
    .init("unknown critical extension of the answer", .unknown, "ocsp.critical") { $0.singleHasUnknown = true },
    .init("forged", .unknown, "ocsp.signature") { $0.isForged = true },
    .init("signed with SHA-1", .unknown, "ocsp.weak") { $0.isWeak = true },
  ]

  private static let times: [RevocationResponseCase] = [
    .init("stale", .unknown, "ocsp.stale") { $0.nextUpdate = now.adding(seconds: -301) },
    .init("stale within the skew", .good) { $0.nextUpdate = now.adding(seconds: -300) },
    .init("stale, but revoked", .revoked) {
      $0.nextUpdate = now.adding(days: -9)
      $0.thisUpdate = now.adding(days: -10)
      $0.answer = ResponseRecipe.revoked(4)
    },
    .init("stale, on hold", .unknown, "ocsp.stale") {
      $0.nextUpdate = now.adding(days: -9)
      $0.thisUpdate = now.adding(days: -10)
      $0.answer = ResponseRecipe.revoked(6)
    },
    .init("future", .unknown, "ocsp.future") { $0.thisUpdate = now.adding(seconds: 301) },
    .init("future within the skew", .good) { $0.thisUpdate = now.adding(seconds: 300) },
    .init("made in the future", .unknown, "ocsp.future") { $0.producedAt = now.adding(seconds: 301) },
    .init("no next update, fresh", .good) { $0.nextUpdate = nil },
    .init("no next update, old", .unknown, "ocsp.stale") {
      $0.nextUpdate = nil
      $0.thisUpdate = now.adding(days: -8)
    },
    .init("next update before this one", .unknown, "ocsp.time") {
      $0.thisUpdate = now.adding(seconds: 200)
      $0.nextUpdate = now
    },
  ]

  private static let responders: [RevocationResponseCase] = [
    .init("delegated", .good, purposes: [.ocspSigning]),
    .init("delegated, without key usage", .good, purposes: [.ocspSigning], usage: nil),
    .init("without the extended key usage", .unknown, "ocsp.signer", purposes: []),
    .init("for any extended key usage", .unknown, "ocsp.signer", purposes: [.anyExtendedKeyUsage]),
    .init("for servers", .unknown, "ocsp.signer", purposes: [.serverAuth]),
    .init("without digitalSignature", .unknown, "ocsp.signer", purposes: [.ocspSigning], usage: [.keyAgreement]),
    .init("delegated by another CA", .unknown, "ocsp.signer", purposes: [.ocspSigning], isIssuedByRoot: true),
    .init("expired", .unknown, "ocsp.signer", purposes: [.ocspSigning], isExpired: true),
    .init("whose certificate is missing", .unknown, "ocsp.signer", purposes: [.ocspSigning], comes: false),
    .init("the root", .unknown, "ocsp.signer") { stage in
      ResponseRecipe(signer: stage.root, issuer: stage.authority)
    },
    .init("under the issuer's name", .unknown, "ocsp.signature") { stage in
      let other = try RevocationStage.party("ca", by: nil, serial: 2, usage: nil, isCA: true)
      return ResponseRecipe(signer: other, issuer: stage.authority, isByName: true)
    },
  ]
}

@Suite struct RevocationResponseTests {
  @Test(arguments: RevocationResponseCase.all) func responsesMakeKnownWhatTheySay(_ row: RevocationResponseCase) throws
  {
    let stage = try RevocationStage()
    let response = RevocationEvidence.response(try row.response(stage))
    for mode in [RevocationMode.ifKnown, .leaf] {
      let verification = try stage.verify([response], mode: mode)
      let status = try #require(verification.path.revocation.first)
      #expect(status.state == row.state, "\(status)")
      #expect(status.doubts.first?.code == row.code, "\(status.doubts)")
      let isGood = mode == .ifKnown ? row.state != .revoked : row.state == .good
      #expect(verification.isGood == isGood, "\(mode): \(verification.path.faults)")
    }
  }

  @Test func aRevokedResponderIsNotBelieved() throws {
    let stage = try RevocationStage()
    let responder = try RevocationStage.party(
      "responder", by: stage.authority, serial: 20, usage: [.digitalSignature], isCA: false, purposes: [.ocspSigning])
    var response = ResponseRecipe(signer: responder, issuer: stage.authority)
    response.certificates = [responder.certificate]
    // The list says nothing of the leaf, being one for some reasons only.
    let list = ListRecipe(signer: stage.authority, entries: [.init(serial: 20)], scope: ListRecipe.someReasons)
    let verification = try stage.verify([.response(response), .list(list)])
    #expect(verification.path.revocation.first?.doubts.first?.code == "ocsp.signer")
  }

  @Test func whoeverSaysRevokedIsBelieved() throws {
    let stage = try RevocationStage()
    var response = ResponseRecipe(signer: stage.authority, issuer: stage.authority)
    let list = ListRecipe(signer: stage.authority)
    #expect(try stage.verify([.response(response), .list(list)]).path.revocation.first?.method == .crl)
    response.answer = ResponseRecipe.revoked(1)
    let status = try #require(try stage.verify([.response(response), .list(list)]).path.revocation.first)
    #expect(status.state == .revoked && status.method == .ocsp && status.reason == .keyCompromise)
  }

  @Test func everyPrefixIsRefusedOrKnowsNothing() throws {
    let stage = try RevocationStage()
    let der = try ResponseRecipe(signer: stage.authority, issuer: stage.authority).der()
    for count in 0..<der.count {
      guard let response = try? OCSPResponse(der: Array(der[..<count])) else { continue }
      var request = VerificationRequest(instant: RevocationStage.now)
      request.revocation.mode = .leaf
      request.revocation.responses = [RevocationRequest.GivenResponse(response, source: "cut")]
      let pool = TrustPool(anchors: [stage.root.certificate], untrusted: [stage.authority.certificate])
      #expect(!Verification(of: stage.leaf.certificate, in: pool, asking: request).isGood, "\(count) octets")
    }
  }
}
