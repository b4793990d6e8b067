import PKICore
import Testing
import Vocabulary

/// Revocation lists with one thing or another about them, and what they make known of the leaf.
struct RevocationListCase: Sendable, CustomTestStringConvertible {
  typealias State = RevocationStatus.State

  let name: String
  let state: State
  /// The first doubt; nil where the state is known.
  var code: String?
  var leafFields: [RevocationStage.Field] = []
  var leafVersion = 2
  let lists: @Sendable (RevocationStage) throws -> [ListRecipe]

  init(
    _ name: String, _ state: State, _ code: String? = nil, leaf: [RevocationStage.Field] = [], leafVersion: Int = 2,
    lists: @escaping @Sendable (RevocationStage) throws -> [ListRecipe]
  ) {
    self.name = name
    self.state = state
    self.code = code
    self.leafFields = leaf
    self.leafVersion = leafVersion
    self.lists = lists
  }

  /// One list of the leaf's own issuer.
  init(
    _ name: String, _ state: State, _ code: String? = nil, leaf: [RevocationStage.Field] = [], leafVersion: Int = 2,
    change: @escaping @Sendable (inout ListRecipe) -> Void
  ) {
    self.init(name, state, code, leaf: leaf, leafVersion: leafVersion) { stage in
      var recipe = ListRecipe(signer: stage.authority)
      change(&recipe)
      return [recipe]
    }
  }

  var testDescription: String { name }
}

extension RevocationListCase {
  private static let now = RevocationStage.now
  private static let listed = [ListRecipe.Entry()]

  static let all: [RevocationListCase] = time + shape + signer + scope + delta

  private static let time: [RevocationListCase] = [
    .init("not listed", .good) { _ in },
    .init("listed", .revoked) { $0.entries = [ListRecipe.Entry(reason: 1)] },
    .init("another serial listed", .good) { $0.entries = [ListRecipe.Entry(serial: 17)] },
    .init("stale", .unknown, "crl.stale") { $0.nextUpdate = now.adding(seconds: -1) },
    .init("due this second", .good) { $0.nextUpdate = now },
    .init("future", .unknown, "crl.future") { $0.thisUpdate = now.adding(seconds: 1) },
    .init("made this second", .good) { $0.thisUpdate = now },
    .init("stale, but listed", .revoked) {
      $0.nextUpdate = now.adding(days: -1)
      $0.entries = listed
    },
    .init("no next update, fresh", .good) { $0.nextUpdate = nil },
    .init("no next update, old", .unknown, "crl.stale") {
      $0.nextUpdate = nil
      $0.thisUpdate = now.adding(days: -8)
    },
    .init("a hold that a newer list lifted", .good) { stage in
      var old = ListRecipe(signer: stage.authority, thisUpdate: now.adding(days: -3), entries: [.init(reason: 6)])
      old.number = 6
      return [ListRecipe(signer: stage.authority), old]
    },
    .init("a compromise that a newer list forgot", .revoked) { stage in
      let old = ListRecipe(signer: stage.authority, thisUpdate: now.adding(days: -3), entries: [.init(reason: 1)])
      return [ListRecipe(signer: stage.authority), old]
    },
  ]

  private static let shape: [RevocationListCase] = [
    .init("unknown critical extension", .unknown, "crl.critical") { $0.hasUnknown = true },
    .init("unknown critical extension of another entry", .unknown, "crl.critical") {
      $0.entries = [ListRecipe.Entry(serial: 99, hasUnknown: true)]
    },
    .init("a date of another entry that is none", .unknown, "crl.damaged") {
      $0.entries = [ListRecipe.Entry(serial: 99, date: nil)]
    },
    .init("version 1", .good) {
      $0.version = nil
      $0.number = nil
      $0.hasKeyIdentifier = false
    },
    .init("version 1 written out", .unknown, "crl.damaged") {
      $0.version = 0
      $0.number = nil
      $0.hasKeyIdentifier = false
    },
    .init("version 1 with extensions", .unknown, "crl.damaged") { $0.version = nil },
    .init("version 3", .unknown, "crl.damaged") { $0.version = 2 },
    .init("octets behind the extensions", .unknown, "crl.damaged") { $0.garbage = [5, 0] },
    .init("empty scope", .unknown, "crl.damaged") { $0.scope = [] },
    .init("scope of two kinds", .unknown, "crl.damaged") {
      $0.scope = ListRecipe.onlyUsers + ListRecipe.onlyAuthorities
    },
    .init("an entry of another issuer in a list that is not indirect", .unknown, "crl.damaged") {
      $0.entries = [ListRecipe.Entry(serial: 99, issuer: CertificateRecipe.name("x"))]
    },
  ]

