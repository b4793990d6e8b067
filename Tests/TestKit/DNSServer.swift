import Glibc
import Platform
import Synchronization

/// A small name server on a port of 127.0.0.1 that the system chose, over UDP and TCP, which answers as it is told to, well
/// or badly. It ends with the last reference to it.
package final class DNSServer: Sendable {
  /// A record of an answer.
  package enum Record: Sendable {
    /// An IPv4 or IPv6 address, 4 or 16 octets.
    case address([UInt8])
    /// Another name that is asked for in its place.
    case alias(String)
    /// A service at a host.
    case service(priority: UInt16, weight: UInt16, port: UInt16, target: String)
    /// Which record a service is found by (NAPTR).
    case pointer(order: UInt16, preference: UInt16, flags: String, services: String, replacement: String)
  }

  /// What a question is answered.
  package enum Answer: Sendable {
    /// These records, each of the name that is asked for unless it names its own.
    case records([(name: String?, record: Record)])
    /// Nothing but a response code.
    case code(UInt8)
    /// Nothing at all.
    case silence
    /// Over UDP that it did not fit; over TCP these records.
    case truncated([Record])
    /// Over UDP that it did not fit; over TCP nothing, while the connection stays open.
    case hangingStream
    /// A record whose name is compressed to itself.
    case loop
    /// Octets that are no message but begin with the right identifier.
    case rubbish
    /// First an answer with another identifier and one to another question, then these records.
    case afterForgeries([Record])
  }

  /// Where it listens.
  package var port: UInt16 { listener.port }
  private let listener: LoopbackListener
  private let shared: Shared

  /// A server that knows no name yet: NXDOMAIN for all.
  package init() throws(Disk.Failure) {
    listener = try LoopbackListener()
    let datagrams = LoopbackListener.socket(SOCK_DGRAM)
    var address = sockaddr_in(host: 0x7f00_0001, port: listener.port)
    guard address.bind(datagrams) else { throw Disk.Failure("listen on", "127.0.0.1") }
    shared = Shared(datagrams)
    let shared = shared
    Workers.startDetached { shared.serveDatagrams() }
    listener.serve { shared.serve($0) }
  }

  deinit {
    listener.stop()
    shared.stop()
  }

  /// What a name is answered from now on, for a type of record: 1 is A, 28 AAAA, 33 SRV, 35 NAPTR.
  package func answer(_ name: String, type: UInt16, _ answer: Answer) {
    shared.script.withLock { $0["\(name.lowercased()) \(type)"] = answer }
  }

  /// An A record of 127.0.0.1 and whatever else, and no AAAA record.
  package func host(_ name: String, _ addresses: [[UInt8]] = [[127, 0, 0, 1]]) {
    for (type, size) in [(UInt16(1), 4), (28, 16)] {
      let found = addresses.filter { $0.count == size }
      answer(name, type: type, .records(found.map { (nil, .address($0)) }))
    }
  }

  /// SRV records of a name.
  package func service(_ name: String, _ records: [Record]) {
    answer(name, type: 33, .records(records.map { (nil, $0) }))
  }

  /// Everything that was asked so far: name, type and transport.
  package var questions: [String] { shared.questions.withLock { $0 } }
}

/// What the threads of a server have in common.
private final class Shared: Sendable {
  let script = Mutex<[String: DNSServer.Answer]>([:])
  let questions = Mutex<[String]>([])
  private let datagrams: Int32

  init(_ datagrams: Int32) { self.datagrams = datagrams }

  deinit { close(datagrams) }

  /// Ends the thread that takes datagrams.
  func stop() { shutdown(datagrams, Int32(SHUT_RDWR)) }

  func serveDatagrams() {
    var block = [UInt8](repeating: 0, count: 4_096)
    while true {
      var peer = sockaddr_in()
      let count = unsafe peer.withGeneral { unsafe recvfrom(datagrams, &block, block.count, 0, $0, $1) }
      // An empty datagram is what a socket that was shut down gives.
      guard count > 0 else { return }
      for message in answers(Array(block[..<count]), isStream: false) {
        _ = unsafe peer.withGeneral { unsafe sendto(datagrams, message, message.count, 0, $0, $1.pointee) }
      }
    }
  }

