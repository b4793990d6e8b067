import Console
import PKICore
import Platform
import Vocabulary

/// What the report of a command says of itself.
package struct ReportOutline: Sendable {
  /// The columns of its records; empty where findings are the records.
  package var columns: [String] = []
  /// Columns behind them that come as often as the widest record needs them.
  package var repeatedColumns: [String] = []
  /// What an input is.
  package var noun = "input"
  /// What its codes mean.
  package var titles: [String: String] = [:]
  /// From which severity on a finding makes the answer no.
  package var failOn = FailOn.error

  /// Findings as records, failing at errors.
  package init() {}
}

extension World {
  /// What a report of `command` says of itself.
  func heading(command: String, _ outline: ReportOutline) -> ReportHeading {
    var heading = ReportHeading(
      program: Tool.name, version: Tool.version, command: command,
      failsAt: outline.failOn.severity.map { ReportLevel($0) }, time: instant.description)
    heading.columns = outline.columns
    heading.repeatedColumns = outline.repeatedColumns
    heading.noun = outline.noun
    heading.titles = outline.titles
    return heading
  }

  /// The exit code of a status: plugins say of everything that keeps them from an answer that it is unknown.
  func exitCode(of status: ExitStatus) -> Int32 {
    globals.format == .nagios ? NagiosReport.unknown : status.rawValue
  }

  /// The error as a report of its own, so that whoever reads the format reads it there.
  func writeReport(of error: PKIError, command: String?) {
    guard let format = globals.format.report else { return }
    var renderer = format.renderer(heading(command: command ?? "", ReportOutline()))
    var input = ReportedInput(source: error.subject.isEmpty ? "-" : error.subject)
    input.failure = ReportedFailure(error)
    var bytes: [UInt8] = []
    renderer.begin(into: &bytes)
    renderer.add(input, into: &bytes)
    output.write(bytes)
    try? renderer.end { output.write($0) }
  }
}

extension ReportedFailure {
  /// Why `pki` could not do it.
  init(_ error: PKIError) {
    self.init(error.kind.rawValue, error.sentence, hint: error.hint)
  }
}

extension ReportLevel {
  /// The level of a severity.
  init(_ severity: Severity) {
    switch severity {
    case .info: self = .note
    case .warning: self = .warning
    case .error: self = .error
    }
  }
}

extension ReportedFinding {
  /// A finding of a rule.
  init(_ finding: Finding, of source: String) {
    self.init(
      finding.code, ReportLevel(finding.severity), about: finding.subject, finding.message, reference: finding.clause,
      fix: finding.fix, depth: finding.depth, line: finding.line)
    if finding.source != source { file = finding.source }
  }
}

extension [Finding] {
  /// What they come to, where those at or above a severity count.
  func status(_ failOn: FailOn) -> ExitStatus {
    guard let least = failOn.severity else { return .good }
    return contains { $0.severity >= least } ? .no : .good
  }
}

extension [ReportFormat] {
  /// What help says of a command's own formats.
  var sentence: String { "Formats beside text, json and ndjson: \(map(\.rawValue).joined(separator: ", "))." }
}
