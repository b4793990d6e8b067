/// A JSON document as RFC 8259 has it, read strictly: what this accepts, every reader accepts.
package enum JSONValue: Equatable {
  /// `null`.
  case null
  /// `true` or `false`.
  case truth(Bool)
  /// A number, its digits as they stand.
  case number(String)
  /// A string, its escapes resolved.
  case text(String)
  /// An array.
  case list([JSONValue])
  /// An object, its members in their order.
  case object([(key: String, value: JSONValue)])

  /// Whether keys and values are the same, in the same order.
  package static func == (a: JSONValue, b: JSONValue) -> Bool { a.scalars == b.scalars && a.keys == b.keys }

  /// The value of a key; nil where there is none.
  package subscript(_ key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The elements of a list.
  package var elements: [JSONValue] {
    guard case .list(let elements) = self else { return [] }
    return elements
  }

  /// Every key, at any depth.
  package var keys: [String] {
    switch self {
    case .list(let elements): elements.flatMap(\.keys)
    case .object(let members): members.flatMap { [$0.key] + $0.value.keys }
    default: []
    }
  }

  /// Every value that holds no other, as text.
  package var scalars: [String] {
    switch self {
    case .null: ["null"]
    case .truth(let truth): [truth ? "true" : "false"]
    case .number(let digits): [digits]
    case .text(let text): [text]
    case .list(let elements): elements.flatMap(\.scalars)
    case .object(let members): members.flatMap(\.value.scalars)
    }
  }
}

extension JSONValue {
  /// What is wrong with a document, and after how many characters.
  package struct Fault: Error, CustomStringConvertible {
    /// The words.
    package let description: String
  }

  /// The document in a text; nothing but white space may follow it.
  package init(_ text: String) throws(Fault) {
    var reader = Reader(rest: Array(text.unicodeScalars)[...])
    self = try reader.value()
    reader.skipSpaces()
    guard reader.rest.isEmpty else { throw reader.fault("more follows") }
  }

  private struct Reader {
    var rest: ArraySlice<Unicode.Scalar>

    func fault(_ words: String) -> Fault { Fault(description: "\(words), at character \(rest.startIndex)") }

    mutating func skipSpaces() { rest = rest.drop { [" ", "\n", "\r", "\t"].contains($0) } }

    mutating func skip(_ text: String) -> Bool {
      guard rest.starts(with: text.unicodeScalars) else { return false }
      rest = rest.dropFirst(text.unicodeScalars.count)
      return true
    }

    mutating func value() throws(Fault) -> JSONValue {
      skipSpaces()
      if skip("null") { return .null }
      if skip("true") { return .truth(true) }
      if skip("false") { return .truth(false) }
      switch rest.first {
      case "\"": return .text(try string())
      case "[":
        return .list(try members("[", "]") { (reader) throws(Fault) in try reader.value() })
      case "{":
        let members = try members("{", "}") { (reader) throws(Fault) in
          reader.skipSpaces()
          let key = try reader.string()
          reader.skipSpaces()
          guard reader.skip(":") else { throw reader.fault("no colon") }
          return (key: key, value: try reader.value())
        }
        guard Set(members.map(\.key)).count == members.count else { throw fault("a key stands twice") }
        return .object(members)
      default:
        let digits = rest.prefix { "-+.eE0123456789".unicodeScalars.contains($0) }
        let number = String(String.UnicodeScalarView(digits))
        guard number.wholeMatch(of: /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/) != nil else {
          throw fault("no value")
        }
        rest = rest.dropFirst(digits.count)
        return .number(number)
      }
    }

    private mutating func members<Member>(
      _ open: String, _ close: String, _ member: (inout Reader) throws(Fault) -> Member
    ) throws(Fault) -> [Member] {
      _ = skip(open)
      skipSpaces()
      if skip(close) { return [] }
      var members: [Member] = []
      while true {
        members.append(try member(&self))
        skipSpaces()
        if skip(close) { return members }
        guard skip(",") else { throw fault("neither a comma nor \(close)") }
      }
    }

    mutating func string() throws(Fault) -> String {
      guard skip("\"") else { throw fault("no string") }
      var text = String.UnicodeScalarView()
      while let scalar = rest.popFirst() {
        switch scalar {
        case "\"": return String(text)
        case "\\": text.append(try escaped())
        case _ where scalar.value < 0x20: throw fault("a raw control character")
        default: text.append(scalar)
        }
      }
      throw fault("a string does not end")
    }

    private mutating func escaped() throws(Fault) -> Unicode.Scalar {
      let plain: [Unicode.Scalar: Unicode.Scalar] = [
        "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{c}", "n": "\n", "r": "\r", "t": "\t",
      ]
      guard let letter = rest.popFirst() else { throw fault("a string does not end") }
      if let scalar = plain[letter] { return scalar }
      guard letter == "u" else { throw fault("an unknown escape") }
      let high = try unit()
      guard (0xd800..<0xdc00).contains(high) else {
        guard let scalar = Unicode.Scalar(high) else { throw fault("half a surrogate pair") }
        return scalar
      }
      guard skip("\\u") else { throw fault("half a surrogate pair") }
      let low = try unit()
      guard (0xdc00..<0xe000).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (high - 0xd800) << 10 + (low - 0xdc00))
      else { throw fault("half a surrogate pair") }
      return scalar
    }

    private mutating func unit() throws(Fault) -> UInt32 {
      let digits = String(String.UnicodeScalarView(rest.prefix(4)))
      guard digits.utf8.count == 4, let unit = UInt32(digits, radix: 16) else { throw fault("no four digits") }
      rest = rest.dropFirst(4)
      return unit
    }
  }
}
