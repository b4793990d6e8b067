/// What guards the reading of files against hostile ones.
package struct MaterialLimits: Hashable, Sendable {
  /// The octets of one PEM block, decoded.
  package var blockOctets = 16 << 20
  /// The damaged elements of one file; what has more is given up.
  package var damagedItems = 1_000
  /// The items of one file, where all are held at once.
  package var heldItems = 50_000
  /// The items in one container.
  package var containedItems = 10_000
  /// The limits of each certificate.
  package var certificate = DERLimits.standard

  /// Whether passphrases are tried even where that takes minutes: more than ten million rounds, more than 1 GiB.
  package var allowsSlow = false

  /// The limits that hold unless an option raises them.
  package static let standard = MaterialLimits()

  /// The standard limits.
  package init() {}
}
