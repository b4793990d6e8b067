/// Reads the values of the SSH wire format (RFC 4251 §5).
struct SSHWireReader {
  private let bytes: [UInt8]
  private(set) var position: Int
  private let end: Int

  /// What stands where another value belongs; in words that may follow "damaged: ".
  struct Failure: Error, Hashable {
    let reason: String
  }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    self.position = 0
    self.end = bytes.count
  }

  var atEnd: Bool { position == end }

  /// What is not yet read.
  var rest: [UInt8] { Array(bytes[position..<end]) }

  /// A uint32.
  mutating func number() throws(Failure) -> Int {
    guard end - position >= 4 else { throw Failure(reason: "it ends in the middle of a number") }
    defer { position += 4 }
    return bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  /// A uint64.
  mutating func longNumber() throws(Failure) -> UInt64 {
    let high = try number()
    let low = try number()
    return UInt64(high) << 32 | UInt64(low)
  }

  /// A string: octets behind their length.
  mutating func string() throws(Failure) -> [UInt8] {
    let length = try number()
    guard length <= end - position else { throw Failure(reason: "a length runs past its end") }
    defer { position += length }
    return Array(bytes[position..<position + length])
  }

  /// A string of characters; what is no UTF-8 is replaced.
  mutating func text() throws(Failure) -> String {
    String(decoding: try string(), as: UTF8.self)
  }

  /// A non-negative mpint as its magnitude, without leading zeros.
  mutating func magnitude() throws(Failure) -> [UInt8] {
    let content = try string()
    guard content.first ?? 0 < 0x80 else { throw Failure(reason: "a number is negative") }
    return Array(content.drop { $0 == 0 })
  }

  /// Octets without a length.
  mutating func octets(_ count: Int) throws(Failure) -> [UInt8] {
    guard count <= end - position else { throw Failure(reason: "it is cut off") }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }
}

/// Writes the values of the SSH wire format (RFC 4251 §5).
struct SSHWireWriter {
  private(set) var bytes: [UInt8] = []

  mutating func string(_ octets: some Collection<UInt8>) {
    let count = UInt32(octets.count)
    for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: count >> shift)) }
    bytes += octets
  }

  mutating func text(_ text: String) { string(text.utf8) }

  /// A non-negative mpint of this magnitude.
  mutating func magnitude(_ magnitude: [UInt8]) {
    let digits = Array(magnitude.drop { $0 == 0 })
    string((digits.first ?? 0) >= 0x80 ? [0] + digits : digits)
  }
}
