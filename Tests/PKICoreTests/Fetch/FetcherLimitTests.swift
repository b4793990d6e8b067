@testable import PKICore
import Platform
import Synchronization
import TestKit
import Testing

/// Whom the client speaks to, how often, and where it does not go.
@Suite struct FetcherLimitTests {
  // MARK: - Redirections

  @Test(arguments: [301, 302, 303, 307, 308]) func goesOnWithinTheHost(_ status: Int) throws {
    let server = try ScriptedServer()
    server.answer("/x", ScriptedServer.status(status, "Location: /y"))
    server.answer("/y", ScriptedServer.status(status, "Location: \(server.url("/z"))"))
    server.answer("/z", .body([7]))
    let fetched = Fetcher(FetcherTests.limits()).fetch(server.url("/x"))
    #expect(try fetched.body.get() == [7] && fetched.status == 200)
    #expect(server.requests.map(\.target) == ["/x", "/y", "/z"])
  }

  @Test(arguments: [
    "http://127.0.0.2:PORT/y", "http://localhost:PORT/y", "http://[::1]:PORT/y", "http://127.0.0.1/y",
    "http://127.0.0.1:1/y", "https://127.0.0.1:PORT/y", "//127.0.0.1:PORT/y", "file:///etc/passwd", "ldap://127.0.0.1/",
    "http://user@127.0.0.1:PORT/y", "y", "",
  ]) func goesNowhereElse(_ location: String) throws {
    let (server, other) = (try ScriptedServer(), try ScriptedServer())
    let location = location.replacing("PORT", with: "\(server.port)")
    server.answer("/x", ScriptedServer.status(302, "Location: \(location)"))
    for target in ["/y", "/"] { server.answer(target, .body([7])) }
    let fetched = Fetcher(FetcherTests.limits()).fetch(server.url("/x"))
    #expect { try fetched.body.get() } throws: { error in
      if case .redirect(let place, _)? = error as? FetchFailure { place == location } else { false }
    }
    #expect(server.requests.count == 1 && other.connections == 0 && fetched.status == 302)
  }

  @Test func goesNotToAnotherPort() throws {
    let (server, other) = (try ScriptedServer(), try ScriptedServer())
    server.answer("/x", ScriptedServer.status(302, "Location: \(other.url("/y"))"))
    let fetched = Fetcher(FetcherTests.limits()).fetch(server.url("/x"))
    #expect(throws: FetchFailure.redirect(to: other.url("/y"), why: "which is another host")) {
      try fetched.body.get()
    }
    #expect(other.connections == 0)
  }

  @Test func turnsThreeTimesAtMost() throws {
    let server = try ScriptedServer()
    server.answer("/x", ScriptedServer.status(302, "Location: /x"))
    let fetched = Fetcher(FetcherTests.limits()).fetch(server.url("/x"))
    #expect(throws: FetchFailure.redirect(to: "/x", why: "after 3 others")) { try fetched.body.get() }
    #expect(server.connections == 4)
  }

  @Test(arguments: [(302, false), (303, false), (307, true), (308, true)])
  func postsAgainWhereTheStatusSaysSo(_ status: Int, _ isFollowed: Bool) throws {
    let server = try ScriptedServer()
    server.answer("/x", ScriptedServer.status(status, "Location: /y"))
    server.answer("/y", .body([7]))
    let fetched = Fetcher(FetcherTests.limits()).fetch(server.url("/x"), posting: [1, 2])
    #expect((try? fetched.body.get()) == (isFollowed ? [7] : nil))
    #expect(server.requests.map(\.body) == (isFollowed ? [[1, 2], [1, 2]] : [[1, 2]]))
  }

  // MARK: - The budget

  @Test func asksEightTimesInARun() throws {
    let server = try ScriptedServer()
    let fetcher = Fetcher(FetcherTests.limits())
    for number in 0..<8 {
      #expect(throws: FetchFailure.status(404)) { try fetcher.fetch(server.url("/\(number)")).body.get() }
    }
    for number in 8..<10 {
      #expect(throws: FetchFailure.budget(8)) { try fetcher.fetch(server.url("/\(number)")).body.get() }
    }
    #expect(server.connections == 8)
  }

  @Test func redirectionsCount() throws {
    let server = try ScriptedServer()
    var limits = FetcherTests.limits()
    limits.requests = 2
    server.answer("/x", ScriptedServer.status(302, "Location: /y"))
    server.answer("/y", ScriptedServer.status(302, "Location: /z"))
    #expect(throws: FetchFailure.budget(2)) { try Fetcher(limits).fetch(server.url("/x")).body.get() }
    #expect(server.connections == 2)
  }

  @Test func whatIsNeverSentCostsNothing() throws {
    let server = try ScriptedServer()
    server.answer("/x", .body([7]))
    let fetcher = Fetcher(FetcherTests.limits())
    for number in 0..<20 { _ = fetcher.fetch("ldap://127.0.0.1/\(number)") }
    #expect(try fetcher.fetch(server.url("/x")).body.get() == [7])
  }

  @Test func asksOnceForTheSame() throws {
    let server = try ScriptedServer()
    server.answer("/x", .body([7]))
    let fetcher = Fetcher(FetcherTests.limits())
    let answers = (0..<3).map { _ in fetcher.fetch(server.url("/x")) }
    #expect(answers.map(\.isRepeated) == [false, true, true])
    #expect(try answers.allSatisfy { try $0.body.get() == [7] })
    _ = (0..<3).map { _ in fetcher.fetch(server.url("/none")) }
    // What is posted belongs to the question.
    _ = (0..<3).map { fetcher.fetch(server.url("/x"), posting: [UInt8($0)]) }
    _ = fetcher.fetch(server.url("/x"), posting: [1])
    #expect(server.requests.map(\.target) == ["/x", "/none", "/x", "/x", "/x"])
  }

  // MARK: - Addresses

  @Test(arguments: ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "0.0.0.0", "[::]", "localhost"])
  func connectsToNoPrivateAddressUnasked(_ host: String) throws {
    let server = try ScriptedServer()
    server.answer("/x", .body([7]))
    var limits = FetcherTests.limits()
    limits.allowsPrivate = false
    let fetched = Fetcher(limits).fetch("http://\(host):\(server.port)/x")
    #expect { try fetched.body.get() } throws: { error in
      guard case .limitedReach? = error as? FetchFailure else { return false }
      return (error as? FetchFailure)?.hint == "--fetch-private allows it"
    }
    #expect(server.connections == 0)
  }

  /// A name server that says something else each time does not lead us on: a name is looked up once for a fetch, and
  /// only the addresses judged are connected to.
  @Test func speaksToTheAddressesThatItJudged() throws {
    let server = try ScriptedServer()
    server.answer("/x", .body([7]))
    let lookups = Mutex(0)
    var limits = FetcherTests.limits(milliseconds: 200)
    limits.allowsPrivate = false
    // The first is for examples, and so is not connected to; the second must not be taken in its place.
    let fetcher = Fetcher(limits) { _, port, _ throws(LookupFailure) in
      let count = lookups.withLock { count in
        count += 1
        return count
      }
      let octets: [UInt8] = count == 1 ? [192, 0, 2, 1] : [127, 0, 0, 1]
      return [SocketAddress(octets: octets, port: port)]
    }
    #expect(throws: FetchFailure.limitedReach(address: "192.0.2.1", sort: "an address of examples")) {
      try fetcher.fetch("http://a.example:\(server.port)/x").body.get()
    }
    #expect(lookups.withLock { $0 } == 1 && server.connections == 0)
  }

  @Test func aNameIsLookedUpOnceThoughItSendsUsOn() throws {
    let server = try ScriptedServer()
    server.answer("/x", ScriptedServer.status(302, "Location: http://a.example:\(server.port)/y"))
    server.answer("/y", .body([7]))
    let hosts = Mutex<[String]>([])
    let fetcher = Fetcher(FetcherTests.limits()) { host, port, _ throws(LookupFailure) in
      hosts.withLock { $0.append(host) }
      return [SocketAddress(octets: [127, 0, 0, 1], port: port)]
    }
    #expect(try fetcher.fetch("http://A.example:\(server.port)/x").body.get() == [7])
    #expect(hosts.withLock { $0 } == ["a.example"])
  }

  @Test(arguments: [
    (LookupFailure.noAddress, FetchFailure.lookup("the host has no address")),
    (.timeout, .timeout(milliseconds: 5_000)), (.failed("it rains"), .lookup("it rains")),
  ]) func saysWhatBecameOfAName(_ failure: LookupFailure, _ said: FetchFailure) {
    let fetcher = Fetcher(FetcherTests.limits()) { _, _, _ throws(LookupFailure) in throw failure }
    #expect(throws: said) { try fetcher.fetch("http://a.example/x").body.get() }
  }

  @Test func saysThatNobodyListens() throws {
    let port = try ScriptedServer().port
    #expect(throws: FetchFailure.system("connection refused")) {
      try Fetcher(FetcherTests.limits()).fetch("http://127.0.0.1:\(port)/x").body.get()
    }
  }
}
