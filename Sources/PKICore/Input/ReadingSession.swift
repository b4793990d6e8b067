import Platform
import Vocabulary

/// The reading of one file.
struct ReadingSession {
  typealias Visit = (Item) throws(PKIError) -> Bool

  let decoder: ItemDecoder
  let limits: MaterialLimits
  /// How many items were handed over, which is the next one's place.
  private var count = 0
  private var damaged = 0
  /// Whether the visitor has had enough, or the file is given up.
  private var isDone = false
  private var sawKey = false
  private var notes: [String] = []
  private var scanner: PEMScanner
  private var lines = KeyLineCollector()

  init(source: String, limits: MaterialLimits, unlock: ItemDecoder.Unlock?) {
    self.decoder = ItemDecoder(source: source, limits: limits, unlock: unlock)
    self.limits = limits
    self.scanner = PEMScanner(blockLimit: limits.blockOctets)
  }

  /// Reads to the end, or until the visitor has had enough.
  mutating func run(_ source: inout ByteSource, _ visit: Visit) throws(PKIError) -> [String] {
    var buffer: [UInt8] = []
    // A pipe gives what it has: enough is gathered to see what this is.
    while buffer.count < 1024, try append(&source, &buffer) {}
    defer { if sawKey { buffer.overwrite() } }
    switch FileForm.of(buffer) {
    case .der:
      // Without the copies of a buffer that grows.
      if let size = source.expectedSize, size > buffer.count { buffer.reserveCapacity(size + ByteSource.blockSize) }
      while try append(&source, &buffer) {}
      try readDER(buffer, visit)
    case .base64:
      // A block would not be larger in PEM either.
      let most = limits.blockOctets / 3 * 4
      while buffer.count <= most, try append(&source, &buffer) {}
      let isRead = buffer.count > most ? false : try readBase64(buffer, visit)
      if !isRead { try readText(&source, &buffer, .utf8, visit) }
    case .text(let encoding):
      try readText(&source, &buffer, encoding, visit)
    }
    return notes
  }

  private func append(_ source: inout ByteSource, _ buffer: inout [UInt8]) throws(PKIError) -> Bool {
    do {
      return try source.append(to: &buffer) > 0
    } catch {
      if case .overLimit = error {
        throw PKIError(.limit, decoder.source, error.reason, hint: "--max-size raises the limit")
      }
      throw PKIError(.unreadable, decoder.source, error.reason)
    }
  }

  private mutating func hand(_ items: [Item], _ visit: Visit) throws(PKIError) {
    for item in items where !isDone {
      count += 1
      if item.error != nil { damaged += 1 }
      if item.privateKey != nil { sawKey = true }
      if try !visit(item) { isDone = true }
    }
    guard damaged > limits.damagedItems, !isDone else { return }
    isDone = true
    var last = Item(.unknown, .pem, line: scanner.line)
    last.looksLike = "a damaged file"
    last.error = PKIError(
      .limit, decoder.source, "more than \(limits.damagedItems) elements are damaged; the rest is not read")
    count += 1
    _ = try visit(last)
  }

  // MARK: - DER

  /// Elements one after another; what follows the last one is a note.
  private mutating func readDER(_ bytes: [UInt8], _ visit: Visit) throws(PKIError) {
    var start = 0
    while start < bytes.count, !isDone {
      let isFirst = start == 0
      // Each element is copied once, never the rest of the file: of small elements there may be a million.
      var reader = DERReader(bytes: bytes, range: start..<bytes.count, rules: .lax)
      let end = (try? reader.next()).map { $0.whole.upperBound } ?? bytes.count
      let octets = isFirst && end == bytes.count ? bytes : Array(bytes[start..<end])
      guard isFirst || DERKind.of(octets) != nil else {
        let rest = bytes[start...]
        let surplus = Appearance.isBlank(rest) ? "white space follows" : "\(rest.count) octets of other data follow"
        notes.append("\(surplus) the DER")
        return
      }
      var found = try decoder.items(octets, as: Item(.unknown, .der), promised: nil, index: count)
      if isFirst, end < bytes.count, found[0].kind == .unknown || bytes[0] != DERTag.sequence {
        found = [decoder.unknown(Item(.unknown, .der), bytes)]
        start = bytes.count
      }
      try hand(found, visit)
      start = max(start, end)
    }
  }

  // MARK: - Base64 without armour

  /// False where it is no base64 after all, or nothing that is known is in it.
  private mutating func readBase64(_ bytes: [UInt8], _ visit: Visit) throws(PKIError) -> Bool {
    guard let octets = Base64.decode(bytes.prefix { $0 != 0x1a }) else { return false }
    if octets.starts(with: PEMScanner.begin) {
      notes.append("base64 around PEM")
      var inner = octets
      var nothing = ByteSource(bytes: [], name: decoder.source)
      try readText(&nothing, &inner, .utf8, visit)
      return true
    }
    guard DERKind.of(octets) != nil else { return false }
    var found = try decoder.items(octets, as: Item(.unknown, .base64, line: 1), promised: nil, index: count)
    if found[0].error == nil {
      let label = found[0].kind.label.map { "-----BEGIN \($0)----- and -----END \($0)-----" }
      found[0].error = PKIError(
        .content, decoder.source, "this is \(found[0].described) in base64 without its BEGIN and END lines",
        hint: label.map { "put it between \($0)" })
    }
    try hand(found, visit)
    return true
  }

  // MARK: - Text

  private mutating func readText(
    _ source: inout ByteSource, _ buffer: inout [UInt8], _ encoding: TextEncoding, _ visit: Visit
  ) throws(PKIError) {
    let beginning = Array(buffer.prefix(4096))
    var transcoder = Transcoder(encoding)
    notes += encoding.notes(buffer)
    var last = buffer.last
    var atEnd = false
    defer { if sawKey { scanner.buffer.overwrite() } }
    while !isDone {
      transcoder.append(&buffer, to: &scanner.buffer)
      while !isDone, let event = scanner.next(atEnd: atEnd) { try take(event, visit) }
      if atEnd || isDone { break }
      scanner.compact()
      // What was gathered before the form was known may be large.
      if buffer.capacity > 4 * ByteSource.blockSize {
        if sawKey { buffer.overwrite() }
        buffer = []
      } else {
        buffer.removeAll(keepingCapacity: true)
      }
      atEnd = try !append(&source, &buffer)
      last = buffer.last ?? last
    }
    if !isDone { try hand(decoder.items(lines.finish(), index: count), visit) }
    if scanner.sawCarriageReturn { notes.append("CRLF line ends") }
    if last == 0x1a { notes.append("Ctrl-Z at the end") }
    if let last, count > 0, ![0x0a, 0x0d, 0x1a, 0x00].contains(last) { notes.append("no final newline") }
    if count > 0, scanner.sawText { notes.append("text around the blocks") }
    if count == 0 { try hand([decoder.unknown(Item(.unknown, .der), beginning)], visit) }
  }

  private mutating func take(_ event: PEMScanner.Event, _ visit: Visit) throws(PKIError) {
    switch event {
    case .block(let block): try hand(decoder.items(block, index: count), visit)
    case .text(let range, let number):
      guard let found = lines.take(scanner.buffer[range], number) else {
        if !lines.isInside { scanner.sawText = true }
        return
      }
      try hand(decoder.items(found, index: count), visit)
    }
  }
}
