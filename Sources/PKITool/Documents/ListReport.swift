import Console
import PKICore
import Vocabulary

extension ReportedInput {
  /// The columns of a list.
  static let listColumns = [
    "file", "line", "type", "subject", "issuer", "key", "encrypted", "not_after", "days_left", "status", "pairs_with",
    "alarms",
    "error",
  ]

  /// A file of a list: its elements as records, the ends of its certificates as numbers.
  init(
    _ entry: InventoryEntry, alarms: [Finding], thresholds: Thresholds, at instant: Instant,
    partner: @escaping @Sendable (InventoryElement) -> String?
  ) {
    self.init(source: entry.file)
    findings = alarms.map { ReportedFinding($0, of: entry.file) }
    let codes = Dictionary(grouping: alarms, by: \.line).mapValues { $0.map(\.code) }
    rows = ReportedValues(count: max(1, entry.elements.count)) { place in
      ReportedInput.listRow(place, of: entry, codes: codes, at: instant, partner: partner)
    }
    hasOwnMeasures = true
    measures = ReportedValues(count: entry.elements.count) { place in
      let element = entry.elements[place]
      return element.end.map { .notAfter($0, source: entry.file, position: place, subject: element.name) }
    }
    if let end = entry.firstEnd { gauges = [Gauge(entry.file, end, thresholds, at: instant)] }
  }

  /// The record of an element; that of the first bears what is to be said of the file.
  private static func listRow(
    _ place: Int, of entry: InventoryEntry, codes: [Int?: [String]], at instant: Instant,
    partner: (InventoryElement) -> String?
  ) -> [Document] {
    let error: Document = place == 0 ? .text(orNull: entry.error?.message) : .null
    guard place < entry.elements.count else {
      return [.text(entry.file)] + Array(repeating: .null, count: listColumns.count - 2) + [error]
    }
    let element = entry.elements[place]
    // What a container holds has one line; what is about the file has none.
    let isFirstOfLine = place == 0 || entry.elements[place - 1].line != element.line
    let alarms = (isFirstOfLine ? codes[element.line] ?? [] : []) + (place == 0 ? codes[nil] ?? [] : [])
    return [
      .text(entry.file), .number(element.line), .text(element.kind.rawValue), .text(element.name),
      .text(orNull: element.issuer), .text(element.key), .truth(element.isLocked),
      .text(orNull: element.end?.description), .number(orNull: element.end?.days(since: instant)),
      .text(orNull: element.status?.words), .text(orNull: partner(element)), .texts(alarms), error,
    ]
  }
}

extension Measure {
  /// The end of a certificate; it is known by its file and its place in it.
  static func notAfter(_ end: Instant, source: String, position: Int, subject: String) -> Measure {
    Measure(
      "certificate_not_after_seconds", help: "The last second of a certificate, since 1970.",
      labels: [("source", source), ("position", String(position)), ("subject", subject)], value: Int(end.seconds))
  }
}

extension Gauge {
  /// The days that are left of a file's certificate.
  init(_ file: String, _ end: Instant, _ thresholds: Thresholds, at instant: Instant) {
    func days(_ thresholds: [Threshold]) -> Int? { thresholds.compactMap(\.days).max() }
    self.init(
      "\(file)_days", value: end.days(since: instant), warning: days(thresholds.warn),
      critical: days(thresholds.critical))
  }
}

extension Threshold {
  /// Whole days; nil for parts of a lifetime.
  fileprivate var days: Int? {
    switch self {
    case .days(let days): days
    case .hours(let hours): hours / 24
    case .percent: nil
    }
  }
}
