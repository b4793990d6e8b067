// The least of DER that this module needs of its own: to write what libcrypto's encoders are slow at, and to
// find the parts of objects that it is handed whole.

/// A DER element with this tag around the parts.
func element(_ tag: UInt8, _ parts: [UInt8]...) -> [UInt8] {
  let count = parts.reduce(0) { $0 + $1.count }
  var bytes = header(tag, count)
  bytes.reserveCapacity(bytes.count + count)
  for part in parts { bytes += part }
  return bytes
}

/// Tag and length of an element whose content has `count` octets.
func header(_ tag: UInt8, _ count: Int) -> [UInt8] {
  guard count >= 0x80 else { return [tag, UInt8(count)] }
  let octets = (count.bitWidth - count.leadingZeroBitCount + 7) / 8
  var bytes: [UInt8] = [tag, 0x80 | UInt8(octets)]
  for octet in (0..<octets).reversed() { bytes.append(UInt8(truncatingIfNeeded: count >> (8 * octet))) }
  return bytes
}

/// Reads elements of definite length, one after the other, out of a part of `bytes`.
struct ElementReader {
  /// An element: its tag, its content, and the whole of it with its header.
  struct Element {
    let tag: UInt8
    let content: Range<Int>
    let whole: Range<Int>
  }

  let bytes: [UInt8]
  private(set) var position: Int
  let end: Int

  init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
    self.bytes = bytes
    self.position = range?.lowerBound ?? 0
    self.end = range?.upperBound ?? bytes.count
  }

  var atEnd: Bool { position == end }

  /// The next element if it has this tag; nil where it has another, runs past the end or has no definite length.
  mutating func next(_ tag: UInt8) -> Element? {
    guard position + 2 <= end, bytes[position] == tag else { return nil }
    var first = position + 2
    var count = Int(bytes[position + 1])
    if count >= 0x80 {
      let octets = count & 0x7f
      guard (1...4).contains(octets), first + octets <= end else { return nil }
      count = bytes[first..<first + octets].reduce(0) { $0 << 8 | Int($1) }
      first += octets
    }
    guard count <= end - first else { return nil }
    let found = Element(tag: tag, content: first..<first + count, whole: position..<first + count)
    position = first + count
    return found
  }

  /// A reader over what is inside the next element, which must have this tag.
  mutating func enter(_ tag: UInt8) -> ElementReader? {
    next(tag).map { ElementReader(bytes, in: $0.content) }
  }

  /// The octets of a range.
  func copy(_ range: Range<Int>) -> [UInt8] { Array(bytes[range]) }
}
