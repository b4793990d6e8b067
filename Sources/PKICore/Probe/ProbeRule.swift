/// What only a live server shows, as it is listed: code, severity, and what it asks.
///
/// Everything else that is found at a server is found by the rules of `check`.
package struct ProbeRule: Sendable {
  /// The code.
  package let code: String
  /// How bad it is; the worst where it depends on the kind of target.
  package let severity: Severity
  /// The clause that asks for it.
  package let clause: String
  /// What it asks, a sentence.
  package let asks: String

  private init(_ code: String, _ severity: Severity, _ clause: String, _ asks: String) {
    self.code = code
    self.severity = severity
    self.clause = clause
    self.asks = asks
  }

  /// All of them.
  package static let all: [ProbeRule] = [
    ProbeRule("chain.root-sent", .info, "RFC 8446 §4.4.2", "A server does not send its root."),
    ProbeRule(
      "chain.expired-unused", .warning, "RFC 4158 §2.4", "A server sends no expired certificate that nobody needs."),
    ProbeRule("chain.unreadable-sent", .error, "RFC 5280 §4.1", "Every certificate that a server sends can be read."),
    ProbeRule("leaf.v1", .warning, "RFC 5280 §4.1.2.1", "A server's certificate is of version 3."),
    ProbeRule("root.get", .info, "RFC 8446 §4.4.2", "With --chain it is said where the root is to be had."),
    ProbeRule("pin.differs", .error, "--expect", "The certificate is the one that is expected."),
    ProbeRule(
      "sip.domain", .warning, "RFC 5922 §7.1", "The certificate of a SIP service names the SIP domain (RFC 5922)."),
    ProbeRule("staple.none", .info, "RFC 6066 §8", "The server staples an OCSP response."),
    ProbeRule(
      "staple.revoked", .error, "RFC 6066 §8", "The stapled OCSP response does not say that the certificate is revoked."
    ),
    ProbeRule("staple.bad", .warning, "RFC 6066 §8", "A stapled OCSP response is signed by who may, and not old."),
    ProbeRule(
      "staple.must", .error, "RFC 7633", "A certificate that demands a stapled OCSP response comes with one (RFC 7633)."
    ),
    ProbeRule("tls.old", .warning, "RFC 8996", "The server negotiates TLS 1.2 or newer."),
    ProbeRule("mtls.requested", .info, "RFC 8446 §4.3.2", "A server that asks for a client certificate is named."),
    ProbeRule("mtls.required", .info, "RFC 8446 §4.3.2", "A server that requires a client certificate is named."),
    ProbeRule("mtls.refused", .error, "RFC 8446 §4.3.2", "The server accepts the client certificate that was given."),
    ProbeRule(
      "mtls.ca-list", .warning, "RFC 8446 §4.3.2",
      "The issuer of the client certificate is among those that the server accepts."),
    ProbeRule("sni.refused", .error, "RFC 6066 §3", "The server knows the name that it is asked for."),
    ProbeRule("sni.differs", .warning, "RFC 6066 §3", "Without a name the server presents the same certificate."),
    ProbeRule("pool.differs", .warning, "RFC 2782", "The members of a pool present the same certificate."),
    ProbeRule("pool.member-down", .error, "RFC 2782", "Every member of a pool answers."),
    ProbeRule("srv.foreign", .warning, "RFC 2782", "SRV targets for Skype for Business are under the SIP domain."),
    ProbeRule("srv.port", .warning, "RFC 2782", "SRV records point to the usual port."),
    ProbeRule("srv.cname", .warning, "RFC 2782", "An SRV target is no alias (RFC 2782)."),
    ProbeRule("srv.ip", .error, "RFC 2782", "An SRV target is a name."),
    ProbeRule("srv.noaddr", .error, "RFC 2782", "An SRV target has an address."),
    ProbeRule("srv.none", .error, "RFC 2782", "The SRV record exists."),
    ProbeRule("srv.off", .error, "RFC 2782", "The SRV record does not say that the service is not offered."),
    ProbeRule("dns.no-name", .error, "RFC 1035", "The name exists."),
    ProbeRule("dns.no-address", .error, "RFC 1035", "The name has an address."),
    ProbeRule("dns.failure", .error, "RFC 1035", "The DNS server does not fail."),
    ProbeRule("dns.refused", .error, "RFC 1035", "The DNS server does not refuse to answer."),
    ProbeRule("dns.timeout", .error, "RFC 1035", "The DNS server answers in time."),
    ProbeRule("dns.not-listening", .error, "RFC 1035", "The DNS server listens."),
    ProbeRule("dns.broken", .error, "RFC 1035", "The DNS server's answers can be read."),
    ProbeRule("run.deadline", .error, "--deadline", "Everything is done within the time of the whole run."),
    ProbeRule("net.refused", .error, "RFC 9293", "Somebody listens at the address."),
    ProbeRule("net.timeout", .error, "RFC 9293", "The address answers in time."),
    ProbeRule("net.unreachable", .error, "RFC 9293", "There is a route to the address."),
    ProbeRule("starttls.none", .error, "RFC 3207", "The server offers TLS."),
    ProbeRule("starttls.broken", .error, "RFC 3207", "The server speaks the protocol that TLS is begun by."),
    ProbeRule("starttls.closed", .error, "RFC 3207", "The server does not hang up before TLS begins."),
    ProbeRule("starttls.timeout", .error, "RFC 3207", "The server gets as far as TLS in time."),
    ProbeRule("tls.timeout", .error, "RFC 8446", "The handshake is complete in time."),
    ProbeRule("tls.closed", .error, "RFC 8446", "The server does not close the connection during the handshake."),
    ProbeRule("tls.reset", .error, "RFC 8446", "The server does not reset the connection during the handshake."),
    ProbeRule("tls.not-tls", .error, "RFC 8446", "The port speaks TLS."),
    ProbeRule("tls.no-version", .error, "RFC 8446", "The server speaks a version of TLS that was offered."),
    ProbeRule("tls.alert", .error, "RFC 8446", "The server does not end the handshake."),
    ProbeRule("tls.broken", .error, "RFC 8446", "The server keeps to the protocol."),
    ProbeRule("tls.unusable", .error, "RFC 8446", "TLS can be begun with these settings."),
  ]

  /// The rule of a code that only a live server shows.
  static func rule(_ code: String) -> ProbeRule? { byCode[code] }

  /// What is said where all is as it should be.
  package static let assurances = [
    "name.san", "name.cn", "chain.ok", "pool.same", "staple.good", "mtls.accepted", "sni.same", "pin.same",
  ]

  private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })
}

/// Something that is as it should be.
package struct Assurance: Hashable, Sendable {
  /// What sort of thing, in dotted words: `chain.ok`.
  package let code: String
  /// What was found, a sentence with its evidence.
  package let sentence: Sentence

  init(_ code: String, _ sentence: Sentence) {
    self.code = code
    self.sentence = sentence
  }

  /// What was found, as it is said.
  package var message: String { sentence.text }
}
