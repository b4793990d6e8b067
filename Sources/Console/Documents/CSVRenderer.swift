/// Records with commas (RFC 4180): quoted where needed, CRLF at their ends, no cell that a spreadsheet would
/// take for a formula.
package enum CSVRenderer {
  /// Appends a document: a table, or a list of fields whose keys become the columns.
  ///
  /// Fields inside fields get columns with dotted names; a list of plain values is one cell, separated by
  /// semicolons; what is deeper is a cell of JSON.
  package static func render(_ document: Document, header: Bool = true, into bytes: inout [UInt8]) {
    let (columns, rows) = records(of: document)
    if header { record(columns.map { .text($0) }, into: &bytes) }
    for row in rows { record(row, into: &bytes) }
  }

  /// Appends one record.
  package static func record(_ cells: [Document], into bytes: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(cell, into: &bytes)
    }
    bytes.append(contentsOf: [0x0D, 0x0A])
  }

  private static func append(_ cell: Document, into bytes: inout [UInt8]) {
    switch cell {
    case .null: break
    case .truth(let truth): append(truth ? "true" : "false", into: &bytes)
    case .number(let number): bytes.appendDecimal(number)
    case .text(let text): append(text, into: &bytes)
    case .spoken(_, let value): append(value, into: &bytes)
    case .list(let elements) where elements.allSatisfy(\.isPlainValue):
      append(elements.map(\.plainText).joined(separator: "; "), into: &bytes)
    case .list, .fields, .table:
      // JSON has been escaped by the same rules: it is quoted, not escaped again.
      appendQuoted(Array(cell.json().utf8), into: &bytes)
    }
  }

  private static func append(_ text: String, into bytes: inout [UInt8]) {
    var cell: [UInt8] = []
    if text.looksLikeFormula { cell.append(UInt8(ascii: "'")) }
    Escaping.appendText(text, to: &cell)
    appendQuoted(cell, into: &bytes)
  }

  private static func appendQuoted(_ cell: [UInt8], into bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    let needsQuotes = cell.contains { $0 == quote || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }
    guard needsQuotes || cell.first == 0x20 || cell.last == 0x20 else {
      return bytes.append(contentsOf: cell)
    }
    bytes.append(quote)
    for byte in cell {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  private static func records(of document: Document) -> (columns: [String], rows: [[Document]]) {
    switch document {
    case .spoken(_, let value): return records(of: value)
    case .table(let table):
      let places = table.columns.indices.filter { table.columns[$0].key != nil }
      let rows = table.rows.map { row in places.map { row.cell($0) } }
      return (places.compactMap { table.columns[$0].key }, rows)
    case .list(let elements): return records(of: elements)
    default: return records(of: [document])
    }
  }

  /// The union of all keys in the order in which they first appear.
  private static func records(of elements: [Document]) -> (columns: [String], rows: [[Document]]) {
    var places: [String: Int] = [:]
    var columns: [String] = []
    var rows: [[Document]] = []
    for element in elements {
      var row = [Document](repeating: .null, count: columns.count)
      for (name, value) in element.flattened(under: "") {
        let place = places[name] ?? columns.count
        if place == columns.count {
          places[name] = place
          columns.append(name)
          row.append(.null)
        }
        row[place] = value
      }
      rows.append(row)
    }
    for index in rows.indices {
      rows[index] += [Document](repeating: .null, count: columns.count - rows[index].count)
    }
    return (columns, rows)
  }
}

extension String {
  /// Whether a spreadsheet would compute it, or an apostrophe set for that reason would be lost again.
  fileprivate var looksLikeFormula: Bool {
    switch unicodeScalars.first(where: { $0 != "'" }) {
    case "=", "+", "-", "@", "\t", "\r", "\0", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
    default: false
    }
  }
}

extension Document {
  fileprivate var isPlainValue: Bool {
    switch self {
    case .null, .truth, .number, .text: true
    case .spoken(_, let value): value.isPlainValue
    case .list, .fields, .table: false
    }
  }

  fileprivate var plainText: String {
    switch self {
    case .truth(let truth): truth ? "true" : "false"
    case .number(let number): String(number)
    case .text(let text): text
    case .spoken(_, let value): value.plainText
    case .null, .list, .fields, .table: ""
    }
  }

  /// Named values, those of inner fields under `outer.inner`.
  fileprivate func flattened(under prefix: String) -> [(name: String, value: Document)] {
    switch self {
    case .spoken(_, let value): return value.flattened(under: prefix)
    case .fields(let fields):
      var result: [(name: String, value: Document)] = []
      for field in fields {
        guard let key = field.key else { continue }
        result += field.value.flattened(under: prefix.isEmpty ? key : "\(prefix).\(key)")
      }
      return result
    default: return [(prefix.isEmpty ? "value" : prefix, self)]
    }
  }
}
