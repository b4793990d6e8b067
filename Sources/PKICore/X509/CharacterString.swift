import Vocabulary

/// The text of one of the ASN.1 string types (X.680 §41), decoded strictly.
///
/// Octets that are not valid in their type appear as `\xHH`, and beside them a backslash as `\x5c`. Controls and
/// NUL stay what they are: escaping for a terminal or for JSON is the renderer's work.
package struct CharacterString: Hashable, Sendable {
  /// The text.
  package private(set) var text = ""
  /// Whether all octets were valid for the type.
  package private(set) var isWellFormed = true

  /// The text of `octets` as the string type with this universal tag; of any other type, `#` and hex (RFC 4514 §2.4).
  package init(_ tag: UInt8, _ octets: ArraySlice<UInt8>) {
    let isPlain = octets.allSatisfy { $0 < 0x80 }
    switch tag {
    case DERTag.utf8String: isPlain ? ascii(octets) : utf8(octets)
    case DERTag.printableString: single(octets, valid: CharacterString.isPrintable)
    case DERTag.numericString: single(octets) { (48...57).contains($0) || $0 == 32 }
    case DERTag.visibleString: single(octets) { (32...126).contains($0) }
    case DERTag.ia5String: isPlain ? ascii(octets) : single(octets) { $0 < 0x80 }
    case DERTag.teletexString: isPlain ? ascii(octets) : single(octets) { _ in true }
    case DERTag.bmpString: wide(octets, width: 2)
    case DERTag.universalString: wide(octets, width: 4)
    default:
      self.text = "#" + Hexadecimal.text(octets)
      self.isWellFormed = false
    }
  }

  private mutating func ascii(_ octets: ArraySlice<UInt8>) {
    text = String(decoding: octets, as: UTF8.self)
  }

  /// One octet a character, Latin-1. An ASCII character that the type lacks is still shown as itself: `*` in a
  /// PrintableString is an everyday fault that everybody reads over.
  private mutating func single(_ octets: ArraySlice<UInt8>, valid: (UInt8) -> Bool) {
    isWellFormed = octets.allSatisfy(valid)
    if isWellFormed, octets.allSatisfy({ $0 < 0x80 }) { return ascii(octets) }
    for octet in octets {
      if valid(octet) || octet < 0x80 { append(Unicode.Scalar(octet)) } else { appendHex([octet]) }
    }
  }

  private mutating func utf8(_ octets: ArraySlice<UInt8>) {
    isWellFormed = CharacterString.scalars(octets) { _ in
    } invalid: { _ in
    }
    if isWellFormed { return ascii(octets) }
    var decoded = self
    _ = CharacterString.scalars(octets) {
      decoded.append($0)
    } invalid: {
      decoded.appendHex($0)
    }
    self = decoded
  }

  /// Hands over every scalar and every invalid run of `octets`; false if there was one of the latter.
  private static func scalars(
    _ octets: ArraySlice<UInt8>, valid: (Unicode.Scalar) -> Void, invalid: (ArraySlice<UInt8>) -> Void
  ) -> Bool {
    var parser = Unicode.UTF8.ForwardParser()
    var source = octets.makeIterator()
    var position = octets.startIndex
    var allValid = true
    while true {
      switch parser.parseScalar(from: &source) {
      case .valid(let encoded):
        valid(Unicode.UTF8.decode(encoded))
        position += encoded.count
      case .error(let length):
        let end = min(position + max(length, 1), octets.endIndex)
        invalid(octets[position..<end])
        position = end
        allValid = false
      case .emptyInput: return allValid
      }
    }
  }

  /// UCS-2 or UCS-4, big-endian. A surrogate pair is shown as the character that is meant, though UCS-2 has none.
  private mutating func wide(_ octets: ArraySlice<UInt8>, width: Int) {
    var units: [UInt32] = []
    var rest = octets
    while rest.count >= width {
      units.append(rest.prefix(width).reduce(0) { $0 << 8 | UInt32($1) })
      rest.removeFirst(width)
    }
    isWellFormed = rest.isEmpty && units.allSatisfy { Unicode.Scalar($0) != nil }
    var index = 0
    while index < units.count {
      let unit = units[index]
      index += 1
      if let scalar = Unicode.Scalar(unit) {
        append(scalar)
      } else if width == 2, unit < 0xdc00, index < units.count, (0xdc00...0xdfff).contains(units[index]),
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xd800) << 10 + (units[index] - 0xdc00))
      {
        append(scalar)
        index += 1
      } else {
        appendHex((0..<width).map { UInt8(truncatingIfNeeded: unit >> UInt32(8 * (width - 1 - $0))) }[...])
      }
    }
    appendHex(rest)
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if scalar == "\\", !isWellFormed { return appendHex([0x5c]) }
    text.unicodeScalars.append(scalar)
  }

  private mutating func appendHex(_ octets: ArraySlice<UInt8>) {
    for octet in octets { text += "\\x" + Hexadecimal.text([octet]) }
  }

  private static func isPrintable(_ octet: UInt8) -> Bool {
    switch octet {
    case 48...57, 65...90, 97...122: true
    // Space ' ( ) + , - . / : = ?
    case 32, 39, 40, 41, 43, 44, 45, 46, 47, 58, 61, 63: true
    default: false
    }
  }
}
