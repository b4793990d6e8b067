package import Vocabulary

/// The names that certificates below a CA may and may not have (RFC 5280 §4.2.1.10).
package struct NameConstraints: Hashable, Sendable {
  /// A part of the space of names.
  package struct Subtree: Hashable, Sendable {
    /// The root of the part; an address stands there with its mask, 8 or 32 octets.
    package let base: GeneralName
    /// How far below the root the part begins; anything but 0 is against RFC 5280.
    package let minimum: Int
    /// How far below the root the part ends; anything but nil is against RFC 5280.
    package let maximum: Int?
  }

  /// Where names must lie; nil where that part is absent.
  package let permitted: [Subtree]?
  /// Where names must not lie; nil where that part is absent.
  package let excluded: [Subtree]?
}

extension NameConstraints: DERReadable {
  /// The value of the extension.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    self.permitted = try fields.optionalSequence(of: Subtree.self, DERTag.context(0))
    self.excluded = try fields.optionalSequence(of: Subtree.self, DERTag.context(1))
    try fields.finish()
  }
}

extension NameConstraints.Subtree: DERReadable {
  /// A GeneralSubtree.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    self.base = try GeneralName(&fields)
    let minimum = DERTag.context(0, constructed: false)
    let maximum = DERTag.context(1, constructed: false)
    self.minimum = fields.nextTag == minimum ? try fields.smallInteger(minimum) : 0
    self.maximum = fields.nextTag == maximum ? try fields.smallInteger(maximum) : nil
    try fields.finish()
  }
}
