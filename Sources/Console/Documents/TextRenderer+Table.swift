extension TextRenderer {
  /// Aligned columns below a row of headings; the last column is not padded.
  func renderTable(_ table: Table, indentation: Int, into bytes: inout [UInt8]) {
    var grid = Grid(table)
    if grid.columns.isEmpty { return }
    for row in table.rows {
      for index in grid.columns.indices {
        let cell = row.cell(grid.columns[index].place)
        grid.add(columns: appendInline(cell, into: &grid.bytes), to: index)
      }
    }
    if let width { grid.shrink(to: width - indentation) }
    renderHeadings(grid, indentation: indentation, into: &bytes)
    for (number, row) in table.rows.enumerated() {
      renderRow(row, number, grid, indentation: indentation, into: &bytes)
    }
  }

  private func renderHeadings(_ grid: Grid, indentation: Int, into bytes: inout [UInt8]) {
    if grid.columns.allSatisfy({ $0.title.isEmpty }) { return }
    var end = bytes.count
    bytes.appendSpaces(indentation)
    for column in grid.columns {
      let padding = column.width - column.titleColumns
      if column.isNumeric { bytes.appendSpaces(padding) }
      if !column.title.isEmpty {
        Style.strong.begin(colour, into: &bytes)
        Escaping.appendText(column.title, to: &bytes)
        Style.strong.end(colour, into: &bytes)
        end = bytes.count
      }
      bytes.appendSpaces((column.isNumeric ? 0 : padding) + 2)
    }
    bytes.removeSubrange(end...)
    bytes.appendNewline()
  }

  private func renderRow(
    _ row: [Document], _ number: Int, _ grid: Grid, indentation: Int, into bytes: inout [UInt8]
  ) {
    var end = bytes.count
    bytes.appendSpaces(indentation)
    for (index, column) in grid.columns.enumerated() {
      let cell = grid.cell(number, index)
      if cell.columns > column.width {
        appendCut(row.cell(column.place), to: column.width, into: &bytes)
        end = bytes.count
        bytes.appendSpaces(2)
        continue
      }
      let padding = column.width - cell.columns
      if column.isNumeric { bytes.appendSpaces(padding) }
      bytes.append(contentsOf: grid.bytes[cell.range])
      if !cell.range.isEmpty { end = bytes.count }
      bytes.appendSpaces((column.isNumeric ? 0 : padding) + 2)
    }
    bytes.removeSubrange(end...)
    bytes.appendNewline()
  }

  /// A cell that is too wide: as much as fits, and an ellipsis.
  private func appendCut(_ cell: Document, to width: Int, into bytes: inout [UInt8]) {
    var spans: [Span] = []
    if case .spoken(let lines, _) = cell {
      for line in lines { spans += (spans.isEmpty ? [] : [" "]) + line.spans }
    } else {
      spans = [Span(cell.inlineText)]
    }
    var rest = width - 1
    var columns = 0
    for span in spans where rest > 0 {
      span.style.begin(colour, into: &bytes)
      let taken = Escaping.appendText(span.text, to: &bytes, limit: rest)
      span.style.end(colour, into: &bytes)
      rest -= taken
      columns += taken
    }
    bytes.append(contentsOf: "…".utf8)
    bytes.appendSpaces(width - 1 - columns)
  }
}

extension Document {
  /// What text shows of an inline value, not yet escaped.
  var inlineText: String {
    switch self {
    case .text(let text): text
    case .number(let number): String(number)
    case .truth(let truth): truth ? "yes" : "no"
    case .list(let elements): elements.map(\.inlineText).filter { !$0.isEmpty }.joined(separator: ", ")
    case .spoken(let lines, _): lines.flatMap(\.spans).map(\.text).joined()
    case .null, .fields, .table: ""
    }
  }
}

extension [Document] {
  func cell(_ place: Int) -> Document { place < count ? self[place] : .null }
}

/// The cells of a table as bytes with their widths, so that each is rendered once.
private struct Grid {
  struct Shown {
    let place: Int
    let title: String
    let titleColumns: Int
    let isNumeric: Bool
    let isShrinkable: Bool
    var width: Int
  }

  var columns: [Shown] = []
  var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var widths: [Int] = []

  /// The columns that have a heading and at least one value.
  init(_ table: Table) {
    for (place, column) in table.columns.enumerated() {
      guard let title = column.title else { continue }
      let cells = table.rows.lazy.map { $0.cell(place) }.filter { $0.shape != .nothing }
      if cells.isEmpty { continue }
      let width = Escaping.columns(of: title)
      columns.append(
        Shown(
          place: place, title: title, titleColumns: width, isNumeric: cells.allSatisfy(\.isNumeric),
          isShrinkable: column.isShrinkable, width: width))
    }
    let count = table.rows.count * columns.count
    ends.reserveCapacity(count)
    widths.reserveCapacity(count)
  }

  mutating func add(columns count: Int, to index: Int) {
    ends.append(bytes.count)
    widths.append(count)
    columns[index].width = max(columns[index].width, count)
  }

  func cell(_ row: Int, _ index: Int) -> (range: Range<Int>, columns: Int) {
    let place = row * columns.count + index
    return ((place == 0 ? 0 : ends[place - 1])..<ends[place], widths[place])
  }

  /// Takes from the widest shrinkable column until the row fits or all are at their least.
  mutating func shrink(to limit: Int) {
    var excess = columns.reduce(2 * (columns.count - 1) - limit) { $0 + $1.width }
    while excess > 0 {
      let candidates = columns.indices.filter {
        columns[$0].isShrinkable && columns[$0].width > max(8, columns[$0].titleColumns)
      }
      guard let widest = candidates.max(by: { columns[$0].width < columns[$1].width }) else { return }
      columns[widest].width -= 1
      excess -= 1
    }
  }
}

extension Document {
  fileprivate var isNumeric: Bool {
    switch self {
    case .number, .spoken(_, as: .number): true
    default: false
    }
  }
}
