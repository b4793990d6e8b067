/// What a file held: its items in their order, and what was unusual about it.
package struct Material: Sendable {
  /// The file's name, for messages.
  package let source: String
  /// The items; at least one, for what holds nothing is one that is unknown.
  package let items: [Item]
  /// Damage to the file as a whole that was forgiven, in a few words each: "CRLF line ends".
  package let notes: [String]

  /// What the file is, in words: "a certificate", "3 certificates", "2 certificates and a private key".
  package var described: String {
    let outer = items.filter { $0.container == nil }
    if let only = outer.first, outer.count == 1 { return only.described }
    var phrases: [String] = []
    for kind in ItemKind.allCases {
      let same = outer.filter { $0.kind == kind }
      if let only = same.first, same.count == 1 { phrases.append(only.described) }
      if same.count > 1 { phrases.append("\(same.count) \(kind.plural)") }
    }
    guard let last = phrases.popLast() else { return "nothing" }
    return phrases.isEmpty ? last : phrases.joined(separator: ", ") + " and " + last
  }
}
