/// A certificate's serial number: a DER INTEGER of any length, printed both ways.
package struct SerialNumber: Hashable, Sendable {
  /// The content octets of the DER INTEGER, two's complement, big-endian, as they stand in the certificate.
  package let content: [UInt8]

  /// The serial number with these DER INTEGER content octets.
  package init(content: [UInt8]) {
    self.content = content
  }

  /// The positive number with this big-endian magnitude; leading zeros are dropped.
  package init(magnitude: [UInt8]) {
    let digits = Array(magnitude.drop { $0 == 0 })
    self.content = digits.first.map { $0 >= 0x80 ? [0] + digits : digits } ?? [0]
  }

  /// The number of hex text (`0x1f`, `1F`, `1f:a0`) or, with `decimal`, of decimal digits; nil where it is none.
  package init?(_ text: String, decimal: Bool = false) {
    if decimal {
      guard let magnitude = SerialNumber.magnitude(decimal: text) else { return nil }
      self.init(magnitude: magnitude)
      return
    }
    var digits = text.filter { $0 != ":" }
    if digits.hasPrefix("0x") || digits.hasPrefix("0X") { digits.removeFirst(2) }
    if digits.count % 2 == 1 { digits = "0" + digits }
    guard !digits.isEmpty, let magnitude = Hexadecimal.bytes(digits) else { return nil }
    self.init(magnitude: magnitude)
  }

  /// Whether the number is below zero, which RFC 5280 §4.1.2.2 forbids.
  package var isNegative: Bool { content.first.map { $0 >= 0x80 } ?? false }

  /// Whether the number is zero, which RFC 5280 §4.1.2.2 forbids.
  package var isZero: Bool { content.allSatisfy { $0 == 0 } }

  /// The absolute value, big-endian, without leading zeros; empty for zero.
  package var magnitude: [UInt8] {
    guard isNegative else { return Array(content.drop { $0 == 0 }) }
    var carry = true
    var negated: [UInt8] = []
    for byte in content.reversed() {
      let flipped = ~byte
      negated.append(carry ? flipped &+ 1 : flipped)
      carry = carry && flipped == 0xff
    }
    return Array(negated.reversed().drop { $0 == 0 })
  }

  /// Lower-case hex digits in pairs, `-` before a negative number: `0a1f`.
  package var hex: String {
    let digits = Hexadecimal.text(magnitude)
    return (isNegative ? "-" : "") + (digits.isEmpty ? "00" : digits)
  }

  /// Decimal digits, `-` before a negative number.
  package var decimal: String {
    let text = DecimalNumber(magnitude: magnitude).text
    return isNegative ? "-" + text : text
  }

  private static func magnitude(decimal text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    guard !text.isEmpty else { return nil }
    for digit in text.utf8 {
      guard (48...57).contains(digit) else { return nil }
      var carry = Int(digit - 48)
      for index in bytes.indices.reversed() {
        let value = Int(bytes[index]) * 10 + carry
        bytes[index] = UInt8(value & 0xff)
        carry = value >> 8
      }
      if carry > 0 { bytes.insert(UInt8(carry), at: 0) }
    }
    return bytes
  }
}
