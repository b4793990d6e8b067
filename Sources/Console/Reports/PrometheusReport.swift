internal import Platform

/// The text exposition format of Prometheus, whole in one piece as the textfile collector wants it: all samples of a
/// series stand together, so that they are set aside until the end.
struct PrometheusReport: ReportRenderer {
  private struct Family {
    let name: String
    let help: String
    let samples = SpillFile()
  }

  private let heading: ReportHeading
  private var families: [Family] = []
  /// Of each series that was met a number, which is the same for no other: keyed and of 64 bits, nobody can find two.
  private var seen: Set<Int> = []

  init(_ heading: ReportHeading) { self.heading = heading }

  mutating func add(_ input: ReportedInput, into bytes: inout [UInt8]) {
    let source = (name: "source", value: input.source)
    // The same input twice is one series; what is told apart by its input alone needs no place of its own in memory.
    let isNews = isNew(PrometheusReport.number(of: "\(heading.command)_ok", labels: [source]))
    for measure in input.measures {
      let isWanted =
        input.hasOwnMeasures ? isNews : isNew(PrometheusReport.number(of: measure.name, labels: measure.labels))
      if isWanted { append(measure) }
    }
    guard isNews else { return }
    let isGood = input.failure == nil && !input.findings.contains { $0.level == .error }
    append(
      Measure(
        "\(heading.command)_ok", help: "Whether the input could be read and nothing in it is an error.",
        labels: [source], value: isGood ? 1 : 0))
    var counts: [(finding: ReportedFinding, count: Int)] = []
    for finding in input.findings {
      if let place = counts.firstIndex(where: { $0.finding.code == finding.code && $0.finding.level == finding.level })
      {
        counts[place].count += 1
      } else {
        counts.append((finding, 1))
      }
    }
    for (finding, count) in counts {
      append(
        Measure(
          "finding", help: "How often something was found.",
          labels: [source, ("code", finding.code), ("severity", finding.level.rawValue)], value: count))
    }
  }

  mutating func end(to write: ([UInt8]) -> Void) throws(SystemError) {
    for family in families {
      write(Array("# HELP \(family.name) \(family.help)\n# TYPE \(family.name) gauge\n".utf8))
      try family.samples.read(write)
    }
  }

  /// Whether a series was not met yet.
  private mutating func isNew(_ number: Int) -> Bool { seen.insert(number).inserted }

  private static func number(of name: String, labels: [(name: String, value: String)]) -> Int {
    var hasher = Hasher()
    hasher.combine(name)
    for label in labels { hasher.combine(label.value) }
    return hasher.finalize()
  }

  private mutating func append(_ measure: Measure) {
    let name = "\(heading.program)_\(measure.name)"
    let labels = measure.labels.map { "\($0.name)=\"\(PrometheusReport.escaped($0.value))\"" }.joined(separator: ",")
    let series = labels.isEmpty ? name : "\(name){\(labels)}"
    let place = families.firstIndex { $0.name == name } ?? families.count
    if place == families.count { families.append(Family(name: name, help: measure.help)) }
    families[place].samples.append("\(series) \(measure.value)\n".utf8)
  }

  /// A label's value: what cannot be shown is escaped as everywhere, then backslashes and quotes as the format says.
  private static func escaped(_ text: String) -> String {
    var value = ""
    for scalar in Escaping.text(text).unicodeScalars {
      if scalar == "\\" || scalar == "\"" { value.append("\\") }
      value.unicodeScalars.append(scalar)
    }
    return value
  }
}
