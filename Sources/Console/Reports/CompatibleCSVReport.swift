internal import Platform

/// Records of one width: the heading's columns, and behind them groups of cells of which records have as many as they need.
/// The widest record is known at the end only: until then they are set aside.
struct CompatibleCSVReport: ReportRenderer {
  /// How long a record is that was set aside, and how many cells it has.
  private struct Extent {
    let octets: Int
    let cells: Int
  }

  private let heading: ReportHeading
  private let records = SpillFile()
  private var extents: [Extent] = []

  init(_ heading: ReportHeading) { self.heading = heading }

  mutating func add(_ input: ReportedInput, into bytes: inout [UInt8]) {
    for row in input.rows {
      let record = CompatibleCSVReport.record(row)
      extents.append(Extent(octets: record.count, cells: row.count))
      records.append(record)
    }
  }

  mutating func end(to write: ([UInt8]) -> Void) throws(SystemError) {
    // Who has no columns was used wrongly, and standard error says so.
    guard !heading.columns.isEmpty else { return }
    let group = max(1, heading.repeatedColumns.count)
    let most = extents.map { $0.cells - heading.columns.count }.max() ?? 0
    let groups = (max(0, most) + group - 1) / group
    let names = heading.columns + (0..<groups).flatMap { _ in heading.repeatedColumns }
    write(CompatibleCSVReport.record(names.map { .text($0) }) + [0x0d, 0x0a])
    var waiting: [UInt8] = []
    var next = 0
    try records.read { block in
      waiting += block
      var place = 0
      while next < extents.count, waiting.count - place >= extents[next].octets {
        let extent = extents[next]
        let commas = [UInt8](repeating: UInt8(ascii: ","), count: max(0, names.count - extent.cells))
        write(Array(waiting[place..<place + extent.octets]) + commas + [0x0d, 0x0a])
        place += extent.octets
        next += 1
      }
      waiting.removeFirst(place)
    }
  }

  /// A record without its end.
  private static func record(_ row: [Document]) -> [UInt8] {
    var bytes: [UInt8] = []
    CSVRenderer.record(row, into: &bytes)
    return bytes.dropLast(2)
  }
}
