internal import Platform

/// What is said before TLS, over a connection, under its deadline.
struct PlainDialogue: ~Copyable {
  private let socket: Socket
  private let way: StartTLS
  private let deadline: Deadline
  private let milliseconds: Int
  private var waiting: [UInt8] = []
  /// No greeting is longer.
  private static let mostOctets = 65_536

  /// Begins TLS the protocol's way on a connection, and gives it back, ready for the handshake; of `milliseconds` is
  /// spoken where the deadline passes.
  static func begin(
    _ way: StartTLS, on socket: consuming Socket, domain: String, by deadline: Deadline, milliseconds: Int
  ) throws(ProbeFailure) -> Socket {
    var dialogue = PlainDialogue(way, on: socket, by: deadline, milliseconds)
    try dialogue.begin(way, domain: domain)
    // What was sent before the handshake would count as said under its protection.
    guard dialogue.waiting.isEmpty else {
      // PostgreSQL says yes with one letter, with which SSH begins too.
      let line = "S" + String(decoding: dialogue.waiting.prefix { $0 > 0x1f }, as: UTF8.self)
      if way == .postgres, line.hasPrefix("SSH-") { throw .unexpected(way, line) }
      throw ProbeFailure("starttls.broken", "The server sends more than the protocol allows before TLS begins.")
    }
    return dialogue.finished()
  }

  private init(_ way: StartTLS, on socket: consuming Socket, by deadline: Deadline, _ milliseconds: Int) {
    self.socket = socket
    self.way = way
    self.deadline = deadline
    self.milliseconds = milliseconds
  }

  private consuming func finished() -> Socket { socket }

  private mutating func begin(_ way: StartTLS, domain: String) throws(ProbeFailure) {
    switch way {
    case .smtp:
      try expect(reply(), "220", way)
      try send("EHLO pki.invalid\r\n")
      try expect(reply(), "250", way)
      try send("STARTTLS\r\n")
      try expect(reply(), "220", way)
    case .ftp:
      try expect(reply(), "220", way)
      try send("AUTH TLS\r\n")
      try expect(reply(), "234", way)
    case .pop3:
      try expect(line(), "+OK", way)
      try send("STLS\r\n")
      try expect(line(), "+OK", way)
    case .imap:
      try expect(line(), "* ", way)
      try send("a STARTTLS\r\n")
      try expect(lastLine { $0.hasPrefix("a ") }, "a OK", way)
    case .sieve:
      try expect(lastLine { $0.hasPrefix("OK") || $0.hasPrefix("NO") || $0.hasPrefix("BYE") }, "OK", way)
      try send("STARTTLS\r\n")
      try expect(lastLine { $0.hasPrefix("OK") || $0.hasPrefix("NO") || $0.hasPrefix("BYE") }, "OK", way)
    case .postgres:
      try send([0, 0, 0, 8, 4, 210, 22, 47])
      let answer = try octets(1)
      switch Unicode.Scalar(answer[0]) {
      case "S": break
      // No, or by servers that do not know the question an error.
      case "N", "E": throw .notOffered(way)
      default: throw .unexpected(way, words(behind: answer))
      }
    case .ldap: try beginLDAP()
    case .mysql: try beginMySQL()
    case .xmpp, .xmppServer: try beginXMPP(way, domain)
    }
  }

  /// [APPLICATION 24], constructed (RFC 4511 §4.12).
  private static let extendedResponse: UInt8 = 0x78

  /// RFC 4511 §4.14: an ExtendedRequest, and its answer's result code.
  private mutating func beginLDAP() throws(ProbeFailure) {
    let name = Array("1.3.6.1.4.1.1466.20037".utf8)
    try send([0x30, 0x1d, 2, 1, 1, 0x77, 0x18, 0x80, 0x16] + name)
    let head = try octets(2)
    var length = Int(head[1])
    if length > 0x80 {
      guard length <= 0x84 else { throw .unexpected(.ldap, words(behind: head)) }
      length = try octets(length - 0x80).reduce(0) { $0 << 8 | Int($1) }
    }
    guard head[0] == 0x30, length <= 4_096 else { throw .unexpected(.ldap, words(behind: head)) }
    var reader = DERReader(DERSlice(try octets(length)).array, rules: .lax)
    guard (try? reader.next()) != nil, let response = try? reader.next(PlainDialogue.extendedResponse) else {
      throw .unexpected(.ldap, "")
    }
    var fields = response.children
    guard let code = try? fields.smallInteger(DERTag.enumerated) else { throw .unexpected(.ldap, "") }
    guard code == 0 else { throw .notOffered(.ldap) }
  }

