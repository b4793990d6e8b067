import Console
import PKICore
import Platform
import Synchronization
import Vocabulary

/// What a run came to, address by address, for the table and the counts at its end. Used by all threads.
final class ProbeLedger: Sendable {
  /// An address, or what led to none.
  private struct Row: Sendable {
    let status: String
    let cells: [Document]
  }

  private struct Counts {
    var targets = 0
    var addresses = 0
    var statuses: [String: Int] = [:]
    var places: Int { statuses.values.reduce(0, +) }
  }

  private let hasTable: Bool
  private let rows = Mutex<[Int: [Row]]>([:])
  private let counts = Mutex(Counts())
  private let files = Mutex<Set<String>>([])

  /// A ledger that remembers what its table is made of, or only counts.
  init(hasTable: Bool) { self.hasTable = hasTable }

  /// Writes down what a target came to; `number` is its turn.
  func note(_ result: ProbeResult, number: Int, at instant: Instant) {
    let places = result.places
    counts.withLock { counts in
      counts.targets += 1
      counts.addresses += result.members.count
      for place in places { counts.statuses[place.status, default: 0] += 1 }
    }
    guard hasTable else { return }
    let found = places.map { Row(status: $0.status, cells: ProbeLedger.cells($0, at: instant)) }
    rows.withLock { $0[number] = found }
  }

  /// Whether nobody else in this run writes that file.
  func claim(_ path: String) -> Bool { files.withLock { $0.insert(path).inserted } }

  private static func cells(_ place: ProbedPlace, at instant: Instant) -> [Document] {
    let leaf = place.member?.certificates.first
    let end = leaf?.notAfter.instant
    let address = place.member.flatMap { $0.host.isEmpty ? nil : IPAddressText.text($0.address).text }
    let comment = (place.member?.findings ?? place.deadEnd.map { [$0.finding] } ?? []).worst
    return [
      word(place.status), .text(place.name), .text(orNull: address), .text(orNull: leaf?.subject.shortText),
      .text(orNull: end?.date), .number(orNull: end?.days(since: instant)), .text(orNull: comment?.message),
    ]
  }

  /// The columns, and how wide a terminal must be for each.
  private static let columns: [(column: Column, least: Int)] = [
    (Column(nil, "Status"), 0), (Column(nil, "Checked", shrinkable: true), 0), (Column(nil, "IP Address"), 0),
    (Column(nil, "Subject", shrinkable: true), 120), (Column(nil, "Not After"), 0), (Column(nil, "Days"), 0),
    (Column(nil, "Comment", shrinkable: true), 100),
  ]

  private static func word(_ status: String) -> Document { .text(status, style(of: status)) }

  /// How a status is coloured.
  static func style(of status: String) -> Style {
    switch status {
    case "ok": .good
    case "warning": .warning
    default: .bad
    }
  }

  /// The counts for JSON; in text a table of all addresses and the counts, where there is more than one.
  ///
  /// The table leaves out where all is well if `withoutGood`, and of a narrow terminal what the report has said before.
  func summary(withoutGood: Bool, width: Int?) -> [Field] {
    let counts = counts.withLock { $0 }
    let statuses = ["ok", "warning", "error", "unreachable"].map { ($0, counts.statuses[$0] ?? 0) }
    var fields =
      [Field("targets", .number(counts.targets)), Field("addresses", .number(counts.addresses))]
      + statuses.map { Field($0.0, .number($0.1)) }
    guard hasTable, counts.places > 1 else { return fields }
    let all = rows.withLock { rows in rows.sorted { $0.key < $1.key }.flatMap(\.value) }
    let columns = ProbeLedger.columns.enumerated().filter { $0.element.least <= width ?? .max }
    let words = statuses.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
    let shown = withoutGood ? all.filter { $0.status != "ok" } : all
    let table = Table(
      columns.map(\.element.column), rows: shown.map { row in columns.map { row.cells[$0.offset] } })
    fields += [
      .said(Line("")), .said("Summary", .table(table)),
      .said(Line("\(counts.targets.counted("target")): \(words)")),
    ]
    return fields
  }
}

extension [Finding] {
  /// What weighs most; nil where there is nothing but notes.
  fileprivate var worst: Finding? {
    first { $0.severity == .error } ?? first { $0.severity == .warning }
  }
}
