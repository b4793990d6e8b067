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
    self.content = ObjectIdentifier.encode(arcs)
  }

  /// The identifier of dotted decimal text, `2.5.29.17`; nil where it is not one.
  package init?(dotted text: String) {
    var arcs: [UInt64] = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      let plain = !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) }
      guard plain, part == "0" || part.first != "0", let arc = UInt64(part), arc < 1 << 62 else { return nil }
      arcs.append(arc)
    }
    guard arcs.count >= 2, arcs[0] <= 2, arcs[0] == 2 || arcs[1] < 40 else { return nil }
    self.content = ObjectIdentifier.encode(arcs)
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

  private static func encode(_ arcs: [UInt64]) -> [UInt8] {
    var content: [UInt8] = []
    func put(_ value: UInt64) {
      var shift = 63
      while shift > 0, value >> UInt64(shift) == 0 { shift -= 7 }
      while shift > 0 {
        content.append(UInt8(value >> UInt64(shift) & 0x7f) | 0x80)
        shift -= 7
      }
      content.append(UInt8(value & 0x7f))
    }
    guard arcs.count >= 2 else { return [] }
    put(arcs[0] * 40 + arcs[1])
    for arc in arcs.dropFirst(2) { put(arc) }
    return content
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
