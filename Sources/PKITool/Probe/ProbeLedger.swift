import Console
import PKICore
import Platform
import Synchronization
import Vocabulary

/// What a run came to, address by address, for the table and the counts at its end. Used by all threads.
final class ProbeLedger: Sendable {
  /// An address, or a target that led to none.
  private struct Row: Sendable {
    let status: String
    let isAddress: Bool
    let cells: [Document]
  }

  private let rows = Mutex<[Int: [Row]]>([:])
  private let targets = Mutex(0)

  /// Writes down what a target came to; `number` is its turn.
  func note(_ result: ProbeResult, number: Int, at instant: Instant) {
    let found = result.places.map { place in
      let leaf = place.member?.certificates.first
      let end = leaf?.notAfter.instant
      let address = place.member.flatMap { $0.host.isEmpty ? nil : IPAddressText.text($0.address).text }
      let comment = (place.member?.findings ?? place.deadEnd.map { [$0.finding] } ?? []).worst
      return Row(
        status: place.status, isAddress: place.member != nil,
        cells: [
          ProbeLedger.word(place.status), .text(place.name), .text(orNull: address),
          .text(orNull: leaf?.subject.shortText), .text(orNull: end?.date), .number(orNull: end?.days(since: instant)),
          .text(orNull: comment?.message),
        ])
    }
    rows.withLock { $0[number] = found }
    targets.withLock { $0 += 1 }
  }

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
  /// The table leaves out where all is well if `withoutGood`.
  func summary(withoutGood: Bool) -> [Field] {
    let all = rows.withLock { rows in rows.sorted { $0.key < $1.key }.flatMap(\.value) }
    let number = targets.withLock { $0 }
    let counts = ["ok", "warning", "error", "unreachable"].map { status in
      (status: status, count: all.count { $0.status == status })
    }
    var fields =
      [Field("targets", .number(number)), Field("addresses", .number(all.count(where: \.isAddress)))]
      + counts.map { Field($0.status, .number($0.count)) }
    guard all.count > 1 else { return fields }
    let columns = [
      Column(nil, "Status"), Column(nil, "Checked", shrinkable: true), Column(nil, "IP Address"),
      Column(nil, "Subject", shrinkable: true), Column(nil, "Not After"), Column(nil, "Days"),
      Column(nil, "Comment", shrinkable: true),
    ]
    let words = counts.filter { $0.count > 0 }.map { "\($0.count) \($0.status)" }.joined(separator: ", ")
    let shown = withoutGood ? all.filter { $0.status != "ok" } : all
    fields += [
      .said(Line("")), .said("Summary", .table(Table(columns, rows: shown.map(\.cells)))),
      .said(Line("\(number.counted("target")): \(words)")),
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
