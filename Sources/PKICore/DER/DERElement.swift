/// One element of a DER encoding: a tag and the range of its content inside the bytes it was read from.
///
/// Elements share their bytes; nothing is copied until `content` is asked for.
package struct DERElement: Sendable {
  /// The whole encoding that the ranges point into.
  package let bytes: [UInt8]
  /// The identifier octet: class, constructed bit and a tag number below 31.
  package let tag: UInt8
  /// Where tag and length stand: from the identifier octet to the first content octet.
  package let header: Range<Int>
  /// Where the content stands.
  package let range: Range<Int>
  /// The octets that follow the content: 2 end-of-contents octets after an indefinite length, else 0.
  var trailer = 0
  /// The rules that the element was read by, and that its children are.
  var rules = DERReader.Rules.strict

  /// Where the whole element stands, header and content.
  package var whole: Range<Int> { header.lowerBound..<range.upperBound + trailer }

  /// The content octets, copied.
  package var content: [UInt8] { Array(bytes[range]) }

  /// Header and content octets, copied: the element's own DER.
  package var encoding: [UInt8] { Array(bytes[whole]) }

  /// Whether the constructed bit is set.
  package var isConstructed: Bool { tag & 0x20 != 0 }

  /// A reader over the elements inside this one.
  package var children: DERReader { DERReader(bytes: bytes, range: range, rules: rules) }

  /// The content octets where they stand, not copied.
  package var contentSlice: DERSlice { DERSlice(bytes, range) }

  /// Header and content octets where they stand, not copied.
  package var slice: DERSlice { DERSlice(bytes, whole) }
}

/// Why bytes are not the DER that was expected, and where.
package struct DERError: Error, Hashable {
  /// What was found instead, in a few words: "length runs past the end".
  package let reason: String
  /// The octet, counted from the start of the encoding.
  package let offset: Int

  /// An error at an octet of the encoding.
  package init(_ reason: String, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension DERError: CustomStringConvertible {
  /// The reason and where: "length runs past the end (octet 12)".
  package var description: String { "\(reason) (octet \(offset))" }
}
