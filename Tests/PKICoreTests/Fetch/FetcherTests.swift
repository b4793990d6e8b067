@testable import PKICore
import Platform
import TestKit
import Testing

/// The client against servers that behave, and those that do not.
@Suite struct FetcherTests {
  /// Limits that end soon, for loopback.
  static func limits(milliseconds: Int = 5_000, octets: Int = 5_000) -> FetchLimits {
    var limits = FetchLimits()
    (limits.milliseconds, limits.octets, limits.allowsPrivate) = (milliseconds, octets, true)
    return limits
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let answer: ScriptedServer.Answer
    /// What comes; nil where nothing may.
    let body: String?
    var failure: FetchFailure?
    var testDescription: String { name }
  }

  static func raw(_ text: String) -> ScriptedServer.Answer { .raw(Array(text.utf8)) }
  static let head = "HTTP/1.1 200 OK\r\n"
  static let long = String(repeating: "x", count: 5_000)

  static let good: [Case] = [
    Case(name: "a body", answer: .body(Array("hello".utf8)), body: "hello"),
    Case(name: "an empty body", answer: .body([]), body: ""),
    Case(name: "as much as is taken", answer: .body(Array(long.utf8)), body: long),
    Case(name: "until the end", answer: raw(head + "\r\nhello"), body: "hello"),
    Case(name: "HTTP/1.0", answer: raw("HTTP/1.0 200 OK\r\nServer: x\r\n\r\nhello"), body: "hello"),
    Case(name: "no reason", answer: raw("HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx"), body: "x"),
    Case(name: "more than the length", answer: raw(head + "Content-Length: 2\r\n\r\nhello"), body: "he"),
    Case(name: "the length twice", answer: raw(head + "Content-Length: 2\r\ncontent-length:2\r\n\r\nhe"), body: "he"),
    Case(name: "an interim answer", answer: raw("HTTP/1.1 100 Continue\r\n\r\n\(head)\r\nhello"), body: "hello"),
    Case(
      name: "chunks", answer: raw(head + "Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=\"y\"\r\nlo\r\n0\r\n\r\n"),
      body: "hello"),
    Case(
      name: "chunks and a trailer",
      answer: raw(head + "Transfer-Encoding: Chunked\r\n\r\n000a\r\n0123456789\r\n0\r\nX: y\r\n\r\n"),
      body: "0123456789"),
    Case(name: "identity", answer: raw(head + "Content-Encoding: identity\r\n\r\nx"), body: "x"),
  ]

  static let tooLarge = FetchFailure.tooLarge(octets: 5_000)
  static let lengths = FetchFailure.notHTTP("how long its body is cannot be told")
  static let cut = FetchFailure.notHTTP("it ends before its body does")
  static let chunk = FetchFailure.notHTTP("the size of a chunk is no number")

