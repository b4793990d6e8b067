@testable import PKICore
import TestKit
import Testing
import Vocabulary

/// Lists and answers, from where certificates say that they are.
@Suite struct RevocationFetchTests {
  /// The leaf names a list, what adds to it, and a responder.
  static func stage(lists: Bool = true, delta: Bool = false, responder: Bool = false) throws -> FetchStage {
    try FetchStage { name, server in
      guard name == "leaf" else { return [] }
      return (lists ? [.points(server.url("/ca.crl"))] : [])
        + (delta ? [.points(server.url("/delta.crl"), identifier: .freshestCRL)] : [])
        + (responder ? [.access(ocsp: [server.url("/ocsp")])] : [])
    }
  }

  /// A responder that answers what it is asked.
  static func responder(_ stage: FetchStage, _ change: (inout ResponseRecipe) -> Void = { _ in }) throws
    -> ScriptedServer.Answer
  {
    var recipe = ResponseRecipe(signer: stage.authority, issuer: stage.authority)
    change(&recipe)
    return .body(try recipe.der())
  }

  @Test func aListSaysThatItIsGood() throws {
    let stage = try Self.stage()
    stage.server.answer("/ca.crl", .body(try ListRecipe(signer: stage.authority).der()))
    let (verification, fetched) = try stage.verify(.leaf, untrusted: stage.between)
    #expect(verification.isGood && verification.path.revocation.first?.state == .good)
    #expect(verification.path.revocation.first?.source == stage.server.url("/ca.crl"))
    #expect(fetched.map(\.summary) == ["crl /ca.crl ok"])
  }

  @Test func aListSaysThatItIsRevoked() throws {
    let stage = try Self.stage(responder: true)
    stage.server.answer("/ca.crl", .body(try ListRecipe(signer: stage.authority, entries: [.init()]).der()))
    let (verification, fetched) = try stage.verify(.ifKnown, untrusted: stage.between)
    #expect(!verification.isGood && verification.path.errors.map(\.code) == ["revoked"])
    // What is known need not be asked.
    #expect(fetched.map(\.summary) == ["crl /ca.crl ok"])
  }

  @Test func issuersComeFirstThenTheirLists() throws {
    let stage = try FetchStage { name, server in
      switch name {
      case "leaf": [.access(issuers: [server.url("/ca.cer")]), .points(server.url("/ca.crl"))]
      case "ca": [.points(server.url("/upper.crl"))]
      default: []
      }
    }
    stage.server.answer("/ca.cer", .body(stage.authority.certificate.der))
    stage.server.answer("/ca.crl", .body(try ListRecipe(signer: stage.authority).der()))
    stage.server.answer("/upper.crl", .body(try ListRecipe(signer: stage.upper).der()))
    let (verification, fetched) = try stage.verify(.ifKnown, untrusted: [stage.upper.certificate])
    #expect(verification.isGood && verification.path.revocation.map(\.state) == [.good, .good, .unknown])
    #expect(fetched.map(\.summary) == ["issuer /ca.cer ok", "crl /ca.crl ok", "crl /upper.crl ok"])
  }

  @Test func whatIsGivenIsNotFetched() throws {
    let stage = try Self.stage(responder: true)
    let (verification, fetched) = try stage.verify(
      .leaf, untrusted: stage.between, lists: [ListRecipe(signer: stage.authority)])
    #expect(verification.isGood && fetched.isEmpty && stage.server.connections == 0)
  }

  @Test func nobodyIsAskedWhereNobodyLooks() throws {
    let stage = try Self.stage(responder: true)
    let (verification, fetched) = try stage.verify(.off, untrusted: stage.between)
    #expect(verification.isGood && fetched.isEmpty && stage.server.connections == 0)
  }

  // MARK: - Deltas

  @Test(arguments: [true, false]) func aDeltaAddsToTheList(_ isInCertificate: Bool) throws {
    let stage = try Self.stage(delta: isInCertificate)
    var list = ListRecipe(signer: stage.authority)
    if !isInCertificate { list.more = [.points(stage.server.url("/delta.crl"), identifier: .freshestCRL)] }
    stage.server.answer("/ca.crl", .body(try list.der()))
    stage.server.answer(
      "/delta.crl", .body(try ListRecipe(signer: stage.authority, entries: [.init()], number: 9, base: 7).der()))
    let (verification, fetched) = try stage.verify(.ifKnown, untrusted: stage.between)
    #expect(verification.path.errors.map(\.code) == ["revoked"])
    #expect(verification.path.revocation.first?.source == stage.server.url("/delta.crl"))
    #expect(fetched.map(\.summary) == ["crl /ca.crl ok", "delta-crl /delta.crl ok"])
  }

