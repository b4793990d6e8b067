package import Platform

/// The output of a monitoring plugin: state, the worst that was found and performance data in the first line, every
/// finding in a line below it.
package struct NagiosReport: ReportRenderer {
  /// The exit code of a plugin that cannot tell.
  package static let unknown: Int32 = 3

  /// The states of plugins, by their exit codes.
  private enum State: Int32 {
    case ok = 0
    case warning = 1
    case critical = 2
    case unknown = 3

    var word: String {
      switch self {
      case .ok: "OK"
      case .warning: "WARNING"
      case .critical: "CRITICAL"
      case .unknown: "UNKNOWN"
      }
    }

    /// What is known to be bad counts for more than what could not be told.
    var weight: Int {
      switch self {
      case .ok: 0
      case .unknown: 1
      case .warning: 2
      case .critical: 3
      }
    }
  }

  private let program: String
  private let noun: String
  private var state = State.ok
  private var worst = ""
  private var inputs = 0
  private var lines: [String] = []
  private var unsaid = 0
  private var gauges: [Gauge] = []

  /// More lines than anybody reads in an alarm; servers cut off what is longer than 8 KiB.
  private static let mostLines = 40

  init(_ heading: ReportHeading) {
    program = heading.program.uppercased()
    noun = heading.noun
  }

  /// See `ReportRenderer`.
  package mutating func add(_ input: ReportedInput, into bytes: inout [UInt8]) {
    inputs += 1
    for finding in input.findings {
      let subject = finding.subject.isEmpty ? input.source : "\(input.source) (\(finding.subject))"
      switch finding.level {
      case .note: say(.ok, "\(subject): \(finding.message)")
      case .warning: say(.warning, "\(subject): \(finding.message)")
      case .error: say(.critical, "\(subject): \(finding.message)")
      }
    }
    if let failure = input.failure { say(.unknown, failure.message) }
    gauges += input.gauges
    if gauges.count > 2 * NagiosReport.mostLines { keepLowest() }
  }

  /// See `ReportRenderer`.
  package mutating func end(to write: ([UInt8]) -> Void) throws(SystemError) {
    keepLowest()
    let count = inputs == 1 ? "" : " (\(inputs) \(noun)s)"
    let text =
      worst.isEmpty
      ? (inputs == 1 ? "nothing to complain of" : "\(inputs) \(noun)s, nothing to complain of") : worst + count
    var first = "\(program) \(state.word) - \(NagiosReport.plain(text))"
    if !gauges.isEmpty { first += "|" + gauges.map(NagiosReport.performance).joined(separator: " ") }
    var bytes = Array((first + "\n").utf8)
    // A single line is in the first one already.
    for line in lines where lines.count > 1 { bytes.append(contentsOf: (line + "\n").utf8) }
    if unsaid > 0 { bytes.append(contentsOf: "and \(unsaid) more\n".utf8) }
    write(bytes)
  }

  /// The state of the worst input.
  package var exitCode: Int32? { state.rawValue }

  private mutating func say(_ state: State, _ text: String) {
    if state.weight > self.state.weight {
      self.state = state
      worst = text
    }
    guard lines.count < NagiosReport.mostLines else { return unsaid += 1 }
    lines.append("\(state.word): \(NagiosReport.plain(text))")
  }

  /// The lowest numbers: those that matter.
  private mutating func keepLowest() {
    guard gauges.count > NagiosReport.mostLines else { return }
    gauges.sort { $0.value < $1.value }
    gauges.removeSubrange(NagiosReport.mostLines...)
  }

  /// Text without the sign that begins performance data.
  private static func plain(_ text: String) -> String {
    String(String.UnicodeScalarView(Escaping.text(text).unicodeScalars.map { $0 == "|" ? "/" : $0 }))
  }

  /// `'label'=value;warning;critical;minimum`; a label has no equals sign, and its quotes are doubled.
  private static func performance(_ gauge: Gauge) -> String {
    var label = ""
    for scalar in Escaping.text(gauge.label).unicodeScalars {
      switch scalar {
      case "=", "|": label.append("_")
      case "'": label.append("''")
      default: label.unicodeScalars.append(scalar)
      }
    }
    func limit(_ number: Int?) -> String { number.map(String.init) ?? "" }
    return "'\(label)'=\(gauge.value);\(limit(gauge.warning));\(limit(gauge.critical));0"
  }
}
