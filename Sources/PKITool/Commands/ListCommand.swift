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
      + "Expired, Not yet valid, N days left, Weak signature, Weak key, Temporary (self-signed), Empty subject, Good."
  ]
  package static let group = Group.look
  package static let operandUsage = [Operand("PATH", .any, "files and folders; the store where there are none")]
  package static let options: [Option<Self>] =
    [
      .value("sort", \.order, "ORDER", "how lines are ordered"),
      .flag("names", \.namesOnly, "bare names, as the Meeting Server lists them"),
      .value("by", \.grouping, "WHAT", "group lines by subject, key or issuer"),
      .value("warn", \.warning, "DAYS", "from how many days on the days left are the state"),
    ] + InputOptions.options.map { $0.at(\.input) }
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
  var warning = DayCount(days: 60)
  var input = InputOptions()
  package var operands: [String] = []

  package init() {}

  package func run(in world: World) throws(PKIError) -> Answer {
    let inputs = world.inputs(operands.isEmpty ? ["."] : operands, recursive: input.isRecursive)
    let inventory = Inventory(entries(inputs, in: world))
    if namesOnly { return ListCommand.names(inventory) }
    let rows = ListRows(
      inventory, order: order, grouping: grouping, instant: world.instant,
      isText: world.globals.format == .text)
    return Answer(count: rows.count, inParallel: false, source: { rows.entry($0).file }) { index, sink in
      rows.answer(index, sink)
    }
  }

  private func entries(_ inputs: [Input], in world: World) -> [InventoryEntry] {
    let (instant, days, passin) = (world.instant, warning.days, input.passin.source)
    var entries: [InventoryEntry] = []
    entries.reserveCapacity(inputs.count)
    Workers.parallelOrdered(count: inputs.count, chunk: inputs.count > 256 ? 16 : 1) { index in
      let input = inputs[index]
      let reader = world.reader(of: input.path, passin: passin)
      return ListCommand.entry(input, reader, at: instant, warningDays: days, in: world)
    } consume: { _, entry in
      if let entry { entries.append(entry) }
    }
    return entries
  }

  /// The entry of a file; nil where a folder holds something of no interest.
  private static func entry(
    _ input: Input, _ reader: MaterialReader, at instant: Instant, warningDays: Int, in world: World
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
        if let element = InventoryElement(item, at: instant, warningDays: warningDays) {
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
  private static func names(_ inventory: Inventory) -> Answer {
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

/// A number of days, `d` behind it or not.
package struct DayCount: OptionValue, Hashable {
  /// How many.
  package var days: Int

  /// `30` or `30d`.
  package static func parse(_ text: String) throws(InvalidValue) -> DayCount {
    let digits = text.hasSuffix("d") ? text.dropLast() : text[...]
    guard let days = Int(digits), (0...36_525).contains(days) else {
      throw InvalidValue(expected: "a number of days such as 30d")
    }
    return DayCount(days: days)
  }

  /// With `d`.
  package var shown: String? { "\(days)d" }
}