  @Test func withoutTheDeltaTheListStillCounts() throws {
    let stage = try Self.stage(delta: true)
    stage.server.answer("/ca.crl", .body(try ListRecipe(signer: stage.authority).der()))
    let (verification, fetched) = try stage.verify(.leaf, untrusted: stage.between)
    #expect(verification.isGood && fetched.map(\.summary) == ["crl /ca.crl ok", "delta-crl /delta.crl no"])
  }

  // MARK: - Answers

  @Test func aResponderIsAskedWhereTheListIsNotThere() throws {
    let stage = try Self.stage(responder: true)
    stage.server.answer("/ocsp", try Self.responder(stage))
    let (verification, fetched) = try stage.verify(.leaf, untrusted: stage.between)
    #expect(verification.isGood && verification.path.revocation.first?.method == .ocsp)
    #expect(fetched.map(\.summary) == ["crl /ca.crl no", "ocsp /ocsp ok"])
    let question = try #require(stage.server.requests.last)
    #expect(question.method == "POST")
    let request = try OCSPRequest(der: question.body)
    #expect(request.extensions.isEmpty && !request.isSigned && request.version == 0 && request.certificates.count == 1)
    #expect(request.certificates.first?.names(stage.leaf.certificate, issuedBy: stage.authority.certificate) == true)
  }

  @Test func theResponderOfTheCommandLineComesFirstAndAlone() throws {
    let stage = try Self.stage(responder: true)
    stage.server.answer("/other", try Self.responder(stage) { $0.answer = ResponseRecipe.revoked(1) })
    let (verification, fetched) = try stage.verify(
      .leaf, untrusted: stage.between, responder: stage.server.url("/other"))
    #expect(verification.path.errors.map(\.code) == ["revoked"])
    #expect(fetched.first?.summary == "ocsp /other ok")
    #expect(!stage.server.requests.contains { $0.target == "/ocsp" })
  }

  struct Answer: CustomTestStringConvertible, Sendable {
    let name: String
    let answer: @Sendable (FetchStage) throws -> ScriptedServer.Answer
    /// What is said of it by the verdict.
    let code: String
    var testDescription: String { name }
  }

  /// Nothing of this makes a certificate good: each is as bad as no answer at all.
  static let bad: [Answer] = [
    Answer(name: "forged", answer: { try responder($0) { $0.isForged = true } }, code: "ocsp.signature"),
    Answer(name: "about another", answer: { try responder($0) { $0.serial = 17 } }, code: "ocsp.other"),
    Answer(
      name: "stale", answer: { try responder($0) { $0.nextUpdate = FetchStage.now.adding(days: -1) } },
      code: "ocsp.stale"),
    Answer(name: "unknown", answer: { try responder($0) { $0.answer = ResponseRecipe.unknown } }, code: "ocsp.unknown"),
    Answer(name: "try later", answer: { try responder($0) { $0.status = 3 } }, code: "ocsp.status"),
    Answer(name: "a page", answer: { _ in .body(Array("<html></html>".utf8)) }, code: "revocation.unknown"),
    Answer(name: "garbage", answer: { _ in .raw(Array("garbage".utf8)) }, code: "revocation.unknown"),
    Answer(name: "an error", answer: { _ in ScriptedServer.status(500) }, code: "revocation.unknown"),
    Answer(name: "the end", answer: { _ in .hangUp }, code: "revocation.unknown"),
    Answer(name: "a list", answer: { .body(try ListRecipe(signer: $0.authority).der()) }, code: "revocation.unknown"),
  ]

  @Test(arguments: bad) func nothingElseIsGood(_ row: Answer) throws {
    let stage = try Self.stage(lists: false, responder: true)
    stage.server.answer("/ocsp", try row.answer(stage))
    for mode in [RevocationMode.ifKnown, .leaf] {
      let (verification, fetched) = try stage.verify(mode, untrusted: stage.between)
      #expect(verification.path.revocation.first?.state == .unknown && fetched.count == 1)
      #expect(verification.isGood == (mode == .ifKnown))
      let faults = mode == .leaf ? verification.path.errors : verification.path.warnings
      #expect(faults.first?.code == row.code)
    }
  }

  @Test func aSilentServerLeavesItUnknown() throws {
    let stage = try Self.stage()
    stage.server.answer("/ca.crl", .silence)
    let (verification, fetched) = try stage.verify(
      .require, untrusted: stage.between, limits: FetcherTests.limits(milliseconds: 100))
    #expect(!verification.isGood && verification.path.revocation.first?.state == .unknown)
    #expect(fetched.map(\.failure) == [.timeout(milliseconds: 100)])
  }
}
