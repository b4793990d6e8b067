/// A table in a file: CSV with a header, a JSON list of objects, or an object a line, told apart by the content.
///
/// It keeps the file as it is and where each row begins: rows are read when they are asked for, by any thread, and
/// what a table costs is little more than its file.
package struct RowTable: Sendable {
  /// What the file is called.
  package let source: String
  /// The columns of CSV with their places; empty of JSON, where each row has its own.
  package let header: [TableRow.Cell]
  private let bytes: [UInt8]
  private let starts: [Start]
  private let separator: UInt8?

  /// Where a row begins.
  private struct Start {
    let offset: Int
    let line: UInt32
    let column: UInt32
  }

  /// The most octets that a cell of CSV or an object of JSON may have.
  package static let largestCell = 1 << 16

  /// The table in a file. Throws what is none; faults of single rows show when they are read.
  package init(_ bytes: [UInt8], source: String) throws(TableError) {
    self.source = source
    self.bytes = bytes
    var start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    while start < bytes.count, JSONSplitter.isSpace(bytes[start]) { start += 1 }
    var starts: [Start] = []
    if start < bytes.count, bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[") {
      var splitter = JSONSplitter(bytes)
      do throws(TableError) {
        while let object = try splitter.next() {
          starts.append(Start(offset: object.offset, line: UInt32(object.line), column: UInt32(object.column)))
        }
      } catch {
        guard splitter.isAtEnd else { throw error }
        throw TableError(
          error.place,
          PKIError(.content, "", error.error.message, hint: "was it written to its end? \(RowTable.mending)"))
      }
      (header, separator) = ([], nil)
    } else {
      guard start < bytes.count else {
        throw TableError(.init(line: 1, column: 1), PKIError(.content, "", "this file is empty", hint: RowTable.forms))
      }
      var reader = CSVReader(bytes, at: bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0, line: 1)
      reader.skipEmptyLines()
      reader.separator = reader.separatorOfHeader
      let place = TableRow.Place(line: reader.line, column: 1)
      header = try RowTable.header(reader.record(), place)
      separator = reader.separator
      while reader.skipEmptyLines() {
        starts.append(Start(offset: reader.position, line: UInt32(reader.line), column: 1))
        reader.skipRecord()
      }
    }
    self.starts = starts
  }

  /// What can be read.
  package static let forms = "a table is CSV with a header, a JSON list of objects, or an object a line"

  /// Who writes such a table himself does it again.
  private static let mending = "a manifest.ndjson is mended by the pki csr --from that wrote it, run again"

  /// The number of rows.
  package var count: Int { starts.count }

  /// Where a row begins.
  package func place(of index: Int) -> TableRow.Place {
    TableRow.Place(line: Int(starts[index].line), column: Int(starts[index].column))
  }

  /// A row. Throws what is wrong with its form.
  package func row(_ index: Int) throws(TableError) -> TableRow {
    let start = starts[index]
    guard let separator else {
      var splitter = JSONSplitter(bytes, at: start.offset, line: Int(start.line), column: Int(start.column))
      return try JSONRow.row(splitter.object(), bytes, place(of: index))
    }
    var reader = CSVReader(bytes, at: start.offset, line: Int(start.line))
    reader.separator = separator
    return try row(reader.record(), place(of: index))
  }

  // MARK: - CSV

  private static func header(_ cells: [CSVReader.Cell], _ place: TableRow.Place) throws(TableError) -> [TableRow.Cell] {
    var cells = cells
    while cells.count > 1, cells.last?.text.isEmpty ?? false { cells.removeLast() }
    var header: [TableRow.Cell] = []
    for cell in cells {
      guard !cell.text.isEmpty else {
        throw TableError(cell.place, PKIError(.content, "", "a column without a name", hint: RowTable.forms))
      }
      header.append(TableRow.Cell(column: cell.text, text: cell.text, place: cell.place))
    }
    return header
  }

  private func row(_ cells: [CSVReader.Cell], _ place: TableRow.Place) throws(TableError) -> TableRow {
    var named: [TableRow.Cell] = []
    for (index, cell) in cells.enumerated() where !cell.text.isEmpty {
      guard index < header.count else {
        throw TableError(
          cell.place,
          PKIError(
            .content, "", "a cell beyond the last column, and the header has \(header.count)",
            hint: "a text with a comma in it stands in double quotes"))
      }
      named.append(TableRow.Cell(column: header[index].column, text: cell.text, place: cell.place))
    }
    return TableRow(place: place, cells: named)
  }
}
