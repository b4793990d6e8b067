/// Finds PEM blocks in text that comes in pieces, with memory for one block and one line.
///
/// Its owner appends text to `buffer` and asks for `next` until that gives nil, then appends more.
struct PEMScanner {
  /// What was found.
  enum Event: Sendable {
    /// A block, intact or not.
    case block(PEMBlock)
    /// A line outside of all blocks that is not blank, without its end: its place in `buffer`, until that changes.
    case text(Range<Int>, number: Int)
  }

  /// Text that is not yet used from `position` on; text is appended here.
  var buffer: [UInt8] = []
  /// The next character to be looked at.
  var position = 0
  /// The line that `position` is on, counted from 1.
  var line = 1
  /// Whether text stood before a BEGIN on its line.
  var sawText = false
  /// Whether lines end in carriage return and line feed.
  var sawCarriageReturn = false

  var phase = Phase.outside
  var block = PEMBlock(label: "", line: 0)
  var decoder = Base64Decoder()
  /// The line on which the base64 began.
  var bodyLine = 0
  /// The most octets that a block may hold.
  let blockLimit: Int

  enum Phase { case outside, headers, body, skipping }

  /// A longer line outside of blocks is cut into pieces of this length.
  static let lineLimit = 64 * 1024
  /// Longer labels are no labels.
  static let labelLimit = 64
  /// More header fields, or longer ones, are no header.
  static let headerLimit = 64

  init(blockLimit: Int) {
    self.blockLimit = blockLimit
  }

  /// The next event; nil where more text is needed or, with `atEnd`, where all is used up.
  mutating func next(atEnd: Bool) -> Event? {
    while true {
      let event: Event?
      switch phase {
      case .outside: event = scanOutside(atEnd: atEnd)
      case .headers: event = scanHeaders(atEnd: atEnd)
      case .body: event = scanBody(atEnd: atEnd)
      case .skipping: event = skip(atEnd: atEnd)
      }
      if let event { return event }
      // Without an event a phase either gave way to the next one or wants more text.
      guard madeWay else { return nil }
      madeWay = false
    }
  }

  /// Whether the last step ended in another phase rather than in want of text.
  var madeWay = false

  /// Forgets the text that is used up, so that the buffer does not grow.
  mutating func compact() {
    guard position > 0 else { return }
    buffer.removeFirst(position)
    position = 0
  }

  mutating func enter(_ next: Phase) {
    phase = next
    madeWay = true
  }

  /// The block as it is now, ended.
  mutating func finish(_ problem: PEMBlock.Problem? = nil) -> Event {
    if block.problem == nil { block.problem = problem }
    if decoder.sawBlank { block.notes.append("blanks around the lines of the base64") }
    if decoder.sawEscape { block.notes.append("line ends written as \\n") }
    if decoder.sawCarriageReturn { sawCarriageReturn = true }
    phase = .outside
    let done = block
    block = PEMBlock(label: "", line: 0)
    return .block(done)
  }
}

// MARK: - Lines and labels

extension PEMScanner {
  static let dashes = Array("-----".utf8)
  static let begin = Array("-----BEGIN ".utf8)
  static let end = Array("-----END ".utf8)

  /// How text at a place compares with a marker line.
  enum Marker {
    /// It is one; the label, and the place after the line's last dash.
    case found(String, Int)
    /// It is none.
    case none
    /// It may be one: the text ends too early.
    case undecided
  }

  /// Whether a marker line such as `-----BEGIN LABEL-----` stands at `start`.
  func marker(_ opening: [UInt8], at start: Int, atEnd: Bool) -> Marker {
    // The letter behind the dashes tells at once, where there are only dashes too.
    let letter = start + Self.dashes.count
    if letter < buffer.count, buffer[letter] != opening[Self.dashes.count] { return .none }
    for (offset, byte) in opening.enumerated() {
      guard start + offset < buffer.count else { return atEnd ? .none : .undecided }
      guard buffer[start + offset] == byte else { return .none }
    }
    let first = start + opening.count
    var place = first
    while place < buffer.count, place - first <= Self.labelLimit {
      let byte = buffer[place]
      guard (0x20..<0x7f).contains(byte) else { return .none }
      if byte == 0x2d {
        let close = place + Self.dashes.count
        guard close <= buffer.count else { return atEnd ? .none : .undecided }
        if buffer[place..<close].allSatisfy({ $0 == 0x2d }) {
          guard place > first else { return .none }
          return .found(String(decoding: buffer[first..<place], as: UTF8.self), close)
        }
      }
      place += 1
    }
    return place < buffer.count || atEnd ? .none : .undecided
  }

  /// Steps over a line end at `position`, if one is there, and counts it.
  ///
  /// A carriage return counts by itself only where no line feed follows.
  mutating func stepOverLineEnd() {
    guard position < buffer.count else { return }
    let byte = buffer[position]
    if byte == 0x0d {
      sawCarriageReturn = true
      position += 1
      guard position < buffer.count, buffer[position] == 0x0a else {
        line += 1
        return
      }
      position += 1
      line += 1
    } else if byte == 0x0a {
      position += 1
      line += 1
    }
  }

  /// The place of the next line end at or after `start`; nil where the text ends before.
  func lineEnd(from start: Int) -> Int? {
    var place = start
    while place < buffer.count {
      if buffer[place] == 0x0a || buffer[place] == 0x0d { return place }
      place += 1
    }
    return nil
  }
}
