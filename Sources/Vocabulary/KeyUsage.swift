/// What a key may be used for (RFC 5280 §4.2.1.3): the bits of the keyUsage extension.
package struct KeyUsage: OptionSet, Hashable, Sendable {
  /// Bit n of the extension is bit n here, counted from the least significant.
  package let rawValue: UInt16

  /// The usages whose bits are set in `rawValue`.
  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// All of these usages. Written out, since the general one looks its types up at run time, each time.
  package init(arrayLiteral elements: KeyUsage...) {
    self.rawValue = elements.reduce(0) { $0 | $1.rawValue }
  }

  /// Bit 0.
  package static let digitalSignature = KeyUsage(rawValue: 1 << 0)
  /// Bit 1, also known as contentCommitment.
  package static let nonRepudiation = KeyUsage(rawValue: 1 << 1)
  /// Bit 2.
  package static let keyEncipherment = KeyUsage(rawValue: 1 << 2)
  /// Bit 3.
  package static let dataEncipherment = KeyUsage(rawValue: 1 << 3)
  /// Bit 4.
  package static let keyAgreement = KeyUsage(rawValue: 1 << 4)
  /// Bit 5: may sign certificates.
  package static let keyCertSign = KeyUsage(rawValue: 1 << 5)
  /// Bit 6: may sign revocation lists.
  package static let cRLSign = KeyUsage(rawValue: 1 << 6)
  /// Bit 7.
  package static let encipherOnly = KeyUsage(rawValue: 1 << 7)
  /// Bit 8.
  package static let decipherOnly = KeyUsage(rawValue: 1 << 8)

  /// The names of RFC 5280 in the order of the bits.
  package static let named: [(name: String, usage: KeyUsage)] = [
    ("digitalSignature", .digitalSignature), ("nonRepudiation", .nonRepudiation),
    ("keyEncipherment", .keyEncipherment), ("dataEncipherment", .dataEncipherment),
    ("keyAgreement", .keyAgreement), ("keyCertSign", .keyCertSign), ("cRLSign", .cRLSign),
    ("encipherOnly", .encipherOnly), ("decipherOnly", .decipherOnly),
  ]

  /// The names of the bits that are set.
  package var names: [String] {
    KeyUsage.named.filter { contains($0.usage) }.map(\.name)
  }

  /// The usage with this name in any case, `contentCommitment` too; nil where there is none.
  package init?(name: String) {
    let name = name.lowercased() == "contentcommitment" ? "nonrepudiation" : name.lowercased()
    guard let found = KeyUsage.named.first(where: { $0.name.lowercased() == name }) else { return nil }
    self = found.usage
  }
}