  /// One question over TCP (RFC 1035 §4.2.2); the client ends the connection.
  func serve(_ client: LoopbackClient) {
    if let block = client.receive(), block.count > 2 {
      for message in answers(Array(block[2...]), isStream: true) {
        _ = client.send([UInt8(message.count >> 8), UInt8(message.count & 0xff)] + message)
      }
    }
    client.waitForEnd()
  }

  // MARK: - Messages

  private func answers(_ question: [UInt8], isStream: Bool) -> [[UInt8]] {
    guard let asked = Question(question) else { return [] }
    questions.withLock { $0.append("\(asked.name) \(asked.type) \(isStream ? "tcp" : "udp")") }
    let answer = script.withLock { $0["\(asked.name.lowercased()) \(asked.type)"] } ?? .code(3)
    switch answer {
    case .records(let records): return [asked.message(records)]
    case .code(let code): return [asked.message(code: code)]
    case .silence: return []
    case .truncated(let records):
      return [isStream ? asked.message(records.map { (nil, $0) }) : asked.message(isTruncated: true)]
    case .hangingStream: return isStream ? [] : [asked.message(isTruncated: true)]
    case .loop:
      // The name of the record points to itself.
      let head = asked.message(answers: 1)
      return [head + [UInt8(0xc0 | head.count >> 8), UInt8(head.count & 0xff), 0, 1, 0, 1, 0, 0, 0, 9, 0, 0]]
    case .rubbish: return [Array(question.prefix(2)) + [0x81, 0x80, 0xff]]
    case .afterForgeries(let records):
      var foreign = asked.message([(nil, .address([192, 0, 2, 66]))])
      foreign[0] ^= 0xff
      var other = asked
      other.name = "forged.example"
      let honest = asked.message(records.map { (nil, $0) })
      return [foreign, other.message([(nil, .address([192, 0, 2, 67]))]), honest]
    }
  }
}

/// A question, and the answers to it (RFC 1035 §4.1).
private struct Question {
  let identifier: [UInt8]
  var name: String
  let type: UInt16

  init?(_ bytes: [UInt8]) {
    guard bytes.count > 12 else { return nil }
    var labels: [String] = []
    var place = 12
    while place < bytes.count, bytes[place] != 0 {
      let end = place + 1 + Int(bytes[place])
      guard end < bytes.count else { return nil }
      labels.append(String(decoding: bytes[(place + 1)..<end], as: UTF8.self))
      place = end
    }
    guard place + 4 < bytes.count else { return nil }
    identifier = Array(bytes[..<2])
    name = labels.joined(separator: ".")
    type = UInt16(bytes[place + 1]) << 8 | UInt16(bytes[place + 2])
  }

  func message(
    _ records: [(name: String?, record: DNSServer.Record)] = [], code: UInt8 = 0, isTruncated: Bool = false,
    answers: Int? = nil
  ) -> [UInt8] {
    var bytes = identifier + [isTruncated ? 0x83 : 0x81, 0x80 | code, 0, 1]
    bytes += number(answers ?? records.count) + [0, 0, 0, 0] + Self.octets(name) + number(Int(type)) + [0, 1]
    for (owner, record) in records {
      let (type, data) = Self.data(record)
      bytes += Self.octets(owner ?? name) + number(type) + [0, 1, 0, 0, 0, 9] + number(data.count) + data
    }
    return bytes
  }

  private func number(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xff), UInt8(value & 0xff)] }

  private static func data(_ record: DNSServer.Record) -> (type: Int, data: [UInt8]) {
    switch record {
    case .address(let octets): return (octets.count == 4 ? 1 : 28, octets)
    case .alias(let name): return (5, octets(name))
    case .service(let priority, let weight, let port, let target):
      let numbers = [priority, weight, port].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
      return (33, numbers + octets(target))
    case .pointer(let order, let preference, let flags, let services, let replacement):
      let numbers = [order, preference].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
      let texts = [flags, services, ""].flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
      return (35, numbers + texts + octets(replacement))
    }
  }

  private static func octets(_ name: String) -> [UInt8] {
    name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
  }
}
