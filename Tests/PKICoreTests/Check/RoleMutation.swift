import OpenSSL
import Testing
import Vocabulary

@testable import PKICore

/// What breaks exactly one need of a role.
struct RoleMutation: Sendable, CustomTestStringConvertible {
  let role: Role
  let code: String
  let what: String
  var severity = Severity.error
  let change: @Sendable (inout RoleSpecimen) throws -> Void

  var testDescription: String { "\(role.name): \(what)" }

  /// Every need of every role, broken.
  static let all: [RoleMutation] = Role.all.flatMap { role in
    commonName(role) + names(role) + usage(role) + role.demands.flatMap { demand(role, $0.value) }
  }

  private static func commonName(_ role: Role) -> [RoleMutation] {
    switch role.commonName.value {
    case .any: []
    case .user:
      [
        RoleMutation(role: role, code: "role.cn", what: "another user") { specimen in
          specimen.commonName = "al"
          specimen.names = []
        }
      ]
    default: [RoleMutation(role: role, code: "role.cn", what: "another CN") { $0.commonName = "other.example.net" }]
    }
  }

  private static func names(_ role: Role) -> [RoleMutation] {
    if case .user = role.commonName.value { return [] }
    return role.names.indices.map { index in
      RoleMutation(role: role, code: "role.san", what: "name \(index) is missing") { specimen in
        let call = try #require(specimen.needs.calls.first)
        let one = Role.only(role, index)
        let wanted = RoleCall(role: one, parameters: call.parameters, allowsAddresses: false)
        let missing = try #require(wanted.wantedNames(specimen.commonName).last)
        specimen.names.removeAll { missing.isAmong([$0]) }
        if specimen.names.isEmpty { specimen.names = [.dns("other.example.net")] }
      }
    }
  }

  private static func usage(_ role: Role) -> [RoleMutation] {
    let usages = role.usage.value.usages
    var mutations = usages.map { usage in
      RoleMutation(
        role: role, code: usage == .serverAuth ? "eku.no-server" : "eku.no-client", what: "lacks \(usage)"
      ) { specimen in
        let rest = usages.filter { $0 != usage }
        specimen.draft.leaf.setExtendedUsage(rest.isEmpty ? [.codeSigning] : rest)
      }
    }
    if !usages.isEmpty {
      mutations.append(
        RoleMutation(
          role: role, code: "eku.missing", what: "no extended key usage",
          severity: role.usage.value.mayBeAbsent ? .info : .error
        ) { $0.draft.leaf.drop(.extendedKeyUsage) })
    }
    return mutations
  }

  private static func demand(_ role: Role, _ demand: Role.Demand) -> [RoleMutation] {
    func one(
      _ code: String, _ severity: Severity = .error, change: @escaping @Sendable (inout RoleSpecimen) throws -> Void
    ) -> [RoleMutation] {
      [RoleMutation(role: role, code: code, what: "\(demand)", severity: severity, change: change)]
    }
    switch demand {
    case .alternativeNames:
      return one("san.missing") { specimen in
        specimen.names = []
        specimen.draft.leaf.drop(.subjectAlternativeName)
      }
        + one("leaf.ca", .warning) { $0.draft.leaf.setConstraints(isCA: true) }
        + one("sig.weak") { specimen in
          let algorithm = try #require(ObjectIdentifier(dotted: "1.2.840.10045.4.1"))
          specimen.draft.leaf.innerAlgorithm = algorithm
          specimen.draft.leaf.outerAlgorithm = algorithm
          specimen.draft.leaf.digest = .sha1
        }
    case .digitalSignature: return one("ku.no-sign") { $0.draft.leaf.setUsage(.keyAgreement) }
    case .noWildcard: return one("name.wildcard") { $0.names.append(.dns("*.example.com")) }
    case .noAddress: return one("san.address") { $0.names.append(.ip([192, 0, 2, 1])) }
    case .plainNames: return one("san.not-plain") { $0.names.append(.dns("xn--bcher-kva.example.com")) }
    case .commonKey: return one("key.type") { $0.draft.leaf.publicKeyInfo = try Keys.edwards.get() }
    case .skypeKey: return one("key.type") { $0.draft.leaf.publicKeyInfo = try Keys.rsa3072.get() }
    case .moderateKey: return one("key.large") { $0.draft.leaf.publicKeyInfo = try Keys.large.get() }
    case .noPSS: return one("sig.pss") { $0.draft.leaf.publicKeyInfo = try Keys.pss() }
    case .distributionPoint: return one("crl.none") { $0.draft.leaf.drop(.cRLDistributionPoints) }
    case .fullChain:
      return one("role.full-chain") { $0.file = [.leaf, .intermediate] }
        + one("role.full-chain") { $0.file = [.intermediate, .leaf, .root] }
        + one("role.full-chain") { $0.file = [.leaf, .root, .intermediate] }
    case .sameIssuer: return one("role.issuer") { $0.sibling = $0.draft.root }
    case .signedByAnother:
      return one("role.self-signed") { specimen in
        specimen.draft.leaf.signer = .leaf
        specimen.draft.leaf.issuer = DER.name(specimen.commonName)
        specimen.draft.trustsLeaf = true
        specimen.file = [.leaf]
      }
    case .publicCA:
      return one("role.public-ca", .warning) { $0.isPublic = false }
        + one("time.public-lifetime", .info) { $0.draft.leaf.notAfter.text = "270601000000Z" }
    case .privateCA: return one("role.private-ca", .info) { $0.isPublic = true }
    case .authority:
      return one("chain.not-ca") { $0.draft.leaf.setConstraints(isCA: false) }
        + one("chain.not-ca") { $0.draft.leaf.setUsage(.cRLSign) }
        + one("ski.missing") { $0.draft.leaf.drop(.subjectKeyIdentifier) }
    }
  }

  private enum Keys {
    static let edwards = Result { try TestSigner(.ed25519).publicKeyInfo }
    static let rsa3072 = Result { try TestSigner(.rsa(bits: 3_072)).publicKeyInfo }
    static let large = Result { try TestSigner(.rsa(bits: 4_608)).publicKeyInfo }
    static let rsa2048 = Result { try TestSigner(.rsa(bits: 2_048)).publicKeyInfo }

    /// An RSA key whose algorithm is RSASSA-PSS with any parameters.
    static func pss() throws -> [UInt8] {
      let info = try SubjectPublicKeyInfo(der: rsa2048.get())
      return DER.of { writer in
        writer.sequence {
          $0.sequence { $0.objectIdentifier(.rsassaPss) }
          $0.bitString(Array(info.key.octets))
        }
      }
    }
  }
}

extension Role {
  /// The role with one of its sources of names.
  static func only(_ role: Role, _ index: Int) -> Role {
    Role(
      role.name, role.title, role.family, parameters: role.parameters, commonName: role.commonName,
      names: [role.names[index]], usage: role.usage)
  }
}
