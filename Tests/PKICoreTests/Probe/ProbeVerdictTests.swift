import Platform
import Testing
import Vocabulary

@testable import PKICore

/// Of the same certificates `probe` says what `verify` and `check` say.
@Suite struct ProbeVerdictTests {
  private static let scenes = CommentCase.all.filter { $0.change != nil }

  /// What depends on having met them at a server: whether an issuer was not sent or is not there, how much a common name
  /// counts, and that hosts of SIP services are called by their names.
  private static let ofServers: Set = [
    "chain.missing", "chain.untrusted", "name.cn-only", "cert.old-version", "leaf.v1", "leaf.ca", "ku.no-sign",
  ]

  @Test(arguments: scenes) private func isTheOneOfVerify(_ row: CommentCase) throws {
    let scene = try ProbeScene.with(try #require(row.change))
    let certificates = try scene.certificates()
    let member = try scene.member(of: certificates)
    guard let check = member.check, let path = check.path else { return }
    var question = scene.settings.check.verification
    question.profile = scene.type.flatMap(ProbeService.init(named:))?.isSIP == true ? .sip : question.profile
    question.purpose = .server
    question.identities = scene.host.isEmpty ? [.ip(ProbeScene.address.octets)] : [.host(scene.host)]
    let pool = TrustPool(
      anchors: scene.trusts(certificates), untrusted: scene.untrusted(certificates) + scene.sends(certificates))
    let verification = Verification(of: check.leaf, in: pool, asking: question)
    #expect(path.certificates == verification.path.certificates && path.isAnchored == verification.path.isAnchored)
    #expect(Self.said(path.faults) == Self.said(verification.path.faults))
    guard path.faults.allSatisfy({ $0.code != "name.cn-only" }) else { return }
    #expect(path.holds == verification.isGood)
  }

  @Test(arguments: scenes) private func isTheOneOfCheck(_ row: CommentCase) throws {
    let scene = try ProbeScene.with(try #require(row.change))
    let certificates = try scene.certificates()
    let member = try scene.member(of: certificates)
    guard let served = member.check, scene.type == nil else { return }
    var request = scene.settings.check
    request.verification.purpose = .server
    request.verification.identities = scene.host.isEmpty ? [.ip(ProbeScene.address.octets)] : [.host(scene.host)]
    request.pool = TrustPool(anchors: scene.trusts(certificates), untrusted: scene.untrusted(certificates))
    var subject = CheckSubject(source: member.source, certificates: [served.leaf])
    subject.chain = Array(member.certificates.dropFirst())
    let filed = try #require(Check(request).run(subject))
    let own = Set(filed.findings.map { "\($0.severity) \($0.code) \($0.message)" })
    let strange = served.findings.filter { finding in
      !Self.ofServers.contains(finding.code) && finding.code != "crl.none"
        && !own.contains("\(finding.severity) \(finding.code) \(finding.message)")
    }
    #expect(strange.isEmpty)
  }

  /// Once for another address of the pool, once for another name.
  @Test(arguments: scenes) private func isTheSameWhereItIsRemembered(_ row: CommentCase) throws {
    var scene = try ProbeScene.with(try #require(row.change))
    let certificates = try scene.certificates()
    _ = try scene.member(of: certificates)
    scene.address = SocketAddress(octets: [192, 0, 2, 2], port: 443)
    for host in [scene.host, "other.example.com"] {
      scene.host = host
      let remembered = try scene.member(of: certificates)
      var fresh = scene
      fresh.checks = RememberedChecks()
      let judged = try fresh.member(of: certificates)
      #expect(remembered.findings == judged.findings && remembered.assurances == judged.assurances)
      #expect(remembered.nameChecked == judged.nameChecked)
      #expect(remembered.findings.allSatisfy { $0.source == remembered.source })
    }
  }

  private static func said(_ faults: [PathFault]) -> [String] {
    faults.filter { !ofServers.contains($0.code) }.map { "\($0.depth) \($0.severity) \($0.code) \($0.message)" }
  }
}
