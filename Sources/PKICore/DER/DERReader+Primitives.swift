package import Vocabulary

extension DERReader {
  /// An OBJECT IDENTIFIER; by the lax rules one that is not well-formed too.
  package mutating func objectIdentifier(
    _ tag: UInt8 = DERTag.objectIdentifier
  ) throws(DERError) -> ObjectIdentifier {
    let element = try next(tag)
    let identifier = ObjectIdentifier(content: element.content)
    guard identifier.isWellFormed || rules == .lax else {
      throw DERError("not an object identifier", at: element.range.lowerBound)
    }
    return identifier
  }

  /// An INTEGER's content octets, which must be in the shortest form.
  package mutating func integer(_ tag: UInt8 = DERTag.integer) throws(DERError) -> [UInt8] {
    let element = try next(tag)
    let content = element.content
    if rules == .lax { return content }
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
    let digits = content.drop { $0 == 0 }
    let value = digits.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard content.first.map({ $0 < 0x80 }) ?? (rules == .lax), digits.count <= 4, value < 1 << 31 else {
      throw DERError("an INTEGER out of range", at: start)
    }
    return Int(value)
  }

  /// A BOOLEAN, 0x00 or 0xFF.
  package mutating func boolean(_ tag: UInt8 = DERTag.boolean) throws(DERError) -> Bool {
    let element = try next(tag)
    let start = element.range.lowerBound
    guard element.range.count == 1, rules == .lax || bytes[start] == 0x00 || bytes[start] == 0xff else {
      throw DERError("a BOOLEAN that is neither 0x00 nor 0xFF", at: start)
    }
    return bytes[start] != 0
  }

  /// A BIT STRING's octets and how many bits of the last one are unused; unused bits must be zero, and by the
  /// lax rules are made so.
  package mutating func bitString(
    _ tag: UInt8 = DERTag.bitString
  ) throws(DERError) -> (octets: [UInt8], unused: Int) {
    let (slice, unused) = try bitStringSlice(tag)
    var octets = slice.array
    guard let last = octets.last, last & (1 << UInt8(unused) - 1) != 0 else { return (octets, unused) }
    guard rules == .lax else {
      throw DERError("unused bits of a BIT STRING are set", at: slice.range.upperBound - 1)
    }
    octets[octets.count - 1] = last & (0xff << UInt8(unused))
    return (octets, unused)
  }

  /// A BIT STRING's octets where they stand and how many bits of the last one are unused, which are not looked at.
  package mutating func bitStringSlice(
    _ tag: UInt8 = DERTag.bitString
  ) throws(DERError) -> (octets: DERSlice, unused: Int) {
    let element = try string(tag)
    guard let unused = element.octets.first, unused < 8, element.count > 1 || unused == 0 || rules == .lax else {
      throw DERError("a malformed BIT STRING", at: element.range.lowerBound)
    }
    return (DERSlice(element.bytes, element.range.dropFirst()), Int(unused))
  }

  /// An OCTET STRING's octets, where they stand.
  package mutating func octetString(_ tag: UInt8 = DERTag.octetString) throws(DERError) -> DERSlice {
    try string(tag)
  }

  /// A string's content; by the lax rules the parts of a constructed one are put together, five levels deep as in
  /// libcrypto. The count of unused bits stands in the last part of a BIT STRING; the first one's place is kept.
  private mutating func string(_ tag: UInt8) throws(DERError) -> DERSlice {
    guard rules == .lax, nextTag == tag | 0x20, tag & 0x20 == 0 else { return try next(tag).contentSlice }
    let element = try next()
    var parts: [DERSlice] = []
    try DERReader.collect(element, depth: 5, into: &parts)
    guard tag == DERTag.bitString else { return DERSlice(parts.flatMap(\.octets)) }
    let unused = parts.last?.octets.first.map { [$0] } ?? []
    return DERSlice(unused + parts.flatMap { $0.octets.dropFirst() })
  }

  private static func collect(
    _ element: DERElement, depth: Int, into parts: inout [DERSlice]
  ) throws(DERError) {
    guard depth > 0 else { throw DERError("a string in too many pieces", at: element.header.lowerBound) }
    var inner = element.children
    while !inner.atEnd {
      let part = try inner.next()
      if part.isConstructed {
        try collect(part, depth: depth - 1, into: &parts)
      } else {
        parts.append(part.contentSlice)
      }
    }
  }
}
