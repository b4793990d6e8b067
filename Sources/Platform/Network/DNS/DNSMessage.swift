internal import CResolver

/// The types of records that are asked for, by their numbers.
enum DNSType: Int32, Sendable {
  case address = 1
  case alias = 5
  case wideAddress = 28
  case service = 33
  case authority = 35
}

/// A service at a host (RFC 2782).
package struct DNSService: Hashable, Sendable {
  /// The lower, the earlier it is tried.
  package let priority: UInt16
  /// The higher, the more often it is chosen among equals.
  package let weight: UInt16
  /// Where the host listens.
  package let port: UInt16
  /// The host, without the dot at its end; "." says that the service is not offered.
  package let target: String

  /// A service as a record says it.
  package init(priority: UInt16, weight: UInt16, port: UInt16, target: String) {
    self.priority = priority
    self.weight = weight
    self.port = port
    self.target = target
  }
}

/// Which record to ask for a service of a domain (NAPTR, RFC 3403), as SIP follows it (RFC 3263 §4.1).
package struct DNSPointer: Hashable, Sendable {
  /// The lower, the earlier it is tried.
  package let order: UInt16
  /// Among equals: the lower, the earlier it is tried.
  package let preference: UInt16
  /// What comes next: "s" for an SRV record.
  package let flags: String
  /// The service with its protocol: "SIPS+D2T".
  package let services: String
  /// The record to ask for, without the dot at its end.
  package let replacement: String

  /// A pointer as a record says it.
  package init(order: UInt16, preference: UInt16, flags: String, services: String, replacement: String) {
    self.order = order
    self.preference = preference
    self.flags = flags
    self.services = services
    self.replacement = replacement
  }
}

/// A record of an answer.
struct DNSRecord: Sendable {
  enum Data: Sendable {
    case address([UInt8])
    case alias(String)
    case service(DNSService)
    case pointer(DNSPointer)
    case other
  }

  let name: String
  let data: Data
}

/// A message as it came (RFC 1035 §4.1).
struct DNSMessage: Sendable {
  let identifier: UInt16
  let type: Int32
  let name: String
  let responseCode: UInt8
  let isTruncated: Bool
  let records: [DNSRecord]
  /// The server that it came from; empty until somebody says so.
  var server = ""

  /// More records than anybody's service has.
  private static let mostRecords: Int32 = 256

  /// Reads an answer; nil where it is broken or a question. The corresponding C functions are `ns_initparse` and
  /// `ns_parserr`.
  init?(_ bytes: [UInt8]) {
    var message = pki_dns_message()
    guard unsafe pki_dns_read(bytes, Int32(clamping: bytes.count), &message) == 0, message.is_answer != 0 else {
      return nil
    }
    identifier = message.id
    type = Int32(message.type)
    name = DNSName.text(of: message.name)
    responseCode = message.rcode
    isTruncated = message.is_truncated != 0
    var records: [DNSRecord] = []
    // What was cut off comes again, whole.
    let count = isTruncated ? 0 : min(message.answers, DNSMessage.mostRecords)
    for index in 0..<count {
      var record = pki_dns_record()
      guard unsafe pki_dns_read_record(bytes, Int32(clamping: bytes.count), index, &record) == 0 else { return nil }
      records.append(DNSRecord(record))
    }
    self.records = records
  }

  /// A question with a random identifier; nil where the name is none. The corresponding C function is
  /// `res_nmkquery`.
  static func question(_ name: String, _ type: DNSType) -> (bytes: [UInt8], identifier: UInt16)? {
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = unsafe pki_dns_query(name, type.rawValue, maximumDatagram, &bytes, Int32(bytes.count))
    guard count > 0 else { return nil }
    let identifier = UInt16.random(in: 0...UInt16.max)
    bytes[0] = UInt8(identifier >> 8)
    bytes[1] = UInt8(identifier & 0xff)
    return (Array(bytes.prefix(Int(count))), identifier)
  }

  /// What passes every network in one piece (RFC 9715).
  static let maximumDatagram: UInt16 = 1_232
}

extension DNSRecord {
  fileprivate init(_ record: pki_dns_record) {
    name = DNSName.text(of: record.name)
    let target = DNSName.text(of: record.target)
    switch DNSType(rawValue: Int32(record.type)) {
    case .address, .wideAddress:
      let octets = unsafe withUnsafeBytes(of: record.address) { unsafe Array($0) }
      data = .address(Array(octets.prefix(Int(record.address_length))))
    case .alias: data = .alias(target)
    case .service:
      data = .service(
        DNSService(priority: record.priority, weight: record.weight, port: record.port, target: target))
    case .authority:
      data = .pointer(
        DNSPointer(
          order: record.priority, preference: record.weight, flags: DNSName.characters(of: record.flags),
          services: DNSName.characters(of: record.services), replacement: target))
    case nil: data = .other
    }
  }
}

/// Domain names as text.
enum DNSName {
  /// A name of the C library's, without the dot at its end; "." for the root.
  static func text<Characters>(of characters: Characters) -> String {
    trimmed(self.characters(of: characters))
  }

  /// A text of the C library's.
  static func characters<Characters>(of characters: Characters) -> String {
    let octets = unsafe withUnsafeBytes(of: characters) { unsafe Array($0.prefix { $0 != 0 }) }
    return String(decoding: octets, as: UTF8.self)
  }

  /// A name without the dot at its end; "." for the root.
  static func trimmed(_ name: String) -> String {
    guard name.hasSuffix("."), name.utf8.count > 1 else { return name.isEmpty ? "." : name }
    return String(name.dropLast())
  }

  /// Whether two names are the same, in any case.
  static func areEqual(_ a: String, _ b: String) -> Bool { trimmed(a).lowercased() == trimmed(b).lowercased() }
}
