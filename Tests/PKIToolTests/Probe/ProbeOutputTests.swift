import TestKit
import Testing

/// Records as RFC 4180 has them and nothing else: CRLF, quotes doubled, no quote inside plain cells.
private func strictRecords(_ text: String) throws -> [[String]] {
  var records: [[String]] = []
  var cells: [String] = [""]
  var rest = Array(text.unicodeScalars)[...]
  func take() -> Unicode.Scalar? { rest.popFirst() }
  while let scalar = take() {
    switch scalar {
    case "\"":
      try #require(cells.last == "", "a quote inside a plain cell")
      while true {
        let next = try #require(take(), "a quoted cell without an end")
        if next == "\"" {
          guard rest.first == "\"" else { break }
          _ = take()
        }
        cells[cells.count - 1].unicodeScalars.append(next)
      }
      try #require(rest.first == "," || rest.first == "\r", "something behind a quoted cell")
    case ",": cells.append("")
    case "\r":
      try #require(take() == "\n", "a bare carriage return")
      records.append(cells)
      cells = [""]
    case "\n": try #require(Bool(false), "a bare line feed")
    default: cells[cells.count - 1].unicodeScalars.append(scalar)
    }
  }
  try #require(cells == [""], "the last record has no end")
  return records
}

@Suite(.enabled(if: ProbeStage.isPossible)) struct ProbeOutputTests {
  private static let columns =
    "Label,Type,Domain,SRV Target,FQDN / IP,IP Address,Port,Status,Subject,Issuer,Not Before,Not After,Days Left,"
    + "Serial Number,Signature Algorithm,Key,Thumbprint,SHA-256,SAN,EKU,Key Usage,Chain Sent,Chain OK,Root,TLS Version,"
    + "Cipher,Client Certificate,OCSP,Errors,Warnings,Comments,Error"

  /// Where what is looked for stands in a text, in the order asked for; nil where it is not there, or not in that order.
  private func inOrder(_ words: [String], _ text: String) -> Bool {
    var rest = text[...]
    for word in words {
      guard let range = rest.firstRange(of: word) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }

  @Test func keepsTheShapeOfTheSourceTool() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let down = try PlainServer([]).port
    let text = try stage.probe("127.0.0.1:\(server.port) 127.0.0.1:\(down)").output
    #expect(
      inOrder(
        [
          "Checking FQDN         127.0.0.1:\(server.port)\n", "IP Address            127.0.0.1\n",
          "Certificate Response  TLS 1.3, ", "Subject               CN=www.probe.example\n", "Issuer   ",
          "Not Before   ",
          "Not After   ", "Serial Number   ", "Signature Algorithm   ", "Thumbprint   ", "SHA-256   ",
          "\nCertificate Chain\n", "  1  www.probe.example ", "  2  Probe-Intermediate", "\nRoot Certificates\n",
          "  CN=Probe-Root  until ", "\nComments\n", "  ok       The chain is complete", "SUCCESS: ",
          "Checking FQDN         127.0.0.1:\(down)", "Certificate Response  Connection refused", "\nComments\n",
          "  error    Connection refused", "FAILURE: 127.0.0.1:\(down): no certificate", "\nSummary\n", "Status ",
          "ok ", "unreachable ", "2 targets: 1 ok, 1 unreachable\n",
        ], text), "\(text)")
    #expect(!text.contains("Extensions"))
  }

  /// A narrow terminal has room for what is looked for in a table, and the report says the rest.
  @Test func leavesPlacesWholeInNarrowTables() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let ports = [server.port, try PlainServer([]).port]
    let line = ports.map { "127.0.0.1:\($0)" }.joined(separator: " ")
    for (width, titles) in [(80, [false, false]), (100, [false, true]), (120, [true, true])] {
      let run = try stage.probe("\(line) --short", width: width)
      let lines = run.output.split(separator: "\n").map(String.init)
      let head = try #require(lines.first { $0.contains("Checked") })
      #expect(["Subject", "Comment"].map(head.contains) == titles, "\(head)")
      #expect(
        ports.allSatisfy { port in lines.suffix(3).contains { $0.contains("127.0.0.1:\(port)") } }, "\(run.output)")
    }
  }

  @Test func showsMoreAndLess() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let target = "127.0.0.1:\(server.port)"
    let advanced = try stage.probe("\(target) --advanced").output
    #expect(inOrder(["Version ", "\nExtensions\n", "2.5.29."], advanced), "\(advanced)")
    let chain = try stage.probe("\(target) --chain").output
    #expect(inOrder(["Certificate Chain", "Issuer ", "Probe-Root", "Root Certificates", "SHA-256"], chain), "\(chain)")
    let pem = try stage.probe("\(target) --pem").output
    #expect(pem.contains("\n" + (try stage.folder.text("www.crt"))), "\(pem)")
    let json = try stage.probe("\(target) --pem", global: ["--json"]).output
    #expect(json.contains("\"pem\": \"-----BEGIN CERTIFICATE-----\\n"))
    let down = try PlainServer([]).port
    let short = try stage.probe("\(target) 127.0.0.1:\(down) --short").output
    #expect(short.hasPrefix("ok           \(target)  www.probe.example  until "), "\(short)")
    #expect(inOrder(["unreachable  127.0.0.1:\(down)\n", "  error    Connection refused"], short), "\(short)")
    #expect(!short.contains("Checking FQDN"))
    let quiet = try stage.probe("\(target) 127.0.0.1:\(down) --quiet-ok").output
    #expect(!quiet.contains("Checking FQDN         \(target)") && !quiet.contains("SUCCESS"), "\(quiet)")
    #expect(quiet.contains("Checking FQDN         127.0.0.1:\(down)") && quiet.contains("1 ok, 1 unreachable"))
  }

  @Test func writesRecordsThatOthersRead() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let down = try PlainServer([]).port
    try stage.folder.write(
      "Domain,Type,Port,Label\r\n127.0.0.1,DIR,\(server.port),\"a \"\"b\"\", c\"\r\n127.0.0.1,,\(down),=2+3\r\n",
      to: "in.csv")
    let run = try stage.probe("--from in.csv", global: ["--format", "csv"])
    #expect(run.status == 2)
    let records = try strictRecords(run.output)
    #expect(records.map(\.count) == [32, 32, 32])
    #expect(records.first == Self.columns.split(separator: ",").map(String.init))
    let rows = records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(records[0], $0)) }
    let good = try #require(rows.first)
    #expect(good["Label"] == "a \"b\", c" && good["Status"] == "ok" && good["Chain OK"] == "true", "\(good)")
    #expect(good["Not After"]?.hasSuffix("Z") == true && good["Root"] == "Probe-Root" && good["Errors"] == "0")
    let bad = try #require(rows.last)
    #expect(bad["Label"] == "'=2+3" && bad["Status"] == "unreachable" && bad["Port"] == "\(down)", "\(bad)")
    #expect(bad["Error"]?.hasPrefix("Connection refused") == true && bad["Subject"] == "")
    let quiet = try stage.probe("--from in.csv --quiet-ok", global: ["--format", "csv"])
    #expect(try strictRecords(quiet.output).count == 2)
  }

  @Test func writesTheRecordsOfTheSourceTool() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let down = try PlainServer([]).port
    let records = try strictRecords(
      try stage.probe("127.0.0.1:\(server.port) 127.0.0.1:\(down)", global: ["--format", "csv-compat"]).output)
    let head = try #require(records.first)
    #expect(
      Array(head.prefix(12)) == [
        "FQDN / IP", "IP Address", "Subject", "Issuer", "Not Before", "Not After", "Serial Number",
        "Signature Algorithm", "Thumbprint", "Version", "HasPrivateKey", "Archived",
      ])
    let groups = (head.count - 12) / 3
    #expect(groups > 3 && head.count == 12 + 3 * groups)
    #expect(Array(head.suffix(3)) == ["Extension Type", "Oid Value", "Data"])
    #expect(records.count == 3 && records.allSatisfy { $0.count == head.count })
    #expect(records[1][9...11] == ["3", "False", "False"] && records[1].contains("2.5.29.17"), "\(records[1])")
    #expect(records[2].prefix(2) == ["127.0.0.1", "127.0.0.1"] && records[2][2] == "", "\(records[2])")
  }

  @Test func saysMistakesOnStandardErrorAlone() throws {
    let stage = try ProbeStage()
    for line in ["--from", "127.0.0.1:x", "--from nowhere.csv"] {
      let run = try stage.probe(line, global: ["--format", "csv-compat"])
      #expect(run.output.isEmpty && !run.errors.isEmpty && run.status != 0, "\(line): \(run.output)")
    }
  }

  @Test func tellsEverythingInJSON() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let down = try PlainServer([]).port
    let line = "127.0.0.1:\(server.port) 127.0.0.1:\(down)"
    let document = try JSONValue(try stage.probe(line, global: ["--json"]).output)
    for key in ["schema", "command", "started", "finished", "tool", "summary"] {
      #expect(document[key] != nil, "\(key)")
    }
    for (key, count) in [("targets", "2"), ("addresses", "2"), ("ok", "1"), ("error", "0"), ("unreachable", "1")] {
      #expect(document["summary"]?[key]?.scalars == [count], "\(key)")
    }
    let keys = [
      "label", "type", "domain", "srv", "host", "ip", "port", "sni", "name_checked", "starttls", "dns_server", "status",
      "duration_ms", "dns_ms", "connect_ms", "handshake_ms", "tls", "client_cert", "certificate", "sent", "ocsp",
      "comments", "error",
    ]
    let addresses = document["targets"]?.elements ?? []
    #expect(addresses.count == 2 && document["inputs"] == nil)
    for address in addresses { #expect(keys.filter { address[$0] == nil } == []) }
    #expect(addresses.first?["sent"]?.elements.compactMap { $0["role"]?.scalars.first } == ["leaf", "intermediate"])
    let error = try #require(addresses.last?["error"])
    #expect(error["id"]?.scalars == ["net.refused"] && error["errno"]?.scalars == ["111"])
    for comment in addresses.flatMap({ $0["comments"]?.elements ?? [] }) {
      #expect(["id", "severity", "text", "data"].allSatisfy { comment[$0] != nil } && comment["code"] == nil)
    }
    let lines = try stage.probe(line, global: ["--format", "ndjson"]).output.split(separator: "\n").map { String($0) }
    #expect(lines.count == 3)
    let last = try JSONValue(try #require(lines.last))
    #expect(last["summary"]?["unreachable"]?.scalars == ["1"] && last["source"] == nil)
  }

  /// A comment names the certificate that it is about, and who is no certificate breaks no clause.
  @Test func givesWhatAProgramNeedsOfAComment() throws {
    let stage = try ProbeStage()
    let server = try stage.server("-cert_chain mid.crt -tls1_2")
    let target = "127.0.0.1:\(server.port)"
    func comment(_ id: String, _ line: String) throws -> JSONValue {
      let document = try JSONValue(try stage.probe(line, global: ["--json"]).output)
      let items = document["targets"]?.elements ?? []
      return try #require(items.flatMap { $0["comments"]?.elements ?? [] }.first { $0["id"]?.scalars == [id] }, "\(id)")
    }
    let soon = try comment("time.soon", "\(target) --warn 4000d")
    #expect(soon["severity"]?.scalars == ["warning"] && soon["data"]?["subject"]?.scalars == ["www.probe.example"])
    #expect(
      soon["data"]?["depth"]?.scalars == ["0"] && soon["data"]?["not_after"]?.scalars.first?.hasSuffix("Z") == true)
    #expect(soon["data"]?["sha256"]?.scalars.first?.utf8.count == 95 && soon["data"]?["clause"] != nil)
    let refused = try comment("net.refused", "127.0.0.1:\(try PlainServer([]).port)")
    #expect(refused["data"]?["clause"] == nil, "\(refused)")
    let text = try stage.probe("127.0.0.1:\(try PlainServer([]).port)").output
    #expect(!text.contains("RFC"), "\(text)")
  }

  @Test func namesTheNameServerThatAnswered() throws {
    let stage = try ProbeStage()
    let dns = try DNSServer()
    let server = try stage.server()
    dns.host("www.probe.example")
    let deaf = try PlainServer([]).port
    let line = "www.probe.example:\(server.port) --dns 127.0.0.1:\(deaf) --dns 127.0.0.1:\(dns.port)"
    for (line, name) in [
      (line, "127.0.0.1:\(dns.port)"), ("127.0.0.1:\(server.port) --dns 127.0.0.1:\(dns.port)", nil),
    ] {
      let document = try JSONValue(try stage.probe(line, global: ["--json"]).output)
      let item = try #require(document["targets"]?.elements.first)
      #expect(item["dns_server"]?.scalars == [name ?? "null"], "\(document)")
    }
  }

  /// What is said of a pool stands in the record of each member.
  @Test func saysOfAPoolInEveryRecord() throws {
    let stage = try ProbeStage()
    let dns = try DNSServer()
    let server = try stage.server()
    dns.host("www.probe.example", [[127, 0, 0, 1], [127, 0, 0, 2]])
    let other = try SecureServer("-cert other.crt -key phone.key -cert_chain mid.crt", in: try stage.withOther().folder)
    let second = try PlainServer([.forward(other.port)], host: 0x7f00_0002, port: server.port)
    let line = "www.probe.example:\(second.port) --dns 127.0.0.1:\(dns.port)"
    for options in ["", " --quiet-ok"] {
      let records = try strictRecords(try stage.probe(line + options, global: ["--format", "csv"]).output)
      let rows = records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(records[0], $0)) }
      #expect(rows.count == 2 && rows.allSatisfy { $0["Comments"]?.contains("2 different certificates") == true })
      #expect(rows.allSatisfy { $0["Warnings"] == "1" && $0["Status"] == "ok" }, "\(rows)")
    }
  }

  @Test func namesWhatMonitoringGraphs() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let down = try PlainServer([]).port
    let target = "127.0.0.1:\(server.port)"
    let good = try stage.probe("\(target) --critical 12h", global: ["--format", "nagios"]).output
    #expect(good.hasPrefix("PKI OK - ") && good.contains("|'\(target)_days'="), "\(good)")
    let both = try stage.probe("\(target) 127.0.0.1:\(down)", global: ["--format", "nagios"])
    #expect(both.status == 2 && both.output.contains("Connection refused") && both.output.contains("(2 targets)|"))
    let wrong = try Surface.run(["--format", "nagios", "probe"], in: TemporaryFolder())
    #expect(wrong.status == 3)
    let metrics = try stage.probe("\(target) 127.0.0.1:\(down)", global: ["--format", "prometheus"]).output
    #expect(metrics.contains("pki_probe_answered{source=\"\(target)\"} 1"), "\(metrics)")
    #expect(metrics.contains("pki_probe_answered{source=\"127.0.0.1:\(down)\"} 0"))
    #expect(metrics.contains("pki_probe_duration_milliseconds{"))
  }

  /// The examples of the source tool end in commas that their header does not have.
  @Test func readsTheTablesOfTheSourceTool() throws {
    let stage = try ProbeStage()
    let dns = try DNSServer()
    let server = try stage.server()
    try stage.folder.write(
      "\"Domain\",\"Type\",\"Port\"\r\n\"microsoft.example\",\"FED\",\"\",\r\n\"127.0.0.1\",\"DIR\",\"\(server.port)\",\r\n,,,\r\n"
        + "\"127.0.0.1\",\"\",\"70000\",\r\n", to: "CertificateImport.csv")
    let line = "--from CertificateImport.csv --dns 127.0.0.1:\(dns.port)"
    let run = try stage.probe(line, global: ["--format", "ndjson"])
    let sources = try run.output.split(separator: "\n").map { try JSONValue(String($0))["source"]?.scalars.first }
    #expect(sources == ["microsoft.example", "127.0.0.1:\(server.port)", "CertificateImport.csv:5", nil])
    #expect(run.errors.contains("CertificateImport.csv:5: '70000' is no port"), "\(run.errors)")
    #expect(dns.questions.first == "_sipfederationtls._tcp.microsoft.example 33 udp")
    #expect(try stage.probe("\(line) --skip-bad", global: ["--format", "ndjson"]).errors == "")
  }

  @Test(arguments: [
    ("error", 0), ("warning", 1), ("never", 0),
  ])
  func endsWithTheStatusAskedFor(_ severity: String, _ status: Int32) throws {
    let stage = try ProbeStage()
    let server = try stage.server("-cert_chain mid.crt -tls1_2")
    // A certificate that ends soon is a warning.
    let line = "127.0.0.1:\(server.port) --warn 4000d --fail-on \(severity)"
    #expect(try stage.probe(line).status == status)
    let down = try PlainServer([]).port
    #expect(try stage.probe("127.0.0.1:\(down) --fail-on \(severity)").status == 2)
  }
}
