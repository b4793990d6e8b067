import Testing
import Vocabulary

@testable import PKICore

@Suite("How a search came to its verdict")
struct ExplanationTests {
  private let workshop: PathPermutationWorkshop

  init() throws { workshop = try PathPermutationWorkshop() }

  private func verification(
    _ anchors: [Certificate], _ untrusted: [Certificate], explained: Bool = true,
    change: (inout VerificationRequest) -> Void = { _ in }
  ) -> Verification {
    var request = VerificationRequest(instant: .specimenDay)
    change(&request)
    return Verifier(TrustPool(anchors: anchors, untrusted: untrusted), asking: request)
      .verify(workshop.leaf, explained: explained)
  }

  @Test("is kept only for who asks")
  func silence() {
    #expect(verification([workshop.rootCertificate], [workshop.lowerCertificate], explained: false).explanation == nil)
  }

  @Test("tells the dead end of a cross-signed search before the path that holds")
  func deadEnd() throws {
    let old = try workshop.otherRoot.authority(for: workshop.lower, notAfter: "2040-01-01")
    // Both candidates are equal but for their octets, so that either may come first.
    var stories: Set<[String]> = []
    for anchors in [[workshop.rootCertificate], [workshop.otherRootCertificate]] {
      let found = verification(anchors, [workshop.lowerCertificate, old])
      let explanation = try #require(found.explanation)
      #expect(found.isGood)
      let choice = try #require(explanation.choice)
      #expect(choice.attempt == explanation.attempts.count - 1)
      guard case .judged(let taken) = explanation.attempts[choice.attempt].end else {
        Issue.record("the path that was taken was not judged")
        continue
      }
      #expect(taken.holds && taken.stop == nil)
      #expect(explanation.attempts[choice.attempt].certificates == found.path.certificates)
      stories.insert(explanation.attempts.map { $0.isAnchored ? "anchored" : "dead end" })
      guard explanation.attempts.count == 2, case .judged(let dead) = explanation.attempts[0].end else { continue }
      let stop = try #require(dead.stop)
      #expect(dead.steps[stop].code == "chain.anchor")
    }
    #expect(stories == [["anchored"], ["dead end", "anchored"]])
  }

  @Test("asks every rule in its order", arguments: Profile.allCases)
  func order(_ profile: Profile) throws {
    let found = verification([workshop.rootCertificate], [workshop.lowerCertificate]) { $0.profile = profile }
    let attempt = try #require(found.explanation?.attempts.first)
    guard case .judged(let judgement) = attempt.end else {
      Issue.record("not judged")
      return
    }
    let whole = ["chain.too-deep", "chain.anchor", "chain.openssl", "revocation.status"]
    #expect(judgement.steps.map(\.code) == PathRule.all.map(\.code) + whole)
    for (rule, step) in zip(PathRule.all, judgement.steps) {
      #expect(rule.clause == step.clause)
      guard case .notAsked(let why) = step.answer else { continue }
      #expect(!why.isEmpty)
      #expect(rule.severity(profile) == nil || rule.condition != nil)
    }
    #expect(judgement.errors == found.path.errors.count)
  }

  @Test("names the rule that a path fails at, and the same faults as the verdict")
  func stop() throws {
    let expired = try workshop.root.authority(for: workshop.lower, notAfter: "2027-01-01")
    let found = verification([workshop.rootCertificate], [expired]) { $0.identities = [.host("other.example")] }
    guard case .judged(let judgement) = try #require(found.explanation?.attempts.first).end else { return }
    let stop = try #require(judgement.stop)
    #expect(judgement.steps[stop].code == "chain.expired-ca")
    var told: Set<String> = []
    for step in judgement.steps {
      if case .broken(let faults, _) = step.answer { told.formUnion(faults.map { "\($0.depth) \($0.code)" }) }
    }
    #expect(told == Set(found.path.faults.map { "\($0.depth) \($0.code)" }))
  }

  @Test("says why a branch is not followed")
  func cuts() throws {
    let forTwin = try workshop.root.authority(for: workshop.twin)
    let signature = verification([workshop.otherRootCertificate], [forTwin])
    #expect(try reasons(signature) == [.signature])
    let middle = try workshop.lower.authority(for: workshop.middle)
    let back = try workshop.middle.authority(for: workshop.lower)
    #expect(try reasons(verification([], [middle, back])).contains(.loop))
  }

  private func reasons(_ verification: Verification) throws -> [Explanation.Cut] {
    try #require(verification.explanation).attempts.compactMap { attempt in
      if case .cut(let cut) = attempt.end { cut } else { nil }
    }
  }

  @Test("is bounded, and counts what it leaves out")
  func bounds() throws {
    let twins = try (0..<120).map { _ in try workshop.root.authority(for: workshop.twin) }
    let many = verification([workshop.otherRootCertificate], twins)
    let explanation = try #require(many.explanation)
    #expect(try reasons(many).count == Explanation.mostCuts)
    #expect(explanation.cutsLeftOut.values.reduce(0, +) == 120 - Explanation.mostCuts)
    #expect(explanation.limit == .signatures)
    #expect(explanation.signaturesTried == PathSearch.mostSignatures)
    let issuers = try (0..<40).map { _ in try workshop.root.authority(for: workshop.lower) }
    let paths = verification([workshop.rootCertificate], issuers) { $0.identities = [.host("other.example")] }
    let told = try #require(paths.explanation)
    let judged = told.attempts.count - (try reasons(paths).count)
    #expect(judged + told.pathsLeftOut == paths.pathsTried && told.pathsLeftOut > 0)
    #expect(judged <= Explanation.mostPaths + 1)
    let choice = try #require(told.choice)
    #expect(told.attempts[choice.attempt].certificates == paths.path.certificates)
  }

  @Test("ends where a path is as long as paths may be")
  func length() throws {
    let holders = try (0..<PathSearch.longestPath).map { try SpecimenHolder("Level \($0)") }
    let chain = try zip(holders, holders.dropFirst()).map { below, above in try above.authority(for: below) }
    let top = try SpecimenHolder("Level top")
    let all = chain + [try top.authority(for: holders[holders.count - 1])]
    let request = VerificationRequest(instant: .specimenDay)
    let found = Verifier(TrustPool(untrusted: Array(all.dropFirst())), asking: request).verify(all[0], explained: true)
    #expect(try reasons(found) == [.length])
  }
}
