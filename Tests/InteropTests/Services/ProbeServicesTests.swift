import TestKit
import Testing

/// Servers of the real world, as `pki probe` sees them.
@Suite(.enabled(if: Tools.areThere && Tools.timeout.isThere)) struct ProbeServicesTests {
  /// The leaf, its chain and its name are found to be right.
  private static let good: Set<String> = ["chain.ok", "name.san"]

  // MARK: - The web

  /// What nginx is told about client certificates, what it is shown, and what comes of it. It refuses above TLS, after
  /// the handshake: nobody can tell "required" from "asked for".
  private static let clients: [(settings: String, words: String, state: String)] = [
    ("", "", "none"),
    ("ssl_verify_client optional; ssl_client_certificate root.crt;", "", "requested"),
    ("ssl_verify_client on; ssl_client_certificate root.crt;", "", "requested"),
    (
      "ssl_verify_client on; ssl_client_certificate root.crt; ssl_verify_depth 2;", "--cert www.crt --key www.key",
      "accepted"
    ),
  ]

  @Test(.enabled(if: RealServer.nginx.isThere), arguments: clients.indices)
  func nginxAsksForClients(_ index: Int) throws {
    let row = Self.clients[index]
    let stage = try ProbeBench()
    let nginx = try RealServer.nginx(stage.bench, [RealServer.Site(settings: row.settings)])
    try nginx.serve {
      let answer = try stage.probe("127.0.0.1:\(nginx.port) \(row.words)")
      #expect(answer.status == 0 && answer.codes.isSuperset(of: Self.good), "\(answer)")
      #expect(answer.value("client_cert.state") == row.state, "\(answer)")
      #expect(answer.value("tls.version") == "TLS 1.3", "\(answer)")
      let accepted = answer.value("client_cert.acceptable_cas")
      #expect(row.state == "none" ? accepted == nil : accepted == "CN=Probe-Root", "\(answer)")
      let old = try stage.probe("127.0.0.1:\(nginx.port) \(row.words) --tls-max 1.2")
      #expect(old.status == 0 && old.value("tls.version") == "TLS 1.2", "\(old)")
      #expect(old.value("client_cert.state") == row.state, "\(old)")
    }
  }

  @Test(.enabled(if: RealServer.nginx.isThere)) func nginxStaples() throws {
    let stage = try ProbeBench()
    try stage.issue("bad", "CN:bad.example.org")
    try stage.bench.pkiMust("selfsigned must CN:must.example.org --leaf --must-staple --key-type ec:p256")
    try stage.bench.folder.write(try stage.bench.folder.text("must.crt"), to: "must-fullchain.crt")
    try stage.staple("www", state: "V\t991231235959Z\t")
    try stage.staple("bad", state: "R\t991231235959Z\t260101000000Z,keyCompromise")
    let sites = [
      RealServer.Site(name: "www.example.org", settings: "ssl_stapling on; ssl_stapling_file www.ocsp;"),
      RealServer.Site(
        name: "bad.example.org", certificate: "bad", settings: "ssl_stapling on; ssl_stapling_file bad.ocsp;"),
      RealServer.Site(name: "must.example.org", certificate: "must"),
    ]
    let nginx = try RealServer.nginx(stage.bench, sites)
    try nginx.serve {
      for (name, code, status) in [("www", "staple.good", 0), ("bad", "staple.revoked", 1), ("must", "staple.must", 1)]
      {
        let words = "127.0.0.1:\(nginx.port) --sni \(name).example.org --host \(name).example.org"
        let answer = try stage.probe("\(words) --trust root.crt --trust must.crt")
        #expect(answer.codes.contains(code) && answer.status == status, "\(answer)")
      }
    }
  }

  @Test(.enabled(if: RealServer.nginx.isThere)) func nginxHasManyNames() throws {
    let stage = try ProbeBench()
    try stage.issue("other", "CN:other.example.org")
    let sites = [
      RealServer.Site(settings: "ssl_reject_handshake on;"), RealServer.Site(name: "www.example.org"),
      RealServer.Site(name: "other.example.org", certificate: "other"),
    ]
    let nginx = try RealServer.nginx(stage.bench, sites)
    try nginx.serve {
      let place = "127.0.0.1:\(nginx.port)"
      let right = try stage.probe("\(place) --sni other.example.org --host other.example.org")
      #expect(right.status == 0 && right.codes.isSuperset(of: Self.good), "\(right)")
      let wrong = try stage.probe("\(place) --sni other.example.org --host www.example.org")
      #expect(wrong.status == 1 && wrong.codes.contains("name.mismatch"), "\(wrong)")
      let unknown = try stage.probe("\(place) --sni nobody.example.org")
      #expect(unknown.status == 2 && unknown.codes.contains("sni.refused"), "\(unknown)")
    }
  }

  // MARK: - DNS

  private static let records = [
    "--host-record=a.example.org,127.0.0.1", "--host-record=b.example.org,127.0.0.2",
    "--cname=alias.example.org,a.example.org", "--host-record=v6.example.org,::1",
  ]

  @Test(.enabled(if: RealServer.nginx.isThere && RealServer.dnsmasq.isThere)) func dnsmasqLeadsToAPool() throws {
    let stage = try ProbeBench("CN:a.example.org SAN:b.example.org,example.org")
    try stage.issue("other", "CN:b.example.org SAN:example.org")
    let sites = [RealServer.Site(), RealServer.Site(address: "127.0.0.2", certificate: "other")]
    let nginx = try RealServer.nginx(stage.bench, sites)
    let records = [
      "--srv-host=_sips._tcp.example.org,b.example.org,\(nginx.port),20,5",
      "--srv-host=_sips._tcp.example.org,a.example.org,\(nginx.port),10,5",
      "--srv-host=_sip._tls.example.org,alias.example.org,\(nginx.port),10,5",
      "--srv-host=_turns._tcp.example.org,nowhere.example.org,\(nginx.port),10,5",
      "--naptr-record=example.org,10,50,s,SIPS+D2T,,_sips._tcp.example.org",
    ]
    let dns = try RealServer.dnsmasq(stage.bench, Self.records + records)
    try nginx.serve {
      try dns.serve {
        let server = "--dns 127.0.0.1:\(dns.port)"
        let pool = try stage.probe("example.org --type SIPS \(server)")
        #expect(pool.values("host") == ["a.example.org", "b.example.org"], "\(pool)")
        #expect(pool.values("ip") == ["127.0.0.1", "127.0.0.2"], "\(pool)")
        #expect(pool.codes.isSuperset(of: Self.good.union(["pool.differs", "srv.port"])), "\(pool)")
        #expect(pool.status == 0 && !pool.codes.contains("sip.domain"), "\(pool)")
        let host = try stage.probe("a.example.org:\(nginx.port) \(server)")
        #expect(host.status == 0 && host.codes.isSuperset(of: Self.good), "\(host)")
        let alias = try stage.probe("sip:example.org \(server)")
        #expect(alias.codes.isSuperset(of: ["srv.cname", "name.mismatch"]), "\(alias)")
        let nowhere = try stage.probe("srv:_turns._tcp.example.org \(server)")
        #expect(nowhere.status == 2 && nowhere.codes.contains("srv.noaddr"), "\(nowhere)")
        let none = try stage.probe("fed:example.org \(server)")
        #expect(none.status == 2 && none.codes.contains("srv.none"), "\(none)")
        let nobody = try stage.probe("nobody.example.org \(server)")
        #expect(nobody.status == 2 && nobody.codes.contains("dns.no-name"), "\(nobody)")
      }
    }
  }

  /// dnsmasq refuses questions that it has nobody to pass on to.
  @Test(.enabled(if: RealServer.dnsmasq.isThere)) func dnsmasqRefuses() throws {
    let stage = try ProbeBench()
    let dns = try RealServer.dnsmasq(stage.bench, [])
    try dns.serve {
      let answer = try stage.probe("www.elsewhere.test --dns 127.0.0.1:\(dns.port)")
      #expect(answer.status == 2 && answer.codes.contains("dns.refused"), "\(answer)")
    }
    let gone = try stage.probe("www.elsewhere.test --dns 127.0.0.1:\(dns.port)")
    #expect(gone.status == 2 && gone.codes.contains("dns.not-listening"), "\(gone)")
  }

  // MARK: - What begins otherwise

  @Test(.enabled(if: RealServer.slapd.isThere)) func slapdWithAndWithoutStartTLS() throws {
    let stage = try ProbeBench()
    let slapd = try RealServer.slapd(stage.bench)
    try slapd.serve {
      for words in ["ldaps://127.0.0.1:\(slapd.port)", "127.0.0.1:\(slapd.otherPort) --starttls ldap"] {
        let answer = try stage.probe(words)
        #expect(answer.status == 0 && answer.codes.isSuperset(of: Self.good), "\(answer)")
      }
    }
    let strict = try RealServer.slapd(stage.bench, clients: "demand")
    try strict.serve {
      for version in ["1.2", "1.3"] {
        let words = "ldaps://127.0.0.1:\(strict.port) --tls-min \(version) --tls-max \(version)"
        let without = try stage.probe(words)
        #expect(without.value("client_cert.state") == "required", "\(without)")
        #expect(without.status == 0 && without.codes.isSuperset(of: Self.good), "\(without)")
        let with = try stage.probe("\(words) --cert www-fullchain.crt --key www.key")
        #expect(with.status == 0 && with.value("client_cert.state") == "accepted", "\(with)")
        let bare = try stage.probe("\(words) --cert www.crt --key www.key")
        #expect(bare.status == 1 && bare.value("client_cert.state") == "refused", "\(bare)")
      }
    }
  }

  @Test(.enabled(if: RealServer.hasPostfix)) func postfixWithAndWithoutStartTLS() throws {
    let stage = try ProbeBench()
    let postfix = try RealServer.postfix(stage.bench)
    try postfix.serve {
      for words in ["127.0.0.1:\(postfix.port)", "127.0.0.1:\(postfix.otherPort) --starttls smtp"] {
        let answer = try stage.probe(words)
        #expect(answer.status == 0 && answer.codes.isSuperset(of: Self.good), "\(answer)")
      }
      let plain = try stage.probe("127.0.0.1:\(postfix.otherPort)")
      #expect(
        plain.status == 2 && plain.result.text.contains("it answered like SMTP. Try --starttls smtp."), "\(plain)")
    }
  }

  @Test(.enabled(if: PostgreSQL.isThere)) func postgreSQLAsksForClients() throws {
    let stage = try ProbeBench()
    for (name, source) in [
      ("dbserver.crt", "www-fullchain.crt"), ("dbserver.key", "www.key"), ("dbca.crt", "root.crt"),
    ] {
      try stage.bench.folder.write(stage.bench.folder.bytes(source), to: name)
    }
    try PostgreSQL.serve(stage.bench) { server in
      let words = "127.0.0.1:\(server.port) --starttls postgres"
      let answer = try stage.probe(words)
      #expect(answer.status == 0 && answer.codes.isSuperset(of: Self.good), "\(answer)")
      #expect(answer.value("client_cert.state") == "requested", "\(answer)")
      let shown = try stage.probe("\(words) --cert www-fullchain.crt --key www.key")
      #expect(shown.status == 0 && shown.value("client_cert.state") == "accepted", "\(shown)")
      let atOnce = try stage.probe("127.0.0.1:\(server.port)")
      #expect(atOnce.status == 2 && atOnce.codes.isDisjoint(with: Self.good), "\(atOnce)")
    }
  }

  // MARK: - Telephony

  @Test(.enabled(if: RealServer.hasKamailio), arguments: [false, true]) func kamailio(asksCallers: Bool) throws {
    let stage = try ProbeBench()
    let kamailio = try RealServer.kamailio(stage.bench, asksCallers: asksCallers)
    try kamailio.serve {
      let place = "sips://127.0.0.1:\(kamailio.port)"
      let answer = try stage.probe(place)
      #expect(answer.status == 0 && answer.codes.isSuperset(of: Self.good), "\(answer)")
      #expect(answer.value("client_cert.state") == (asksCallers ? "required" : "none"), "\(answer)")
      guard asksCallers else { return }
      let known = try stage.probe("\(place) --cert www-fullchain.crt --key www.key")
      #expect(known.status == 0 && known.value("client_cert.state") == "accepted", "\(known)")
      try stage.bench.pkiMust("selfsigned stranger CN:stranger --leaf --key-type ec:p256")
      let stranger = try stage.probe("\(place) --cert stranger.crt --key stranger.key")
      #expect(stranger.status == 1 && stranger.codes.contains("mtls.refused"), "\(stranger)")
    }
  }

  @Test(.enabled(if: RealServer.hasKamailio)) func sipHasRulesOfItsOwn() throws {
    let stage = try ProbeBench("CN:*.example.org SAN:127.0.0.1 --eku serverAuth")
    let kamailio = try RealServer.kamailio(stage.bench, asksCallers: false)
    try kamailio.serve {
      let answer = try stage.probe("sips://127.0.0.1:\(kamailio.port) --host sip.example.org")
      #expect(answer.status == 1 && answer.codes.isSuperset(of: ["name.wildcard", "eku.no-client"]), "\(answer)")
      let web = try stage.probe("127.0.0.1:\(kamailio.port) --host sip.example.org")
      #expect(web.status == 0 && !web.codes.contains("eku.no-client"), "\(web)")
    }
  }

  @Test(.enabled(if: RealServer.coturn.isThere)) func coturnOverTLS() throws {
    let stage = try ProbeBench()
    let coturn = try RealServer.coturn(stage.bench)
    try coturn.serve {
      let answer = try stage.probe("127.0.0.1:\(coturn.port)")
      #expect(answer.status == 0 && answer.codes.isSuperset(of: Self.good), "\(answer)")
    }
  }
}

extension ProbeBench {
  /// Writes `NAME.ocsp`, what the authority answers about a certificate: its state as openssl's index begins.
  fileprivate func staple(_ name: String, state: String) throws {
    let serial = try bench.opensslMust("x509 -noout -serial -in \(name).crt").text.drop { $0 != "=" }.dropFirst()
    try bench.folder.write("\(state)\t\(serial.filter { $0 != "\n" })\tunknown\t/CN=\(name)\n", to: "\(name).txt")
    try bench.opensslMust(
      "ocsp -issuer mid.crt -cert \(name).crt -index \(name).txt -CA mid.crt -rsigner mid.crt -rkey mid.key -ndays 7 "
        + "-respout \(name).ocsp")
  }
}
