import Vocabulary

/// A rule that the certificates of a set are held against together.
package struct SetRule: Sendable {
  /// `set.words-joined`.
  package let code: String
  /// The clause that asks for it.
  package let clause: String
  /// How bad it is in a set; nil where that set does not ask.
  package let severity: @Sendable (CertificateSet) -> Severity?
  /// What it asks, a sentence.
  package let asks: String
  /// What mends it.
  package let fix: String?
  private let question: @Sendable (SetView) -> [CheckEvidence]

  init(
    _ code: String, _ clause: String, _ severity: @escaping @Sendable (CertificateSet) -> Severity?, asks: String,
    fix: String?, question: @escaping @Sendable (SetView) -> [CheckEvidence]
  ) {
    self.code = code
    self.clause = clause
    self.severity = severity
    self.asks = asks
    self.fix = fix
    self.question = question
  }

  /// What it finds; `source` is the folder.
  func findings(_ view: SetView, source: String) -> [Finding] {
    guard let severity = severity(view.set) else { return [] }
    return question(view).map { evidence in
      Finding(
        code, severity, in: evidence.source ?? source, about: evidence.subject ?? "",
        line: view.members.first { $0.file == evidence.source }?.line, evidence.sentence,
        clause: evidence.clause ?? clause, fix: evidence.fix ?? fix, role: view.set.name)
    }
  }
}

extension SetRule {
  private static let database: @Sendable (CertificateSet) -> Severity? = {
    $0.name == "database-cluster" ? .error : nil
  }
  private static let pool: @Sendable (CertificateSet) -> Severity? = { $0.name == "pexip-pool" ? .error : nil }

