/// The identifier and length octets of one element, read as liberally as libcrypto does (X.690 §8.1).
struct BERHeader {
  /// The first content octet.
  let content: Int
  /// How many content octets there are; nil for an indefinite length.
  let length: Int?

  /// The header at `start`; a definite length is known to end by `end`.
  init(_ bytes: [UInt8], at start: Int, end: Int) throws(DERError) {
    guard start < end else { throw DERError("an element is missing", at: start) }
    var position = start + 1
    if bytes[start] & 0x1f == 0x1f { position = try BERHeader.afterTagNumber(bytes, position, end) }
    guard position < end else { throw DERError("a length is missing", at: start) }
    let first = bytes[position]
    position += 1
    if first == 0x80 {
      guard bytes[start] & 0x20 != 0 else { throw DERError("an indefinite length of a primitive", at: start + 1) }
      self.content = position
      self.length = nil
      return
    }
    var length = Int(first)
    if first > 0x80 {
      let octets = Int(first & 0x7f)
      guard octets <= end - position else { throw DERError("a length runs past the end", at: start + 1) }
      length = 0
      for octet in bytes[position..<position + octets] {
        guard length < 1 << 48 else { throw DERError("a length runs past the end", at: start + 1) }
        length = length << 8 | Int(octet)
      }
      position += octets
    }
    guard length <= end - position else { throw DERError("a length runs past the end", at: start + 1) }
    self.content = position
    self.length = length
  }

  private static func afterTagNumber(_ bytes: [UInt8], _ start: Int, _ end: Int) throws(DERError) -> Int {
    var position = start
    while position < end, bytes[position] & 0x80 != 0 { position += 1 }
    guard position < end else { throw DERError("a tag number is cut off", at: start) }
    return position + 1
  }

  /// Where the content of an element of indefinite length ends: at its end-of-contents octets.
  ///
  /// Nested indefinite lengths are counted, not recursed into: the work is linear in the octets.
  static func end(of header: BERHeader, in bytes: [UInt8], end: Int) throws(DERError) -> Int {
    var position = header.content
    var open = 1
    while true {
      guard position < end else { throw DERError("end-of-contents octets are missing", at: position) }
      if bytes[position] == 0, position + 1 < end, bytes[position + 1] == 0 {
        open -= 1
        if open == 0 { return position }
        position += 2
        continue
      }
      let inner = try BERHeader(bytes, at: position, end: end)
      position = inner.content + (inner.length ?? 0)
      if inner.length == nil { open += 1 }
    }
  }
}
