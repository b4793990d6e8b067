import Console
import PKICore
import Vocabulary

/// The lines of a list: ordered, grouped, and as wide as their widest cell.
struct ListRows: Sendable {
  private let inventory: Inventory
  private let order: [Int32]
  private let grouping: ListGrouping?
  private let instant: Instant
  private let widths: [Int]

  var count: Int { order.count }

  init(_ inventory: Inventory, order: ListOrder, grouping: ListGrouping?, instant: Instant) {
    self.inventory = inventory
    self.grouping = grouping
    self.instant = instant
    let entries = inventory.entries
    var places = entries.indices.map { Int32($0) }
    switch order {
    case .name: break
    case .expiry:
      places.sort { ListRows.precedes(entries[Int($0)].firstEnd?.seconds, entries[Int($1)].firstEnd?.seconds, $0, $1) }
    case .status:
      places.sort { ListRows.precedes(entries[Int($0)].worstStatus?.rank, entries[Int($1)].worstStatus?.rank, $0, $1) }
    }
    if let grouping {
      let keys = entries.map { ListRows.group(of: $0, by: grouping) }
      places.sort { keys[Int($0)] != keys[Int($1)] ? keys[Int($0)] < keys[Int($1)] : $0 < $1 }
    }
    self.order = places
    self.widths = ListRows.widths(entries, instant)
  }

  private static func precedes<Value: Comparable>(_ a: Value?, _ b: Value?, _ left: Int32, _ right: Int32) -> Bool {
    guard let a else { return b == nil && left < right }
    guard let b else { return true }
    return a != b ? a < b : left < right
  }

  func entry(_ index: Int) -> InventoryEntry { inventory.entries[Int(order[index])] }

  // MARK: - Cells

  private static func group(of entry: InventoryEntry, by grouping: ListGrouping) -> String {
    guard let main = entry.main else { return "" }
    switch grouping {
    case .subject: return main.name
    case .issuer: return main.issuer ?? main.name
    case .key: return main.key.isEmpty ? main.name : main.key
    }
  }

  /// File, type, subject, days.
  private static func cells(_ entry: InventoryEntry, _ instant: Instant) -> [String] {
    guard let main = entry.main else { return [entry.file, "-", "", ""] }
    let count = entry.elements.filter { $0.kind == main.kind }.count
    let type = count > 1 ? "\(count) \(main.kind.plural)" : main.kind.rawValue
    let days = entry.firstEnd.map { String($0.days(since: instant)) } ?? ""
    return [entry.file, type, main.name, days]
  }

  private static func widths(_ entries: [InventoryEntry], _ instant: Instant) -> [Int] {
    var widths = [0, 0, 0, 0]
    for entry in entries {
      for (column, cell) in cells(entry, instant).enumerated() {
        widths[column] = max(widths[column], Escaping.columns(of: cell))
      }
    }
    // One long name must not push everything else off the screen.
    widths[2] = min(widths[2], 48)
    return widths
  }

  // MARK: - Answers

  func answer(_ index: Int, _ sink: Sink) -> Outcome {
    let entry = entry(index)
    var outcome = Outcome(source: entry.file)
    outcome.error = entry.error
    if entry.error != nil { outcome.status = .failed }
    if let grouping {
      let title = ListRows.group(of: entry, by: grouping)
      if index == 0 || ListRows.group(of: self.entry(index - 1), by: grouping) != title {
        outcome.fields.append(.said(Line(title.isEmpty ? "(none)" : title, .strong)))
      }
    }
    if !entry.elements.isEmpty { outcome.fields.append(.said(line(entry))) }
    for element in entry.elements { sink.item(document(element, entry.file)) }
    return outcome
  }

  private func line(_ entry: InventoryEntry) -> Line {
    let cells = ListRows.cells(entry, instant)
    var spans: [Span] = []
    func put(_ text: String, _ style: Style, width: Int, right: Bool = false) {
      let padding = String(repeating: " ", count: max(0, width - Escaping.columns(of: text)))
      spans.append(Span(right ? padding + text + "  " : text + padding + "  ", style))
    }
    put(cells[0], .strong, width: widths[0])
    put(cells[1], .faint, width: widths[1])
    put(cells[2], .plain, width: widths[2])
    if widths[3] > 0 { put(cells[3], .plain, width: widths[3], right: true) }
    let status = entry.worstStatus
    spans.append(
      Span(status?.words ?? (entry.elements.contains(where: \.isLocked) ? "Locked" : ""), status?.style ?? .faint))
    if let partner = entry.main.flatMap({ inventory.partner(of: $0, in: entry.file) }) {
      spans.append(Span("  ↔ \(partner)", .faint))
    }
    return Line(spans.trimmed, indentation: grouping == nil ? 0 : 2)
  }

  private func document(_ element: InventoryElement, _ file: String) -> Document {
    // Only JSON shows elements: text has its line.
    .spoken(
      [],
      as: .fields([
        Field("type", .text(element.kind.rawValue)), Field("subject", .text(element.name)),
        Field("issuer", .text(orNull: element.issuer)), Field("key", element.key.isEmpty ? .null : .text(element.key)),
        Field("encrypted", .truth(element.isLocked)),
        Field("not_after", .text(orNull: element.end?.description)),
        Field("days_left", .number(orNull: element.end?.days(since: instant))),
        Field("status", .text(orNull: element.status?.words)),
        Field("pairs_with", .text(orNull: inventory.partner(of: element, in: file))),
      ]))
  }
}

extension [Span] {
  /// Without spaces at the end of the line.
  fileprivate var trimmed: [Span] {
    var spans = self
    while let last = spans.last {
      var text = Substring(last.text)
      while text.last == " " { text.removeLast() }
      guard text.isEmpty else {
        spans[spans.count - 1].text = String(text)
        break
      }
      spans.removeLast()
    }
    return spans
  }
}
