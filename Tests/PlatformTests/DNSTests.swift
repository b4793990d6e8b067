import TestKit
import Testing

@testable import Platform

/// A client of the tests' own server.
private func client(_ server: DNSServer, milliseconds: Int = 400, tries: Int = 1) -> DNSClient {
  DNSClient([loopback(server.port)], milliseconds: milliseconds, tries: tries)
}

private func loopback(_ port: UInt16) -> SocketAddress { SocketAddress(octets: [127, 0, 0, 1], port: port) }

/// What a lookup of "host.example" fails with, where its A record is answered so.
private struct FailureCase: Sendable, CustomTestStringConvertible {
  let name: String
  let answer: DNSServer.Answer
  let failure: @Sendable (String) -> DNSFailure
  var testDescription: String { name }

  static let all = [
    FailureCase(name: "no such name", answer: .code(3)) { _ in .noName("host.example") },
    FailureCase(name: "no record", answer: .records([])) { _ in .noData("host.example") },
    FailureCase(name: "server failure", answer: .code(2)) { .serverFailure(server: $0) },
    FailureCase(name: "refused", answer: .code(5)) { .refused(server: $0) },
    FailureCase(name: "another code", answer: .code(4)) { .code(4, server: $0) },
    FailureCase(name: "silence", answer: .silence) { .timeout(server: $0, milliseconds: 400) },
    FailureCase(name: "TCP hangs", answer: .hangingStream) { .timeout(server: $0, milliseconds: 400) },
    FailureCase(name: "a name that points to itself", answer: .loop) { .broken(server: $0) },
    FailureCase(name: "rubbish", answer: .rubbish) { .broken(server: $0) },
  ]
}

@Suite struct DNSTests {
  @Test func findsAddressesOfBothFamilies() throws {
    let server = try DNSServer()
    let wide = [UInt8](repeating: 0, count: 15) + [1]
    server.host("host.example", [[127, 0, 0, 1], [127, 0, 0, 2], wide])
    let found = try client(server).addresses(of: "host.example.")
    #expect(found.addresses == [wide, [127, 0, 0, 1], [127, 0, 0, 2]])
    #expect(found.aliases.isEmpty)
  }

  @Test func followsAliasesThroughAnswersAndAnew() throws {
    let server = try DNSServer()
    server.answer("a.example", type: 1, .records([(nil, .alias("b.example")), ("b.example", .alias("c.example"))]))
    server.answer("a.example", type: 28, .records([]))
    server.host("c.example")
    let found = try client(server).addresses(of: "a.example")
    #expect(found.addresses == [[127, 0, 0, 1]])
    #expect(found.aliases == ["b.example", "c.example"])
  }

  @Test func saysWhatANameIsAnAliasOf() throws {
    let server = try DNSServer()
    server.answer("a.example", type: 5, .records([(nil, .alias("b.example"))]))
    server.answer("b.example", type: 5, .records([]))
    #expect(try client(server).alias(of: "A.example.") == "b.example")
    #expect(try client(server).alias(of: "b.example") == nil)
    #expect(throws: DNSFailure.noName("c.example")) { try client(server).alias(of: "c.example") }
  }

  @Test func saysWhoAnswered() throws {
    let (bad, good) = (try DNSServer(), try DNSServer())
    for type in [UInt16(1), 28] { bad.answer("host.example", type: type, .code(5)) }
    good.host("host.example")
    let servers = [bad, good].map { SocketAddress(octets: [127, 0, 0, 1], port: $0.port) }
    #expect(try DNSClient(servers).addresses(of: "host.example").server == "127.0.0.1:\(good.port)")
  }

  @Test func leavesALoopOfAliases() throws {
    let server = try DNSServer()
    for type in [UInt16(1), 28] {
      server.answer("a.example", type: type, .records([(nil, .alias("b.example"))]))
      server.answer("b.example", type: type, .records([(nil, .alias("a.example"))]))
    }
    #expect(throws: DNSFailure.tooManyAliases("a.example")) { try client(server).addresses(of: "a.example") }
  }

  @Test(arguments: FailureCase.all)
  private func tellsFailuresApart(_ one: FailureCase) throws {
    let server = try DNSServer()
    server.answer("host.example", type: 1, one.answer)
    server.answer("host.example", type: 28, .records([]))
    #expect(throws: one.failure("127.0.0.1:\(server.port)")) { try client(server).addresses(of: "host.example") }
  }

