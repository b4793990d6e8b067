import TestKit
import Testing

/// Targets that are found by name: DNS, pools, SRV records, tables.
@Suite(.enabled(if: ProbeStage.isPossible)) struct ProbeNameTests {
  private static let second = (octets: [UInt8]([127, 0, 0, 2]), host: UInt32(0x7f00_0002))

  @Test func comparesTheMembersOfAPool() throws {
    let stage = try ProbeStage()
    let dns = try DNSServer()
    dns.host("www.probe.example", [[127, 0, 0, 1], Self.second.octets])
    let line = "--dns 127.0.0.1:\(dns.port)"
    let first = try stage.server()
    let target = "www.probe.example:\(first.port)"
    let down = try stage.codes("\(target) \(line)")
    #expect(down.codes.isSuperset(of: ["pool.member-down", "net.refused", "chain.ok"]), "\(down.run.output)")
    #expect(down.run.status == 1)
    #expect(try stage.codes("\(target) \(line) --no-pool").run.status == 0)
    do {
      let same = try PlainServer([.forward(first.port)], host: Self.second.host, port: first.port)
      let (codes, run) = try stage.codes("\(target) \(line)")
      #expect(codes.contains("pool.same") && run.status == 0, "\(run.output) \(same.port)")
    }
    let other = try SecureServer("-cert phone.crt -key phone.key", in: stage.folder)
    let differs = try PlainServer([.forward(other.port)], host: Self.second.host, port: first.port)
    let (codes, run) = try stage.codes("\(target) \(line)")
    #expect(
      codes.isSuperset(of: ["pool.differs", "name.mismatch"]) && run.status == 1, "\(run.output) \(differs.port)")
  }

  @Test func followsServiceRecords() throws {
    let stage = try ProbeStage()
    let dns = try DNSServer()
    let server = try stage.server()
    dns.host("sip.probe.example")
    dns.service(
      "_sipfederationtls._tcp.probe.example",
      [.service(priority: 0, weight: 0, port: server.port, target: "sip.probe.example")])
    let (codes, run) = try stage.codes("fed:probe.example --dns 127.0.0.1:\(dns.port)")
    #expect(codes.isSuperset(of: ["chain.ok", "name.san", "srv.port", "crl.none", "sip.domain"]), "\(run.output)")
    #expect(run.status == 0, "\(run.output)")
  }

  /// What a domain's record says, and what is found then.
  private struct RecordCase: Sendable, CustomTestStringConvertible {
    let code: String
    let answer: DNSServer.Answer
    var testDescription: String { code }

    private static func to(_ target: String) -> DNSServer.Answer {
      .records([(nil, .service(priority: 0, weight: 0, port: 1, target: target))])
    }

    static let all = [
      RecordCase(code: "srv.none", answer: .code(3)), RecordCase(code: "srv.none", answer: .records([])),
      RecordCase(code: "srv.off", answer: to("")), RecordCase(code: "srv.ip", answer: to("192.0.2.1")),
      RecordCase(code: "srv.noaddr", answer: to("nowhere.probe.example")),
      RecordCase(code: "srv.foreign", answer: to("sip.other.example")),
      RecordCase(code: "srv.cname", answer: to("alias.probe.example")),
      RecordCase(code: "dns.failure", answer: .code(2)), RecordCase(code: "dns.refused", answer: .code(5)),
      RecordCase(code: "dns.broken", answer: .loop), RecordCase(code: "dns.timeout", answer: .silence),
    ]
  }

  @Test(arguments: RecordCase.all)
  private func saysWhatIsWrongWithRecords(_ record: RecordCase) throws {
    let stage = try ProbeStage()
    let dns = try DNSServer()
    dns.answer("_sip._tls.probe.example", type: 33, record.answer)
    dns.answer("alias.probe.example", type: 1, .records([(nil, .alias("real.probe.example"))]))
    dns.host("real.probe.example")
    let (codes, run) = try stage.codes("sip:probe.example --dns-timeout 1 --timeout 1 --dns 127.0.0.1:\(dns.port)")
    // It, and nothing else that would be as wrong.
    let wrong = codes.filter { ["srv.", "dns."].contains(where: $0.hasPrefix) && $0 != "srv.port" }
    #expect(wrong == (record.code == "srv.foreign" ? ["srv.foreign", "srv.noaddr"] : [record.code]), "\(run.output)")
    #expect(run.status == 2, "\(run.output)")
  }

  @Test func readsTablesAndWritesThem() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let table =
      "\u{FEFF}Port,Domain,Type,Label,\r\n\(server.port),127.0.0.1,DIR,=cmd,\r\n\r\n# off\r\n,,SIP\r\n1,x.example,SIP\r\n,y,WHAT\r\n"
    try stage.folder.write(table, to: "in.csv")
    let run = try stage.probe("--from in.csv", global: ["--format", "csv"])
    #expect(run.status == 2)
    let lines = run.output.split(separator: "\r\n").map(String.init)
    #expect(lines.count == 2 && lines[0].hasPrefix("Label,Type,Domain,SRV Target,"), "\(run.output)")
    #expect(lines[1].hasPrefix("'=cmd,DIR,,,127.0.0.1,127.0.0.1,\(server.port),"), "\(lines[1])")
    for place in ["in.csv:5: no domain", "in.csv:6: a port with the type SIP", "in.csv:7: 'WHAT' is no type"] {
      #expect(run.errors.contains(place), "\(run.errors)")
    }
    #expect(try stage.probe("--from in.csv --skip-bad").status == 0)
  }

  @Test func keepsTheOrderOfManyTargets() throws {
    let stage = try ProbeStage()
    let ports = try (0..<12).map { _ in try PlainServer([.silence]) }
    let targets = ports.map { "127.0.0.1:\($0.port)" }
    let run = try stage.probe(targets.joined(separator: " ") + " --timeout 1", global: ["--format", "ndjson"])
    let sources = try run.output.split(separator: "\n").map { try JSONValue(String($0))["source"]?.scalars.first }
    #expect(sources == targets + [nil])
    #expect(run.status == 2)
  }

  @Test func reportsForMonitoring() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let good = try stage.probe("127.0.0.1:\(server.port)", global: ["--format", "nagios"])
    #expect(good.status == 0 && good.output.hasPrefix("PKI OK - "), "\(good.output)")
    #expect(good.output.contains("_days'="))
    let port = try PlainServer([]).port
    let bad = try stage.probe("127.0.0.1:\(port)", global: ["--format", "nagios"])
    #expect(bad.status == 2 && bad.output.hasPrefix("PKI CRITICAL - "), "\(bad.output)")
    let metrics = try stage.probe("127.0.0.1:\(server.port)", global: ["--format", "prometheus"]).output
    #expect(metrics.contains("pki_certificate_not_after_seconds{") && metrics.contains("pki_probe_ok{"))
  }

  @Test(arguments: [
    "a..b", "host:0", "host:99999", "host:x", "::1:443x", "*.example.com", "fed:a:5061", "srv:example.com",
    "ftp://host", "https://user@host", "",
  ])
  func refusesWhatIsNoTarget(_ target: String) throws {
    let run = try Surface.run(["probe", target], in: TemporaryFolder())
    #expect(run.status == 64 && run.errors.hasPrefix("pki: error: "), "\(run.errors)")
  }
}
