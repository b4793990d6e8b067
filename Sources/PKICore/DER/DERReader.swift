package import Vocabulary

/// Reads the elements of one level of a DER encoding, in order.
///
/// Tags above 30 and indefinite lengths are refused, as are lengths not in the shortest form (X.690 §10.1).
package struct DERReader: Sendable {
  /// The whole encoding.
  package let bytes: [UInt8]
  /// The next octet to be read.
  package private(set) var position: Int
  /// The end of this level.
  package let end: Int

  /// A reader over all of `bytes`.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    self.position = 0
    self.end = bytes.count
  }

  /// A reader over a part of `bytes`; the range must lie within.
  package init(bytes: [UInt8], range: Range<Int>) {
    self.bytes = bytes
    self.position = range.lowerBound
    self.end = range.upperBound
  }

  /// Whether this level is read to its end.
  package var atEnd: Bool { position >= end }

  /// The identifier octet of the next element; nil at the end.
  package var nextTag: UInt8? { position < end ? bytes[position] : nil }

  /// The next element, whatever its tag.
  package mutating func next() throws(DERError) -> DERElement {
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

  /// Nothing may follow at this level.
  package func finish() throws(DERError) {
    guard atEnd else { throw DERError("more follows where the encoding should end", at: position) }
  }

  /// The one element that `bytes` consist of, with this tag and nothing after it.
  package static func single(_ bytes: [UInt8], _ tag: UInt8 = DERTag.sequence) throws(DERError) -> DERElement {
    var reader = DERReader(bytes)
    let element = try reader.next(tag)
    try reader.finish()
    return element
  }
}

// MARK: - Primitive values

extension DERReader {
  /// An OBJECT IDENTIFIER.
  package mutating func objectIdentifier() throws(DERError) -> ObjectIdentifier {
    let element = try next(DERTag.objectIdentifier)
    let identifier = ObjectIdentifier(content: element.content)
    guard identifier.isWellFormed else { throw DERError("not an object identifier", at: element.range.lowerBound) }
    return identifier
  }

  /// An INTEGER's content octets, which must be in the shortest form.
  package mutating func integer(_ tag: UInt8 = DERTag.integer) throws(DERError) -> [UInt8] {
    let element = try next(tag)
    let content = element.content
    guard let first = content.first else { throw DERError("an empty INTEGER", at: element.range.lowerBound) }
    if content.count > 1, (first == 0 && content[1] < 0x80) || (first == 0xff && content[1] >= 0x80) {
      throw DERError("an INTEGER is not in its shortest form", at: element.range.lowerBound)
    }
    return content
  }

  /// An INTEGER that fits 31 bits and is not negative.
  package mutating func smallInteger(_ tag: UInt8 = DERTag.integer) throws(DERError) -> Int {
    let start = position
    let content = try integer(tag)
    guard content.count <= 4, content[0] < 0x80 else { throw DERError("an INTEGER out of range", at: start) }
    return content.reduce(0) { $0 << 8 | Int($1) }
  }

  /// A BOOLEAN, 0x00 or 0xFF.
  package mutating func boolean(_ tag: UInt8 = DERTag.boolean) throws(DERError) -> Bool {
    let element = try next(tag)
    guard element.range.count == 1, [0x00, 0xff].contains(bytes[element.range.lowerBound]) else {
      throw DERError("a BOOLEAN that is neither 0x00 nor 0xFF", at: element.range.lowerBound)
    }
    return bytes[element.range.lowerBound] == 0xff
  }

  /// A BIT STRING's octets and how many bits of the last one are unused; unused bits must be zero.
  package mutating func bitString(
    _ tag: UInt8 = DERTag.bitString
  ) throws(DERError) -> (octets: [UInt8], unused: Int) {
    let element = try next(tag)
    guard let unused = bytes[element.range].first, unused < 8, element.range.count > 1 || unused == 0 else {
      throw DERError("a malformed BIT STRING", at: element.range.lowerBound)
    }
    let octets = Array(bytes[element.range].dropFirst())
    if let last = octets.last, last & (1 << unused - 1) != 0 {
      throw DERError("unused bits of a BIT STRING are set", at: element.range.upperBound - 1)
    }
    return (octets, Int(unused))
  }
}
