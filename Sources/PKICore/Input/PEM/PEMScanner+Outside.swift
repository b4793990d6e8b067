// Between blocks: text is passed by, and the next BEGIN line is looked for.

extension PEMScanner {
  mutating func scanOutside(atEnd: Bool) -> Event? {
    while position < buffer.count {
      let start = position
      let longest = start + Self.lineLimit
      var place = start
      var isBlank = true
      while true {
        place = passOver(from: place, to: min(buffer.count, longest), ("B", "B"), isBlank: &isBlank)
        if place >= longest { return text(start..<place, isBlank: isBlank) }
        guard place < buffer.count, buffer[place] == 0x2d else { break }
        switch marker(Self.begin, at: place, atEnd: atEnd) {
        case .found(let label, let close):
          if !isBlank { sawText = true }
          open(label, from: close)
          return nil
        case .undecided: return nil
        case .none: break
        }
        isBlank = false
        place += 1
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

  /// The next place from `start` on where a line ends, or where dashes with one of two letters behind them may begin,
  /// or `end`; notes what is not blank.
  ///
  /// Most of a hostile file is passed over here.
  func passOver(
    from start: Int, to end: Int, _ letters: (Unicode.Scalar, Unicode.Scalar), isBlank: inout Bool
  ) -> Int {
    let (first, second) = (UInt8(ascii: letters.0), UInt8(ascii: letters.1))
    let count = Self.dashes.count
    let octets = buffer.span
    var place = start
    while place < end {
      switch octets[place] {
      case 0x0a, 0x0d: return place
      case 0x2d:
        // The letter tells at once, where there are only dashes too.
        guard place + count < octets.count else { return place }
        if octets[place + count] == first || octets[place + count] == second { return place }
        isBlank = false
      case 0x20, 0x09, 0x00, 0x1a, 0xef, 0xbb, 0xbf, 0x0b, 0x0c: break
      default: isBlank = false
      }
      place += 1
    }
    return place
  }

  /// A line, or a piece of a long one, as an event unless it is blank.
  private mutating func text(_ range: Range<Int>, isBlank: Bool) -> Event? {
    position = range.upperBound
    guard !isBlank else {
      if range.count >= Self.lineLimit { madeWay = true }
      return nil
    }
    return .text(range, number: line)
  }

  private mutating func open(_ label: String, from place: Int) {
    block = PEMBlock(label: label, line: line)
    decoder = Base64Decoder()
    position = place
    enter(.headers)
  }
}
