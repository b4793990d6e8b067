internal import Vocabulary

/// Messages of a handshake, read by our own bounded reader: what a server sent is known even where libssl refuses it.
enum TLSMessage {
  static let serverHello: UInt8 = 2
  static let newSessionTicket: UInt8 = 4
  static let certificate: UInt8 = 11
  static let certificateRequest: UInt8 = 13

  /// The octets of a message's header: its type and the length of its body (RFC 8446 §4).
  static let headerLength = 4

  /// The version that a ServerHello chose: `supported_versions` where it is there, else `legacy_version` (RFC 8446
  /// §4.1.3). nil where it breaks off.
  static func version(ofServerHello body: ArraySlice<UInt8>) -> TLSVersion? {
    var reader = Reader(rest: body)
    guard let legacy = reader.number(2) else { return nil }
    var version = TLSVersion(rawValue: UInt16(legacy))
    guard reader.take(32) != nil, reader.vector(1) != nil, reader.take(3) != nil,
      var extensions = reader.vector(2).map(Reader.init)
    else { return version }
    while let type = extensions.number(2), let data = extensions.vector(2) {
      guard type == 43, data.count == 2 else { continue }
      var value = Reader(rest: data)
      version = TLSVersion(rawValue: UInt16(value.number(2) ?? legacy))
    }
    return version
  }

  /// The certificates of a Certificate message in their order (RFC 5246 §7.4.2, RFC 8446 §4.4.2), as far as it can be
  /// read.
  static func certificates(_ body: ArraySlice<UInt8>, _ version: TLSVersion) -> [[UInt8]] {
    var reader = Reader(rest: body)
    let hasExtensions = version >= .tls13
    if hasExtensions, reader.vector(1) == nil { return [] }
    guard var list = reader.vector(3).map(Reader.init) else { return [] }
    var certificates: [[UInt8]] = []
    while let der = list.vector(3) {
      certificates.append([UInt8](der))
      if hasExtensions, list.vector(2) == nil { break }
    }
    return certificates
  }

  /// Reads numbers and vectors from the front, never past the end.
  struct Reader {
    private(set) var rest: ArraySlice<UInt8>

    init(rest: ArraySlice<UInt8>) { self.rest = rest }

    /// The next octets; nil where there are fewer.
    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
      guard count <= rest.count else { return nil }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }

    /// A number of up to three octets.
    mutating func number(_ octets: Int) -> Int? {
      take(octets)?.reduce(0) { $0 << 8 | Int($1) }
    }

    /// What follows a length of so many octets.
    mutating func vector(_ octets: Int) -> ArraySlice<UInt8>? {
      guard let count = number(octets) else { return nil }
      return take(count)
    }
  }
}
