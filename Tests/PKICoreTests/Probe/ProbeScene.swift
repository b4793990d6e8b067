import OpenSSL
import Platform
import Testing
import Vocabulary

@testable import PKICore

/// A server that nothing is wrong with, and how it is asked, until something is changed: what it showed is made up, and
/// judged.
struct ProbeScene {
  var chain: ChainDraft
  /// As it is written on the command line; `type` makes it a domain.
  var target = "www.example.com"
  var type: String?
  /// The host that DNS led to.
  var host = "www.example.com"
  var settings: Probe.Settings
  /// What is sent, of leaf, intermediate and root.
  var sends: @Sendable ([Certificate]) -> [Certificate] = { Array($0.prefix(2)) }
  /// Whom the store trusts, of the same.
  var trusts: @Sendable ([Certificate]) -> [Certificate] = { [$0[2]] }
  /// Other stores by their names.
  var otherStores: [(String, [Certificate])] = []
  var untrusted: @Sendable ([Certificate]) -> [Certificate] = { _ in [] }
  /// Certificates instead of those of `chain`: leaf, intermediate, root.
  var made: [Certificate]?
  var answer: (inout ServerAnswer) -> Void = { _ in }
  /// What the server shows to who asks for no name.
  var unnamed: ((inout ServerAnswer) -> Void)?
  var address = ProbeScene.address
  /// What the run has judged before.
  var checks = RememberedChecks()

  init() throws {
    chain = try ChainDraft()
    chain.leaf.setExtendedUsage([.serverAuth, .clientAuth])
    chain.leaf.set(.cRLDistributionPoints, RevocationStage.Field.points("http://crl.example.com/ca.crl").value)
    var request = CheckRequest(instant: ChainDraft.instant)
    request.thresholds = CheckRequest.standardThresholds
    settings = Probe.Settings(request)
  }

  static let address = SocketAddress(octets: [192, 0, 2, 1], port: 443)

  /// What the server's only address comes to.
  func member() throws -> ProbeMember {
    try member(of: certificates())
  }

  /// Leaf, intermediate and root.
  func certificates() throws -> [Certificate] {
    try made ?? [chain.leaf, chain.intermediate, chain.root].map { try $0.certificate() }
  }

  /// What the server's only address comes to with these certificates.
  func member(of all: [Certificate]) throws -> ProbeMember {
    var settings = settings
    settings.stores =
      [ProbeStore("own", TrustPool(anchors: trusts(all), untrusted: untrusted(all)))]
      + otherStores.map { ProbeStore($0.0, TrustPool(anchors: $0.1)) }
    let service = try type.map { try #require(ProbeService(named: $0)) }
    let target = try ProbeTarget(target, type: service)
    let verifiers = settings.stores.map { Verifier($0.pool, asking: settings.check.verification) }
    var member = ProbeMember(host: host, service: nil, address: address)
    member.answer = shown(sends(all), answer)
    if let unnamed { member.unnamed = shown(sends(all), unnamed) }
    ProbeJudge(settings, target, verifiers, SentCertificates(), checks).judge(&member)
    return member
  }

  private func shown(_ certificates: [Certificate], _ change: (inout ServerAnswer) -> Void) -> ServerAnswer {
    var shown = ServerAnswer(address: address, serverName: host, startTLS: nil)
    shown.version = .tls13
    shown.cipher = "TLS_AES_128_GCM_SHA256"
    shown.certificates = certificates.map(\.der)
    change(&shown)
    return shown
  }

  /// All that is said of it.
  func comments() throws -> [String: Sentence] {
    let member = try member()
    var comments: [String: Sentence] = [:]
    for assurance in member.assurances { comments[assurance.code] = assurance.sentence }
    for finding in member.findings where comments[finding.code] == nil { comments[finding.code] = finding.sentence }
    return comments
  }
}

extension ProbeScene {
  /// A scene with a change.
  static func with(_ change: (inout ProbeScene) throws -> Void) throws -> ProbeScene {
    var scene = try ProbeScene()
    try change(&scene)
    return scene
  }

  /// The server sends its root as an older one signed it, which has expired as that has; either is trusted.
  mutating func crossSign(isOldTrusted: Bool) throws {
    var old = chain.root
    old.subject = DER.name("Old Root")
    old.issuer = old.subject
    old.notAfter.text = "260501000000Z"
    old.publicKeyInfo = chain.leaf.publicKeyInfo
    old.signer = .leaf
    var cross = chain.root
    cross.issuer = old.subject
    cross.notAfter.text = old.notAfter.text
    cross.signer = .leaf
    for type in [ObjectIdentifier.subjectKeyIdentifier, .authorityKeyIdentifier] {
      old.drop(type)
      cross.drop(type)
    }
    let (anchor, link) = (try old.certificate(), try cross.certificate())
    sends = { [$0[0], $0[1], link] }
    trusts = { isOldTrusted ? [anchor] : [$0[2]] }
  }

  /// Judges another chain of leaf, intermediate and root as of another day.
  mutating func stage(_ stage: RevocationStage, staple: [UInt8]?) {
    made = [stage.leaf.certificate, stage.authority.certificate, stage.root.certificate]
    settings.check.verification.instant = RevocationStage.now
    answer = { $0.staple = staple }
  }
}
