package import Vocabulary

extension DERReader {
  /// The named bits of a BIT STRING, bit 0 of the string in bit 0 of the result; those after the 16th are dropped.
  ///
  /// Trailing zero bits may stand there though DER forbids it: much software writes them.
  mutating func namedBits(_ tag: UInt8 = DERTag.bitString) throws(DERError) -> UInt16 {
    let octets = try bitString(tag).octets
    var bits: UInt16 = 0
    for (index, octet) in octets.prefix(2).enumerated() {
      for bit in 0..<8 where octet & (0x80 >> UInt8(bit)) != 0 { bits |= 1 << UInt16(index * 8 + bit) }
    }
    return bits
  }
}

extension KeyUsage: DERReadable {
  /// The value of the extension.
  package init(_ reader: inout DERReader) throws(DERError) {
    self.init(rawValue: try reader.namedBits())
  }
}

extension NetscapeType: DERReadable {
  /// The value of the extension.
  package init(_ reader: inout DERReader) throws(DERError) {
    self.init(rawValue: UInt8(truncatingIfNeeded: try reader.namedBits()))
  }
}

extension ObjectIdentifier: DERReadable {
  /// An OBJECT IDENTIFIER.
  package init(_ reader: inout DERReader) throws(DERError) {
    self = try reader.objectIdentifier()
  }
}

/// When the private key may be used (RFC 3280 §4.2.1.4).
package struct PrivateKeyUsagePeriod: Hashable, Sendable {
  /// Not before; nil where it is not said.
  package let notBefore: Time?
  /// Not after; nil where it is not said.
  package let notAfter: Time?
}

extension PrivateKeyUsagePeriod: DERReadable {
  /// The value of the extension.
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    let before = try fields.optional(DERTag.context(0, constructed: false))
    let after = try fields.optional(DERTag.context(1, constructed: false))
    try fields.finish()
    self.notBefore = before.map { Time(content: $0.contentSlice, isUTCTime: false) }
    self.notAfter = after.map { Time(content: $0.contentSlice, isUTCTime: false) }
  }
}
