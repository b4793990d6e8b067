/// Bytes as hexadecimal text and back.
package enum Hexadecimal {
  /// Two digits a byte, with `separator` between bytes: `AB:CD` or `abcd`.
  package static func text(
    _ bytes: some Collection<UInt8>, uppercase: Bool = false, separator: UInt8? = nil
  ) -> String {
    var text: [UInt8] = []
    // An array of its own type is gone through five times as fast as any collection.
    let bytes = Array(bytes)
    text.reserveCapacity(bytes.count * 3)
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : (uppercase ? 55 : 87) + value }
    for byte in bytes {
      if let separator, !text.isEmpty { text.append(separator) }
      text.append(digit(byte >> 4))
      text.append(digit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Upper-case pairs with colons, as fingerprints are written: `AB:CD`.
  package static func colons(_ bytes: some Collection<UInt8>) -> String {
    text(bytes, uppercase: true, separator: 58)
  }

  /// The bytes of hexadecimal text, colons and spaces between pairs allowed; nil where it is none.
  package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    var digits: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 48...57: digits.append(byte - 48)
      case 65...70: digits.append(byte - 55)
      case 97...102: digits.append(byte - 87)
      case 58, 32: guard digits.count % 2 == 0 else { return nil }
      default: return nil
      }
    }
    guard digits.count % 2 == 0 else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