  @Test func saysThatNothingListens() throws {
    let port = try DNSServer().port
    let deaf = DNSClient([loopback(port)], milliseconds: 400, tries: 1)
    #expect(throws: DNSFailure.self) { try deaf.addresses(of: "host.example") }
  }

  @Test func passesOverWhatAnswersOtherQuestions() throws {
    let server = try DNSServer()
    server.answer("host.example", type: 1, .afterForgeries([.address([127, 0, 0, 3])]))
    #expect(try client(server).addresses(of: "host.example").addresses == [[127, 0, 0, 3]])
  }

  @Test func asksOverTCPWhatDoesNotFit() throws {
    let server = try DNSServer()
    let many = (1...200).map { DNSServer.Record.address([127, 0, 1, UInt8($0)]) }
    server.answer("host.example", type: 1, .truncated(many))
    #expect(try client(server).addresses(of: "host.example").addresses.count == 200)
    #expect(server.questions.contains("host.example 1 tcp"))
  }

  @Test func asksTheNextServer() throws {
    let (broken, whole) = (try DNSServer(), try DNSServer())
    broken.answer("host.example", type: 1, .code(2))
    whole.host("host.example")
    let both = DNSClient([loopback(broken.port), loopback(whole.port)], milliseconds: 400, tries: 1)
    #expect(try both.addresses(of: "host.example").addresses == [[127, 0, 0, 1]])
  }

  @Test func triesAgain() throws {
    let server = try DNSServer()
    server.answer("host.example", type: 33, .silence)
    #expect(throws: DNSFailure.self) { try client(server, milliseconds: 50, tries: 2).services(of: "host.example") }
    #expect(server.questions == ["host.example 33 udp", "host.example 33 udp"])
  }

  @Test func ordersServicesByPriorityAndWeight() throws {
    let server = try DNSServer()
    server.service(
      "_sip._tls.example",
      [
        .service(priority: 20, weight: 0, port: 1, target: "last.example"),
        .service(priority: 10, weight: 1, port: 2, target: "second.example"),
        .service(priority: 10, weight: 9, port: 3, target: "first.example."),
      ])
    let services = try client(server).services(of: "_sip._tls.example")
    #expect(services.map(\.target) == ["first.example", "second.example", "last.example"])
    #expect(services.map(\.port) == [3, 2, 1])
  }

  @Test func readsTheTargetThatSaysNo() throws {
    let server = try DNSServer()
    server.service("_sip._tls.example", [.service(priority: 0, weight: 0, port: 0, target: "")])
    #expect(try client(server).services(of: "_sip._tls.example").map(\.target) == ["."])
  }

  @Test(arguments: ["", "a..b", String(repeating: "a", count: 64) + ".example"])
  func refusesWhatIsNoName(_ name: String) throws {
    let server = try DNSServer()
    #expect(throws: DNSFailure.self) { try client(server).services(of: name) }
    #expect(server.questions.allSatisfy { $0.hasPrefix(" ") })
  }

  @Test func followsThePointersInTheirOrder() throws {
    let server = try DNSServer()
    func pointer(_ order: UInt16, _ preference: UInt16, _ services: String) -> (name: String?, record: DNSServer.Record)
    {
      (nil, .pointer(order: order, preference: preference, flags: "S", services: services, replacement: "_a._tcp.b"))
    }
    server.answer("b", type: 35, .records([pointer(2, 1, "C"), pointer(1, 9, "B"), pointer(1, 2, "A")]))
    let pointers = try client(server).pointers(of: "b")
    #expect(pointers.map(\.services) == ["A", "B", "C"])
    #expect(pointers.first == DNSPointer(order: 1, preference: 2, flags: "S", services: "A", replacement: "_a._tcp.b"))
    server.answer("b", type: 35, .records([]))
    #expect(try client(server).pointers(of: "b").isEmpty)
  }

  @Test func endsByTheDeadlineOfTheRun() throws {
    let server = try DNSServer()
    server.answer("host.example", type: 1, .silence)
    let client = DNSClient(
      [loopback(server.port)], milliseconds: 60_000, by: Deadline(milliseconds: 100))
    #expect(throws: DNSFailure.self) { try client.addresses(of: "host.example", octets: 4) }
  }
}
