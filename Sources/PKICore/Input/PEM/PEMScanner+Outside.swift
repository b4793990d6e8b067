// Between blocks: text is passed by, and the next BEGIN line is looked for.

extension PEMScanner {
  mutating func scanOutside(atEnd: Bool) -> Event? {
    while position < buffer.count {
      let start = position
      var place = start
      var isBlank = true
      scan: while place < buffer.count {
        let byte = buffer[place]
        switch byte {
        case 0x0a, 0x0d: break scan
        case 0x2d:
          switch marker(Self.begin, at: place, atEnd: atEnd) {
          case .found(let label, let close):
            if !isBlank { sawText = true }
            open(label, from: close)
            return nil
          case .undecided:
            // The line so far is given up only where it is too long to be kept.
            if place - start < Self.lineLimit { return nil }
            return text(start..<place, isBlank: isBlank)
          case .none: break
          }
          isBlank = false
        case 0x20, 0x09, 0x00, 0x1a, 0xef, 0xbb, 0xbf, 0x0b, 0x0c: break
        default: isBlank = false
        }
        place += 1
        if place - start >= Self.lineLimit { return text(start..<place, isBlank: isBlank) }
      }
      if place == buffer.count, !atEnd { return nil }
      // The line feed of a pair may still be to come.
      if place + 1 == buffer.count, !atEnd, buffer[place] == 0x0d { return nil }
      let found = text(start..<place, isBlank: isBlank)
      stepOverLineEnd()
      if let found { return found }
    }
    return nil
  }

  /// A line, or a piece of a long one, as an event unless it is blank.
  private mutating func text(_ range: Range<Int>, isBlank: Bool) -> Event? {
    position = range.upperBound
    guard !isBlank else {
      if range.count >= Self.lineLimit { madeWay = true }
      return nil
    }
    return .text(line: Array(buffer[range]), number: line)
  }

  private mutating func open(_ label: String, from place: Int) {
    block = PEMBlock(label: label, line: line)
    decoder = Base64Decoder()
    position = place
    enter(.headers)
  }
}
