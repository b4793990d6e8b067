/// Reads records of CSV (RFC 4180): lines that end with CRLF or LF, cells in double quotes where they hold what separates.
struct CSVReader {
  /// A cell with its place.
  struct Cell {
    let text: String
    let place: TableRow.Place
  }

  private let bytes: [UInt8]
  /// Where the next octet stands.
  private(set) var position: Int
  /// The line there.
  private(set) var line: Int
  /// What stands between cells.
  var separator = UInt8(ascii: ",")

  private static let quote = UInt8(ascii: "\"")

  init(_ bytes: [UInt8], at position: Int, line: Int) {
    self.bytes = bytes
    self.position = position
    self.line = line
  }

  /// What separates the cells of the header, and so all: of comma, semicolon and tab the first that stands there.
  var separatorOfHeader: UInt8 {
    var isQuoted = false
    for byte in bytes[position...] {
      if byte == CSVReader.quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0a || byte == 0x0d { break }
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == 0x09 { return byte }
    }
    return UInt8(ascii: ",")
  }

  /// Goes on to the next line that is not empty; false at the end of the file.
  @discardableResult
  mutating func skipEmptyLines() -> Bool {
    while position < bytes.count {
      guard bytes[position] == 0x0a || bytes[position] == 0x0d && isNewline(position + 1) else { return true }
      if bytes[position] == 0x0a { line += 1 }
      position += 1
    }
    return false
  }

  /// Goes on to the next record, quotes minded.
  mutating func skipRecord() {
    var beginsCell = true
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case 0x0a:
        line += 1
        return
      case CSVReader.quote where beginsCell:
        skipQuoted()
        beginsCell = false
      default: beginsCell = byte == separator
      }
    }
  }

  /// Goes behind the closing quote, or to the end of the file.
  private mutating func skipQuoted() {
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == 0x0a { line += 1 }
      guard byte == CSVReader.quote else { continue }
      guard position < bytes.count, bytes[position] == CSVReader.quote else { return }
      position += 1
    }
  }

  /// The cells of the record here.
  mutating func record() throws(TableError) -> [Cell] {
    var cells: [Cell] = []
    while true {
      let place = TableRow.Place(line: line, column: cells.count + 1)
      let isQuoted = position < bytes.count && bytes[position] == CSVReader.quote
      let octets = isQuoted ? try quoted(place) : try plain(place)
      guard let text = String(validating: octets, as: UTF8.self) else {
        throw fault(place, "this cell is not UTF-8", hint: "save the table as CSV in UTF-8")
      }
      cells.append(Cell(text: CSVReader.unguarded(text), place: place))
      guard position < bytes.count, bytes[position] == separator else { return cells }
      position += 1
    }
  }

  private mutating func plain(_ place: TableRow.Place) throws(TableError) -> ArraySlice<UInt8> {
    let start = position
    while position < bytes.count, bytes[position] != separator, bytes[position] != 0x0a {
      if bytes[position] == 0x0d, isNewline(position + 1) { break }
      guard bytes[position] != CSVReader.quote else {
        throw fault(
          place, "a double quote inside a cell that does not begin with one",
          hint: "put the cell in double quotes, and double those inside")
      }
      position += 1
      guard position - start <= RowTable.largestCell else { throw tooLong(place) }
    }
    return bytes[start..<position]
  }

  private mutating func quoted(_ place: TableRow.Place) throws(TableError) -> ArraySlice<UInt8> {
    var octets: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == CSVReader.quote {
        guard position < bytes.count, bytes[position] == CSVReader.quote else {
          try checkEnd(place)
          return octets[...]
        }
        position += 1
      }
      if byte == 0x0a { line += 1 }
      octets.append(byte)
      guard octets.count <= RowTable.largestCell else { throw tooLong(place) }
    }
    throw fault(place, "a cell without its closing quote")
  }

  private func checkEnd(_ place: TableRow.Place) throws(TableError) {
    guard position < bytes.count else { return }
    let byte = bytes[position]
    guard byte != separator, byte != 0x0a, !(byte == 0x0d && isNewline(position + 1)) else { return }
    throw fault(
      place, "something stands behind the closing quote", hint: "a double quote inside a quoted cell is doubled")
  }

  /// Whether a line ends at `place`, the end of the file included.
  private func isNewline(_ place: Int) -> Bool { place >= bytes.count || bytes[place] == 0x0a }

  /// Without spaces around it, and without the apostrophe that keeps a spreadsheet from taking a text for a formula.
  private static func unguarded(_ text: String) -> String {
    let text = text[...].trimmingSpaces
    let rest = text.dropFirst()
    guard text.first == "'", let next = rest.first, "=+-@\t\r".contains(next) else { return String(text) }
    return String(rest)
  }

  private func tooLong(_ place: TableRow.Place) -> TableError {
    TableError(place, PKIError(.limit, "", "a cell of more than \(RowTable.largestCell) octets"))
  }

  private func fault(_ place: TableRow.Place, _ words: String, hint: String? = nil) -> TableError {
    TableError(place, PKIError(.content, "", words, hint: hint))
  }
}
