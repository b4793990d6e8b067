/// A line of text as a renderer writes it: an indentation and styled spans.
///
/// Everything in the spans is escaped when it is rendered; a line break comes only from the next line.
package struct Line: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// Columns of space before the first span.
  package var indentation: Int
  /// What stands on the line, in order.
  package var spans: [Span]

  /// A line of spans.
  package init(_ spans: [Span], indentation: Int = 0) {
    self.spans = spans
    self.indentation = indentation
  }

  /// A line of one text.
  package init(_ text: String, _ style: Style = .plain, indentation: Int = 0) {
    spans = text.isEmpty ? [] : [Span(text, style)]
    self.indentation = indentation
  }

  /// A plain line.
  package init(stringLiteral text: String) { self.init(text) }

  /// The text of all spans behind the indentation: no styles, and not escaped.
  package var plain: String {
    spans.isEmpty ? "" : String(repeating: " ", count: indentation) + spans.map(\.text).joined()
  }

  /// The line further in.
  package func indented(by columns: Int = 2) -> Line { Line(spans, indentation: indentation + columns) }

  /// The same line with a span at its end.
  package static func + (line: Line, span: Span) -> Line {
    Line(line.spans + [span], indentation: line.indentation)
  }
}

/// A piece of a line in one style.
package struct Span: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// The text, not yet escaped.
  package var text: String
  /// What it means.
  package var style: Style

  /// A text and its meaning.
  package init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }

  /// A plain text.
  package init(stringLiteral text: String) { self.init(text) }
}
