internal import Platform

/// Records of one width: the heading's columns, and behind them groups of cells of which records have as many as they need.
/// The widest record is known at the end only.
struct CompatibleCSVReport: ReportRenderer {
  private let heading: ReportHeading
  private var rows: [[Document]] = []

  init(_ heading: ReportHeading) { self.heading = heading }

  mutating func add(_ input: ReportedInput, into bytes: inout [UInt8]) { rows += input.rows }

  mutating func end(to write: ([UInt8]) -> Void) throws(SystemError) {
    let group = max(1, heading.repeatedColumns.count)
    let most = rows.map { $0.count - heading.columns.count }.max() ?? 0
    let groups = (max(0, most) + group - 1) / group
    let names = heading.columns + (0..<groups).flatMap { _ in heading.repeatedColumns }
    let header: [Document] = names.map { .text($0) }
    for row in [header] + rows {
      var bytes: [UInt8] = []
      CSVRenderer.record(row + [Document](repeating: .null, count: max(0, names.count - row.count)), into: &bytes)
      write(bytes)
    }
  }
}
