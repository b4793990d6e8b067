/// Writes JSON (RFC 8259) piece by piece, in the order given; bytes may be taken away at any time.
///
/// `beginObject`, `key`, `value`, `endObject` … nest as the caller says; the writer sets commas, line breaks
/// and indentation.
package struct JSONWriter: Sendable {
  private struct Level {
    let closing: UInt8
    var isEmpty = true
  }

  /// What has been written and not been taken.
  package private(set) var bytes: [UInt8] = []
  private let isPretty: Bool
  private var levels: [Level] = []
  private var followsKey = false

  /// A writer of indented lines, or of one line without spaces.
  package init(pretty: Bool) { isPretty = pretty }

  /// Room for so many octets more, for who knows how many come.
  package mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count) }

  /// Gives what has been written and forgets it; the state of nesting stays.
  package mutating func drain() -> [UInt8] {
    let result = bytes
    bytes.removeAll(keepingCapacity: true)
    return result
  }

  /// Begins `{`.
  package mutating func beginObject() { open(UInt8(ascii: "{"), closing: UInt8(ascii: "}")) }

  /// Ends the innermost object.
  package mutating func endObject() { close() }

  /// Begins `[`.
  package mutating func beginList() { open(UInt8(ascii: "["), closing: UInt8(ascii: "]")) }

  /// Ends the innermost list.
  package mutating func endList() { close() }

  /// The name of the next value.
  package mutating func key(_ name: String) {
    separate()
    Escaping.appendJSON(name, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    if isPretty { bytes.append(0x20) }
    followsKey = true
  }

  /// A named value.
  package mutating func field(_ name: String, _ document: Document) {
    key(name)
    value(document)
  }

  /// Counts an element of the list that another writer writes: what follows is set apart from it.
  package mutating func skipElement() {
    if !levels.isEmpty { levels[levels.count - 1].isEmpty = false }
  }

  /// A line break: ends a document, or a record of NDJSON.
  package mutating func endDocument() { bytes.appendNewline() }

  /// A whole value.
  package mutating func value(_ document: Document) {
    switch document {
    case .null: literal("null")
    case .truth(let truth): literal(truth ? "true" : "false")
    case .number(let number):
      separate()
      bytes.appendDecimal(number)
    case .text(let text):
      separate()
      Escaping.appendJSON(text, to: &bytes)
    case .list(let elements):
      beginList()
      for element in elements { value(element) }
      endList()
    case .fields(let fields):
      beginObject()
      self.fields(fields)
      endObject()
    case .table(let table): rows(of: table)
    case .spoken(_, let document): value(document)
    }
  }

  /// The named values among `fields`, into the object that has been begun.
  package mutating func fields(_ fields: [Field]) {
    for field in fields {
      if let name = field.key { self.field(name, field.value) }
    }
  }

  private mutating func rows(of table: Table) {
    beginList()
    for row in table.rows {
      beginObject()
      for (place, column) in table.columns.enumerated() {
        if let name = column.key { field(name, row.cell(place)) }
      }
      endObject()
    }
    endList()
  }

  private mutating func literal(_ text: StaticString) {
    separate()
    bytes.append(contentsOf: text.description.utf8)
  }

  private mutating func open(_ opening: UInt8, closing: UInt8) {
    separate()
    bytes.append(opening)
    levels.append(Level(closing: closing))
  }

  private mutating func close() {
    guard let level = levels.popLast() else { return }
    if !level.isEmpty { breakLine() }
    bytes.append(level.closing)
  }

  /// What stands between the last value and the next.
  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    guard !levels.isEmpty else { return }
    if !levels[levels.count - 1].isEmpty { bytes.append(UInt8(ascii: ",")) }
    levels[levels.count - 1].isEmpty = false
    breakLine()
  }

  private mutating func breakLine() {
    guard isPretty else { return }
    bytes.appendNewline()
    bytes.appendSpaces(2 * levels.count)
  }
}

extension Document {
  /// Appends the document as JSON and a line break: indented, or on one line as NDJSON wants it.
  package func appendJSON(pretty: Bool, to bytes: inout [UInt8]) {
    var writer = JSONWriter(pretty: pretty)
    writer.value(self)
    writer.endDocument()
    if bytes.isEmpty { bytes = writer.bytes } else { bytes.append(contentsOf: writer.bytes) }
  }

  /// The document as JSON without a line break at its end.
  package func json(pretty: Bool = false) -> String {
    var writer = JSONWriter(pretty: pretty)
    writer.value(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