  /// The connection phase of MySQL: the server's capabilities, and a request for TLS.
  private mutating func beginMySQL() throws(ProbeFailure) {
    let head = try octets(4)
    let length = Int(head[0]) | Int(head[1]) << 8 | Int(head[2]) << 16
    guard length > 20, length <= 4_096 else { throw .unexpected(.mysql, "") }
    let greeting = try octets(length)
    let rest = greeting.dropFirst().drop { $0 != 0 }.dropFirst(1 + 4 + 8 + 1)
    guard greeting[0] == 10, rest.count >= 2, let high = rest.dropFirst().first else { throw .unexpected(.mysql, "") }
    guard high & 0x08 != 0 else { throw .notOffered(.mysql) }
    // CLIENT_PROTOCOL_41, CLIENT_SSL and CLIENT_SECURE_CONNECTION; 16 MiB; utf8.
    try send([32, 0, 0, head[3] &+ 1, 0, 0x8a, 0, 0, 0, 0, 0, 1, 33] + [UInt8](repeating: 0, count: 23))
  }

  /// RFC 6120 §5.4.
  private mutating func beginXMPP(_ way: StartTLS, _ domain: String) throws(ProbeFailure) {
    let space = way == .xmpp ? "jabber:client" : "jabber:server"
    try send(
      "<?xml version='1.0'?><stream:stream to='\(domain)' xmlns='\(space)' "
        + "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>")
    let features = try through("</stream:features>", or: "</stream:stream>")
    guard features.holds("urn:ietf:params:xml:ns:xmpp-tls") else { throw .notOffered(way) }
    try send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
    let answer = try through(">", or: ">")
    guard answer.holds("<proceed") else { throw .notOffered(way) }
  }

  // MARK: - Words

  private func expect(_ line: String, _ beginning: String, _ way: StartTLS) throws(ProbeFailure) {
    guard !line.hasPrefix(beginning) else { return }
    let isRefusal = line.utf8.first.map { $0 == 0x34 || $0 == 0x35 } ?? false
    let isNo = ["-ERR", "a NO", "a BAD", "NO", "BYE"].contains { line.hasPrefix($0) }
    throw isRefusal || isNo ? .notOffered(way, line) : .unexpected(way, line)
  }

  /// The last line of a reply (RFC 5321 §4.2.1): three digits and no hyphen behind them.
  private mutating func reply() throws(ProbeFailure) -> String {
    try lastLine { line in
      let head = Array(line.utf8.prefix(4))
      return head.count < 4 || head[3] != UInt8(ascii: "-") || !head.prefix(3).allSatisfy { (48...57).contains($0) }
    }
  }

  private mutating func lastLine(_ isLast: (String) -> Bool) throws(ProbeFailure) -> String {
    while true {
      let line = try line()
      if isLast(line) { return line }
    }
  }

  private mutating func line() throws(ProbeFailure) -> String {
    // What has been looked through already is not again: servers may take their time over a line.
    var looked = 0
    while true {
      if let end = waiting[looked...].firstIndex(of: 0x0a) {
        defer { waiting.removeFirst(end + 1) }
        return PlainDialogue.text(waiting[..<end])
      }
      looked = waiting.count
      try receive()
    }
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.filter { $0 != 0x0a && $0 != 0x0d }, as: UTF8.self)
  }

  // MARK: - Octets

  /// Everything up to the end of the first of two texts.
  private mutating func through(_ first: StaticString, or second: StaticString) throws(ProbeFailure) -> [UInt8] {
    while true {
      if let end = [first, second].compactMap({ waiting.end(of: "\($0)") }).min() {
        defer { waiting.removeFirst(end) }
        return Array(waiting[..<end])
      }
      try receive()
    }
  }

  private mutating func octets(_ count: Int) throws(ProbeFailure) -> [UInt8] {
    while waiting.count < count { try receive() }
    defer { waiting.removeFirst(count) }
    return Array(waiting[..<count])
  }

  /// What came instead of the protocol, as far as it can be read.
  private func words(behind octets: [UInt8]) -> String {
    String(decoding: (octets + waiting).prefix { (0x20...0x7e).contains($0) }, as: UTF8.self)
  }

  private var received = 0

  private mutating func receive() throws(ProbeFailure) {
    let count: Int
    do throws(SystemError) {
      count = try socket.receive(into: &waiting, by: deadline)
    } catch {
      throw error.isReset ? .reset : .tooLate(way, milliseconds, isSilent: received == 0)
    }
    received += count
    guard count > 0 else { throw .closedBeforeTLS }
    guard received <= PlainDialogue.mostOctets else {
      throw ProbeFailure("starttls.broken", "The server talks without end before TLS begins.")
    }
  }

  private func send(_ text: String) throws(ProbeFailure) { try send(Array(text.utf8)) }

  private func send(_ bytes: [UInt8]) throws(ProbeFailure) {
    do throws(SystemError) {
      try socket.send(bytes, by: deadline)
    } catch {
      throw error.isReset ? .reset : .tooLate(way, milliseconds, isSilent: received == 0)
    }
  }
}

extension [UInt8] {
  /// Where a text ends that stands in it; nil where it does not.
  fileprivate func end(of text: String) -> Int? {
    let wanted = Array(text.utf8)
    guard count >= wanted.count else { return nil }
    return (0...(count - wanted.count)).first { self[$0...].starts(with: wanted) }.map { $0 + wanted.count }
  }

  fileprivate func holds(_ text: String) -> Bool { end(of: text) != nil }
}
