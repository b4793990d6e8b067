extension GeneralName {
  /// The text of an otherName whose value is one of ASN.1's string types, and the word that `UTF8:text` begins with in
  /// the syntax of OpenSSL's configuration; nil for any other name, and where the octets are none of that type.
  package var otherText: (type: String, text: String)? {
    guard case .other(_, let value) = self, let (tag, content) = GeneralName.element(value) else { return nil }
    switch tag {
    case 0x0c: return String(validating: content, as: UTF8.self).map { ("UTF8", $0) }
    case 0x12: return GeneralName.ascii(content).map { ("NUMERIC", $0) }
    case 0x13: return GeneralName.ascii(content).map { ("PRINTABLE", $0) }
    case 0x16: return GeneralName.ascii(content).map { ("IA5", $0) }
    case 0x1a: return GeneralName.ascii(content).map { ("VISIBLE", $0) }
    case 0x1e where content.count.isMultiple(of: 2):
      let octets = Array(content)
      let units = stride(from: 0, to: octets.count, by: 2).map { UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1]) }
      return String(validating: units, as: UTF16.self).map { ("BMP", $0) }
    default: return nil
    }
  }

  private static func ascii(_ content: ArraySlice<UInt8>) -> String? {
    content.allSatisfy { $0 < 0x80 } ? String(decoding: content, as: UTF8.self) : nil
  }

  /// Tag and content of DER that is one element and nothing more.
  private static func element(_ der: [UInt8]) -> (tag: UInt8, content: ArraySlice<UInt8>)? {
    guard der.count >= 2 else { return nil }
    var (start, length) = (2, Int(der[1]))
    if length >= 0x80 {
      let count = length & 0x7f
      guard (1...2).contains(count), der.count >= 2 + count else { return nil }
      length = der[2..<2 + count].reduce(0) { $0 << 8 | Int($1) }
      start += count
    }
    return der.count == start + length ? (der[0], der[start...]) : nil
  }
}
