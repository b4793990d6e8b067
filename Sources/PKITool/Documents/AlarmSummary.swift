import Console
import PKICore

/// Alarms as text says them: the same thing of several files in one line.
struct AlarmSummary {
  private struct Group {
    let severity: Severity
    let order: Int
    var files: [String]
    var count = 1
  }

  private var groups: [String: Group] = [:]
  private var sequence: [String] = []
  private var unsaid = 0

  /// More lines than anybody reads; JSON has them all.
  private static let mostLines = 20
  private static let mostFiles = 3

  /// Counts what is wrong with a file.
  mutating func add(_ alarms: [Finding]) {
    for alarm in alarms {
      if groups[alarm.message] != nil {
        groups[alarm.message]?.count += 1
        if groups[alarm.message]?.files.count ?? 0 < AlarmSummary.mostFiles {
          groups[alarm.message]?.files.append(alarm.source)
        }
      } else if groups.count < 10 * AlarmSummary.mostLines {
        let order = StoreAlarms.codes.firstIndex(of: alarm.code) ?? StoreAlarms.codes.count
        groups[alarm.message] = Group(severity: alarm.severity, order: order, files: [alarm.source])
        sequence.append(alarm.message)
      } else {
        unsaid += 1
      }
    }
  }

  /// The lines, the worst first; none where all is well.
  var lines: [Line] {
    guard !sequence.isEmpty else { return [] }
    let places = sequence.indices.sorted { a, b in
      let (one, other) = (groups[sequence[a]], groups[sequence[b]])
      return one?.order != other?.order ? (one?.order ?? 0) < (other?.order ?? 0) : a < b
    }
    var lines = [Line(""), Line("Alarms", .strong)]
    for place in places.prefix(AlarmSummary.mostLines) {
      guard let group = groups[sequence[place]] else { continue }
      let others = group.count - group.files.count
      let files = group.files.joined(separator: ", ") + (others > 0 ? " and \(others) more" : "")
      let style: Style = group.severity == .error ? .bad : .warning
      lines.append(Line([Span(files, .strong), Span(": "), Span(sequence[place], style)], indentation: 2))
    }
    let rest = places.dropFirst(AlarmSummary.mostLines).reduce(unsaid) { $0 + (groups[sequence[$1]]?.count ?? 0) }
    if rest > 0 { lines.append(Line("and \(rest) more, which --json lists", .faint, indentation: 2)) }
    return lines
  }
}