  /// Every rule of sets, in the order in which they are asked.
  package static let all: [SetRule] = [
    SetRule(
      "set.client", "CMS 3.8 §3.1.4", database, asks: "A database cluster has a client, whose CN is exactly postgres.",
      fix: "pki csr dbclient --for database-client, signed by the CA of the servers"
    ) { view in
      view.clients.isEmpty ? [CheckEvidence("No certificate has the common name postgres.", depth: nil)] : []
    },
    SetRule(
      "set.server", "CMS 3.8 §3.1.4", { $0.name == "pexip-pool" ? nil : .error },
      asks: "The set has a server's certificate.", fix: "have one issued, and put it into the folder"
    ) { view in
      view.servers.isEmpty ? [CheckEvidence("No certificate is for a server.", depth: nil)] : []
    },
    SetRule(
      "set.ca", "CMS 3.8 §3.1.4", { $0.name == "pexip-pool" ? nil : .error },
      asks: "The same CA signed all members.", fix: "have one CA sign them all"
    ) { view in
      guard let first = view.leaves.first else { return [] }
      let issuer = first.certificate.issuer
      return view.leaves.dropFirst().filter { !$0.certificate.issuer.matches(issuer) }.map { member in
        CheckEvidence(
          "\(member.certificate.issuer.shortText) signed it, and \(issuer.shortText) signed \(first.file).", depth: nil,
          subject: member.shape.name, source: member.file)
      }
    },
    SetRule(
      "set.ca-missing", "CMS 3.8 §3.1.4", { $0.name == "pexip-pool" ? nil : .error },
      asks: "The certificate of the CA that signed the members is there.", fix: "put it into the folder"
    ) { view in
      let authorities = view.authorities
      var said: Set<String> = []
      return view.leaves.filter { member in
        !member.certificate.isSelfSigned && !authorities.contains { member.certificate.isSigned(by: $0) }
      }.map(\.certificate.issuer.shortText).filter { said.insert($0).inserted }.map {
        CheckEvidence("The certificate of \($0), who signed the members, is not there.", depth: nil, subject: $0)
      }
    },
    SetRule(
      "set.root-shared", "CMS 3.8 §3.1.4", database, asks: "The root of a database cluster signs nothing else.",
      fix: "make a root for the database alone: pki selfsigned dbca"
    ) { view in
      let members = Set((view.clients + view.servers).map(\.certificate))
      let foreign = view.leaves.filter { member in
        if !members.contains(member.certificate) { return true }
        guard !view.nodes.isEmpty, member.certificate.subject.commonName != "postgres" else { return false }
        return !view.nodes.contains { view.names($0, [member]) }
      }
      return foreign.map { member in
        CheckEvidence(
          "\(member.certificate.issuer.shortText) also signed \(member.shape.name), which is no member of the cluster.",
          depth: nil, subject: member.shape.name, source: member.file)
      }
    },
    SetRule(
      "set.member-unnamed", "CMS 3.8 §3.1.4, §4.9; Pexip, SfB integration", { _ in .error },
      asks: "Every node is among the names of a certificate that serves it.",
      fix: "have a certificate issued with that name among its alternative names"
    ) { view in
      let serving: [SetMember]
      switch view.set.name {
      case "cms-cluster":
        let named = view.servers.filter { $0.file.lowercased().hasWord("webadmin") }
        serving = named.isEmpty ? view.servers : named
      case "pexip-pool": serving = view.leaves
      default: serving = view.servers
      }
      guard !serving.isEmpty else { return [] }
      return view.nodes.filter { !view.names($0, serving) }.map {
        CheckEvidence("\($0) is not among the names of \(serving.fileNames).", depth: nil, subject: $0)
      }
    },
    SetRule(
      "set.key-shared", "CMS 3.8 §3.1.4, §4.1", { $0.name == "pexip-pool" ? nil : .error },
      asks: "Different certificates of the set have different keys.", fix: "make a key for each"
    ) { view in
      let leaves = view.leaves
      return leaves.indices.dropFirst().compactMap { index in
        let one = leaves[index]
        let twin = leaves[..<index].first { other in
          other.certificate != one.certificate && other.certificate.publicKey.sameKey(as: one.certificate.publicKey)
        }
        return twin.map {
          CheckEvidence(
            "It has the same key as \($0.file).", depth: nil, subject: one.shape.name, source: one.file)
        }
      }
    },
    SetRule(
      "set.differs", "Pexip, SfB integration", pool, asks: "All nodes of a pool have one and the same certificate.",
      fix: "install one certificate on all nodes"
    ) { view in
      guard let first = view.leaves.first else { return [CheckEvidence("There is no certificate.", depth: nil)] }
      return view.leaves.dropFirst().filter { $0.certificate != first.certificate }.map { member in
        CheckEvidence(
          "It is another certificate than \(first.file).", depth: nil, subject: member.shape.name, source: member.file)
      }
    },
    SetRule(
      "set.key-differs", "Pexip, SfB integration", pool, asks: "All nodes of a pool have one and the same key.",
      fix: "install the key of the certificate on all nodes"
    ) { view in
      guard let certificate = view.leaves.first?.certificate else { return [] }
      return view.keys.filter { key in !(key.publicKey?.sameKey(as: certificate.publicKey) ?? false) }.map {
        CheckEvidence("It is not the key of the certificate.", depth: nil, source: $0.file)
      }
    },
    SetRule(
      "set.expiry", "CMS 3.8 §5.3", { _ in .info },
      asks: "Which member ends first is known, and what renewing it takes.",
      fix: nil
    ) { view in
      let ends = view.members.compactMap { member in member.certificate.notAfter.instant.map { (member, $0) } }
      guard let first = ends.min(by: { $0.1 < $1.1 }) else { return [] }
      let more = view.set.name == "database-cluster" ? " To renew it the database cluster must be taken apart." : ""
      return [
        CheckEvidence(
          "\(first.0.shape.name) ends first, on \(first.1).\(more)", depth: nil, subject: first.0.shape.name,
          source: first.0.file)
      ]
    },
  ]
}

extension [SetMember] {
  fileprivate var fileNames: String { map(\.file).joined(separator: ", ") }
}

extension String {
  fileprivate func hasWord(_ word: String) -> Bool {
    let (text, wanted) = (Array(utf8), Array(word.utf8))
    guard text.count >= wanted.count else { return false }
    return (0...(text.count - wanted.count)).contains { text[$0..<($0 + wanted.count)].elementsEqual(wanted) }
  }
}
