/// Records with commas: those that inputs bring, else one for each finding, and one for each input without.
struct CSVReport: ReportRenderer {
  private let heading: ReportHeading

  private static let columns = ["source", "line", "severity", "code", "subject", "depth", "message", "clause", "fix"]

  init(_ heading: ReportHeading) { self.heading = heading }

  mutating func begin(into bytes: inout [UInt8]) {
    let columns = heading.columns.isEmpty ? CSVReport.columns : heading.columns
    CSVRenderer.record(columns.map { .text($0) }, into: &bytes)
  }

  mutating func add(_ input: ReportedInput, into bytes: inout [UInt8]) {
    add(input) { bytes += $0 }
  }

  mutating func add(_ input: ReportedInput, to write: ([UInt8]) -> Void) {
    var bytes: [UInt8] = []
    if heading.columns.isEmpty { findings(of: input, into: &bytes) }
    for row in heading.columns.isEmpty ? [] : input.rows {
      CSVRenderer.record(row, into: &bytes)
      guard bytes.count >= 1 << 16 else { continue }
      write(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    write(bytes)
  }

  private func findings(of input: ReportedInput, into bytes: inout [UInt8]) {
    for finding in input.findings {
      CSVRenderer.record(
        [
          .text(finding.file ?? input.source), .number(orNull: finding.line), .text(finding.level.rawValue),
          .text(finding.code), .text(finding.subject),
          .number(orNull: finding.depth), .text(finding.message), .text(finding.reference), .text(orNull: finding.fix),
        ], into: &bytes)
    }
    if let failure = input.failure {
      CSVRenderer.record(
        [
          .text(input.source), .null, "failed", .text(failure.code), .null, .null, .text(failure.message), .null,
          .text(orNull: failure.hint),
        ], into: &bytes)
    } else if input.findings.isEmpty {
      CSVRenderer.record([.text(input.source), .null, "ok", .null, .null, .null, .null, .null, .null], into: &bytes)
    }
  }
}
