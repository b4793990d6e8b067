/// What a file is written in, told by how it begins.
enum FileForm: Hashable {
  case der
  /// Base64 from the first character on.
  case base64
  case text(TextEncoding)

  static func of(_ bytes: [UInt8]) -> FileForm {
    if let encoding = TextEncoding(bytes) { return .text(encoding) }
    if let first = bytes.first, first == DERTag.sequence || first == DERTag.objectIdentifier,
      !Appearance.isText(bytes.prefix(512))
    {
      return .der
    }
    let start = bytes.drop { $0 == 0x20 || (0x09...0x0d).contains($0) }.prefix(64)
    // DER begins with M in base64, PEM with L.
    guard let letter = start.first, letter == 0x4d || letter == 0x4c, start.count >= 16 else { return .text(.utf8) }
    let isBase64 = start.allSatisfy { Base64Alphabet.values[Int($0)] < 0x40 || [0x0a, 0x0d, 0x3d].contains($0) }
    return isBase64 ? .base64 : .text(.utf8)
  }
}

/// How characters are encoded, as far as PEM needs to know.
enum TextEncoding: Hashable {
  /// One octet for each ASCII character.
  case utf8
  case utf16LittleEndian
  case utf16BigEndian

  /// The wide encoding that a file begins in, with its mark or by its zeros; nil where it is none.
  init?(_ bytes: [UInt8]) {
    if bytes.starts(with: [0xff, 0xfe]) {
      self = .utf16LittleEndian
    } else if bytes.starts(with: [0xfe, 0xff]) {
      self = .utf16BigEndian
    } else {
      let beginning = bytes.prefix(64)
      guard beginning.count >= 8 else { return nil }
      let even = stride(from: 0, to: beginning.count - 1, by: 2)
      let isLittle = even.allSatisfy { bytes[$0 + 1] == 0 && TextEncoding.isPlain(bytes[$0]) }
      let isBig = even.allSatisfy { bytes[$0] == 0 && TextEncoding.isPlain(bytes[$0 + 1]) }
      guard isLittle || isBig else { return nil }
      self = isLittle ? .utf16LittleEndian : .utf16BigEndian
    }
  }

  /// What is worth saying about a file that begins so.
  func notes(_ bytes: [UInt8]) -> [String] {
    switch self {
    case .utf16LittleEndian, .utf16BigEndian: ["UTF-16"]
    case .utf8: bytes.starts(with: [0xef, 0xbb, 0xbf]) ? ["BOM"] : []
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool { (0x20...0x7e).contains(byte) || (0x09...0x0d).contains(byte) }
}

/// Turns text that comes in pieces into one octet a character; what is not ASCII becomes a question mark.
struct Transcoder {
  private let encoding: TextEncoding
  /// The first octet of a pair whose second is still to come.
  private var half: UInt8?

  init(_ encoding: TextEncoding) {
    self.encoding = encoding
  }

  /// Appends the text of a piece, whose octets are used up or changed for others afterwards.
  mutating func append(_ piece: inout [UInt8], to text: inout [UInt8]) {
    guard encoding != .utf8 else {
      // Without a copy where there is nothing to append to.
      if text.isEmpty { swap(&text, &piece) } else { text += piece }
      return
    }
    for byte in piece {
      guard let first = half else {
        half = byte
        continue
      }
      half = nil
      let (high, low) = encoding == .utf16BigEndian ? (first, byte) : (byte, first)
      if high == 0xfe, low == 0xff { continue }
      text.append(high == 0 && low < 0x80 ? low : 0x3f)
    }
  }
}
