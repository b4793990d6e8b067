/// The header fields of an answer that matter here.
struct HTTPFields {
  /// How the end of a body is found (RFC 9112 §6.3).
  enum Framing: Equatable {
    case length(Int)
    case chunked
    case untilTheEnd
  }

  /// Where a redirection leads to; nil without one.
  private(set) var location: String?
  /// How the body is coded; nil where it is not.
  private(set) var encoding: String?
  private var lengths: Set<[UInt8]> = []
  private var transfer: String?

  /// Takes a field in; throws what is none, such as a folded one (RFC 9112 §5.2).
  mutating func add(_ line: [UInt8]) throws(FetchFailure) {
    let name = line.prefix { $0 != 58 }
    guard name.count < line.count, !name.isEmpty, name.allSatisfy(HTTPFields.isToken) else {
      throw .notHTTP("a line of its head is no field")
    }
    let value = Array(HTTPFields.trimmed(line.dropFirst(name.count + 1)))
    guard value.allSatisfy({ $0 == 9 || $0 >= 32 && $0 != 127 }) else {
      throw .notHTTP("a field of its head holds a control character")
    }
    let text = String(decoding: value, as: UTF8.self)
    switch String(decoding: name, as: UTF8.self).lowercased() {
    case "content-length": lengths.insert(value)
    case "transfer-encoding": transfer = transfer.map { "\($0), \(text)" } ?? text.lowercased()
    case "content-encoding": if text.lowercased() != "identity", !text.isEmpty { encoding = text }
    case "location":
      guard location == nil || location == text else { throw .notHTTP("it sends us to two places") }
      location = text
    default: break
    }
  }

  /// How the body ends. Both a length and chunks, two lengths, or anything but chunks is an attack or a mistake
  /// (RFC 9112 §6.3), and HTTP/1.0 has no chunks.
  func framing(isOld: Bool) throws(FetchFailure) -> Framing {
    if let transfer {
      guard transfer == "chunked", !isOld, lengths.isEmpty else {
        throw .notHTTP("how long its body is cannot be told")
      }
      return .chunked
    }
    guard let length = lengths.first else { return .untilTheEnd }
    guard lengths.count == 1, (1...12).contains(length.count), length.allSatisfy({ (48...57).contains($0) }),
      let count = Int(String(decoding: length, as: UTF8.self))
    else { throw .notHTTP("how long its body is cannot be told") }
    return .length(count)
  }

  private static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var value = value.drop { $0 == 32 || $0 == 9 }
    while let last = value.last, last == 32 || last == 9 { value.removeLast() }
    return value
  }

  /// A character of a token (RFC 9110 §5.6.2).
  private static func isToken(_ octet: UInt8) -> Bool {
    (48...57).contains(octet) || (65...90).contains(octet) || (97...122).contains(octet)
      || "!#$%&'*+-.^_`|~".utf8.contains(octet)
  }
}
