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

  /// Where the whole element stands, header and content.
  package var whole: Range<Int> { header.lowerBound..<range.upperBound }

  /// The content octets, copied.
  package var content: [UInt8] { Array(bytes[range]) }

  /// Header and content octets, copied: the element's own DER.
  package var encoding: [UInt8] { Array(bytes[whole]) }

  /// Whether the constructed bit is set.
  package var isConstructed: Bool { tag & 0x20 != 0 }

  /// A reader over the elements inside this one.
  package var children: DERReader { DERReader(bytes: bytes, range: range) }
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

/// Identifier octets by the names of X.680.
package enum DERTag {
  /// Boolean, universal 1.
  package static let boolean: UInt8 = 0x01
  /// Integer, universal 2.
  package static let integer: UInt8 = 0x02
  /// BitString, universal 3.
  package static let bitString: UInt8 = 0x03
  /// OctetString, universal 4.
  package static let octetString: UInt8 = 0x04
  /// Null, universal 5.
  package static let null: UInt8 = 0x05
  /// ObjectIdentifier, universal 6.
  package static let objectIdentifier: UInt8 = 0x06
  /// Enumerated, universal 10.
  package static let enumerated: UInt8 = 0x0a
  /// Utf8String, universal 12.
  package static let utf8String: UInt8 = 0x0c
  /// PrintableString, universal 19.
  package static let printableString: UInt8 = 0x13
  /// TeletexString, universal 20.
  package static let teletexString: UInt8 = 0x14
  /// Ia5String, universal 22.
  package static let ia5String: UInt8 = 0x16
  /// UtcTime, universal 23.
  package static let utcTime: UInt8 = 0x17
  /// GeneralizedTime, universal 24.
  package static let generalizedTime: UInt8 = 0x18
  /// VisibleString, universal 26.
  package static let visibleString: UInt8 = 0x1a
  /// UniversalString, universal 28.
  package static let universalString: UInt8 = 0x1c
  /// BmpString, universal 30.
  package static let bmpString: UInt8 = 0x1e
  /// Sequence, universal 16.
  package static let sequence: UInt8 = 0x30
  /// Set, universal 17.
  package static let set: UInt8 = 0x31

  /// A context-specific tag, `[n]`; constructed unless it is an implicit primitive.
  package static func context(_ number: UInt8, constructed: Bool = true) -> UInt8 {
    0x80 | (constructed ? 0x20 : 0) | number
  }
}
