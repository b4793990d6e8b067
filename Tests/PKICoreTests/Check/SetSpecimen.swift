import OpenSSL
import Platform
import Testing
import Vocabulary

@testable import PKICore

/// A folder whose certificates are all that a set needs, until something is changed.
struct SetSpecimen {
  /// A file with one certificate.
  struct Member {
    var file: String
    var draft: CertificateDraft
    /// The file whose very certificate it holds; nil where it has its own.
    var original: String?
  }

  let set: CertificateSet
  var members: [Member]
  /// The private keys by their files; who has which is what the signers say.
  var keys: [(file: String, signer: TestSigner)] = []
  var nodes = ["a.example.com", "b.example.com"]

  static let first = Result { try TestSigner() }
  static let second = Result { try TestSigner() }
  static let third = Result { try TestSigner() }

  init(_ set: CertificateSet) throws {
    self.set = set
    members = [Member(file: "ca.crt", draft: try ChainDraft().root)]
    let (a, b) = (try Self.first.get(), try Self.second.get())
    switch set.name {
    case "database-cluster":
      members += [
        try Self.server("a.crt", "a.example.com", a), try Self.server("b.crt", "b.example.com", b),
        try Self.client("client.crt", Self.third.get()),
      ]
      keys = [("a.key", a), ("b.key", b), ("client.key", try Self.third.get())]
    case "cms-cluster":
      members += [
        try Self.server("webadmin1.crt", "a.example.com", a), try Self.server("webadmin2.crt", "b.example.com", b),
      ]
      keys = [("webadmin1.key", a), ("webadmin2.key", b)]
    default:
      var node = try Self.server("a.crt", "a.example.com", a)
      node.draft.setNames(nodes.map { .dns($0) })
      members += [node, Member(file: "b.crt", draft: node.draft, original: "a.crt")]
      keys = [("a.key", a), ("b.key", a)]
    }
  }

  /// A certificate for serving and calling, signed by the root of drafts.
  static func server(_ file: String, _ host: String, _ signer: TestSigner) throws -> Member {
    var draft = try ChainDraft().leaf
    draft.issuer = DER.name("Root")
    draft.signer = .root
    draft.serial = [7, UInt8(host.utf8.first ?? 0)]
    draft.subject = DER.name(host)
    draft.publicKeyInfo = signer.publicKeyInfo
    draft.setNames([.dns(host)])
    draft.setExtendedUsage([.serverAuth, .clientAuth])
    draft.identify(signer: signer, issuer: try TestSigner.of(.root))
    return Member(file: file, draft: draft)
  }

  private static func client(_ file: String, _ signer: TestSigner) throws -> Member {
    var member = try server(file, "postgres", signer)
    member.draft.drop(.subjectAlternativeName)
    member.draft.setExtendedUsage([.clientAuth])
    return member
  }

  /// What check finds.
  func findings() throws -> [Finding] {
    var parameters = RoleParameters()
    for node in nodes { try parameters.add(node, to: .node) }
    let check = try SetCheck(set, parameters, asking: CheckRequest(instant: ChainDraft.instant))
    // A signature on a curve is another one each time.
    var certificates: [String: Certificate] = [:]
    let made = try members.compactMap { member in
      let certificate = try member.original.flatMap { certificates[$0] } ?? member.draft.certificate()
      certificates[member.file] = certificate
      return SetMember(file: member.file, certificates: [certificate], lines: [1])
    }
    let keys = try keys.map { try CheckedKey($0.signer.file(), file: $0.file) }
    return check.run(source: "folder", members: made, keys: keys).findings
  }
}

extension TestSigner {
  /// The private key as it is read from a file.
  func file() throws -> PrivateKeyFile {
    try PrivateKeyFile(plain: KeyBytes(key.privateKeyInfo().copiedBytes()))
  }
}

extension CertificateDraft {
  /// The identifiers of its key and of its issuer's.
  mutating func identify(signer: TestSigner, issuer: TestSigner) {
    set(.subjectKeyIdentifier) { $0.put(DERTag.octetString, signer.identifier) }
    set(.authorityKeyIdentifier) {
      $0.sequence { $0.put(DERTag.context(0, constructed: false), issuer.identifier) }
    }
  }
}
