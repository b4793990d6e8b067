package import Console
package import PKICore
import Platform
import Vocabulary

/// `pki list`: what is in a store, a line a file.
package struct ListCommand: Command {
  package static let name = "list"
  package static let summary = "list keys, requests and certificates with their state"
  package static let discussion = [
    "A line for each file: what it is, whose, how long it is valid, its state, and what it pairs with. States, worst first: "
      + "Expired, Not yet valid, N days left, Weak signature, Weak key, Temporary (self-signed), Empty subject, Good.",
    "Alarms stand last: what has expired or ends within 30 days, chains that lead to no root of the store, keys without a "
      + "certificate. Chains are told by names and key identifiers; verify looks at signatures.",
    ThresholdOptions.discussion, formats.sentence,
  ]
  /// Alarms are findings like any other.
  package static let formats = ReportFormat.allCases.filter { $0 != .csvCompat }
  package static let group = Group.look
  package static let operandUsage = [Operand("PATH", .any, "files and folders; the store where there are none")]
  package static let options: [Option<Self>] =
    [
      .value("sort", \.order, "ORDER", "how lines are ordered"),
      .flag("names", \.namesOnly, "bare names, as the Meeting Server lists them"),
      .value("by", \.grouping, "WHAT", "group lines by subject, key or issuer"),
    ] + FindingOptions.options(warn: "60d for the state, 30d for the alarm", failOn: .never).map { $0.at(\.finding) }
    + InputOptions.options.map { $0.at(\.input) } + ManyOptions.options.map { $0.at(\.many) }
  package static let examples = [
    Example("pki list", "what is in this folder"),
    Example("pki list -r /etc/ssl --sort expiry", "what ends first"),
    Example(
      "pki --json list | jq -r '.inputs[].items[] | select(.days_left != null and .days_left < 30) | .subject'",
      "what needs renewal"),
  ]

  var order = ListOrder.name
  var namesOnly = false
  var grouping: ListGrouping?
  var finding = FindingOptions()
  var input = InputOptions()
  var many = ManyOptions()
  package var operands: [String] = []

  package init() {}

  package mutating func validate() throws(UsageError) {
    try many.validate(operands, least: 0, "PATH")
    try finding.thresholds.validate(standard: ListThresholds.standard.alarm)
  }

  package func run(in world: World) throws(PKIError) -> Answer {
    let standard = ListThresholds.standard
    let law = try finding.law(FindingLaw(standard.alarm, failOn: .never), codes: StoreAlarms.codes, in: world)
    // What is said of the end holds for state and alarm alike.
    let ends = ListThresholds(state: law.isWarnGiven ? law.thresholds.warn : standard.state, alarm: law.thresholds)
    let inputs = try many.inputs(
      operands.isEmpty && many.lists.isEmpty ? ["."] : operands, recursive: input.isRecursive, in: world)
    let inventory = Inventory(entries(inputs, ends, in: world))
    let format = world.globals.format
    guard !namesOnly else { return try ListCommand.names(inventory, format) }
    let alarms = ListAlarms(inventory, law, at: world.instant)
    let rows = ListRows(
      inventory, order: order, grouping: grouping, instant: world.instant, isText: format == .text)
    var answer = Answer(
      count: rows.count, inParallel: false, source: { rows.entry($0).file },
      summary: { _ in format == .text ? [.said(alarms.lines)] : [] }
    ) { index, sink in
      alarms.complete(rows.answer(index, sink), of: rows.entry(index), format)
    }
    answer.outline.columns = ReportedInput.listColumns
    answer.outline.titles = ListAlarms.titles
    answer.outline.failOn = law.failOn
    return answer
  }

  private func entries(_ inputs: [Input], _ ends: ListThresholds, in world: World) -> [InventoryEntry] {
    let (instant, passin) = (world.instant, input.passin.source)
    var entries: [InventoryEntry] = []
    entries.reserveCapacity(inputs.count)
    Workers.parallelOrdered(count: inputs.count, chunk: inputs.count > 256 ? 16 : 1) { index in
      let input = inputs[index]
      let reader = world.reader(of: input.path, passin: passin)
      return ListCommand.entry(input, reader, at: instant, ends: ends, in: world)
    } consume: { _, entry in
      if let entry { entries.append(entry) }
    }
    return entries
  }

  /// The entry of a file; nil where a folder holds something of no interest.
  private static func entry(
    _ input: Input, _ reader: MaterialReader, at instant: Instant, ends: ListThresholds, in world: World
  ) -> InventoryEntry? {
    var entry = InventoryEntry(file: input.path)
    var unknown: PKIError?
    entry.error = input.error
    guard entry.error == nil else { return entry }
    do {
      _ = try reader.read(world.source(input.path)) { (item: Item) throws(PKIError) in
        if let error = item.error {
          if item.kind == .unknown {
            unknown = error
          } else if entry.error == nil {
            entry.error = error.about(input.path)
          }
        }
        if let element = InventoryElement(item, at: instant, ends: ends) {
          entry.append(element)
        }
        return true
      }
    } catch {
      entry.error = error.about(input.path)
    }
    if entry.isEmpty, entry.error == nil {
      if input.isFound { return nil }
      entry.error = unknown?.about(input.path)
    }
    return entry
  }

  /// The Meeting Server's list.
  private static func names(_ inventory: Inventory, _ format: Format) throws(PKIError) -> Answer {
    guard format.report == nil else {
      throw PKIError(
        .usage, "", "--names: \(format.rawValue) has no names", hint: "--names writes text, json or ndjson")
    }
    var outcome = Outcome(source: ".")
    let files = inventory.entries.filter { !$0.isEmpty }.map(\.file)
    outcome.fields = [
      .said([Line("User supplied certificates and keys:")] + files.map { Line($0) }), Field("names", .texts(files)),
    ]
    return Answer(outcome)
  }
}

/// How lines are ordered.
package enum ListOrder: String, Choice {
  case name
  /// What ends first stands first.
  case expiry
  /// What is worst stands first.
  case status
}

/// What lines are grouped by.
package enum ListGrouping: String, Choice {
  case subject
  case key
  case issuer
}
