/// What an input came to, for the programs that collect such things: monitoring, continuous integration, spreadsheets.
///
/// Texts are as they were found; each renderer escapes them for its own format.
package struct ReportedInput: Sendable {
  /// The input as it was named; "-" is standard input.
  package var source: String
  /// What was found, in order.
  package var findings: [ReportedFinding] = []
  /// Why it could not be looked at, or not to its end; nil where it could.
  package var failure: ReportedFailure?
  /// Numbers that a time series is made of.
  package var measures: ReportedValues<Measure> = []
  /// Whether each number stands there once, and bears the source: no other input can have the same.
  package var hasOwnMeasures = false
  /// Numbers that a graph is drawn of, beside a state.
  package var gauges: [Gauge] = []
  /// Records for tables, a cell for each of the heading's columns.
  package var rows: ReportedValues<[Document]> = []

  /// An input of which nothing is known yet.
  package init(source: String) {
    self.source = source
  }
}

/// How bad a finding is.
package enum ReportLevel: String, Comparable, Sendable, CaseIterable {
  /// Good to know.
  case note
  /// Breaks for some, or soon.
  case warning
  /// Will not work, or is unsafe.
  case error

  package static func < (a: ReportLevel, b: ReportLevel) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// Something that was found.
package struct ReportedFinding: Sendable {
  /// What sort of thing, in dotted words.
  package var code: String
  /// How bad it is.
  package var level: ReportLevel
  /// What it is about; empty where it is the input itself.
  package var subject: String
  /// What was found, a sentence.
  package var message: String
  /// Who asks for it, and where.
  package var reference: String
  /// What mends it; nil where nothing can be said.
  package var fix: String?
  /// Its place below the input, counted from 0; nil where it has none.
  package var depth: Int?
  /// The line of the input where it stands, counted from 1; nil where that is not known.
  package var line: Int?
  /// Another file than the input where it stands; nil where it is in the input.
  package var file: String?

  /// A finding.
  package init(
    _ code: String, _ level: ReportLevel, about subject: String = "", _ message: String, reference: String = "",
    fix: String? = nil, depth: Int? = nil, line: Int? = nil
  ) {
    self.code = code
    self.level = level
    self.subject = subject
    self.message = message
    self.reference = reference
    self.fix = fix
    self.depth = depth
    self.line = line
  }

  /// Message, clause and fix, a line each; what they quote may hold line breaks of its own, which are none.
  var explanation: [String] {
    var lines = [subject.isEmpty ? message : "\(subject): \(message)"]
    if !reference.isEmpty { lines.append(reference) }
    if let fix { lines.append("Fix: \(fix)") }
    return lines
  }
}

/// Why an input could not be looked at.
package struct ReportedFailure: Sendable {
  /// What sort of failure, in dotted words.
  package var code: String
  /// What was found; it names the input itself.
  package var message: String
  /// What to do next; nil where there is nothing to say.
  package var hint: String?

  /// A failure.
  package init(_ code: String, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }
}

/// A number of a time series.
package struct Measure: Sendable {
  /// The series, snake_case, with its unit last: `certificate_not_after_seconds`.
  package var name: String
  /// What it is, a sentence.
  package var help: String
  /// What tells it from others of the same name, in order.
  package var labels: [(name: String, value: String)]
  /// The number.
  package var value: Int

  /// A number with its labels.
  package init(_ name: String, help: String, labels: [(name: String, value: String)], value: Int) {
    self.name = name
    self.help = help
    self.labels = labels
    self.value = value
  }
}

/// A number beside a state, with the limits that make it worse.
package struct Gauge: Sendable {
  /// What it is.
  package var label: String
  /// The number; the lower, the worse.
  package var value: Int
  /// From where on it is a warning, and from where on an error; nil where nothing is set.
  package var warning: Int?, critical: Int?

  /// A number with its limits.
  package init(_ label: String, value: Int, warning: Int? = nil, critical: Int? = nil) {
    self.label = label
    self.value = value
    self.warning = warning
    self.critical = critical
  }
}
