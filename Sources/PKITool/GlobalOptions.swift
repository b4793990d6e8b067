package import Console
package import Vocabulary

/// The options that stand before or after any command.
package struct GlobalOptions: OptionGroup {
  /// The store: where names are looked up and files are written.
  package var folder: String?
  /// How the result is written.
  package var format = Format.text
  /// Only the result; no notes, no progress.
  package var quiet = false
  /// When colours are used.
  package var colour = ColourChoice.auto
  /// The instant to judge dates by.
  package var instant: Instant?
  /// The most that is read of one file.
  package var maximumSize = ByteCount(bytes: 64 << 20)
  /// Whether keys are opened that were locked with more rounds than anybody needs.
  package var allowsSlow = false
  /// Whether OpenSSL's own errors are shown.
  package var debug = false

  /// All defaults.
  package init() {}

  package static let options: [Option<Self>] = [
    .value(
      "dir", \.folder, "DIR", "the store: where names are looked up and files are written", short: "C",
      completion: .folders, initially: "the current folder"),
    .value("format", \.format, "FORMAT", "how the result is written"),
    .flag("json", \.format, sets: .json, "the same as --format json"),
    .flag("quiet", \.quiet, "only the result: no notes, no progress", short: "q"),
    .value("color", \.colour, "WHEN", "when to use colours"),
    .value("at", \.instant, "TIME", "judge dates as of TIME (RFC 3339) instead of now", initially: "now"),
    .value("max-size", \.maximumSize, "BYTES", "the most that is read of one file"),
    .flag("allow-slow", \.allowsSlow, "open keys locked with more than 10 million rounds"),
    .flag("debug", \.debug, "show OpenSSL's own errors too"),
  ]
}

/// How the result is written.
package enum Format: String, Choice {
  case text
  /// One document.
  case json
  /// One object a line, as results come.
  case ndjson
  // What only commands that say so have.
  case csv
  case csvCompat = "csv-compat"
  case nagios
  case prometheus
  case junit
  case sarif
  case github

  /// The report that it is; nil for what every command writes.
  var report: ReportFormat? { ReportFormat(rawValue: rawValue) }

  /// Whether it is JSON of some form.
  var isJSON: Bool { self == .json || self == .ndjson }
}

/// When colours are used.
package enum ColourChoice: String, Choice {
  /// On a terminal that can, unless NO_COLOR is set.
  case auto
  case always
  case never
}

extension Instant: OptionValue {
  /// An RFC 3339 date, or date and time with an offset.
  package static func parse(_ text: String) throws(InvalidValue) -> Instant {
    guard let instant = Instant(rfc3339: text) else {
      throw InvalidValue(expected: "a date such as 2027-01-01 or 2027-01-01T12:00:00Z")
    }
    return instant
  }
}
