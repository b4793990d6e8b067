import Testing
import Vocabulary

@testable import PKICore

/// A certificate that is all that a role needs, until something is changed.
struct RoleSpecimen {
  let needs: RoleNeeds
  var draft: ChainDraft
  /// The certificates of the file, by who they are; the leaf alone, or the whole chain.
  var file: [CertificateDraft.Role] = [.leaf, .intermediate, .root]
  var sibling: CertificateDraft?
  /// Certificates behind those of the file.
  var strays: [CertificateDraft] = []
  var source = "host.pem"
  var key: CheckedKey?
  var thresholds = CheckRequest.standardThresholds
  /// Whether everyone trusts the root; nil where nobody asks.
  var isPublic: Bool?
  var commonName: String?
  var names: [GeneralName]

  static let parameters: [RoleParameter: [String]] = [
    .fqdn: ["host.example.com"], .domain: ["example.com", "example.org"],
    .node: ["node1.example.com", "node2.example.com"], .pool: ["pool.example.com"], .join: ["join.example.com"],
    .user: ["jo"],
  ]

  init(_ roles: Role...) throws {
    var parameters = RoleParameters()
    for parameter in RoleParameter.allCases where roles.contains(where: { $0.takes(parameter) }) {
      for value in Self.parameters[parameter] ?? [] { try parameters.add(value, to: parameter) }
    }
    needs = try RoleNeeds(roles, parameters)
    draft = try ChainDraft()
    commonName = try needs.commonName(given: nil) ?? "host.example.com"
    let isAuthority = roles.contains(where: \.isAuthority)
    let given: [GeneralName] = needs.namesPerson || isAuthority ? [] : [.dns("host.example.com")]
    names = try needs.names(given, commonName: commonName).names
    draft.leaf.setExtendedUsage(needs.extendedKeyUsage)
    if isAuthority {
      draft.leaf.drop(.extendedKeyUsage)
      draft.leaf.setConstraints(isCA: true)
      draft.leaf.setUsage([.keyCertSign, .cRLSign])
    }
    func asks(_ demand: Role.Demand) -> Bool { roles.contains { $0.clause(of: demand) != nil } }
    if asks(.distributionPoint) { draft.leaf.setDistributionPoint() }
    if asks(.publicCA) { isPublic = true }
    if asks(.privateCA) { isPublic = false }
  }

  /// What check finds.
  func findings(_ profile: Profile = .cms) throws -> [Finding] {
    var draft = draft
    draft.leaf.subject = DER.name(commonName)
    if !names.isEmpty { draft.leaf.setNames(names) }
    let made: [CertificateDraft.Role: Certificate] = [
      .leaf: try draft.leaf.certificate(), .intermediate: try draft.intermediate.certificate(),
      .root: try draft.root.certificate(),
    ]
    var request = CheckRequest(instant: ChainDraft.instant)
    request.verification.profile = profile
    request.needs = needs
    request.pool = TrustPool(
      anchors: [made[.root], draft.trustsLeaf ? made[.leaf] : nil].compactMap { $0 },
      untrusted: [made[.intermediate]].compactMap { $0 })
    request.sibling = try sibling.map { (try $0.certificate(), "peer.crt") }
    request.thresholds = thresholds
    var subject = CheckSubject(
      source: source, certificates: try file.compactMap { made[$0] } + strays.map { try $0.certificate() })
    subject.key = key
    let publicRoots = isPublic.map { [$0 ? made[.root] : made[.leaf]].compactMap { $0 } } ?? []
    return try #require(Check(request, publicRoots: publicRoots).run(subject)).findings
  }

  /// The codes of what is an error.
  func errors() throws -> [String] { try findings().filter { $0.severity == .error }.map(\.code) }
}

extension Role {
  fileprivate func takes(_ parameter: RoleParameter) -> Bool { parameters.contains { $0.parameter == parameter } }
}

extension CertificateDraft {
  mutating func setDistributionPoint() {
    set(.cRLDistributionPoints) { list in
      list.sequence { points in
        points.sequence { point in
          point.put(DERTag.context(0)) { name in
            name.put(DERTag.context(0)) { $0.generalName(.uri("http://crl.example.com/ca.crl")) }
          }
        }
      }
    }
  }
}
