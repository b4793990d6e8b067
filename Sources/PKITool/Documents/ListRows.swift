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
  /// Only lines are wanted, not what JSON says of each element.
  private let isText: Bool
  /// What stands above each entry's group, in the order of the inventory.
  private let titles: [String]
  /// The first place that has a line, and the headings above it.
  private let first: Int?

  var count: Int { order.count }

  init(_ inventory: Inventory, order: ListOrder, grouping: ListGrouping?, instant: Instant, isText: Bool) {
    self.inventory = inventory
    self.grouping = grouping
    self.instant = instant
    self.isText = isText
    let entries = inventory.entries
    var places = entries.indices.map { Int32($0) }
    switch order {
    case .name: break
    case .expiry:
      places.sort { ListRows.precedes(entries[Int($0)].firstEnd?.seconds, entries[Int($1)].firstEnd?.seconds, $0, $1) }
    case .status:
      places.sort { ListRows.precedes(entries[Int($0)].worstStatus?.rank, entries[Int($1)].worstStatus?.rank, $0, $1) }
    }
    self.titles = grouping.map { ListRows.titles(of: inventory, by: $0) } ?? []
    if grouping != nil {
      let titles = titles
      places.sort { titles[Int($0)] != titles[Int($1)] ? titles[Int($0)] < titles[Int($1)] : $0 < $1 }
    }
    self.order = places
    self.widths = ListRows.widths(entries, instant)
    self.first = places.firstIndex { !entries[Int($0)].isEmpty }
  }

  private static func precedes<Value: Comparable>(_ a: Value?, _ b: Value?, _ left: Int32, _ right: Int32) -> Bool {
    guard let a else { return b == nil && left < right }
    guard let b else { return true }
    return a != b ? a < b : left < right
  }

  func entry(_ index: Int) -> InventoryEntry { inventory.entries[Int(order[index])] }

  // MARK: - Cells

  private static let headings = ["File", "Type", "Subject or key", "Days", "Status"]

  private static func titles(of inventory: Inventory, by grouping: ListGrouping) -> [String] {
    var owners: [String: String] = [:]
    if grouping == .subject {
      for entry in inventory.entries { owners[entry.file] = entry.main?.name }
    }
    return inventory.entries.map { entry in
      guard let main = entry.main else { return "" }
      switch grouping {
      case .subject:
        // A key belongs to whom its certificate names.
        let owner = main.name.isEmpty ? inventory.partner(of: main, in: entry.file).flatMap { owners[$0] } : nil
        return owner ?? main.name
      case .issuer: return main.issuer ?? (main.kind == .certificate ? main.name : "")
      case .key: return main.key
      }
    }
  }

  /// File, type, subject or key, days, state.
  private static func cells(_ entry: InventoryEntry, _ instant: Instant) -> [String] {
    guard let main = entry.main else { return ["", "", "", "", ""] }
    let count = entry.elements.count { $0.kind == main.kind }
    let type = count > 1 ? "\(count) \(main.kind.plural)" : main.kind.rawValue
    let days = entry.firstEnd.map { String($0.days(since: instant)) } ?? ""
    return [entry.file, type, main.name.isEmpty ? main.key : main.name, days, state(of: entry).words]
  }

  private static func state(of entry: InventoryEntry) -> (words: String, style: Style) {
    if entry.elements.contains(where: \.isDamaged) { return ("Damaged", .bad) }
    if let status = entry.worstStatus { return (status.words, status.style) }
    return (entry.elements.contains(where: \.isLocked) ? "Locked" : "", .faint)
  }

  private static func widths(_ entries: [InventoryEntry], _ instant: Instant) -> [Int] {
    var widths = headings.map(\.count)
    if !entries.contains(where: { $0.firstEnd != nil }) { widths[3] = 0 }
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
    if index == first { outcome.fields.append(.said(heading)) }
    if let grouping, !entry.isEmpty {
      let title = titles[Int(order[index])]
      if index == first || titles[Int(order[index - 1])] != title {
        outcome.fields.append(.said(Line(title.isEmpty ? "(no \(grouping.rawValue))" : title, .strong)))
      }
    }
    if !entry.isEmpty { outcome.fields.append(.said(line(entry))) }
    if !isText { for element in entry.elements { sink.item(document(element, entry.file)) } }
    return outcome
  }

  private var heading: Line {
    line(
      ListRows.headings, styles: Array(repeating: .faint, count: 5), partner: inventory.hasPairs ? "Pairs with" : nil)
  }

  private func line(_ entry: InventoryEntry) -> Line {
    let partner = entry.main.flatMap { inventory.partner(of: $0, in: entry.file) }
    let styles: [Style] = [.strong, .faint, .plain, .plain, ListRows.state(of: entry).style]
    return line(ListRows.cells(entry, instant), styles: styles, partner: partner.map { "↔ \($0)" })
  }

  private func line(_ cells: [String], styles: [Style], partner: String?) -> Line {
    var spans: [Span] = []
    func put(_ text: String, _ style: Style, width: Int, right: Bool = false) {
      let padding = String(repeating: " ", count: max(0, width - Escaping.columns(of: text)))
      spans.append(Span(right ? padding + text + "  " : text + padding + "  ", style))
    }
    for column in cells.indices where widths[column] > 0 {
      put(cells[column], styles[column], width: widths[column], right: column == 3)
    }
    if let partner { spans.append(Span(partner, .faint)) }
    return Line(spans.trimmed, indentation: grouping == nil ? 0 : 2)
  }

  private func document(_ element: InventoryElement, _ file: String) -> Document {
    // Only JSON shows elements: text has its line.
    .spoken(
      [],
      as: .fields([
        Field("type", .text(element.kind.rawValue)), Field("line", .number(element.line)),
        Field("subject", .text(orNull: element.name.isEmpty ? nil : element.name)),
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
