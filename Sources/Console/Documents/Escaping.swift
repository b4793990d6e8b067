/// The one door through which text of any origin leaves: what could move a cursor, hide or reorder is shown
/// as its code.
package enum Escaping {
  /// Appends `text` as a person may see it, and gives the columns it takes.
  ///
  /// Controls, format and bidirectional characters, line separators, private and unassigned characters
  /// become `\x1b` below 0x80 and `\u{202e}` above; a backslash is doubled where it could pose as the beginning of
  /// such an escape, and stands as it is in `O=Example\, Inc.`
  @discardableResult
  package static func appendText(_ text: String, to bytes: inout [UInt8]) -> Int {
    if isPlain(text) {
      bytes.append(contentsOf: text.utf8)
      return text.utf8.count
    }
    var columns = 0
    forEachScalar(text) { scalar, next in
      columns += append(scalar, before: next, to: &bytes)
      return true
    }
    return columns
  }

  /// Appends as much of `text` as fits in `limit` columns, and gives the columns taken.
  ///
  /// An escape or a wide character stands whole or not at all.
  static func appendText(_ text: String, to bytes: inout [UInt8], limit: Int) -> Int {
    var columns = 0
    forEachScalar(text) { scalar, next in
      let before = bytes.count
      let width = append(scalar, before: next, to: &bytes)
      guard columns + width <= limit else {
        bytes.removeSubrange(before...)
        return false
      }
      columns += width
      return true
    }
    return columns
  }

  /// Hands out each scalar with the one behind it, for as long as more are wanted.
  private static func forEachScalar(_ text: String, _ take: (Unicode.Scalar, Unicode.Scalar?) -> Bool) {
    var rest = text.unicodeScalars.makeIterator()
    var current = rest.next()
    while let scalar = current {
      current = rest.next()
      guard take(scalar, current) else { return }
    }
  }

  /// Appends `text` as a JSON string with its quotes (RFC 8259 section 7).
  ///
  /// What text would show as a code is escaped here too, beyond U+FFFF as a surrogate pair.
  package static func appendJSON(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    if isPlain(text, quotes: true) {
      bytes.append(contentsOf: text.utf8)
    } else {
      for scalar in text.unicodeScalars { appendJSON(scalar, to: &bytes) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The text as a person may see it.
  package static func text(_ text: String) -> String {
    if isPlain(text) { return text }
    var bytes: [UInt8] = []
    appendText(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The columns that `text` takes once escaped.
  package static func columns(of text: String) -> Int {
    if isPlain(text) { return text.utf8.count }
    var bytes: [UInt8] = []
    return appendText(text, to: &bytes)
  }

  /// Printable ASCII that needs no escape.
  private static func isPlain(_ text: String, quotes: Bool = false) -> Bool {
    for byte in text.utf8 {
      if byte < 0x20 || byte > 0x7E || byte == UInt8(ascii: "\\") { return false }
      if quotes, byte == UInt8(ascii: "\"") { return false }
    }
    return true
  }

  /// Whether a backslash with this behind it, if anything, reads as an escape.
  private static func readsAsEscape(_ next: Unicode.Scalar?) -> Bool {
    guard let next else { return true }
    return next == "x" || next == "u" || next == "\\" || !next.isShown
  }

  private static func append(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?, to bytes: inout [UInt8]) -> Int {
    let before = bytes.count
    if scalar.value < 0x80 {
      if scalar == "\\", readsAsEscape(next) { bytes.append(UInt8(ascii: "\\")) }
      if scalar.isShown {
        bytes.append(UInt8(scalar.value))
      } else {
        bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "x")])
        appendHexadecimal(scalar.value, digits: 2, to: &bytes)
      }
      return bytes.count - before
    }
    if scalar.isShown {
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      return scalar.columns
    }
    bytes.append(contentsOf: "\\u{".utf8)
    appendHexadecimal(
      scalar.value, digits: scalar.value > 0xFFFF ? 5 : scalar.value > 0xFF ? 4 : 2, to: &bytes)
    bytes.append(UInt8(ascii: "}"))
    return bytes.count - before
  }

  private static func appendJSON(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    switch scalar {
    case "\"", "\\":
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(UInt8(scalar.value))
    case "\n": bytes.append(contentsOf: "\\n".utf8)
    case "\r": bytes.append(contentsOf: "\\r".utf8)
    case "\t": bytes.append(contentsOf: "\\t".utf8)
    default:
      if scalar.isShown {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      } else {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          bytes.append(contentsOf: "\\u".utf8)
          appendHexadecimal(UInt32(unit), digits: 4, to: &bytes)
        }
      }
    }
  }

  private static func appendHexadecimal(_ value: UInt32, digits: Int, to bytes: inout [UInt8]) {
    let first = value > 0xFFFFF ? max(digits, 6) : digits
    for place in stride(from: first - 1, through: 0, by: -1) {
      let digit = UInt8(truncatingIfNeeded: value >> UInt32(4 * place) & 0xF)
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
