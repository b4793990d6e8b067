/// A part of an encoding that is shared, not copied; two are equal if their octets are.
package struct DERSlice: Sendable {
  /// The whole encoding that the range points into.
  package let bytes: [UInt8]
  /// Where the part stands.
  package let range: Range<Int>

  /// The part of `bytes` at `range`, which must lie within.
  package init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    self.range = range
  }

  /// All of `bytes`.
  package init(_ bytes: [UInt8]) {
    self.init(bytes, 0..<bytes.count)
  }

  /// The octets, not copied.
  package var octets: ArraySlice<UInt8> { bytes[range] }

  /// The octets, copied.
  package var array: [UInt8] { Array(bytes[range]) }

  /// How many octets there are.
  package var count: Int { range.count }

  /// A reader over the elements in this part.
  package func reader(_ rules: DERReader.Rules = .strict) -> DERReader {
    DERReader(bytes: bytes, range: range, rules: rules)
  }
}

extension DERSlice: Hashable {
  package static func == (a: DERSlice, b: DERSlice) -> Bool { a.octets == b.octets }

  package func hash(into hasher: inout Hasher) { hasher.combine(octets) }
}
