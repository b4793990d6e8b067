package import Platform

/// The formats of those who collect reports.
package enum ReportFormat: String, CaseIterable, Sendable {
  /// Records with commas (RFC 4180).
  case csv
  /// Records with commas as another program writes them.
  case csvCompat = "csv-compat"
  /// The output of a monitoring plugin.
  case nagios
  /// The text exposition format, for the textfile collector.
  case prometheus
  /// Test results in XML.
  case junit
  /// The Static Analysis Results Interchange Format, 2.1.0.
  case sarif
  /// Workflow commands: annotations of a pull request.
  case github

  /// A renderer for one report.
  package func renderer(_ heading: ReportHeading) -> any ReportRenderer {
    switch self {
    case .csv: CSVReport(heading)
    case .csvCompat: CompatibleCSVReport(heading)
    case .nagios: NagiosReport(heading)
    case .prometheus: PrometheusReport(heading)
    case .junit: JUnitReport(heading)
    case .sarif: SARIFReport(heading)
    case .github: GitHubReport(heading)
    }
  }
}

/// What a report says of itself.
package struct ReportHeading: Sendable {
  /// The program: "pki".
  package var program: String
  /// Its version.
  package var version: String
  /// The command: "check".
  package var command: String
  /// The level from which on a finding is a failure; nil where none is.
  package var failsAt: ReportLevel?
  /// When it was asked, as of when: RFC 3339.
  package var time: String
  /// The columns of the records that inputs bring; empty where findings are the records.
  package var columns: [String] = []
  /// Columns behind them that come as often as the widest record needs them.
  package var repeatedColumns: [String] = []
  /// What an input is.
  package var noun = "input"
  /// What codes mean, a sentence each; a code without one is described by what was found.
  package var titles: [String: String] = [:]

  /// A heading.
  package init(program: String, version: String, command: String, failsAt: ReportLevel?, time: String) {
    self.program = program
    self.version = version
    self.command = command
    self.failsAt = failsAt
    self.time = time
  }
}

/// Writes a report, input by input in their order.
package protocol ReportRenderer {
  /// Appends what stands before all inputs.
  mutating func begin(into bytes: inout [UInt8])
  /// Appends an input, or keeps what can only be said at the end.
  mutating func add(_ input: ReportedInput, into bytes: inout [UInt8])
  /// The same, handed out in pieces.
  mutating func add(_ input: ReportedInput, to write: ([UInt8]) -> Void)
  /// Hands out the rest, in pieces. Throws where what was set aside cannot be read again.
  mutating func end(to write: ([UInt8]) -> Void) throws(SystemError)
  /// The exit code that the format prescribes, once all inputs are there; nil where it prescribes none.
  var exitCode: Int32? { get }
}

extension ReportRenderer {
  /// Most formats begin with their first input.
  package mutating func begin(into bytes: inout [UInt8]) {}
  /// And say little enough of one for a single piece.
  package mutating func add(_ input: ReportedInput, to write: ([UInt8]) -> Void) {
    var bytes: [UInt8] = []
    add(input, into: &bytes)
    write(bytes)
  }
  /// And end with their last.
  package mutating func end(to write: ([UInt8]) -> Void) throws(SystemError) {}
  /// And say nothing of exit codes.
  package var exitCode: Int32? { nil }
}
