import Vocabulary

/// Certificates that only make sense together: a row of the table of sets.
package struct CertificateSet: Sendable {
  /// The word for it: `database-cluster`.
  package let name: String
  /// What it is, in a line.
  package let title: String
  /// What is asked of its members together, in words, with the clause.
  package let needs: [Role.Need]
  /// What its `node`s are.
  package let nodes: String

  /// Every set, in the order in which they are listed.
  package static let all: [CertificateSet] = [databaseCluster, meetingServerCluster, pexipPool]

  /// Servers and client of the Meeting Server's database.
  package static let databaseCluster = CertificateSet(
    name: "database-cluster", title: "servers and client of the Meeting Server's database",
    needs: [
      Role.Need(text: "a client, CN=postgres, and at least one server", clause: "CMS 3.8 §3.1.4"),
      Role.Need(text: "one CA for all, with its certificate", clause: "CMS 3.8 §3.1.4"),
      Role.Need(text: "that CA signs nothing else", clause: "CMS 3.8 §3.1.4"),
      Role.Need(text: "every node among the names of a server", clause: "CMS 3.8 §3.1.4"),
      Role.Need(text: "keys of their own for servers and client", clause: "CMS 3.8 §3.1.4"),
    ], nodes: "the FQDN of a server of the cluster")

  /// Call Bridges that call each other's Web Admin interface.
  package static let meetingServerCluster = CertificateSet(
    name: "cms-cluster", title: "Call Bridges that form a cluster, with their Web Admin certificates",
    needs: [
      Role.Need(text: "every node among the names of a Web Admin certificate", clause: "CMS 3.8 §4.9"),
      Role.Need(text: "one CA for all, with its certificate", clause: "CMS 3.8 §4.9"),
      Role.Need(text: "no key under several certificates", clause: "CMS 3.8 §4.1"),
    ], nodes: "the FQDN that peers call")

  /// Nodes that present one certificate.
  package static let pexipPool = CertificateSet(
    name: "pexip-pool", title: "Pexip Infinity nodes that present one certificate",
    needs: [
      Role.Need(text: "the same certificate on all nodes", clause: "Pexip, SfB integration"),
      Role.Need(text: "the same key on all nodes", clause: "Pexip, SfB integration"),
      Role.Need(text: "every node among its names", clause: "Pexip, SfB integration"),
    ], nodes: "a node's FQDN")
}

/// A file of a set: its certificates, or its key.
package struct SetMember: Sendable {
  /// The file.
  package let file: String
  /// The certificate that the others of the file lead up from.
  package let certificate: Certificate
  /// The certificates of the file, as they stand in it.
  package let certificates: [Certificate]
  /// The line that each of them begins on.
  let lines: [Int]
  /// The certificate with its extensions decoded.
  let shape: CertificateShape

  /// The certificates of a file; nil where there is none.
  package init?(file: String, certificates: [Certificate], lines: [Int] = []) {
    guard let head = ChainHead(certificates) else { return nil }
    self.file = file
    self.certificate = head.leaf
    self.certificates = certificates
    self.lines = lines
    self.shape = CertificateShape(head.leaf, depth: 0, isAnchor: false)
  }

  /// The line that the certificate begins on; nil where that is not known.
  var line: Int? {
    certificates.prefix(lines.count).firstIndex(of: certificate).map { lines[$0] }
  }

  /// Whether it belongs to a CA.
  var isAuthority: Bool { shape.isCA }

  /// Whether it may serve: no extended key usage allows all.
  var mayServe: Bool { shape.extendedKeyUsage?.contains(.serverAuth) ?? true }
}

/// A set under check.
package struct SetView: Sendable {
  /// Which set.
  package let set: CertificateSet
  /// The files with certificates, those of CAs among them.
  package let members: [SetMember]
  /// The private keys.
  package let keys: [CheckedKey]
  /// The names that were given as nodes.
  package let nodes: [String]

  /// The members that are no CA's.
  var leaves: [SetMember] { members.filter { !$0.isAuthority } }
  /// The certificates of CAs, also those in files of chains.
  var authorities: [Certificate] {
    members.flatMap(\.certificates).filter { (try? $0.basicConstraints)?.isCA == true }.withoutDuplicates
  }
  /// Clients of the database.
  var clients: [SetMember] { leaves.filter { $0.certificate.subject.commonName == "postgres" } }
  /// What may serve.
  var servers: [SetMember] { leaves.filter { $0.certificate.subject.commonName != "postgres" && $0.mayServe } }

  /// Whether a host is among the names of one of these.
  func names(_ host: String, _ members: [SetMember]) -> Bool {
    guard let wanted = AlternativeNameSyntax.host(orAddress: host) else { return false }
    return members.contains { WantedName(forms: [wanted], clause: "").isAmong($0.shape.alternativeNames ?? []) }
  }
}
