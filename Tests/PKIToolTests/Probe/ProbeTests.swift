import TestKit
import Testing

/// What a server that does not do its work comes to.
private struct BadServer: Sendable, CustomTestStringConvertible {
  let name: String
  let steps: [PlainServer.Step]
  let code: String
  var words = ""
  var testDescription: String { name }

  static let all = [
    BadServer(name: "silence", steps: [.silence], code: "tls.timeout"),
    BadServer(name: "drip", steps: [.drip([22, 3, 3, 2, 0] + [UInt8](repeating: 0, count: 400))], code: "tls.timeout"),
    BadServer(name: "close", steps: [.end], code: "tls.closed"),
    BadServer(name: "reset", steps: [.hear([22]), .reset], code: "tls.reset"),
    BadServer(name: "HTTP", steps: [.say("HTTP/1.1 400 Bad Request\r\n\r\n"), .silence], code: "tls.not-tls"),
    BadServer(name: "SMTP", steps: [.say("220 mail.example ESMTP\r\n"), .silence], code: "tls.not-tls"),
    BadServer(name: "SSH", steps: [.say("SSH-2.0-OpenSSH_9.2\r\n"), .silence], code: "tls.not-tls"),
    BadServer(name: "rubbish", steps: [.say([1, 2, 3, 4, 5, 6, 7, 8]), .silence], code: "tls.not-tls"),
    BadServer(name: "an alert", steps: [.say([21, 3, 3, 0, 2, 2, 40]), .silence], code: "tls.alert"),
    BadServer(
      name: "no STARTTLS",
      steps: [.say("220 a\r\n"), .hear("\r\n"), .say("250 a\r\n"), .hear("\r\n"), .say("502 no\r\n")],
      code: "starttls.none", words: " --starttls smtp"),
    BadServer(
      name: "another protocol", steps: [.say("* OK\r\n"), .silence], code: "starttls.broken", words: " --starttls smtp"),
    BadServer(
      name: "more than the protocol allows",
      steps: [.say("* OK\r\n"), .hear("STARTTLS\r\n"), .say("a OK\r\na FORGED\r\n"), .silence], code: "starttls.broken",
      words: " --starttls imap"),
    BadServer(
      name: "a greeting without end", steps: [.say([UInt8](repeating: 65, count: 100_000)), .silence],
      code: "starttls.broken", words: " --starttls smtp"),
    BadServer(name: "no greeting", steps: [.silence], code: "starttls.timeout", words: " --starttls ftp"),
    BadServer(
      name: "no TLS in PostgreSQL", steps: [.hear([0x16, 0x2f]), .say("N")], code: "starttls.none",
      words: " --starttls postgres"),
    BadServer(
      name: "no TLS in LDAP",
      steps: [.hear("20037"), .say([0x30, 12, 2, 1, 1, 0x78, 7, 10, 1, 2, 4, 0, 4, 0]), .silence],
      code: "starttls.none", words: " --starttls ldap"),
    BadServer(
      name: "no TLS in XMPP", steps: [.say("<stream:stream><stream:features></stream:features>"), .silence],
      code: "starttls.none", words: " --starttls xmpp"),
    BadServer(
      name: "no TLS in MySQL",
      steps: [.say([40, 0, 0, 0, 10, 56, 0] + [UInt8](repeating: 0, count: 37)), .silence], code: "starttls.none",
      words: " --starttls mysql"),
  ]
}

/// What is said before TLS where all goes well.
private struct GoodGreeting: Sendable, CustomTestStringConvertible {
  let way: String
  let steps: [PlainServer.Step]
  var testDescription: String { way }

