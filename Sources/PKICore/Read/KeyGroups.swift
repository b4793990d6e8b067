import Vocabulary

/// Things that share a public key.
package struct KeyGroups: Sendable {
  /// A thing with a public key: a key, a certificate, a request, and the file it is in.
  package struct Member: Sendable {
    /// The file.
    package let file: String
    /// What it is.
    package let kind: ItemKind
    /// Its public key.
    package let publicKey: SubjectPublicKeyInfo
    /// Whose it is, for certificates and requests; nil otherwise.
    package let subject: String?

    /// A thing with its public key.
    package init(file: String, kind: ItemKind, publicKey: SubjectPublicKeyInfo, subject: String?) {
      self.file = file
      self.kind = kind
      self.publicKey = publicKey
      self.subject = subject
    }
  }

  /// Things that share a key, two or more, in the order in which they were given.
  package let groups: [[Member]]
  /// Things whose key nothing else has.
  package let orphans: [Member]

  /// Groups members by their public keys.
  package init(_ members: [Member]) {
    var groups: [[Member]] = []
    var places: [SubjectPublicKeyInfo: Int] = [:]
    for member in members {
      if let place = places[member.publicKey] {
        groups[place].append(member)
      } else if let place = groups.firstIndex(where: { $0[0].publicKey.sameKey(as: member.publicKey) }) {
        groups[place].append(member)
      } else {
        places[member.publicKey] = groups.count
        groups.append([member])
      }
    }
    self.groups = groups.filter { $0.count > 1 }
    self.orphans = groups.filter { $0.count == 1 }.map { $0[0] }
  }
}
