import TestKit
import Testing

/// Lines of NDJSON and elements of JSON: one for each address, and for whatever led to none.
@Suite(.enabled(if: ProbeStage.isPossible)) struct ProbeLineTests {
  /// The names of every line, in their order; what is not known is null.
  private static let names = [
    "schema", "command", "source", "label", "type", "domain", "srv", "host", "ip", "port", "sni", "name_checked",
    "starttls", "dns_server", "status", "tries", "duration_ms", "dns_ms", "connect_ms", "handshake_ms", "tls",
    "client_cert", "certificate", "sent", "paths", "root", "ocsp", "comments", "error",
  ]

  private struct Lines {
    let lines: [JSONValue]
    let summary: JSONValue

    init(_ run: Surface.Run) throws {
      var all = try run.output.split(separator: "\n").map { try JSONValue(String($0)) }
      summary = try #require(all.popLast()?["summary"], "\(run.output)")
      lines = all
    }

    func values(_ key: String) -> [String] { lines.map { $0[key]?.scalars.first ?? "" } }

    func codes(_ place: Int) -> [String] {
      (lines[place]["comments"]?.elements ?? []).compactMap { $0["id"]?.scalars.first }
    }
  }

  private func lines(_ stage: ProbeStage, _ line: String) throws -> Lines {
    try Lines(stage.probe(line, global: ["--format", "ndjson"]))
  }

  private func ownNames(_ object: JSONValue) -> Set<String> {
    guard case .object(let members) = object else { return [] }
    return Set(members.map(\.key))
  }

  @Test func areTheElementsOfTheDocument() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let down = try PlainServer([]).port
    try stage.folder.write("Domain,Port\n127.0.0.1,\(server.port)\n127.0.0.1,x\n127.0.0.1,\(down)\n", to: "t.csv")
    let found = try lines(stage, "--from t.csv")
    #expect(found.values("source") == ["127.0.0.1:\(server.port)", "t.csv:3", "127.0.0.1:\(down)"])
    #expect(found.values("status") == ["ok", "failed", "unreachable"])
    for line in [found.lines[0], found.lines[2]] {
      #expect(ownNames(line) == Set(Self.names))
    }
    #expect(found.lines[1]["error"]?["text"]?.scalars.first?.contains("'x' is no port") == true)
    let document = try JSONValue(try stage.probe("--from t.csv", global: ["--json"]).output)
    let elements = document["targets"]?.elements ?? []
    #expect(elements.count == 3 && document["inputs"] == nil)
    for (line, element) in zip(found.lines, elements) {
      #expect(ownNames(line).subtracting(["schema", "command"]) == ownNames(element))
      #expect(line["comments"] == element["comments"] && line["certificate"] == element["certificate"])
    }
  }

  /// Of a pool, what is about one member is said there, and what is about all of it everywhere.
  @Test func sayWhatConcernsThem() throws {
    let stage = try ProbeStage()
    let dns = try DNSServer()
    let server = try stage.server()
    dns.host("a.probe.example", [[127, 0, 0, 1], [127, 0, 0, 2]])
    let other = try SecureServer("-cert other.crt -key phone.key -cert_chain mid.crt", in: try stage.withOther().folder)
    let second = try PlainServer([.forward(other.port)], host: 0x7f00_0002, port: server.port)
    dns.service(
      "_sip._tls.probe.example",
      [
        ProbeDNSTests.record("a.probe.example", port: second.port),
        ProbeDNSTests.record("none.probe.example", port: 9), ProbeDNSTests.record("a.other.example", port: 443),
      ])
    let found = try lines(stage, "sip:probe.example --dns 127.0.0.1:\(dns.port)")
    #expect(found.values("ip") == ["127.0.0.1", "127.0.0.2", "null", "null"])
    #expect(found.values("host") == ["a.probe.example", "a.probe.example", "none.probe.example", "a.other.example"])
    #expect(found.lines.allSatisfy { $0["record"]?.scalars == ["_sip._tls.probe.example"] && $0["domain"] != nil })
    #expect(found.lines.map { $0["srv"]?["target"]?.scalars.first } == found.values("host"))
    for place in 0...1 {
      #expect(found.codes(place).contains("chain.ok") && found.codes(place).contains("pool.differs"))
      #expect(!found.codes(place).contains("srv.noaddr") && !found.codes(place).contains("srv.foreign"))
    }
    #expect(found.codes(2) == ["srv.noaddr", "pool.differs", "srv.port"], "\(found.codes(2))")
    #expect(found.codes(3).contains("srv.foreign") && found.codes(3).contains("srv.noaddr"), "\(found.codes(3))")
    #expect(found.lines[2]["error"]?["id"]?.scalars == ["srv.noaddr"])
    for (name, count) in [("targets", "1"), ("addresses", "2"), ("unreachable", "2")] {
      #expect(found.summary[name]?.scalars == [count], "\(name)")
    }
    // Records say the same.
    let rows = try stage.probe("sip:probe.example --dns 127.0.0.1:\(dns.port)", global: ["--format", "csv"]).output
    #expect(rows.split(separator: "\r\n" as Character).count == 5, "\(rows)")
  }

  /// A target that leads to no address is a line too.
  @Test func areThereWithoutAnAddress() throws {
    let stage = try ProbeStage()
    let dns = try DNSServer()
    dns.service("_sips._tcp.off.example", [ProbeDNSTests.record("")])
    let found = try lines(
      stage, "fed:none.example gone.example:44 srv:_sips._tcp.off.example --dns 127.0.0.1:\(dns.port)")
    #expect(found.values("status") == ["unreachable", "unreachable", "unreachable"])
    #expect(found.values("host") == ["null", "gone.example", "null"] && found.values("port")[1] == "44")
    let errors = found.lines.map { $0["error"]?["id"]?.scalars.first }
    #expect(errors == ["srv.none", "dns.no-name", "srv.off"], "\(errors)")
    #expect(found.summary["unreachable"]?.scalars == ["3"] && found.summary["addresses"]?.scalars == ["0"])
  }

  @Test func areLeftOutWhereAllIsWell() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let down = try PlainServer([]).port
    let line = "127.0.0.1:\(server.port) 127.0.0.1:\(down) --quiet-ok"
    #expect(try lines(stage, line).values("source") == ["127.0.0.1:\(down)"])
    let document = try JSONValue(try stage.probe(line, global: ["--json"]).output)
    #expect(document["targets"]?.elements.count == 1 && document["summary"]?["ok"]?.scalars == ["1"])
  }

  /// What could not be written is said where the rest is.
  @Test func sayWhatCouldNotBeWritten() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    try stage.folder.write("", to: "root.pem")
    let found = try lines(stage, "127.0.0.1:\(server.port) --save-root root.pem")
    #expect(found.values("status")[0] == "ok" && found.lines.count == 2)
    #expect(found.lines[1]["error"]?["message"]?.scalars.first?.contains("root.pem") == true)
  }

  /// Comments have as data what stands in their sentences.
  @Test func giveWhatSentencesAreFilledWith() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let target = "127.0.0.1:\(server.port)"
    func data(_ id: String, _ line: String) throws -> JSONValue {
      let comments = try lines(stage, line).lines.flatMap { $0["comments"]?.elements ?? [] }
      return try #require(comments.first { $0["id"]?.scalars == [id] }?["data"], "\(id): \(comments)")
    }
    let soon = try data("time.soon", "\(target) --warn 4000d")
    #expect(soon["n"].map { if case .number = $0 { true } else { false } } == true)
    #expect(soon["date"] == soon["not_after"])
    let mismatch = try data("name.mismatch", "\(target) --host a.example")
    #expect(mismatch["name"]?.scalars == ["a.example"])
    #expect(mismatch["valid_for"]?.scalars == ["www.probe.example", "sip.probe.example", "127.0.0.1"])
    let good = try data("chain.ok", target)
    #expect(good["cn"]?.scalars == ["Probe-Root"] && good["store"]?.scalars == ["ca.crt"])
    let down = try data("net.refused", "127.0.0.1:\(try PlainServer([]).port)")
    #expect(down["ip"]?.scalars == ["127.0.0.1"] && down["port"] != nil)
  }
}
