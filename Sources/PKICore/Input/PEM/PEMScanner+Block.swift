// Inside a block: header fields, base64, and what is left over of a damaged one.

extension PEMScanner {
  /// Header fields end with a blank line, or with the first line that has no colon.
  mutating func scanHeaders(atEnd: Bool) -> Event? {
    while true {
      while position < buffer.count, buffer[position] == 0x20 || buffer[position] == 0x09, block.headers.isEmpty {
        position += 1
      }
      guard position < buffer.count else {
        return atEnd ? beginBody() : nil
      }
      let byte = buffer[position]
      if byte == 0x0a || byte == 0x0d {
        if byte == 0x0d, position + 1 == buffer.count, !atEnd { return nil }
        let isAfterField = !block.headers.isEmpty
        stepOverLineEnd()
        if isAfterField { return beginBody() }
        continue
      }
      let end = lineEnd(from: position)
      let isCut = end == nil && !atEnd && buffer.count - position < 1024
      guard !isCut else { return nil }
      let range = position..<min(end ?? buffer.count, position + 1024)
      guard takeHeader(range) else { return beginBody() }
      position = end ?? buffer.count
      if end == buffer.count - 1, !atEnd, buffer[position] == 0x0d { return nil }
      stepOverLineEnd()
    }
  }

  private mutating func beginBody() -> Event? {
    bodyLine = line
    enter(.body)
    return nil
  }

  /// Takes a header field, or the rest of a folded one; false where the line is neither.
  private mutating func takeHeader(_ range: Range<Int>) -> Bool {
    let text = buffer[range]
    guard let first = text.first, block.headers.count < Self.headerLimit else { return false }
    if first == 0x20 || first == 0x09, !block.headers.isEmpty {
      block.headers[block.headers.count - 1].value += String(decoding: text.trimmed, as: UTF8.self)
      return true
    }
    guard let colon = text.prefix(Self.labelLimit).firstIndex(of: 0x3a), first != 0x2d else { return false }
    let value = String(decoding: text[(colon + 1)...].trimmed, as: UTF8.self)
    block.headers.append(PEMBlock.Header(name: String(decoding: text[..<colon].trimmed, as: UTF8.self), value: value))
    return true
  }

  mutating func scanBody(atEnd: Bool) -> Event? {
    let stop = decoder.decode(buffer, from: position, to: buffer.count, into: &block.octets)
    position = stop
    line = bodyLine + decoder.lines
    if block.octets.count > blockLimit {
      block.octets = []
      block.problem = .init(line: block.line, "this block holds more than \(blockLimit >> 20) MiB", isLimit: true)
      enter(.skipping)
      return nil
    }
    guard stop < buffer.count else {
      return atEnd ? finish(endBody() ?? .init(line: line, "the file ends before the END line", isEndLine: true)) : nil
    }
    guard buffer[stop] == 0x2d else { return spoil(at: stop) }
    switch marker(Self.end, at: stop, atEnd: atEnd) {
    case .undecided: return nil
    case .found(let label, let close):
      position = close
      let problem = endBody()
      guard problem == nil, label != block.label else { return finish(problem) }
      return finish(
        .init(line: line, "the END line says \(label), the BEGIN line \(block.label)", isEndLine: true))
    case .none: break
    }
    switch marker(Self.begin, at: stop, atEnd: atEnd) {
    case .undecided: return nil
    case .found:
      return finish(endBody() ?? .init(line: line, "the next block begins before the END line", isEndLine: true))
    case .none: break
    }
    let isEndLine = buffer[stop...].starts(with: Array("--".utf8))
    guard isEndLine else { return spoil(at: stop) }
    block.problem = endBody() ?? .init(line: line, "the END line is damaged", isEndLine: true)
    enter(.skipping)
    return nil
  }

  /// Ends the base64; what is wrong with its end, if anything is.
  private mutating func endBody() -> PEMBlock.Problem? {
    switch decoder.finish(into: &block.octets) {
    case .complete: return nil
    case .unpadded:
      block.notes.append("the padding of the base64 is missing")
      return nil
    case .cut: return .init(line: line, "the base64 is cut off: a character is missing")
    case .overpadded: return .init(line: line, "the base64 ends in too many = signs")
    }
  }

  private mutating func spoil(at place: Int) -> Event? {
    let byte = buffer[place]
    let text: String
    switch byte {
    case 0x21..<0x7f where Base64Alphabet.values[Int(byte)] < 0x40: text = "base64 goes on after its padding"
    case 0x21..<0x7f: text = "'\(Character(Unicode.Scalar(byte)))' is no base64"
    case 0x1a: text = "the file ends (Ctrl-Z) before the END line"
    default: text = "the byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16)) is no base64"
    }
    block.problem = .init(line: line, text)
    enter(.skipping)
    return nil
  }

  /// Passes over the rest of a damaged block, up to its END line or the next BEGIN line.
  mutating func skip(atEnd: Bool) -> Event? {
    var isBlank = true
    while position < buffer.count {
      position = passOver(from: position, to: buffer.count, ("E", "B"), isBlank: &isBlank)
      guard position < buffer.count else { break }
      switch buffer[position] {
      case 0x0a, 0x0d:
        if position + 1 == buffer.count, !atEnd, buffer[position] == 0x0d { return nil }
        stepOverLineEnd()
        continue
      case 0x2d:
        switch marker(Self.end, at: position, atEnd: atEnd) {
        case .undecided: return nil
        case .found(_, let close):
          position = close
          return finish()
        case .none: break
        }
        switch marker(Self.begin, at: position, atEnd: atEnd) {
        case .undecided: return nil
        case .found: return finish()
        case .none: break
        }
      default: break
      }
      position += 1
    }
    return atEnd ? finish() : nil
  }
}

extension ArraySlice<UInt8> {
  /// The part without blanks at both ends.
  var trimmed: ArraySlice<UInt8> {
    var slice = self
    while let first = slice.first, first == 0x20 || first == 0x09 { slice.removeFirst() }
    while let last = slice.last, last == 0x20 || last == 0x09 || last == 0x0d { slice.removeLast() }
    return slice
  }
}
