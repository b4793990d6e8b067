/// An object identifier (X.660), kept as the content octets of its DER encoding.
package struct ObjectIdentifier: Hashable, Sendable {
  /// The content octets of the DER encoding, without tag and length.
  package let content: [UInt8]

  /// The identifier whose DER content is `content`, taken as it is; see `isWellFormed`.
  package init(content: [UInt8]) {
    self.content = content
  }

  /// The identifier with these arcs: at least two, the first at most 2, the second below 40 under 0 and 1.
  package init(_ arcs: UInt64...) {
    var encoder = Encoder()
    for arc in arcs { encoder.put(arc) }
    self.content = encoder.content
  }

  /// The identifier of dotted decimal text, `2.5.29.17`; nil where it is not one. Tables of names are written so and read
  /// at the start of the program: hence in one pass over the octets.
  package init?(dotted text: String) {
    var encoder = Encoder()
    var arc: UInt64?
    for byte in text.utf8 {
      switch (byte, arc) {
      case (0x2e, let whole?):
        guard encoder.take(whole) else { return nil }
        arc = nil
      case (0x30...0x39, nil): arc = UInt64(byte - 0x30)
      // 0 is followed by no other digit; and what is below 2⁵⁹ is so tenfold below 2⁶³.
      case (0x30...0x39, let begun?) where (1..<1 << 59).contains(begun): arc = begun * 10 + UInt64(byte - 0x30)
      default: return nil
      }
    }
    guard let last = arc, encoder.take(last), encoder.isWhole else { return nil }
    self.content = encoder.content
  }

  /// Whether the content is a valid encoding: arcs in base 128, in their shortest form, none cut off.
  package var isWellFormed: Bool {
    var atStart = true
    for byte in content {
      if atStart && byte == 0x80 { return false }
      atStart = byte & 0x80 == 0
    }
    return atStart && !content.isEmpty
  }

  /// The arcs; nil where the content is no valid encoding or an arc does not fit 63 bits, as under 2.25 (UUIDs).
  package var arcs: [UInt64]? {
    var arcs: [UInt64] = []
    var value: UInt64 = 0
    var atStart = true
    for byte in content {
      if atStart && byte == 0x80 { return nil }
      guard value < 1 << 56 else { return nil }
      value = value << 7 | UInt64(byte & 0x7f)
      atStart = byte & 0x80 == 0
      guard atStart else { continue }
      if arcs.isEmpty {
        let first = min(value / 40, 2)
        arcs = [first, value - first * 40]
      } else {
        arcs.append(value)
      }
      value = 0
    }
    return atStart && !arcs.isEmpty ? arcs : nil
  }
}

extension ObjectIdentifier {
  /// Writes arcs one after the other; the first two share one number.
  private struct Encoder {
    private(set) var content: [UInt8] = []
    private var first: UInt64?

    /// Whether two arcs have come.
    var isWhole: Bool { !content.isEmpty }

    /// Puts an arc that must be in its range: the first at most 2, the second below 40 under 0 and 1, all below 2⁶².
    mutating func take(_ arc: UInt64) -> Bool {
      guard arc < 1 << 62 else { return false }
      if content.isEmpty, arc > 2, first == nil { return false }
      if content.isEmpty, let first, first < 2, arc >= 40 { return false }
      put(arc)
      return true
    }

    mutating func put(_ arc: UInt64) {
      guard !content.isEmpty || first != nil else {
        first = arc
        return
      }
      let number = content.isEmpty ? (first ?? 0) * 40 + arc : arc
      var shift: UInt64 = 63
      while shift > 0, number >> shift == 0 { shift -= 7 }
      while shift > 0 {
        content.append(UInt8(number >> shift & 0x7f) | 0x80)
        shift -= 7
      }
      content.append(UInt8(number & 0x7f))
    }
  }
}

extension ObjectIdentifier: CustomStringConvertible {
  /// Dotted decimal; the hex of the content where it is no valid encoding.
  package var description: String {
    guard isWellFormed else { return "invalid:" + Hexadecimal.text(content) }
    guard let arcs else { return largeArcs }
    return arcs.map { String($0) }.joined(separator: ".")
  }

  /// Dotted decimal of arcs of any size. The first two share one number, 40 times the first plus the second.
  private var largeArcs: String {
    var parts: [String] = []
    var number = DecimalNumber(magnitude: [])
    for byte in content {
      number.multiply(by: 128, adding: UInt64(byte & 0x7f))
      guard byte & 0x80 == 0 else { continue }
      if parts.isEmpty {
        let first = min((number.small ?? 80) / 40, 2)
        parts.append(String(first))
        number.subtract(first * 40)
      }
      parts.append(number.text)
      number = DecimalNumber(magnitude: [])
    }
    return parts.joined(separator: ".")
  }
}
