import Platform
import TestKit
import Testing

/// Time, number and order of calls.
@Suite(.serialized, .enabled(if: ProbeStage.isPossible)) struct ProbeRunTests {
  private func milliseconds(_ body: () throws -> Void) rethrows -> Int {
    let start = Clock.monotonicMilliseconds
    try body()
    return Clock.monotonicMilliseconds - start
  }

  @Test func callsAgainWhoDoesNotAnswer() throws {
    let stage = try ProbeStage()
    // It waits for a request that never ends, as a TLS server that hangs.
    let server = try ScriptedServer()
    let run = try stage.probe("127.0.0.1:\(server.port) --timeout 3 --retries 2", global: ["--json"])
    #expect(server.connections == 3)
    let address = try JSONValue(run.output)["targets"]?.elements.first
    #expect(address?["tries"]?.scalars == ["3"] && run.status == 2, "\(run.output)")
    // What would come out the same again is not asked again.
    let plain = try PlainServer([.say("SSH-2.0-OpenSSH_9.2\r\n"), .silence])
    let once = try stage.probe("127.0.0.1:\(plain.port) --timeout 1 --retries 2", global: ["--json"])
    #expect(once.output.contains("\"tries\": 1"), "\(once.output)")
  }

  /// Waiting for what a server thinks of a client certificate is no part of the handshake.
  @Test func measuresTheHandshakeAlone() throws {
    let stage = try ProbeStage()
    let server = try stage.server("-cert_chain mid.crt -CAfile ca.crt -verify 3 -no_tls1_3")
    let run = try stage.probe("127.0.0.1:\(server.port)", global: ["--json"])
    let address = try #require(try JSONValue(run.output)["targets"]?.elements.first)
    func number(_ key: String) -> Int { address[key]?.scalars.first.flatMap { Int($0) } ?? -1 }
    #expect(number("duration_ms") - number("connect_ms") - number("handshake_ms") >= 350, "\(run.output)")
  }

  /// Tries share the time of an address: more of them take no longer.
  @Test func givesAllTriesTheTimeOfOne() throws {
    let stage = try ProbeStage()
    let server = try ScriptedServer()
    var run: Surface.Run?
    let elapsed = try milliseconds { () throws in
      run = try stage.probe("127.0.0.1:\(server.port) --timeout 2 --retries 9", global: ["--json"])
    }
    let output = run?.output ?? ""
    #expect(output.contains("\"tries\": 10") && output.contains("within 2 s"), "\(output)")
    // Each on its own they would take twenty seconds.
    #expect(elapsed < 12_000, "the run took \(elapsed) ms")
  }

  @Test func endsTheWholeRunInTime() throws {
    let stage = try ProbeStage()
    let servers = try (0..<6).map { _ in try PlainServer([.silence]) }
    let targets = servers.map { "127.0.0.1:\($0.port)" }.joined(separator: " ")
    var codes: [String] = []
    var run: Surface.Run?
    let elapsed = try milliseconds { () throws in
      let done = try stage.probe("\(targets) --jobs 2 --timeout 30 --deadline 1", global: ["--json"])
      for target in try JSONValue(done.output)["targets"]?.elements ?? [] {
        for comment in target["comments"]?.elements ?? [] { codes += comment["id"]?.scalars ?? [] }
      }
      run = done
    }
    #expect(codes == Array(repeating: "run.deadline", count: 6), "\(codes)")
    #expect(run?.status == 2)
    #expect(elapsed < 10_000, "the run took \(elapsed) ms")
  }

  @Test func cutsLookupsOffToo() throws {
    let stage = try ProbeStage()
    let dns = try DNSServer()
    dns.answer("www.probe.example", type: 28, .silence)
    let elapsed = try milliseconds { () throws in
      let line = "www.probe.example --dns 127.0.0.1:\(dns.port) --dns-timeout 30 --deadline 1"
      let codes = try stage.codes(line).codes
      #expect(codes == ["run.deadline"])
    }
    #expect(elapsed < 15_000, "the run took \(elapsed) ms")
  }

  @Test func leavesTimeBetweenCalls() throws {
    let stage = try ProbeStage()
    let ports = try (0..<5).map { _ in try PlainServer([.end]).port }
    let targets = ports.map { "127.0.0.1:\($0)" }.joined(separator: " ")
    let elapsed = try milliseconds { _ = try stage.probe("\(targets) --delay 150") }
    #expect(elapsed >= 600, "the run took \(elapsed) ms")
  }

  /// Addresses that take a connection and say nothing, one after the other where only one may be called at a time.
  @Test(arguments: ["--jobs 1", "--per-host 1"])
  func callsNoMoreAtATimeThanAskedFor(_ option: String) throws {
    let stage = try ProbeStage()
    let servers = try (0..<3).map { _ in try PlainServer([.silence]) }
    let targets = servers.map { "127.0.0.1:\($0.port)" }.joined(separator: " ")
    let elapsed = try milliseconds { _ = try stage.probe("\(targets) --timeout 1 \(option)") }
    #expect(elapsed >= 2_900, "the run took \(elapsed) ms")
  }

  @Test(arguments: [
    "--retries 11", "--deadline 0", "--per-host 0", "--delay 60001", "--jobs 257", "--timeout 0", "--dns-timeout 61",
    "-4 -6", "--short --chain",
  ])
  func refusesWhatNobodyMeans(_ words: String) throws {
    let line = ["probe", "127.0.0.1"] + words.split(separator: " ").map(String.init)
    #expect(try Surface.run(line, in: TemporaryFolder()).status == 64)
  }
}
