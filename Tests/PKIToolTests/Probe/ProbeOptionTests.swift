import TestKit
import Testing

/// What can be asked of a probe beside its targets: trust, expectations, names, client certificates.
@Suite(.enabled(if: ProbeStage.isPossible)) struct ProbeOptionTests {
  private static let demanding = "-cert_chain mid.crt -CAfile ca.crt -Verify 3 -verify_return_error -attime 1772900000"

  /// The verdicts of all stores, by their names.
  private func stores(_ run: Surface.Run) throws -> [String: Bool] {
    let item = try JSONValue(run.output)["targets"]?.elements.first
    var verdicts: [String: Bool] = [:]
    for path in item?["paths"]?.elements ?? [] {
      verdicts[path["store"]?.scalars.first ?? ""] = path["ok"]?.scalars.first == "true"
      #expect(path["chain"]?.elements.isEmpty == false)
    }
    return verdicts
  }

  @Test func judgesByEachStore() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let target = "127.0.0.1:\(server.port)"
    let both = try stage.codes("\(target) --trust ours=ca.crt --trust theirs=phone.crt")
    #expect(try stores(both.run) == ["ours": true, "theirs": false])
    #expect(both.codes.isSuperset(of: ["chain.ok", "chain.untrusted"]) && both.run.status == 1)
    #expect(both.run.output.contains("Probe-Root (ours)") && both.run.output.contains("in the trust store theirs"))
    // Without labels they are one store.
    let one = try stage.codes("\(target) --trust ca.crt --trust phone.crt")
    #expect(try stores(one.run) == ["ca.crt, phone.crt": true] && one.run.status == 0)
    let twice = try stage.codes("\(target) --trust a=ca.crt --trust a=phone.crt --trust b=ca.crt")
    #expect(try stores(twice.run) == ["a": true, "b": true])
  }

  @Test func expectsACertificate() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let own = try fingerprint("www.crt", stage), other = try fingerprint("phone.crt", stage)
    let target = "127.0.0.1:\(server.port)"
    let good = try stage.codes("\(target) --expect \(own)")
    #expect(good.codes.contains("pin.same") && good.run.status == 0)
    let bad = try stage.codes("\(target) --expect \(other)")
    #expect(bad.codes.contains("pin.differs") && bad.run.status == 1)
    let bare = String(own.lowercased().filter { $0 != ":" })
    #expect(try stage.codes("\(target) --expect \(other) --expect \(bare)").run.status == 0)
    #expect(try stage.probe("\(target) --expect ab:cd").status == 64)
  }

  private func fingerprint(_ file: String, _ stage: ProbeStage) throws -> String {
    let words = ["x509", "-in", file, "-noout", "-fingerprint", "-sha256"]
    let run = try InstalledTool("openssl").program(folder: stage.folder.path).run(words)
    return String(try #require(run.text.split(separator: "=").last?.split(separator: "\n").first))
  }

  @Test(arguments: ["-no_tls1_3", "-tls1_3"]) func findsAClientCertificate(_ version: String) throws {
    let stage = try ProbeStage()
    let server = try stage.server("\(Self.demanding) \(version)")
    let target = "127.0.0.1:\(server.port)"
    #expect(try stage.codes(target).codes.contains("mtls.required"))
    let (codes, run) = try stage.codes("\(target) --client-cert auto")
    #expect(codes.contains("mtls.accepted") && run.status == 0, "\(run.output)")
    #expect(run.output.contains("The client certificate phone was accepted."))
    // Nobody is asked for one: none is shown.
    let open = try stage.server()
    #expect(try stage.codes("127.0.0.1:\(open.port) --client-cert auto").codes.isDisjoint(with: ["mtls.accepted"]))
  }

  @Test func findsNoClientCertificateThatFits() throws {
    let stage = try ProbeStage()
    try stage.pki("selfsigned stranger CN:Stranger --key-type ec:p256")
    let server = try stage.server(
      "-cert_chain mid.crt -CAfile stranger.crt -Verify 3 -verify_return_error -no_tls1_3")
    let (codes, run) = try stage.codes("127.0.0.1:\(server.port) --client-cert auto")
    #expect(codes.isSuperset(of: ["mtls.required", "mtls.ca-list"]), "\(run.output)")
    #expect(codes.isDisjoint(with: ["mtls.accepted", "mtls.refused"]) && run.status == 0)
  }

  /// Where the folder has none, and the server does not say whom it trusts, one that is made up shows whether any will do.
  @Test(arguments: ["-no_tls1_3", "-tls1_3"]) func makesAClientCertificateUp(_ version: String) throws {
    let stage = try ProbeStage()
    let folder = try TemporaryFolder()
    func codes(_ server: String) throws -> (codes: Set<String>, run: Surface.Run) {
      let server = try stage.server("-cert_chain mid.crt -Verify 3 \(version) \(server)")
      return try stage.codes("127.0.0.1:\(server.port) --client-cert auto", in: folder)
    }
    let any = try codes("")
    #expect(any.codes.contains("mtls.accepted") && any.run.status == 0, "\(any.run.output)")
    #expect(any.run.output.contains("The client certificate pki-probe-throw-away was accepted."))
    // Who wants to know more is not bothered with it, and who refuses it demands another.
    for server in ["-verify_return_error", "-CAfile ca.crt -verify_return_error"] {
      let known = try codes(server)
      #expect(known.codes.contains("mtls.required") && known.run.status == 0, "\(known.run.output)")
      #expect(known.codes.isDisjoint(with: ["mtls.accepted", "mtls.refused"]), "\(known.run.output)")
    }
  }

  @Test func takesClientCertificatesInAnyForm() throws {
    let stage = try ProbeStage()
    let server = try stage.server(Self.demanding)
    try stage.folder.write("secret", to: "pass")
    let parts = try ["ca.crt", "mid.crt", "phone.crt", "phone.key"].map { try stage.folder.text($0) }
    try stage.folder.write(parts.joined(), to: "all.pem")
    let words = [
      "pkcs12", "-export", "-inkey", "phone.key", "-in", "phone.crt", "-certfile", "mid.crt", "-out", "phone.p12",
      "-passout", "file:pass",
    ]
    let made = try InstalledTool("openssl").program(folder: stage.folder.path).run(words)
    try #require(made.status == 0, "\(made)")
    for form in ["--cert all.pem", "--cert phone.p12 --passin file:pass", "--cert all.pem --key phone.key"] {
      let (codes, run) = try stage.codes("127.0.0.1:\(server.port) \(form)")
      #expect(codes.contains("mtls.accepted") && run.status == 0, "\(form) \(run.output)\(run.errors)")
    }
    for form in ["--cert phone.p12", "--cert phone.crt", "--cert phone.crt --key www.key"] {
      #expect(try stage.probe("127.0.0.1:\(server.port) \(form)").status == 2, "\(form)")
    }
  }

  /// Nothing is sent anywhere but to the target, unless that is asked for.
  @Test func fetchesOnlyWhereThatIsAskedFor() throws {
    let stage = try ProbeStage()
    let web = try ScriptedServer()
    let run = try InstalledTool("openssl").program(folder: stage.folder.path)
      .run(["x509", "-in", "mid.crt", "-outform", "DER", "-out", "mid.der"])
    try #require(run.status == 0)
    web.answer("/mid.der", .body(try stage.folder.bytes("mid.der")))
    try stage.pki("csr far CN:far SAN:127.0.0.1 --key-type ec:p256")
    try stage.pki(
      "sign far mid --aia-url \(web.url("/mid.der")) --crl-url \(web.url("/ca.crl")) --ocsp-url \(web.url("/"))")
    let server = try SecureServer("-cert far.crt -key far.key", in: stage.folder)
    let target = "127.0.0.1:\(server.port)"
    let alone = try stage.codes(target)
    #expect(alone.codes.contains("chain.missing") && !alone.codes.contains("chain.ok"))
    #expect(alone.run.output.contains("It can be downloaded from \(web.url("/mid.der"))."))
    _ = try stage.codes("\(target) --fetch")
    #expect(web.connections == 0)
    let fetched = try stage.codes("\(target) --fetch --fetch-private")
    #expect(fetched.codes.isSuperset(of: ["chain.missing", "chain.ok"]), "\(fetched.run.output)")
    #expect(web.requests.map(\.target) == ["/mid.der"])
    #expect(fetched.run.status == 1)
  }

  @Test func refusesOptionsThatSayNothing() throws {
    for (line, word) in [
      ("a --key k", "--key"), ("a --fetch-private", "--fetch-private"),
      ("a --cert c --client-cert auto", "--client-cert"),
      ("a --sni none --sni-check", "--sni-check"), ("a --client-cert other", "--client-cert"),
      ("a --tls-min 1.3 --tls-max 1.2", "--tls-max"), ("a --starttls gopher", "--starttls"),
      ("a b --save-root r", "--save-root"),
    ] {
      let run = try Surface.run(["probe"] + line.split(separator: " ").map(String.init), in: TemporaryFolder())
      #expect(run.status == 64 && run.errors.contains(word), "\(line): \(run.errors)")
    }
  }
}
