/// Finds the objects of a JSON list, or of lines with an object each, without reading what is in them.
struct JSONSplitter {
  /// An object's octets and place.
  struct Object {
    let offset: Int
    let end: Int
    let line: Int
    let column: Int
  }

  private let bytes: [UInt8]
  private var position: Int
  private var line: Int
  private var lineStart: Int
  private var isList = false
  private var count = 0

  init(_ bytes: [UInt8]) {
    self.init(bytes, at: bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0, line: 1, column: 1)
    skipSpace()
    if position < bytes.count, bytes[position] == UInt8(ascii: "[") {
      isList = true
      position += 1
    }
  }

  init(_ bytes: [UInt8], at position: Int, line: Int, column: Int) {
    self.bytes = bytes
    self.position = position
    self.line = line
    lineStart = position - column + 1
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 9 || byte == 10 || byte == 13 }

  private mutating func skipSpace() {
    while position < bytes.count, JSONSplitter.isSpace(bytes[position]) { step() }
  }

  private mutating func step() {
    position += 1
    if bytes[position - 1] == 0x0a {
      line += 1
      lineStart = position
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { position == bytes.count }

  /// The next object; nil at the end.
  mutating func next() throws(TableError) -> Object? {
    skipSpace()
    if isList {
      if count > 0, take(UInt8(ascii: ",")) {
        skipSpace()
      } else if take(UInt8(ascii: "]")) {
        skipSpace()
        guard position == bytes.count else { throw fault("something stands behind the end of the list") }
        return nil
      } else if count > 0 {
        throw fault("expected a comma or a closing bracket")
      }
    } else if position == bytes.count {
      return nil
    }
    count += 1
    return try object()
  }

  /// The object here.
  mutating func object() throws(TableError) -> Object {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "{") else {
      throw fault(position < bytes.count ? "expected an object in braces" : "it ends too soon")
    }
    let (start, startLine, column) = (position, line, position - lineStart + 1)
    var depth = 0
    var isText = false
    while position < bytes.count {
      let byte = bytes[position]
      step()
      if isText {
        if byte == UInt8(ascii: "\\"), position < bytes.count { step() }
        isText = byte != UInt8(ascii: "\"")
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isText = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      if depth == 0 { return Object(offset: start, end: position, line: startLine, column: column) }
      guard position - start <= RowTable.largestCell else {
        throw TableError(
          .init(line: startLine, column: column),
          PKIError(.limit, "", "an object of more than \(RowTable.largestCell) octets"))
      }
    }
    throw fault("it ends too soon")
  }

  private func fault(_ words: String) -> TableError {
    TableError(.init(line: line, column: position - lineStart + 1), PKIError(.content, "", words, hint: RowTable.forms))
  }
}

/// Reads an object as a row.
enum JSONRow {
  static func row(
    _ object: JSONSplitter.Object, _ bytes: [UInt8], _ place: TableRow.Place
  ) throws(TableError) -> TableRow {
    let value: JSONValue
    do {
      value = try JSONValue(Array(bytes[object.offset..<object.end]), line: object.line, column: object.column)
    } catch {
      throw TableError(place, error)
    }
    var cells: [TableRow.Cell] = []
    if case .object(let members) = value.kind {
      for member in members { try add(member, as: member.name, to: &cells) }
    }
    return TableRow(place: place, cells: cells)
  }

  /// A text is a cell, a list of texts a cell each, and the names of an object stand behind that of the object.
  private static func add(
    _ member: JSONValue.Member, as name: String, to cells: inout [TableRow.Cell]
  ) throws(TableError) {
    let place = TableRow.Place(line: member.line, column: member.column)
    switch member.value.kind {
    case .null: return
    case .text(let text): add(text, name, place, &cells)
    case .list(let elements):
      for element in elements {
        guard case .text(let text) = element.kind else { throw noText(name, place) }
        add(text, name, place, &cells)
      }
    case .object(let members):
      for inner in members { try add(inner, as: "\(name).\(inner.name)", to: &cells) }
    case .truth, .number: throw noText(name, place)
    }
  }

  private static func add(_ text: String, _ name: String, _ place: TableRow.Place, _ cells: inout [TableRow.Cell]) {
    let text = String(text[...].trimmingSpaces)
    if !text.isEmpty { cells.append(TableRow.Cell(column: name, text: text, place: place)) }
  }

  private static func noText(_ name: String, _ place: TableRow.Place) -> TableError {
    TableError(place, PKIError(.content, "", "\(name): expected a text in quotes, or a list of them"))
  }
}