  private static let signer: [RevocationListCase] = [
    .init("no list of the issuer", .unknown, "revocation.unknown") { stage in
      [ListRecipe(signer: stage.root, entries: listed)]
    },
    .init("forged", .unknown, "crl.signature") { $0.isForged = true },
    .init("forged, and listed", .unknown, "crl.signature") {
      $0.isForged = true
      $0.entries = listed
    },
    .init("signed with SHA-1", .unknown, "crl.weak") { $0.isWeak = true },
    .init("signed with SHA-1, but listed", .revoked) {
      $0.isWeak = true
      $0.entries = listed
    },
    .init(
      "by an authority that the leaf names and nobody has", .unknown, "crl.signer-missing",
      leaf: [.points(url("a"), by: "x")]
    ) {
      stage in
      [ListRecipe(signer: stage.root, issuer: CertificateRecipe.name("x"), scope: ListRecipe.indirect)]
    },
    .init("signed by another under the issuer's name", .unknown, "crl.signature") { stage in
      [ListRecipe(signer: stage.root, issuer: stage.authority.name, entries: listed)]
    },
  ]

  private static let scope: [RevocationListCase] = [
    .init("for end entities", .good) { $0.scope = ListRecipe.onlyUsers },
    .init("for CAs", .unknown, "crl.scope") { $0.scope = ListRecipe.onlyAuthorities },
    .init("for attribute certificates", .unknown, "crl.scope") { $0.scope = ListRecipe.onlyAttributes },
    .init("for end entities, a leaf of version 1", .unknown, "crl.scope", leafVersion: 0) {
      $0.scope = ListRecipe.onlyUsers
    },
    .init("for a point that the leaf does not have", .unknown, "crl.scope") { $0.scope = ListRecipe.point(url("a")) },
    .init("for the leaf's point", .good, leaf: [.points(url("a"))]) { $0.scope = ListRecipe.point(url("a")) },
    .init("for another point", .unknown, "crl.scope", leaf: [.points(url("b"))]) {
      $0.scope = ListRecipe.point(url("a"))
    },
    .init("for some reasons", .unknown, "crl.reasons") { $0.scope = ListRecipe.someReasons },
    .init("for some reasons, listed", .revoked) {
      $0.scope = ListRecipe.someReasons
      $0.entries = listed
    },
    .init("for some reasons and for the others", .good) { stage in
      [
        ListRecipe(signer: stage.authority, scope: ListRecipe.someReasons),
        ListRecipe(signer: stage.authority, scope: ListRecipe.otherReasons),
      ]
    },
    .init("indirect, by the issuer, another's entry", .good) {
      $0.scope = ListRecipe.indirect
      $0.entries = [ListRecipe.Entry(issuer: CertificateRecipe.name("x"))]
    },
    .init("indirect, by the issuer, an entry behind another's", .good) {
      $0.scope = ListRecipe.indirect
      $0.entries = [ListRecipe.Entry(serial: 99, issuer: CertificateRecipe.name("x")), ListRecipe.Entry()]
    },
    .init("indirect, by an authority that the leaf names", .revoked, leaf: [.points(url("a"), by: "root")]) { stage in
      let entry = ListRecipe.Entry(issuer: stage.authority.name)
      return [ListRecipe(signer: stage.root, entries: [entry], scope: ListRecipe.indirect)]
    },
    .init("indirect, not listed", .good, leaf: [.points(url("a"), by: "root")]) { stage in
      [ListRecipe(signer: stage.root, entries: listed, scope: ListRecipe.indirect)]
    },
    .init(
      "not indirect, by an authority that the leaf names", .unknown, "crl.scope", leaf: [.points(url("a"), by: "root")]
    ) { stage in [ListRecipe(signer: stage.root)] },
    .init(
      "the issuer's own, though another is named", .unknown, "revocation.unknown", leaf: [.points(url("a"), by: "x")]
    ) { _ in },
  ]