  static let all = [
    GoodGreeting(
      way: "smtp",
      steps: [
        .say("220-mail\r\n220 ready\r\n"), .hear("\r\n"), .say("250-mail\r\n250 STARTTLS\r\n"), .hear("STARTTLS\r\n"),
        .say("220 go\r\n"),
      ]),
    GoodGreeting(way: "imap", steps: [.say("* OK ready\r\n"), .hear("STARTTLS\r\n"), .say("* x\r\na OK go\r\n")]),
    GoodGreeting(way: "pop3", steps: [.say("+OK ready\r\n"), .hear("STLS\r\n"), .say("+OK go\r\n")]),
    GoodGreeting(way: "ftp", steps: [.say("220 ready\r\n"), .hear("AUTH TLS\r\n"), .say("234 go\r\n")]),
    GoodGreeting(
      way: "sieve", steps: [.say("\"STARTTLS\"\r\nOK\r\n"), .hear("STARTTLS\r\n"), .say("OK go\r\n")]),
    GoodGreeting(way: "postgres", steps: [.hear([0x16, 0x2f]), .say("S")]),
    GoodGreeting(
      way: "ldap", steps: [.hear("20037"), .say([0x30, 12, 2, 1, 1, 0x78, 7, 10, 1, 0, 4, 0, 4, 0])]),
    GoodGreeting(
      way: "xmpp",
      steps: [
        .hear("version='1.0'>"),
        .say("<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>"),
        .hear("xmpp-tls'/>"), .say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
      ]),
    GoodGreeting(
      way: "xmpp-server",
      steps: [
        .hear("version='1.0'>"),
        .say("<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>"),
        .hear("xmpp-tls'/>"), .say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
      ]),
    GoodGreeting(
      way: "mysql",
      steps: [
        .say([40, 0, 0, 0, 10, 56, 0] + [UInt8](repeating: 0, count: 14) + [8] + [UInt8](repeating: 0, count: 22)),
        .hear([UInt8](repeating: 0, count: 23)),
      ]),
  ]
}