  static let bad: [Case] = [
    Case(name: "404", answer: ScriptedServer.status(404), body: nil, failure: .status(404)),
    Case(name: "500", answer: ScriptedServer.status(500), body: nil, failure: .status(500)),
    Case(name: "204", answer: ScriptedServer.status(204), body: nil, failure: .status(204)),
    Case(name: "206", answer: raw("HTTP/1.1 206 Partial\r\n\r\nx"), body: nil, failure: .status(206)),
    Case(name: "a redirection without a place", answer: ScriptedServer.status(302), body: nil, failure: .status(302)),
    Case(name: "one byte too many", answer: .body(Array((long + "x").utf8)), body: nil, failure: tooLarge),
    Case(
      name: "a huge length", answer: raw(head + "Content-Length: 999999999999\r\n\r\n"), body: nil, failure: tooLarge),
    Case(name: "endless", answer: .endless(Array((head + "\r\n").utf8)), body: nil, failure: tooLarge),
    Case(
      name: "an endless chunk", answer: .endless(Array((head + "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n").utf8)),
      body: nil, failure: tooLarge),
    Case(
      name: "many chunks",
      answer: raw(
        head + "Transfer-Encoding: chunked\r\n\r\n" + String(repeating: "3e8\r\n\(long.prefix(1_000))\r\n", count: 6)),
      body: nil, failure: tooLarge),
    Case(
      name: "an endless head", answer: .endless(Array((head + "X: ").utf8)), body: nil,
      failure: .notHTTP("its head is too long")),
    Case(
      name: "endless interim answers", answer: raw(String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 700)),
      body: nil, failure: .notHTTP("its head is too long")),
    Case(
      name: "an endless trailer", answer: .endless(Array((head + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: ").utf8)),
      body: nil, failure: .notHTTP("its head is too long")),
    Case(
      name: "an endless chunk size", answer: .endless(Array((head + "Transfer-Encoding: chunked\r\n\r\n0").utf8)),
      body: nil, failure: .notHTTP("its head is too long")),
    Case(name: "a body cut short", answer: raw(head + "Content-Length: 9\r\n\r\nhello"), body: nil, failure: cut),
    Case(
      name: "a chunk cut short", answer: raw(head + "Transfer-Encoding: chunked\r\n\r\n9\r\nhello"), body: nil,
      failure: cut),
    Case(
      name: "no last chunk", answer: raw(head + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), body: nil,
      failure: .notHTTP("it ends before it is complete")),
    Case(
      name: "a chunk that is too long", answer: raw(head + "Transfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n"),
      body: nil, failure: .notHTTP("a chunk is longer than it says")),
    Case(
      name: "a chunk of no size", answer: raw(head + "Transfer-Encoding: chunked\r\n\r\n\r\nx\r\n0\r\n\r\n"), body: nil,
      failure: chunk),
    Case(
      name: "a chunk of a negative size",
      answer: raw(head + "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n"), body: nil, failure: chunk),
    Case(
      name: "a chunk of an enormous size",
      answer: raw(head + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"), body: nil, failure: chunk),
    Case(
      name: "chunks and a length",
      answer: raw(head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), body: nil,
      failure: lengths),
    Case(
      name: "chunks in HTTP/1.0", answer: raw("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
      body: nil, failure: lengths),
    Case(
      name: "gzip in chunks", answer: raw(head + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), body: nil,
      failure: lengths),
    Case(
      name: "chunked twice",
      answer: raw(head + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), body: nil,
      failure: lengths),
    Case(
      name: "two lengths", answer: raw(head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"), body: nil,
      failure: lengths),
    Case(name: "a signed length", answer: raw(head + "Content-Length: +5\r\n\r\nhello"), body: nil, failure: lengths),
    Case(
      name: "a hexadecimal length", answer: raw(head + "Content-Length: 0x5\r\n\r\nhello"), body: nil, failure: lengths),
    Case(
      name: "a list of lengths", answer: raw(head + "Content-Length: 5, 5\r\n\r\nhello"), body: nil, failure: lengths),
    Case(
      name: "no length in its field", answer: raw(head + "Content-Length:\r\n\r\nhello"), body: nil, failure: lengths),
    Case(
      name: "gzip", answer: raw(head + "Content-Encoding: gzip\r\n\r\nx"), body: nil,
      failure: .notHTTP("its body is coded as gzip")),
    Case(name: "the end at once", answer: .hangUp, body: nil, failure: .notHTTP("it ends before it is complete")),
    Case(
      name: "the end within the head", answer: raw(head + "Content-Le"), body: nil,
      failure: .notHTTP("it ends before it is complete")),
    Case(
      name: "garbage", answer: raw("\u{0}\u{1}\u{2}garbage\n\r\n\r\n"), body: nil,
      failure: .notHTTP("a line of its head ends without a carriage return")),
    Case(
      name: "SMTP", answer: raw("220 mail.example ESMTP\r\n"), body: nil,
      failure: .notHTTP("it begins with no status line")),
    Case(
      name: "HTTP/2", answer: raw("HTTP/2 200\r\n\r\n"), body: nil, failure: .notHTTP("it begins with no status line")),
    Case(
      name: "HTTP/1.2", answer: raw("HTTP/1.2 200 OK\r\n\r\n"), body: nil,
      failure: .notHTTP("it begins with no status line")),
    Case(
      name: "a status of two digits", answer: raw("HTTP/1.1 20 OK\r\n\r\n"), body: nil,
      failure: .notHTTP("it begins with no status line")),
    Case(
      name: "a status of four digits", answer: raw("HTTP/1.1 2000\r\n\r\n"), body: nil,
      failure: .notHTTP("it begins with no status line")),
    Case(
      name: "a status of 999", answer: raw("HTTP/1.1 999 Odd\r\n\r\n"), body: nil,
      failure: .notHTTP("its status is 999")),
    Case(
      name: "line feeds alone", answer: raw("HTTP/1.1 200 OK\n\nhello"), body: nil,
      failure: .notHTTP("a line of its head ends without a carriage return")),
    Case(
      name: "a lone carriage return", answer: raw(head + "X: a\rb\r\n\r\n"), body: nil,
      failure: .notHTTP("a carriage return stands within a line of its head")),
    Case(
      name: "a folded field", answer: raw(head + "X: a\r\n b\r\n\r\n"), body: nil,
      failure: .notHTTP("a line of its head is no field")),
    Case(
      name: "a field without a colon", answer: raw(head + "Content-Length\r\n\r\n"), body: nil,
      failure: .notHTTP("a line of its head is no field")),
    Case(
      name: "a space before the colon", answer: raw(head + "Content-Length : 5\r\n\r\nhello"), body: nil,
      failure: .notHTTP("a line of its head is no field")),
    Case(
      name: "NUL in a field", answer: raw(head + "X: a\u{0}\r\n\r\n"), body: nil,
      failure: .notHTTP("a field of its head holds a control character")),
    Case(name: "another protocol", answer: raw("HTTP/1.1 101 Switching\r\n\r\n"), body: nil, failure: .status(101)),
  ]

  @Test(arguments: good + bad) func takes(_ row: Case) throws {
    let server = try ScriptedServer()
    server.answer("/x", row.answer)
    let fetched = Fetcher(Self.limits()).fetch(server.url("/x"))
    switch fetched.body {
    case .success(let bytes): #expect(String(decoding: bytes, as: UTF8.self) == row.body && row.failure == nil)
    case .failure(let failure): #expect(failure == row.failure)
    }
  }

  @Test func asksAsTheProtocolHasIt() throws {
    let server = try ScriptedServer()
    server.answer("/x?y", .body([1]))
    let fetcher = Fetcher(Self.limits())
    _ = fetcher.fetch(server.url("/x?y"))
    _ = fetcher.fetch(server.url("/x?y"), posting: [1, 2, 3])
    let requests = server.requests
    let host = "127.0.0.1:\(server.port)"
    let common = "User-Agent: pki\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: close"
    #expect(
      requests.map(\.head) == [
        "GET /x?y HTTP/1.1\r\nHost: \(host)\r\n\(common)",
        "POST /x?y HTTP/1.1\r\nHost: \(host)\r\n\(common)\r\nContent-Type: application/ocsp-request\r\nContent-Length: 3",
      ])
    #expect(requests.map(\.body) == [[], [1, 2, 3]])
  }

  // MARK: - Time

  @Test(arguments: ["silence", "drip of the head", "drip of the body", "drip of chunks", "drip after a redirection"])
  func endsByTheDeadline(_ name: String) throws {
    let server = try ScriptedServer()
    let head = Array(Self.head.utf8)
    switch name {
    case "silence": server.answer("/x", .silence)
    case "drip of the head": server.answer("/x", .drip(head + Array("X: ".utf8)))
    case "drip of the body": server.answer("/x", .drip(head + Array("\r\n".utf8)))
    case "drip of chunks": server.answer("/x", .drip(head + Array("Transfer-Encoding: chunked\r\n\r\n7ff\r\n".utf8)))
    default:
      server.answer("/x", ScriptedServer.status(301, "Location: /y"))
      server.answer("/y", .drip(head))
    }
    let before = Clock.monotonicMilliseconds
    let fetched = Fetcher(Self.limits(milliseconds: 300, octets: 1 << 20)).fetch(server.url("/x"))
    #expect(throws: FetchFailure.timeout(milliseconds: 300)) { try fetched.body.get() }
    #expect((250..<2_500).contains(Clock.monotonicMilliseconds - before))
  }
}
