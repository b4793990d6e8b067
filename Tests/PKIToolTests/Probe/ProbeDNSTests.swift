import TestKit
import Testing

/// Names: which comments DNS leads to, and which it does not; SIP's way through NAPTR; what a domain offers.
@Suite(.enabled(if: ProbeStage.isPossible)) struct ProbeDNSTests {
  private static let own = "_own._tcp.probe.example"

  static func record(_ target: String, port: UInt16 = 1) -> DNSServer.Record {
    .service(priority: 0, weight: 0, port: port, target: target)
  }

  /// All comments of §3 that are about names: DNS that answers as it should leads to none of them.
  @Test func saysNothingOfRecordsThatAreAsTheyShouldBe() throws {
    let stage = try ProbeStage()
    let dns = try DNSServer()
    let server = try stage.server()
    dns.host("www.probe.example")
    dns.service(Self.own, [Self.record("www.probe.example", port: server.port)])
    dns.service("_sipfederationtls._tcp.probe.example", [Self.record("sip.probe.example", port: 5061)])
    dns.host("sip.probe.example", [[127, 0, 0, 9]])
    for target in ["srv:\(Self.own)", "fed:probe.example", "www.probe.example:\(server.port)"] {
      let codes = try stage.codes("\(target) --timeout 1 --dns 127.0.0.1:\(dns.port)").codes
      #expect(codes.allSatisfy { !$0.hasPrefix("dns.") && !$0.hasPrefix("srv.") }, "\(target): \(codes)")
    }
  }

  @Test func tellsTheWaysANameFailsApart() throws {
    let stage = try ProbeStage()
    let dns = try DNSServer()
    dns.host("empty.probe.example", [])
    let line = "--dns-timeout 1 --timeout 1 --dns 127.0.0.1:\(dns.port)"
    for (host, code, words) in [
      ("nowhere.probe.example", "dns.no-name", "nowhere.probe.example does not exist."),
      ("empty.probe.example", "dns.no-address", "empty.probe.example has no address."),
    ] {
      let (codes, run) = try stage.codes("\(host):443 \(line)")
      #expect(codes == [code] && run.status == 2 && run.output.contains(words), "\(run.output)")
    }
    let port = try PlainServer([]).port
    let (codes, run) = try stage.codes("www.probe.example --dns 127.0.0.1:\(port)")
    #expect(codes == ["dns.not-listening"] && run.status == 2, "\(run.output)")
    #expect(run.output.contains("nothing listens on port \(port)."))
  }

  @Test func asksNameServersThatAreNamedByName() throws {
    let stage = try ProbeStage()
    let dns = try DNSServer()
    let server = try stage.server()
    dns.host("www.probe.example")
    let (codes, run) = try stage.codes("www.probe.example:\(server.port) --dns localhost:\(dns.port)")
    #expect(codes.contains("chain.ok") && run.status == 0, "\(run.output)\(run.errors)")
    let wrong = try stage.probe("www.probe.example --dns nowhere.invalid")
    #expect(wrong.status == 2 && wrong.errors.contains("nowhere.invalid: this name server has no address"))
    #expect(try stage.probe("www.probe.example --dns https://ns.example").status == 64)
  }

  @Test func asksForNoFamilyThatIsNotWanted() throws {
    let stage = try ProbeStage()
    let dns = try DNSServer()
    let server = try stage.server()
    dns.host("www.probe.example", [[127, 0, 0, 1], [UInt8](repeating: 0, count: 15) + [1]])
    let target = "www.probe.example:\(server.port) --timeout 1 --dns 127.0.0.1:\(dns.port)"
    #expect(try stage.probe("\(target) -4").status == 0)
    #expect(dns.questions.allSatisfy { $0.hasSuffix(" 1 udp") }, "\(dns.questions)")
    let wide = try stage.probe("\(target) -6")
    #expect(wide.output.contains("[::1]") || wide.output.contains("::1"), "\(wide.output)")
    #expect(!wide.output.contains("127.0.0.1"))
  }

  /// What is wrong comes first, and what led to no address has its own line.
  @Test func saysOfEachRecordWhatItLedTo() throws {
    let stage = try ProbeStage()
    let dns = try DNSServer()
    let server = try stage.server()
    dns.host("sip.probe.example")
    dns.service(
      "_sip._tls.probe.example",
      [Self.record("sip.probe.example", port: server.port), Self.record("gone.probe.example", port: 443)])
    let line = "sip:probe.example --dns 127.0.0.1:\(dns.port)"
    func places(_ words: [String], in text: String) -> [Bool] {
      var rest = text[...]
      return words.map { word in
        guard let range = rest.firstRange(of: word) else { return false }
        rest = rest[range.upperBound...]
        return true
      }
    }
    let text = try stage.probe(line).output
    let order = ["Comments on", "error    The SRV target gone", "warning  _sip._tls", "FAILURE", "unreachable  gone"]
    #expect(places(order, in: text).allSatisfy { $0 }, "\(text)")
    let short = try stage.probe("\(line) --short").output
    let lines = [
      "unreachable  gone.probe.example:443\n", "error    The SRV target gone", "warning  _sip._tls", "Summary",
    ]
    #expect(places(lines, in: short).allSatisfy { $0 }, "\(short)")
    #expect(short.split(separator: "\n").count { $0.hasPrefix("  error    The SRV target gone") } == 1, "\(short)")
  }

  @Test func findsSIPByItsPointers() throws {
    let stage = try ProbeStage()
    let dns = try DNSServer()
    let server = try stage.server()
    dns.host("sip.probe.example")
    func pointer(_ order: UInt16, _ services: String, _ to: String) -> (name: String?, record: DNSServer.Record) {
      (nil, .pointer(order: order, preference: 1, flags: "s", services: services, replacement: to))
    }
    dns.answer(
      "probe.example", type: 35,
      .records([
        pointer(20, "SIPS+D2T", "_late._tcp.probe.example"), pointer(5, "SIP+D2U", "_sip._udp.probe.example"),
        pointer(10, "sips+d2t", "_there._tcp.probe.example"),
      ]))
    dns.service("_there._tcp.probe.example", [Self.record("sip.probe.example", port: server.port)])
    let line = "probe.example --type SIPS --dns 127.0.0.1:\(dns.port)"
    let (codes, run) = try stage.codes(line)
    #expect(codes.contains("chain.ok"), "\(run.output)")
    let text = try stage.probe(line).output
    #expect(text.contains("SRV record     _there._tcp.probe.example"), "\(text)")
    #expect(text.contains("5 1 SIP+D2U _sip._udp.probe.example"), "\(text)")
    dns.answer("probe.example", type: 35, .code(2))
    #expect(try stage.codes(line).codes == ["srv.none"])
    #expect(dns.questions.last == "_sips._tcp.probe.example 33 udp")
  }

  @Test func saysWhatADomainOffersAndProbesIt() throws {
    let stage = try ProbeStage()
    let dns = try DNSServer()
    let server = try stage.server()
    let plain = try PlainServer([.silence])
    dns.host("sip.probe.example")
    dns.service("_sips._tcp.probe.example", [Self.record("sip.probe.example", port: server.port)])
    dns.service("_h323cs._tcp.probe.example", [Self.record("sip.probe.example", port: plain.port)])
    dns.service("_h323ls._udp.probe.example", [Self.record("sip.probe.example", port: 1719)])
    dns.service("_ldaps._tcp.probe.example", [Self.record("")])
    let line = "--discover probe.example --dns 127.0.0.1:\(dns.port)"
    let run = try stage.probe(line, global: ["--json"])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let document = try JSONValue(run.output)
    let inputs = document["targets"]?.elements ?? []
    #expect(
      inputs.compactMap { $0["source"]?.scalars.first } == [
        "probe.example", "srv:_sips._tcp.probe.example", "srv:_h323cs._tcp.probe.example",
        "srv:_h323ls._udp.probe.example",
      ])
    let kinds = inputs.first?["discovered"]?.elements ?? []
    let states = kinds.compactMap { $0["state"]?.scalars.first }
    #expect(states.count == 22 && states.filter { $0 == "offered" }.count == 3 && states.contains("off"), "\(states)")
    let text = try stage.probe(line).output
    for words in [
      "Services of probe.example", "connected, no TLS is spoken there", "over UDP the record is all that can be told",
    ] {
      #expect(text.contains(words), "\(text)")
    }
    let none = try stage.probe("--discover other.example --dns 127.0.0.1:\(dns.port)")
    #expect(none.status == 2 && none.output.contains("offers none of the 22 kinds of service"), "\(none.output)")
    let dead = try stage.probe("--discover a..b --dns 127.0.0.1:\(dns.port)")
    #expect(dead.status == 64 || dead.status == 2)
  }
}
