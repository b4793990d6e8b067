import Console
import PKICore
import Vocabulary

/// The alarms of a list: beside their files where programs read them, last and together where people do.
struct ListAlarms: Sendable {
  private let inventory: Inventory
  private let law: FindingLaw
  private let instant: Instant
  private let alarms: StoreAlarms

  init(_ inventory: Inventory, _ law: FindingLaw, at instant: Instant) {
    self.inventory = inventory
    self.law = law
    self.instant = instant
    self.alarms = StoreAlarms(inventory, thresholds: law.thresholds, at: instant)
  }

  /// What the codes mean, for reports.
  static let titles = [
    "time.expired": "A certificate has expired.", "time.soon": "A certificate expires soon.",
    "chain.missing": "The chain of a certificate leads to no root of the store.",
    "key.no-certificate": "A private key has no certificate in the store.",
    FindingException.expiredCode: "An exception has ended.",
  ]

  /// An answer about a file with its alarms: in its exit status, in JSON, in a report.
  func complete(_ outcome: Outcome, of entry: InventoryEntry, _ format: Format) -> Outcome {
    // Text says them last: where they do not count, nobody asks before.
    guard format != .text || law.failOn != .never else { return outcome }
    let found = law.exceptions.applied(to: alarms.alarms(of: entry), of: entry.file, at: instant)
    var outcome = outcome
    outcome.status = max(outcome.status, found.counting.status(law.failOn))
    if format.isJSON {
      outcome.fields.append(Field("alarms", found.counting.alarms))
      if !found.passed.isEmpty {
        outcome.fields.append(Field("ignored", .list(found.passed.map(\.exception.document))))
      }
    } else if format.report != nil {
      outcome.report = ReportedInput(entry, alarms: found.counting, thresholds: law.thresholds, at: instant) {
        inventory.partner(of: $0, in: entry.file)
      }
    }
    return outcome
  }

  /// All alarms, the same thing of several files in one line.
  var lines: [Line] {
    var summary = AlarmSummary()
    for entry in inventory.entries {
      summary.add(law.exceptions.applied(to: alarms.alarms(of: entry), of: entry.file, at: instant).counting)
    }
    return summary.lines
  }
}

extension FindingException {
  /// As JSON: what is let pass, why, and until when.
  var document: Document {
    .fields([
      Field("code", .text(code)), Field("reason", .text(orNull: reason)),
      Field("until", .text(orNull: until?.description)), Field("origin", .text(origin)),
    ])
  }
}

extension [Finding] {
  /// As JSON: code, severity, file, line, message, clause and fix.
  var alarms: Document {
    .list(
      map { alarm in
        .fields([
          Field("code", .text(alarm.code)), Field("severity", .text(alarm.severity.rawValue)),
          Field("file", .text(alarm.source)), Field("line", .number(orNull: alarm.line)),
          Field("subject", .text(orNull: alarm.subject.isEmpty ? nil : alarm.subject)),
          Field("message", .text(alarm.message)), Field("clause", .text(alarm.clause)),
          Field("fix", .text(orNull: alarm.fix)),
        ])
      })
  }
}