  private static let delta: [RevocationListCase] = [
    .init("a delta without its base", .unknown, "crl.delta") { $0.base = 5 },
    .init("a delta that lists", .revoked) { stage in
      [ListRecipe(signer: stage.authority), ListRecipe(signer: stage.authority, entries: listed, number: 8, base: 7)]
    },
    .init("a delta that does not list", .good) { stage in
      [ListRecipe(signer: stage.authority), ListRecipe(signer: stage.authority, number: 8, base: 7)]
    },
    .init("a delta that lifts a hold", .good) { stage in
      [
        ListRecipe(signer: stage.authority, entries: [.init(reason: 6)]),
        ListRecipe(signer: stage.authority, entries: [.init(reason: 8)], number: 8, base: 7),
      ]
    },
    .init("a delta that would lift a compromise", .revoked) { stage in
      [
        ListRecipe(signer: stage.authority, entries: [.init(reason: 1)]),
        ListRecipe(signer: stage.authority, entries: [.init(reason: 8)], number: 8, base: 7),
      ]
    },
    .init("a delta older than the list", .good) { stage in
      [ListRecipe(signer: stage.authority), ListRecipe(signer: stage.authority, entries: listed, number: 6, base: 5)]
    },
    .init("a stale list with a delta in time", .good) { stage in
      [
        ListRecipe(signer: stage.authority, nextUpdate: now.adding(days: -1)),
        ListRecipe(signer: stage.authority, number: 8, base: 7),
      ]
    },
    .init("a stale list with a stale delta", .unknown, "crl.stale") { stage in
      [
        ListRecipe(signer: stage.authority, nextUpdate: now.adding(days: -1)),
        ListRecipe(signer: stage.authority, nextUpdate: now.adding(days: -1), number: 8, base: 7),
      ]
    },
  ]

  private static func url(_ name: String) -> GeneralName { .uri("http://crl.example.com/\(name).crl") }
}

extension RevocationStage.Field {
  /// One distribution point, with the name of who issues the list where that is not the issuer.
  static func points(_ name: GeneralName, by issuer: String? = nil) -> Self {
    let value = DERWriter.bytes { writer in
      writer.sequence {
        $0.sequence { point in
          point.raw(ListRecipe.point(name))
          guard let issuer else { return }
          point.put(DERTag.context(2)) { $0.put(DERTag.context(4), CertificateRecipe.name(issuer)) }
        }
      }
    }
    return Self(identifier: .cRLDistributionPoints, value: value)
  }
}

