/// A page of help that grows: headings, wrapped paragraphs, aligned entries.
struct HelpPage {
  var lines: [Line] = []
  let width: Int

  init(width: Int) { self.width = width }

  mutating func gap() {
    if !lines.isEmpty { lines.append(Line([])) }
  }

  mutating func heading(_ text: String) {
    gap()
    lines.append(Line("\(text):", .strong))
  }

  mutating func usage(_ usages: [String]) {
    for (index, usage) in usages.enumerated() {
      for (row, text) in usage.wrapped(to: width - 7).enumerated() {
        let isFirst = index == 0 && row == 0
        lines.append(
          isFirst ? Line([Span("Usage:", .strong), Span(" " + text)]) : Line(text, indentation: 7))
      }
    }
  }

  mutating func wrap(_ text: String, indentation: Int = 0) {
    for row in text.wrapped(to: width - indentation) { lines.append(Line(row, indentation: indentation)) }
  }

  mutating func paragraph(_ text: String) {
    gap()
    wrap(text)
  }

  mutating func prose(_ part: Prose) {
    switch part {
    case .paragraph(let text): paragraph(text)
    case .terms(let terms):
      gap()
      let column = column(for: terms.map(\.name))
      for term in terms { entry(term.name, term.meaning, column: column) }
    case .verbatim(let texts):
      gap()
      for text in texts { lines.append(Line(text, indentation: 2)) }
    }
  }

  /// Where meanings begin: behind the longest name, unless that is very long.
  func column(for names: [String]) -> Int {
    min(28, 4 + (names.lazy.map(Escaping.columns(of:)).max() ?? 0))
  }

  /// A name, and its meaning wrapped at the column; below the name where that is too long.
  mutating func entry(_ name: String, _ meaning: String, column: Int) {
    let position = 2 + Escaping.columns(of: name)
    var rows = meaning.wrapped(to: width - column)[...]
    if position + 2 <= column, let first = rows.popFirst() {
      let space = String(repeating: " ", count: column - position)
      lines.append(Line([Span(name), Span(space + first)], indentation: 2))
    } else {
      lines.append(Line(name, indentation: 2))
    }
    for row in rows { lines.append(Line(row, indentation: column)) }
  }

  mutating func options(_ title: String, _ options: [OptionDescription]) {
    if options.isEmpty { return }
    heading(title)
    let hasShort = options.contains { $0.short != nil }
    let names = options.map { (hasShort && $0.short == nil ? "    " : "") + $0.usage }
    let column = column(for: names)
    for (name, option) in zip(names, options) { entry(name, option.explanation, column: column) }
  }
}

extension OptionDescription {
  /// The help with what else is to be known in brackets: choices, default.
  var explanation: String {
    let notes = notes
    return notes.isEmpty ? help : "\(help) (\(notes.joined(separator: "; ")))"
  }

  var notes: [String] {
    var notes: [String] = []
    if !choices.isEmpty { notes.append(choices.joinedAsChoice) }
    if case .optional(_, let bare) = argument { notes.append("\(bare) if no value is given") }
    if repeats { notes.append("repeatable") }
    if let initial { notes.append("default: \(initial)") }
    return notes
  }

  /// The shortest form: `-C DIR`, `--json`.
  var shortUsage: String {
    let name = short.map { "-\($0)" } ?? "--\(name)"
    return switch argument {
    case .none: name
    case .required(let placeholder): "\(name) \(placeholder)"
    case .optional(let placeholder, _): "\(name)[=\(placeholder)]"
    }
  }
}
