/// What a program has to say, each fact once, however it is rendered: as text, JSON, NDJSON or CSV.
package indirect enum Document: Sendable, Equatable {
  /// Nothing: `null` in JSON, left out in text.
  case null
  /// `true` and `false`, in text yes and no.
  case truth(Bool)
  /// A whole number.
  case number(Int)
  /// A text of any origin; the renderer escapes it.
  case text(String)
  /// Values in order. In text a list of texts is wrapped, a list of fields is blocks.
  case list([Document])
  /// Named values in order: an object in JSON, aligned labels in text.
  case fields([Field])
  /// Rows of the same columns.
  case table(Table)
  /// What text shows, and what the other formats give instead.
  case spoken([Line], as: Document)

  /// A text that stands for another value: `.spoken("12 Mar 2027, in 112 days", as: .text("2027-…"))`.
  package static func spoken(_ text: String, _ style: Style = .plain, as value: Document) -> Document {
    .spoken([Line(text, style)], as: value)
  }

  /// A line of spans that stands for another value.
  package static func spoken(_ line: Line, as value: Document) -> Document { .spoken([line], as: value) }

  /// A text in a style.
  package static func text(_ text: String, _ style: Style) -> Document {
    style == .plain ? .text(text) : .spoken([Line(text, style)], as: .text(text))
  }

  /// A text, or null where there is none.
  package static func text(orNull text: String?) -> Document { text.map { .text($0) } ?? .null }

  /// A number, or null where there is none.
  package static func number(orNull number: Int?) -> Document { number.map { .number($0) } ?? .null }

  /// A list of texts.
  package static func texts(_ texts: some Sequence<String>) -> Document { .list(texts.map { .text($0) }) }
}

extension Document: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  /// A text.
  package init(stringLiteral text: String) { self = .text(text) }
}

extension Document: ExpressibleByIntegerLiteral {
  /// A number.
  package init(integerLiteral number: Int) { self = .number(number) }
}

extension Document: ExpressibleByBooleanLiteral {
  /// A truth.
  package init(booleanLiteral truth: Bool) { self = .truth(truth) }
}

extension Document: ExpressibleByArrayLiteral {
  /// A list.
  package init(arrayLiteral elements: Document...) { self = .list(elements) }
}

/// A named value of a document, for JSON by its key and for text by its label.
package struct Field: Sendable, Equatable {
  /// The name in JSON and CSV, snake_case; nil where only text shows it.
  package let key: String?
  /// The label in text; nil where text does not show it, empty where it shows the value alone.
  package let label: String?
  /// The value.
  package let value: Document

  /// Shown by all formats.
  package init(_ key: String, _ label: String, _ value: Document) {
    self.key = key
    self.label = label
    self.value = value
  }

  /// Not shown in text.
  package init(_ key: String, _ value: Document) {
    self.key = key
    label = nil
    self.value = value
  }

  private init(label: String, _ value: Document) {
    key = nil
    self.label = label
    self.value = value
  }

  /// Lines that only text shows, at the left edge of the block.
  package static func said(_ lines: Line...) -> Field { said(lines) }

  /// Lines that only text shows, at the left edge of the block.
  package static func said(_ lines: [Line]) -> Field { Field(label: "", .spoken(lines, as: .null)) }

  /// A labelled value that only text shows.
  package static func said(_ label: String, _ value: Document) -> Field { Field(label: label, value) }
}