@Suite struct RevocationLookupTests {
  @Test(arguments: RevocationListCase.all) func listsMakeKnownWhatTheySay(_ row: RevocationListCase) throws {
    let stage = try RevocationStage(leafFields: row.leafFields, leafVersion: row.leafVersion)
    let lists = try row.lists(stage).map { RevocationEvidence.list($0) }
    for evidence in [lists, lists.reversed()] {
      for mode in RevocationMode.allCases where mode != .off {
        // The authority's own status is no matter here: the root's list makes it good.
        let all = evidence + [.list(ListRecipe(signer: stage.root))].filter { _ in mode == .require }
        let verification = try stage.verify(all, mode: mode)
        let status = try #require(verification.path.revocation.first)
        #expect(status.state == row.state, "\(status)")
        #expect(status.doubts.first?.code == row.code, "\(status.doubts)")
        let isGood = mode == .ifKnown ? row.state != .revoked : row.state == .good
        #expect(verification.isGood == isGood, "\(mode): \(verification.path.faults)")
        if row.state == .revoked { #expect(verification.path.errors.first?.code == "revoked") }
      }
    }
  }

  @Test func nobodyLooksUnlessAsked() throws {
    let stage = try RevocationStage()
    let list = ListRecipe(signer: stage.authority, entries: [.init()])
    let verification = try stage.verify([.list(list)], mode: .off)
    #expect(verification.isGood && verification.path.revocation.isEmpty)
  }

  @Test func aRevokedAuthorityRevokesThePath() throws {
    let stage = try RevocationStage()
    let list = ListRecipe(signer: stage.root, entries: [.init(serial: 2, reason: 2)])
    let verification = try stage.verify([.list(list), .list(ListRecipe(signer: stage.authority))], mode: .leaf)
    let fault = try #require(verification.path.errors.first)
    #expect(fault.code == "revoked" && fault.depth == 1 && fault.message.contains("(cACompromise)"), "\(fault)")
    #expect(verification.path.revocation.map(\.state) == [.good, .revoked])
  }

  @Test func requireMeansEveryOneBelowTheAnchor() throws {
    let stage = try RevocationStage()
    let verification = try stage.verify([.list(ListRecipe(signer: stage.authority))], mode: .require)
    #expect(verification.path.errors.map(\.code) == ["revocation.unknown"] && verification.path.errors[0].depth == 1)
  }

  @Test func evidenceIsKept() throws {
    let stage = try RevocationStage()
    let verification = try stage.verify([.list(ListRecipe(signer: stage.authority, entries: [.init(reason: 4)]))])
    let status = try #require(verification.path.revocation.first)
    #expect(status.source == "0.crl" && status.method == .crl && status.number?.decimal == "7")
    #expect(status.reason?.name == "superseded" && status.time == RevocationStage.now.adding(days: -1))
    #expect(status.nextUpdate == RevocationStage.now.adding(days: 5) && status.why == nil)
  }

  // MARK: - Shape

  struct FlawCase: Sendable, CustomTestStringConvertible {
    let code: String
    /// Whether the list has one flaw alone: one of version 1 has neither number nor key identifier.
    var isAlone = true
    let change: @Sendable (inout ListRecipe) -> Void

    static let all: [FlawCase] = [
      FlawCase(code: "crl.number") { $0.number = nil },
      FlawCase(code: "crl.number") { $0.numberIsCritical = true },
      FlawCase(code: "crl.aki") { $0.hasKeyIdentifier = false },
      FlawCase(code: "crl.no-next-update") { $0.nextUpdate = nil },
      FlawCase(code: "crl.version", isAlone: false) {
        $0.version = nil
        $0.number = nil
        $0.hasKeyIdentifier = false
      },
      FlawCase(code: "crl.time") { $0.hasSeconds = false },
      FlawCase(code: "crl.empty") { $0.listsNothing = true },
      FlawCase(code: "crl.not-critical") {
        $0.scope = ListRecipe.onlyUsers
        $0.scopeIsCritical = false
      },
    ]

    var testDescription: String { code }
  }

  @Test(arguments: FlawCase.all) func flawsAreErrorsToTheStrictOnly(_ row: FlawCase) throws {
    let stage = try RevocationStage()
    var recipe = ListRecipe(signer: stage.authority)
    row.change(&recipe)
    let usual = try stage.verify([.list(recipe)])
    #expect(usual.isGood && usual.path.warnings.contains { $0.code == row.code }, "\(usual.path.faults)")
    let strict = try stage.verify([.list(recipe)], profile: .rfc5280)
    #expect(strict.path.errors.contains { $0.code == row.code }, "\(strict.path.faults)")
    if row.isAlone { #expect(strict.path.errors.count == 1, "\(strict.path.faults)") }
  }
}
