import Vocabulary

/// In what two certificates, two requests, or a request and a certificate differ.
package struct Difference: Sendable {
  /// One thing that is not the same in both.
  package struct Change: Sendable {
    /// What differs, in the word of JSON: `subject`, `names`, `not_after`, ….
    package let key: String
    /// What differs, in words.
    package let label: String
    /// What only the old one has.
    package internal(set) var old: [String] = []
    /// What only the new one has.
    package internal(set) var new: [String] = []
    /// The extension of the old one, where the values are to be decoded from it.
    package internal(set) var oldExtension: Extension?
    /// The extension of the new one, likewise.
    package internal(set) var newExtension: Extension?
    /// Whether it differs with every issue: dates, serial number, key identifiers, promises of logs.
    package let isIncidental: Bool
  }

  /// How the second stands to the first.
  package enum Relation: String, Sendable {
    /// Octet for octet the same.
    case identical
    /// Nothing differs but what differs with every issue.
    case renewal
    /// The certificate is what the request asks for, or both requests ask for the same.
    case agreement
    /// The same for another key.
    case rekey = "re-key"
    /// Something else differs, though they have key, subject or names in common.
    case changed
    /// Neither key nor subject nor any name is the same.
    case unrelated
  }

  /// Everything that differs, in the order in which it is read.
  package let changes: [Change]
  /// How the second stands to the first.
  package let relation: Relation
  /// Whether both have the same public key.
  package let hasSameKey: Bool

  /// Whether they differ in more than dates, serial number and key identifiers.
  package var isEssential: Bool { changes.contains { !$0.isIncidental } }

  /// What differs from `old` to `new`. Where one of them is a request, only what a request can ask for is compared.
  package init(from old: Statement, to new: Statement) {
    var comparison = Comparison(old, new)
    comparison.run()
    changes = comparison.changes
    hasSameKey = new.publicKey.sameKey(as: old.publicKey)
    relation = Difference.relation(old, new, changes)
  }

  private static func relation(_ old: Statement, _ new: Statement, _ changes: [Change]) -> Relation {
    if old.der == new.der { return .identical }
    let essential = changes.filter { !$0.isIncidental }
    if essential.isEmpty { return old.certificate != nil && new.certificate != nil ? .renewal : .agreement }
    let byKey: Set<String> = ["public_key", "signature_algorithm"]
    if essential.allSatisfy({ byKey.contains($0.key) }), essential.contains(where: { $0.key == "public_key" }) {
      return .rekey
    }
    let names = Set(old.alternativeNames.map(\.comparisonText))
    let isKin =
      new.publicKey.sameKey(as: old.publicKey) || !old.subject.isEmpty && new.subject.matches(old.subject)
      || new.alternativeNames.contains { names.contains($0.comparisonText) }
    return isKin ? .changed : .unrelated
  }
}

extension GeneralName {
  /// What the name is compared by: host names in any case.
  var comparisonText: String {
    if case .dns(let host) = self { return "DNS:" + host.lowercased() }
    return description
  }
}
