extension TextRenderer {
  /// A block of labels and values, the values aligned behind the widest label.
  func renderFields(_ fields: [Field], indentation: Int, into bytes: inout [UInt8]) {
    let labelWidth = labelWidth(of: fields)
    let start = bytes.count
    for field in fields {
      guard let label = field.label else { continue }
      let shape = field.value.shape
      if shape == .nothing { continue }
      if label.isEmpty {
        if shape == .block, bytes.count > start { bytes.appendNewline() }
        renderBlock(field.value, indentation: indentation, into: &bytes)
      } else if shape == .inline {
        bytes.appendSpaces(indentation)
        let columns = Escaping.appendText(label, to: &bytes)
        renderValue(
          field.value, column: indentation + labelWidth + 2, from: indentation + columns, into: &bytes)
      } else {
        bytes.appendSpaces(indentation)
        Escaping.appendText(label, to: &bytes)
        bytes.appendNewline()
        renderNested(field.value, indentation: indentation + 2, into: &bytes)
      }
    }
  }

  private func labelWidth(of fields: [Field]) -> Int {
    var width = 0
    for field in fields {
      guard let label = field.label, !label.isEmpty, field.value.shape == .inline else { continue }
      width = max(width, Escaping.columns(of: label))
    }
    return width
  }

  /// A value that begins at `column` of a line that has come to `position`.
  private func renderValue(
    _ value: Document, column: Int, from position: Int, into bytes: inout [UInt8]
  ) {
    switch value {
    case .spoken(let lines, _):
      for (index, line) in lines.enumerated() {
        if !line.spans.isEmpty {
          bytes.appendSpaces((index == 0 ? column - position : column) + line.indentation)
          appendInline(.spoken([line], as: .null), into: &bytes)
        }
        bytes.appendNewline()
      }
    case .list(let elements):
      renderWrapped(elements, column: column, from: position, into: &bytes)
    default:
      let end = bytes.count
      bytes.appendSpaces(column - position)
      if appendInline(value, into: &bytes) == 0 { bytes.removeSubrange(end...) }
      bytes.appendNewline()
    }
  }

  /// Elements with commas between them, wrapped at the value column; an element is never broken.
  private func renderWrapped(
    _ elements: [Document], column: Int, from position: Int, into bytes: inout [UInt8]
  ) {
    let limit = max(wrapWidth, column + 24)
    var position = position
    var isFirst = true
    for element in elements where element.shape != .nothing {
      var piece: [UInt8] = []
      let columns = appendInline(element, into: &piece)
      if isFirst {
        bytes.appendSpaces(column - position)
        position = column
      } else if position + 2 + columns + 1 > limit {
        bytes.append(UInt8(ascii: ","))
        bytes.appendNewline()
        bytes.appendSpaces(column)
        position = column
      } else {
        bytes.append(contentsOf: [UInt8(ascii: ","), 0x20])
        position += 2
      }
      bytes.append(contentsOf: piece)
      position += columns
      isFirst = false
    }
    bytes.appendNewline()
  }

  /// A block below its label; the elements of a list are marked by a dash.
  private func renderNested(_ value: Document, indentation: Int, into bytes: inout [UInt8]) {
    guard case .list(let elements) = value else {
      return renderBlock(value, indentation: indentation, into: &bytes)
    }
    for element in elements where element.shape != .nothing {
      let start = bytes.count
      renderBlock(element, indentation: indentation + 2, into: &bytes)
      // The block begins with its indentation: the dash takes a space's place.
      if bytes.count > start + indentation { bytes[start + indentation] = UInt8(ascii: "-") }
    }
  }
}
