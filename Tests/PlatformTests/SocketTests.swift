import Glibc
@testable import Platform
import TestKit
import Testing

@Suite struct SocketTests {
  static func loopback(_ port: UInt16) -> SocketAddress { SocketAddress(octets: [127, 0, 0, 1], port: port) }

  /// A port on which nobody listens any more.
  static func closedPort() throws -> UInt16 { try ScriptedServer().port }

  private static func exchange(_ addresses: [SocketAddress], by deadline: Deadline) throws(SystemError) -> [UInt8] {
    let socket = try Socket(connectingTo: addresses, by: deadline)
    try socket.send(Array("GET /x HTTP/1.1\r\n\r\n".utf8), by: deadline)
    var bytes: [UInt8] = []
    while try socket.receive(into: &bytes, atMost: 3, by: deadline) > 0 {}
    return bytes
  }

  @Test func sendsAndReceives() throws {
    let server = try ScriptedServer()
    server.answer("/x", .raw(Array("hello".utf8)))
    let bytes = try Self.exchange([Self.loopback(server.port)], by: Deadline(milliseconds: 5_000))
    #expect(bytes == Array("hello".utf8) && server.connections == 1)
  }

  @Test func triesTheAddressesInTheirOrder() throws {
    let server = try ScriptedServer()
    server.answer("/x", .raw(Array("hello".utf8)))
    // Nobody listens at the first, and the second does not exist on this machine or refuses.
    let addresses = [
      Self.loopback(try Self.closedPort()),
      SocketAddress(octets: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], port: try Self.closedPort()),
      Self.loopback(server.port), Self.loopback(try Self.closedPort()),
    ]
    let deadline = Deadline(milliseconds: 5_000)
    let socket = try Socket(connectingTo: addresses, by: deadline)
    #expect(socket.address == addresses[2])
  }

  @Test func saysWhatBecameOfTheLast() throws {
    let address = Self.loopback(try Self.closedPort())
    let error = #expect(throws: SystemError.self) { try Self.exchange([address], by: Deadline(milliseconds: 5_000)) }
    #expect(error?.message == "127.0.0.1:\(address.port): cannot connect: connection refused")
    #expect(error?.isTimeout == false)
    #expect(throws: SystemError.self) { try Self.exchange([], by: Deadline(milliseconds: 5_000)) }
  }

  @Test func receivingEndsByTheDeadline() throws {
    let server = try ScriptedServer()
    server.answer("/x", .silence)
    let before = Clock.monotonicMilliseconds
    let error = #expect(throws: SystemError.self) {
      try Self.exchange([Self.loopback(server.port)], by: Deadline(milliseconds: 100))
    }
    #expect(error?.isTimeout == true && error?.operation == "receive")
    #expect((90..<2_000).contains(Clock.monotonicMilliseconds - before))
  }

  @Test func sendingToWhoHasGoneIsAnErrorAndNoSignal() throws {
    let server = try ScriptedServer()
    server.answer("/x", .hangUp)
    let deadline = Deadline(milliseconds: 5_000)
    let socket = try Socket(connectingTo: [Self.loopback(server.port)], by: deadline)
    try socket.send(Array("GET /x HTTP/1.1\r\n\r\n".utf8), by: deadline)
    let error = #expect(throws: SystemError.self) { try send(socket, by: deadline) }
    #expect(error?.code == EPIPE || error?.code == ECONNRESET)
  }

  private func send(_ socket: borrowing Socket, by deadline: Deadline) throws(SystemError) {
    for _ in 0..<4_096 { try socket.send([UInt8](repeating: 120, count: 65_536), by: deadline) }
  }

  @Test func connectingEndsByTheDeadline() throws {
    // A listener whose queue is full lets no more in, and says nothing.
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    try #require(listen(listener, 0) == 0)
    var raw = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = unsafe withUnsafeMutablePointer(to: &raw) { start in
      unsafe start.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe getsockname(listener, $0, &size) }
    }
    let address = Self.loopback(UInt16(bigEndian: raw.sin_port))
    let first = try Socket(connectingTo: [address], by: Deadline(milliseconds: 2_000))
    let before = Clock.monotonicMilliseconds
    let error = #expect(throws: SystemError.self) {
      try Self.exchange([address, address], by: Deadline(milliseconds: 200))
    }
    #expect(error?.isTimeout == true && first.address == address)
    #expect((180..<2_000).contains(Clock.monotonicMilliseconds - before))
  }
}

@Suite struct ResolverTests {
  @Test(arguments: ["127.0.0.1", "localhost"]) func findsThisMachine(_ host: String) throws {
    let found = try Resolver.addresses(of: host, port: 80, by: Deadline(milliseconds: 5_000))
    #expect(!found.isEmpty && found.allSatisfy { $0.port == 80 })
    #expect(found.contains { $0.octets == [127, 0, 0, 1] } || found.contains { $0.octets.count == 16 })
    #expect(Set(found).count == found.count)
  }

  @Test func waitsNoLongerThanItMay() {
    // No name service answers in no time at all.
    #expect(throws: LookupFailure.timeout) {
      try Resolver.addresses(of: "name.invalid", port: 80, by: Deadline(milliseconds: 0))
    }
  }

  @Test func saysThatThereIsNoSuchName() {
    // An address of too many parts is looked up nowhere.
    let error = #expect(throws: LookupFailure.self) {
      try Resolver.addresses(of: "256.256.256.256.", port: 80, by: Deadline(milliseconds: 20_000))
    }
    #expect(error != .timeout)
  }
}

@Suite struct DeadlineTests {
  @Test func countsDown() {
    let deadline = Deadline(milliseconds: 60_000)
    #expect((55_000...60_000).contains(deadline.millisecondsLeft) && !deadline.hasPassed)
    #expect((25_000...30_000).contains(deadline.part(of: 2).millisecondsLeft))
    #expect(deadline.part(of: 0).millisecondsLeft > 55_000)
    #expect(Deadline(milliseconds: 0).hasPassed && Deadline(milliseconds: -5).millisecondsLeft == 0)
  }
}

@Suite struct SocketAddressTests {
  @Test(arguments: [
    ([192, 0, 2, 1] as [UInt8], "192.0.2.1:80"),
    ([0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], "[2001:db8::1]:80"),
  ]) func isTheSameToTheSystem(_ octets: [UInt8], _ text: String) {
    let address = SocketAddress(octets: octets, port: 80, scope: octets.count == 16 ? 3 : 0)
    #expect(address.description == text)
    #expect(unsafe address.withRaw { raw, _ in unsafe SocketAddress(raw) } == address)
  }
}
