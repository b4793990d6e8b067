/// Documents as a person reads them: labels and columns.
package struct TextRenderer: Sendable {
  /// Whether styles are shown.
  package var colour: Colour
  /// The columns of the terminal, nil where it is none: then lists wrap at 80 and no cell is cut.
  package var width: Int?

  /// A renderer for a terminal of that width, or for a file.
  package init(colour: Colour = .never, width: Int? = nil) {
    self.colour = colour
    self.width = width
  }

  /// Appends the document, every line ended.
  ///
  /// Nothing is appended for null.
  package func render(_ document: Document, into bytes: inout [UInt8]) {
    renderBlock(document, indentation: 0, into: &bytes)
  }

  /// Appends lines, each ended.
  package func render(_ lines: [Line], into bytes: inout [UInt8]) {
    for line in lines { render(line, indentation: 0, into: &bytes) }
  }

  /// The document as a text.
  package func text(_ document: Document) -> String {
    var bytes: [UInt8] = []
    render(document, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The lines as a text.
  package func text(_ lines: [Line]) -> String { text(.spoken(lines, as: .null)) }

  var wrapWidth: Int { width ?? 80 }

  private func render(_ line: Line, indentation: Int, into bytes: inout [UInt8]) {
    if !line.spans.isEmpty {
      bytes.appendSpaces(indentation + line.indentation)
      appendSpans(line.spans, into: &bytes)
    }
    bytes.appendNewline()
  }

  @discardableResult
  private func appendSpans(_ spans: [Span], into bytes: inout [UInt8]) -> Int {
    var columns = 0
    for span in spans {
      span.style.begin(colour, into: &bytes)
      columns += Escaping.appendText(span.text, to: &bytes)
      span.style.end(colour, into: &bytes)
    }
    return columns
  }

  /// A document that stands by itself.
  func renderBlock(_ document: Document, indentation: Int, into bytes: inout [UInt8]) {
    switch document {
    case .null: break
    case .truth, .number, .text:
      bytes.appendSpaces(indentation)
      appendInline(document, into: &bytes)
      bytes.appendNewline()
    case .spoken(let lines, _):
      for line in lines { render(line, indentation: indentation, into: &bytes) }
    case .list(let elements): renderList(elements, indentation: indentation, into: &bytes)
    case .fields(let fields): renderFields(fields, indentation: indentation, into: &bytes)
    case .table(let table): renderTable(table, indentation: indentation, into: &bytes)
    }
  }

  /// Inline elements a line each; blocks with a blank line between them.
  private func renderList(_ elements: [Document], indentation: Int, into bytes: inout [UInt8]) {
    var isFirst = true
    for element in elements where element.shape != .nothing {
      if !isFirst, element.shape == .block { bytes.appendNewline() }
      renderBlock(element, indentation: indentation, into: &bytes)
      isFirst = false
    }
  }

  /// What fits in a line; gives the columns taken.
  @discardableResult
  func appendInline(_ document: Document, into bytes: inout [UInt8]) -> Int {
    switch document {
    case .null, .fields, .table: return 0
    case .truth(let truth): return Escaping.appendText(truth ? "yes" : "no", to: &bytes)
    case .number(let number): return bytes.appendDecimal(number)
    case .text(let text): return Escaping.appendText(text, to: &bytes)
    case .spoken(let lines, _):
      var columns = 0
      for (index, line) in lines.enumerated() {
        if index > 0 { columns += Escaping.appendText(" ", to: &bytes) }
        columns += appendSpans(line.spans, into: &bytes)
      }
      return columns
    case .list(let elements):
      var columns = 0
      for element in elements where element.shape == .inline {
        if columns > 0 { columns += Escaping.appendText(", ", to: &bytes) }
        columns += appendInline(element, into: &bytes)
      }
      return columns
    }
  }
}

extension Document {
  enum Shape { case nothing, inline, block }

  /// Whether text has anything to show, and whether that fits in a line.
  var shape: Shape {
    switch self {
    case .null: return .nothing
    case .truth, .number, .text: return .inline
    case .spoken(let lines, _): return lines.isEmpty ? .nothing : .inline
    case .table(let table): return table.rows.isEmpty ? .nothing : .block
    case .fields(let fields):
      return fields.contains { $0.label != nil && $0.value.shape != .nothing } ? .block : .nothing
    case .list(let elements):
      var shape = Shape.nothing
      for element in elements {
        switch element.shape {
        case .block: return .block
        case .inline: shape = .inline
        case .nothing: break
        }
      }
      return shape
    }
  }
}

extension [UInt8] {
  mutating func appendSpaces(_ count: Int) {
    if count > 0 { append(contentsOf: repeatElement(0x20, count: count)) }
  }

  mutating func appendNewline() { append(0x0A) }

  /// Appends decimal digits and gives their number, the sign included.
  @discardableResult
  mutating func appendDecimal(_ number: Int) -> Int {
    let start = count
    var rest = number.magnitude
    repeat {
      append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    if number < 0 { append(UInt8(ascii: "-")) }
    self[start...].reverse()
    return count - start
  }
}
