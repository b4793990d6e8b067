/// What a server answers: the status, where it sends us, and the body of a good answer.
struct HTTPResponse: Sendable {
  /// The status code.
  let status: Int
  /// The Location of a redirection; nil without one.
  let location: String?
  /// The body of an answer of status 200; empty for any other, which is not read.
  let body: [UInt8]
}

/// Reads one answer of HTTP/1.0 or 1.1 strictly (RFC 9112), with every length limited while it comes.
struct HTTPReader {
  /// Appends the next bytes and says how many there are; 0 at the end.
  typealias More = (inout [UInt8]) throws(FetchFailure) -> Int

  /// The most bytes of a body.
  let limit: Int
  /// The most bytes of the header fields, interim answers and trailers among them.
  private var headLeft = 16_384
  /// What has come and is not used up.
  private var buffer: [UInt8] = []
  private var position = 0

  /// A reader that takes bodies of so many bytes.
  init(limit: Int) { self.limit = limit }

  /// The answer; throws what is none.
  mutating func response(_ more: More) throws(FetchFailure) -> HTTPResponse {
    while true {
      let (status, isOld) = try statusLine(more)
      let head = try fields(more)
      if (100..<200).contains(status), status != 101 { continue }
      let framing = try head.framing(isOld: isOld)
      guard status == 200 else { return HTTPResponse(status: status, location: head.location, body: []) }
      if let encoding = head.encoding { throw .notHTTP("its body is coded as \(encoding)") }
      return HTTPResponse(status: status, location: nil, body: try body(framing, more))
    }
  }

  // MARK: - Lines

  private mutating func statusLine(_ more: More) throws(FetchFailure) -> (status: Int, isOld: Bool) {
    let line = try line(more)
    let start = String(decoding: line.prefix(9), as: UTF8.self)
    let code = line.dropFirst(9).prefix(3)
    let rest = line.dropFirst(12)
    guard start == "HTTP/1.1 " || start == "HTTP/1.0 ", code.count == 3,
      code.allSatisfy({ (48...57).contains($0) }), rest.isEmpty || rest.first == 32
    else { throw .notHTTP("it begins with no status line") }
    let status = code.reduce(0) { $0 * 10 + Int($1 - 48) }
    guard (100..<600).contains(status) else { throw .notHTTP("its status is \(status)") }
    return (status, start == "HTTP/1.0 ")
  }

  private mutating func fields(_ more: More) throws(FetchFailure) -> HTTPFields {
    var fields = HTTPFields()
    while true {
      let line = try line(more)
      if line.isEmpty { return fields }
      try fields.add(line)
    }
  }

  /// The next line without its CR LF, counted against what the head may hold.
  private mutating func line(_ more: More) throws(FetchFailure) -> [UInt8] {
    var line: [UInt8] = []
    while true {
      let octet = try next(more)
      guard headLeft > 0 else { throw .notHTTP("its head is too long") }
      headLeft -= 1
      if octet == 10 {
        guard line.last == 13 else { throw .notHTTP("a line of its head ends without a carriage return") }
        line.removeLast()
        return line
      }
      if line.last == 13 { throw .notHTTP("a carriage return stands within a line of its head") }
      line.append(octet)
    }
  }

  // MARK: - Bodies

  private mutating func body(_ framing: HTTPFields.Framing, _ more: More) throws(FetchFailure) -> [UInt8] {
    var body: [UInt8] = []
    switch framing {
    case .length(let count):
      guard count <= limit else { throw .tooLarge(octets: limit) }
      try take(count, into: &body, more)
    case .chunked:
      while true {
        let count = try chunkSize(more)
        if count == 0 { break }
        guard body.count + count <= limit else { throw .tooLarge(octets: limit) }
        try take(count, into: &body, more)
        guard try next(more) == 13, try next(more) == 10 else { throw .notHTTP("a chunk is longer than it says") }
      }
      _ = try fields(more)
    case .untilTheEnd:
      while true {
        body += buffer[position...]
        guard body.count <= limit else { throw .tooLarge(octets: limit) }
        guard try refill(more) else { break }
      }
    }
    return body
  }

  /// The size of the next chunk; what is said about it after a semicolon means nothing to us (RFC 9112 §7.1.1).
  private mutating func chunkSize(_ more: More) throws(FetchFailure) -> Int {
    // Sizes are no part of the head, but each of them is as limited as if it were the only one.
    let before = headLeft
    headLeft = 256
    defer { headLeft = before }
    let line = try line(more)
    let digits = line.prefix { $0 != 59 && $0 != 32 && $0 != 9 }
    let rest = line.dropFirst(digits.count).drop { $0 == 32 || $0 == 9 }
    guard (1...8).contains(digits.count), digits.allSatisfy(HTTPReader.isHexDigit), rest.isEmpty || rest.first == 59,
      let count = Int(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw .notHTTP("the size of a chunk is no number") }
    return count
  }

  private mutating func take(_ count: Int, into body: inout [UInt8], _ more: More) throws(FetchFailure) {
    var missing = count
    while missing > 0 {
      if position == buffer.count, try !refill(more) { throw .notHTTP("it ends before its body does") }
      let piece = buffer[position...].prefix(missing)
      body += piece
      position += piece.count
      missing -= piece.count
    }
  }

  private mutating func next(_ more: More) throws(FetchFailure) -> UInt8 {
    if position == buffer.count, try !refill(more) { throw .notHTTP("it ends before it is complete") }
    defer { position += 1 }
    return buffer[position]
  }

  /// Puts what comes next in the place of what is used up; false at the end.
  private mutating func refill(_ more: More) throws(FetchFailure) -> Bool {
    buffer.removeAll(keepingCapacity: true)
    position = 0
    return try more(&buffer) > 0
  }

  private static func isHexDigit(_ octet: UInt8) -> Bool {
    (48...57).contains(octet) || (65...70).contains(octet) || (97...102).contains(octet)
  }
}