@Suite(.enabled(if: ProbeStage.isPossible)) struct ProbeTests {
  @Test func showsAGoodServer() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let run = try stage.probe("127.0.0.1:\(server.port)")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    for words in [
      "Checking FQDN", "CN=www.probe.example", "Probe-Intermediate", "CN=Probe-Root", "The chain is complete",
    ] {
      #expect(run.output.contains(words), "\(run.output)")
    }
  }

  @Test(arguments: BadServer.all)
  private func saysHowItEnded(_ bad: BadServer) throws {
    let stage = try ProbeStage()
    let server = try PlainServer(bad.steps)
    let (codes, run) = try stage.codes("127.0.0.1:\(server.port) --timeout 1\(bad.words)")
    #expect(codes.contains(bad.code), "\(codes) \(run.output)")
    #expect(run.status == 2)
  }

  @Test(arguments: GoodGreeting.all)
  private func beginsTLSTheProtocolsWay(_ greeting: GoodGreeting) throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let front = try PlainServer(greeting.steps + [.forward(server.port)])
    let (codes, run) = try stage.codes("127.0.0.1:\(front.port) --starttls \(greeting.way)")
    #expect(codes.contains("chain.ok"), "\(run.output)")
    #expect(run.status == 0)
  }

  @Test func saysThatNothingListens() throws {
    let stage = try ProbeStage()
    let port = try PlainServer([]).port
    let (codes, run) = try stage.codes("127.0.0.1:\(port)")
    #expect(codes == ["net.refused"] && run.status == 2, "\(run.output)")
  }

  @Test func findsWhatIsMissingStrangeAndTwice() throws {
    let stage = try ProbeStage()
    let alone = try stage.server("")
    #expect(try stage.codes("127.0.0.1:\(alone.port) --untrusted mid.crt").codes.contains("chain.missing"))
    #expect(try stage.codes("127.0.0.1:\(alone.port)").run.status == 1)
    let chain = try ["ca.crt", "mid.crt", "mid.crt", "phone.crt"].map { try stage.folder.text($0) }.joined()
    try stage.folder.write(chain, to: "odd.pem")
    let odd = try stage.server("-cert_chain odd.pem")
    let codes = try stage.codes("127.0.0.1:\(odd.port)").codes
    #expect(codes.isSuperset(of: ["chain.order", "chain.root-sent", "chain.duplicate", "chain.extra"]), "\(codes)")
  }

  @Test func judgesNamesAndTrust() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let target = "127.0.0.1:\(server.port)"
    #expect(try stage.codes("\(target) --host other.example").codes.contains("name.mismatch"))
    #expect(try stage.codes("\(target) --host www.probe.example").run.status == 0)
    #expect(try stage.codes("\(target) --trust phone.crt").run.status == 1)
    #expect(try stage.codes("\(target) --host other.example --ignore name.mismatch").run.status == 0)
  }

  @Test(arguments: ["1.2", "1.3"]) func tellsHowServersStandToClientCertificates(_ version: String) throws {
    let stage = try ProbeStage()
    let words = "-cert_chain mid.crt -CAfile ca.crt -no_tls1_\(version == "1.2" ? 3 : 2)"
    let wants = try stage.server("\(words) -verify 3")
    let needs = try stage.server("\(words) -Verify 3 -verify_return_error")
    #expect(try stage.codes("127.0.0.1:\(wants.port)").codes.contains("mtls.requested"))
    let (codes, run) = try stage.codes("127.0.0.1:\(needs.port)")
    #expect(codes.contains("mtls.required") && codes.contains("chain.ok"), "\(run.output)")
    #expect(run.status == 0 && run.output.contains("\"error\": null"), "\(run.output)")
    // That it ended so is no failure of another kind.
    let text = try stage.probe("127.0.0.1:\(needs.port)").output
    #expect(text.contains("Certificate Response  TLS \(version), ") && !text.contains("missing SNI"), "\(text)")
    #expect(text.contains("  ended for want of a client certificate\n"), "\(text)")
    try stage.pki("selfsigned own CN:own --key-type ec:p256")
    let refused = try stage.codes("127.0.0.1:\(needs.port) --cert own.crt --key own.key")
    #expect(refused.codes.contains("mtls.refused") && refused.run.status == 1, "\(refused.run.output)")
  }

  @Test func saysThatTLSIsOld() throws {
    let stage = try ProbeStage()
    let server = try stage.server("-cert_chain mid.crt -tls1_1 -cipher ALL:@SECLEVEL=0")
    #expect(try stage.codes("127.0.0.1:\(server.port)").codes.contains("tls.old"))
    let (codes, run) = try stage.codes("127.0.0.1:\(server.port) --tls-min 1.2")
    #expect(codes.contains("tls.no-version") && run.status == 2, "\(run.output)")
  }

  @Test func writesChainAndRoot() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    try stage.folder.write("", to: "out/keep")
    let run = try stage.probe("127.0.0.1:\(server.port) --save-chain out --save-root root.pem")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasSuffix("\nWrote out/127.0.0.1_\(server.port).pem\nWrote root.pem\n"), "\(run.output)")
    let sent = try stage.folder.text("www.crt") + stage.folder.text("mid.crt")
    #expect(try stage.folder.text("out/127.0.0.1_\(server.port).pem") == sent)
    #expect(try stage.folder.text("root.pem") == stage.folder.text("ca.crt"))
    // Two targets with one address have one file, and another name that is asked for has its own.
    let line = "127.0.0.1:\(server.port) https://127.0.0.1:\(server.port) --save-chain out"
    let both = try stage.probe("\(line) --force")
    #expect(both.status == 0 && both.errors.isEmpty, "\(both.errors)")
    #expect(try stage.probe("\(line) --sni a.example").status == 0)
    #expect(try stage.folder.text("out/a.example_127.0.0.1_\(server.port).pem") == sent)
    // Nobody is called for what could not be kept.
    let nowhere = try stage.probe("127.0.0.1:\(server.port) --save-chain nowhere")
    #expect(nowhere.status == 2 && nowhere.output.isEmpty, "\(nowhere.output)")
    #expect(nowhere.errors.contains("nowhere: there is no such folder"), "\(nowhere.errors)")
  }
}
