/// A JSON value with the line where it begins, so that what is wrong with it can be found in the file.
package struct JSONValue: Sendable {
  /// What it is.
  package enum Kind: Sendable {
    case null
    case truth(Bool)
    /// A number as it is written.
    case number(String)
    case text(String)
    case list([JSONValue])
    /// Names with their values, in order; no name stands twice.
    case object([Member])
  }

  /// A named value of an object.
  package struct Member: Sendable {
    /// The name.
    package let name: String
    /// The line of the name, counted from 1.
    package let line: Int
    /// The octet of the line that the name begins with, counted from 1.
    package let column: Int
    /// The value.
    package let value: JSONValue
  }

  /// What it is.
  package let kind: Kind
  /// The line where it begins, counted from 1.
  package let line: Int

  /// The value that a file consists of (RFC 8259), strictly. Throws what is none, with its line. A part of a file begins
  /// at `line` and `column`.
  package init(_ bytes: [UInt8], line: Int = 1, column: Int = 1) throws(PKIError) {
    var reader = JSONReader(bytes, line: line, column: column)
    self = try reader.document()
  }

  fileprivate init(_ kind: Kind, line: Int) {
    self.kind = kind
    self.line = line
  }
}

/// Reads JSON octet by octet. Nothing of Foundation is linked for it: its decoder would cost every start of the program
/// time, and names no lines.
private struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0
  private var line: Int
  /// Where the line begins; before the first octet where a part of a file does not begin a line.
  private var lineStart: Int

  private static let deepest = 32

  init(_ bytes: [UInt8], line: Int, column: Int) {
    self.bytes = bytes
    self.line = line
    lineStart = 1 - column
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
  }

  mutating func document() throws(PKIError) -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw error("something stands behind the end") }
    return value
  }

  private mutating func value(depth: Int) throws(PKIError) -> JSONValue {
    skipSpace()
    let start = line
    guard depth < JSONReader.deepest else { throw error("nested deeper than \(JSONReader.deepest)") }
    switch next {
    case UInt8(ascii: "{"): return JSONValue(.object(try members(depth)), line: start)
    case UInt8(ascii: "["): return JSONValue(.list(try elements(depth)), line: start)
    case UInt8(ascii: "\""): return JSONValue(.text(try text()), line: start)
    case UInt8(ascii: "t"): return JSONValue(try word("true", .truth(true)), line: start)
    case UInt8(ascii: "f"): return JSONValue(try word("false", .truth(false)), line: start)
    case UInt8(ascii: "n"): return JSONValue(try word("null", .null), line: start)
    default: return JSONValue(.number(try number()), line: start)
    }
  }

  private mutating func members(_ depth: Int) throws(PKIError) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    position += 1
    skipSpace()
    if take(UInt8(ascii: "}")) { return [] }
    repeat {
      skipSpace()
      let (start, column) = (line, position - lineStart + 1)
      guard next == UInt8(ascii: "\"") else { throw error("expected a name in quotes") }
      let name = try text()
      guard names.insert(name).inserted else { throw error("\(name) stands there twice") }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw error("expected a colon behind \(name)") }
      let value = try value(depth: depth + 1)
      members.append(JSONValue.Member(name: name, line: start, column: column, value: value))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw error("expected a comma or a closing brace") }
    return members
  }

  private mutating func elements(_ depth: Int) throws(PKIError) -> [JSONValue] {
    var elements: [JSONValue] = []
    position += 1
    skipSpace()
    if take(UInt8(ascii: "]")) { return [] }
    repeat {
      elements.append(try value(depth: depth + 1))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw error("expected a comma or a closing bracket") }
    return elements
  }

  private mutating func word(_ word: StaticString, _ kind: JSONValue.Kind) throws(PKIError) -> JSONValue.Kind {
    for byte in word.description.utf8 {
      guard take(byte) else { throw error("expected a value") }
    }
    return kind
  }

  private mutating func number() throws(PKIError) -> String {
    let start = position
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) {
      guard digits() > 0 else { throw error("expected a value") }
    }
    if take(UInt8(ascii: ".")) {
      guard digits() > 0 else { throw error("expected digits behind the point") }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
      guard digits() > 0 else { throw error("expected digits of an exponent") }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = next, (48...57).contains(byte) { position += 1 }
    return position - start
  }

  private mutating func text() throws(PKIError) -> String {
    var octets: [UInt8] = []
    position += 1
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        guard let text = String(validating: octets, as: UTF8.self) else { throw error("not UTF-8") }
        return text
      case UInt8(ascii: "\\"): octets.append(contentsOf: try escape())
      case 0..<0x20: throw error("a control character in a text")
      default:
        octets.append(byte)
        position += 1
      }
    }
    throw error("a text without its closing quote")
  }

  private mutating func escape() throws(PKIError) -> [UInt8] {
    position += 1
    let letter = next
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return letter.map { [$0] } ?? []
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "u"):
      var code = try unit()
      if (0xd800..<0xdc00).contains(code), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
        let low = try unit()
        code = (0xdc00..<0xe000).contains(low) ? 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00) : 0xd800
      }
      guard let scalar = Unicode.Scalar(code) else { throw error("half a surrogate pair") }
      return Array(String(scalar).utf8)
    default: throw error("an unknown escape in a text")
    }
  }

  private mutating func unit() throws(PKIError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw error("expected four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 9 || byte == 10 || byte == 13 {
      position += 1
      if byte == 10 {
        line += 1
        lineStart = position
      }
    }
  }

  private func error(_ words: String) -> PKIError {
    PKIError(.content, "", "line \(line): \(position < bytes.count ? words : "it ends too soon")")
  }
}
