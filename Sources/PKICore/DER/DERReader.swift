import Vocabulary

/// Reads the elements of one level of a DER encoding, in order.
///
/// By the strict rules tags above 30 and indefinite lengths are refused, as are lengths not in the shortest
/// form (X.690 §10.1). The lax rules read what libcrypto reads, to show what is not perfectly encoded.
package struct DERReader: Sendable {
  /// How faithful to DER an encoding must be.
  package enum Rules: Sendable {
    /// DER and nothing else.
    case strict
    /// BER too: indefinite and long lengths, padded integers, any octet for TRUE, trailing elements.
    case lax
  }

  /// The whole encoding.
  package let bytes: [UInt8]
  /// The next octet to be read.
  package private(set) var position: Int
  /// The end of this level.
  package let end: Int
  /// The rules that this level and all below are read by.
  package let rules: Rules

  /// A reader over all of `bytes`.
  package init(_ bytes: [UInt8], rules: Rules = .strict) {
    self.init(bytes: bytes, range: 0..<bytes.count, rules: rules)
  }

  /// A reader over a part of `bytes`; the range must lie within.
  package init(bytes: [UInt8], range: Range<Int>, rules: Rules = .strict) {
    self.bytes = bytes
    self.position = range.lowerBound
    self.end = range.upperBound
    self.rules = rules
  }

  /// Whether this level is read to its end.
  package var atEnd: Bool { position >= end }

  /// The identifier octet of the next element; nil at the end.
  package var nextTag: UInt8? { position < end ? bytes[position] : nil }

  /// The next element, whatever its tag.
  package mutating func next() throws(DERError) -> DERElement {
    guard rules == .strict else { return try nextLaxly() }
    let start = position
    guard start < end else { throw DERError("an element is missing", at: start) }
    let tag = bytes[start]
    guard tag & 0x1f != 0x1f else { throw DERError("a tag number above 30", at: start) }
    guard start + 1 < end else { throw DERError("a length is missing", at: start) }
    var first = start + 2
    var length = Int(bytes[start + 1])
    if length >= 0x80 {
      let octets = length & 0x7f
      guard octets != 0 else { throw DERError("an indefinite length, which DER forbids", at: start + 1) }
      guard octets <= 4, first + octets <= end else { throw DERError("a length runs past the end", at: start + 1) }
      length = 0
      for octet in bytes[first..<first + octets] { length = length << 8 | Int(octet) }
      guard length >= 0x80, bytes[first] != 0 else {
        throw DERError("a length is not in its shortest form", at: start + 1)
      }
      first += octets
    }
    guard length <= end - first else { throw DERError("a length runs past the end", at: start + 1) }
    position = first + length
    return DERElement(bytes: bytes, tag: tag, header: start..<first, range: first..<position)
  }

  /// The next element, which must have this tag.
  package mutating func next(_ tag: UInt8) throws(DERError) -> DERElement {
    guard let found = nextTag else { throw DERError("an element is missing", at: position) }
    guard found == tag else {
      throw DERError("tag 0x\(Hexadecimal.text([found])) where 0x\(Hexadecimal.text([tag])) belongs", at: position)
    }
    return try next()
  }

  /// The next element if it has this tag, else nil and nothing is read.
  package mutating func optional(_ tag: UInt8) throws(DERError) -> DERElement? {
    nextTag == tag ? try next() : nil
  }

  private mutating func nextLaxly() throws(DERError) -> DERElement {
    let start = position
    let header = try BERHeader(bytes, at: start, end: end)
    var closing = header.content
    var trailer = 0
    if let length = header.length {
      closing += length
    } else {
      closing = try BERHeader.end(of: header, in: bytes, end: end)
      trailer = 2
    }
    position = closing + trailer
    return DERElement(
      bytes: bytes, tag: bytes[start], header: start..<header.content, range: header.content..<closing,
      trailer: trailer, rules: .lax)
  }

  /// Nothing may follow at this level; by the lax rules it may.
  package func finish() throws(DERError) {
    guard atEnd || rules == .lax else { throw DERError("more follows where the encoding should end", at: position) }
  }

  /// The one element that `bytes` consist of, with this tag and nothing after it.
  package static func single(_ bytes: [UInt8], _ tag: UInt8 = DERTag.sequence) throws(DERError) -> DERElement {
    var reader = DERReader(bytes)
    let element = try reader.next(tag)
    try reader.finish()
    return element
  }
}
