/// The objects of a file that has one in each line, such as a record that grew with every run. It is given the file in
/// blocks, cut anywhere, and holds no more than a line of it, however long the file is.
package struct ObjectLines: Sendable {
  /// What there is of the line so far.
  private var pending: [UInt8] = []
  /// Its number.
  private var line = 1
  /// The number of the last line, where it was not written to its end: it has no line break and is no object, and says
  /// nothing. Nil where all lines are whole.
  package private(set) var tornLine: Int?

  /// Before the first block.
  package init() {}

  /// Takes the next block, or the end, and gives the objects of the lines that are whole by then. Throws what is none,
  /// with its line.
  package mutating func take(
    _ block: [UInt8], isEnd: Bool = false, _ body: (TableRow) -> Void
  ) throws(TableError) {
    var rest = block[...]
    while let end = rest.firstIndex(of: 0x0a) {
      try add(rest[..<end])
      try endLine(body)
      rest = rest[(end + 1)...]
    }
    try add(rest)
    guard isEnd, !pending.isEmpty else { return }
    let (last, isBegun) = (line, line > 1 || pending.contains(UInt8(ascii: "{")))
    do { try endLine(body) } catch {
      guard isBegun else { throw error }
      tornLine = last
    }
  }

  private mutating func add(_ octets: ArraySlice<UInt8>) throws(TableError) {
    guard pending.count + octets.count <= RowTable.largestCell else {
      throw TableError(
        .init(line: line, column: 1), PKIError(.limit, "", "a line of more than \(RowTable.largestCell) octets"))
    }
    pending += octets
  }

  private mutating func endLine(_ body: (TableRow) -> Void) throws(TableError) {
    let hasMark = line == 1 && pending.starts(with: [0xef, 0xbb, 0xbf])
    var splitter = JSONSplitter(pending, at: hasMark ? 3 : 0, line: line, column: 1)
    while let object = try splitter.next() {
      body(try JSONRow.row(object, pending, .init(line: object.line, column: object.column)))
    }
    line += 1
    pending.removeAll(keepingCapacity: true)
  }
}
