/// The objects of a file that has one in each line, such as a record that grew with every run. It is given the file in
/// blocks, and holds no more than what a line has, however long the file is.
package struct ObjectLines: Sendable {
  private var pending: [UInt8] = []
  private var line = 1

  /// Before the first block.
  package init() {}

  /// Takes the next block, or the end, and gives the objects of the lines that are whole by then. Throws what is none.
  package mutating func take(
    _ block: [UInt8], isEnd: Bool = false, _ body: (TableRow) -> Void
  ) throws(TableError) {
    pending += block
    let end = isEnd ? pending.count : (pending.lastIndex(of: 0x0a) ?? -1) + 1
    let lines = Array(pending[..<end])
    pending.removeSubrange(..<end)
    var splitter = JSONSplitter(lines, at: 0, line: line, column: 1)
    while let object = try splitter.next() {
      body(try JSONRow.row(object, lines, .init(line: object.line, column: object.column)))
    }
    line = splitter.line
    guard pending.count <= RowTable.largestCell else {
      throw TableError(
        .init(line: line, column: 1), PKIError(.limit, "", "a line of more than \(RowTable.largestCell) octets"))
    }
  }
}
