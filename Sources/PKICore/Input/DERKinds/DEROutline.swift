/// A look at an encoding that forgives what a reader must not: lengths that run past the end, indefinite ones.
///
/// It serves to say what something was meant to be; what it says is never acted upon without a strict reader.
struct DEROutline {
  private let bytes: [UInt8]
  private let range: Range<Int>

  /// One element: its tag and what stands in it, cut at the end of the bytes.
  struct Element {
    let tag: UInt8
    let content: Range<Int>
    /// Where the next element would begin.
    let end: Int
    /// Whether its length promises more than there is.
    let isCut: Bool
  }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    self.range = 0..<bytes.count
  }

  private init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    self.range = range
  }

  /// The first elements at this level, at most `limit`.
  func elements(_ limit: Int = 12) -> [Element] {
    var elements: [Element] = []
    var position = range.lowerBound
    while elements.count < limit, let element = element(at: position) {
      elements.append(element)
      guard element.end > position else { break }
      position = element.end
    }
    return elements
  }

  /// Where the first element ends; the end of the bytes where there is none.
  static func end(_ bytes: [UInt8]) -> Int { DEROutline(bytes).first?.end ?? bytes.count }

  /// The first element; nil where there is none.
  var first: Element? { element(at: range.lowerBound) }

  /// The level inside an element.
  func inside(_ element: Element) -> DEROutline { DEROutline(bytes, element.content) }

  /// The content octets of an element.
  func octets(_ element: Element) -> ArraySlice<UInt8> { bytes[element.content] }

  /// The content of an OBJECT IDENTIFIER that begins this level; empty where none does.
  var identifier: ArraySlice<UInt8> {
    guard let first, first.tag == DERTag.objectIdentifier else { return [] }
    return octets(first)
  }

  private func element(at start: Int) -> Element? {
    guard start + 2 <= range.upperBound else { return nil }
    let tag = bytes[start]
    let first = bytes[start + 1]
    guard tag & 0x1f != 0x1f, tag != 0 else { return nil }
    var content = start + 2
    var length = Int(first)
    if first == 0x80 { return indefinite(at: start) }
    if first > 0x80 {
      let octets = Int(first & 0x7f)
      guard octets <= 4, content + octets <= range.upperBound else { return nil }
      length = bytes[content..<content + octets].reduce(0) { $0 << 8 | Int($1) }
      content += octets
    }
    let end = min(content + length, range.upperBound)
    return Element(tag: tag, content: content..<end, end: end, isCut: content + length > end)
  }

  /// An element whose length is not given; where its end cannot be found, all that is left is its content.
  private func indefinite(at start: Int) -> Element? {
    guard bytes[start] & 0x20 != 0 else { return nil }
    if let header = try? BERHeader(bytes, at: start, end: range.upperBound),
      let end = try? BERHeader.end(of: header, in: bytes, end: range.upperBound)
    {
      return Element(tag: bytes[start], content: header.content..<end, end: end + 2, isCut: false)
    }
    return Element(tag: bytes[start], content: start + 2..<range.upperBound, end: range.upperBound, isCut: true)
  }
}
