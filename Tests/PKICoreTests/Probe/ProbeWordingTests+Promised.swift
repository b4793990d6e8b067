extension ProbeWordingTests {
  /// The comments of live servers by their ids, each with its sentences: what stands in braces is filled in, what may be
  /// said or not has a sentence for each.
  static let promised: [String: [String]] =
    names.merging(chains) { a, _ in a }.merging(certificates) { a, _ in a }.merging(connections) { a, _ in a }
    .merging(records) { a, _ in a }

  private static let names: [String: [String]] = [
    "name.san": ["{name} is in the subject alternative names."],
    "name.cn": ["The common name matches {name}."],
    "name.cn-only": [
      "The certificate has no subject alternative names; {name} is only in the common name, which browsers ignore."
    ],
    "name.mismatch": ["The certificate is not valid for {name}. It is valid for {valid_for} and {n} more."],
    "name.ip-as-dns": [
      "{ip} is written as a DNS name in the certificate; clients look for an IP address entry."
    ],
    "name.wildcard": [
      "Wildcard certificate ({wild}): not supported for SIP (RFC 5922), Skype for Business, Lync or Pexip Infinity."
    ],
    "sip.domain": [
      "The SIP domain {domain} is not in the certificate; callers following RFC 5922 look for DNS:{domain} or "
        + "URI:sip:{domain}."
    ],
    "time.expired": ["The certificate expired {n} days ago, on {date}."],
    "time.not-yet": [
      "The certificate is not valid before {date}; check the clocks of this machine and the server."
    ],
    "time.soon": ["The certificate expires in {n} days, on {date}."],
    "time.path-soon": ["The issuing certificate {cn} expires in {n} days, on {date}."],
  ]

  private static let chains: [String: [String]] = [
    "chain.ok": ["The chain is complete and ends in the trusted root {cn} ({store})."],
    "chain.missing": [
      "The server does not send the intermediate certificate {issuer}. It can be downloaded from {aia}.",
      "The server does not send the intermediate certificate {issuer}.",
    ],
    "chain.untrusted": ["The chain ends in {cn}, which is not in the trust store {store}."],
    "chain.self-signed": ["The certificate is self-signed: no authority vouches for it."],
    "chain.expired-ca": ["The issuing certificate {cn} expired on {date}."],
    "chain.expired-unused": [
      "The server also sends {cn}, expired on {date}; a valid path exists without it, but older clients fail: remove it."
    ],
    "chain.not-ca": [
      "{cn} signed this certificate but is not marked as a certificate authority; OpenSSL clients refuse it."
    ],
    "chain.order": [
      "The certificates are sent in the wrong order (number {i} should be {cn}); some clients fail."
    ],
    "chain.root-sent": ["The server also sends the root {cn}; clients do not need it."],
    "chain.extra": ["The server sends {cn}, which does not belong to the chain."],
    "chain.duplicate": ["The server sends {cn} twice."],
    "chain.many": ["The server sends {n} certificates ({k} KiB); handshakes become slow."],
    "root.get": [
      "Root certificate: {cn}, SHA-256 {fp}. In this machine's trust store: save it with --save-root FILE.",
      // Where it was not sent, its name is all that is known.
      "Root certificate: not sent; {cn} issued {issued}.",
    ],
  ]

  private static let certificates: [String: [String]] = [
    "sig.weak": ["{cn} is signed with {alg}; use SHA-256 or better."],
    "sig.pss": ["RSASSA-PSS signature: not supported by Lync / Skype for Business."],
    "key.weak": ["The key of {cn} is too weak ({alg} {bits} bits)."],
    "key.type": ["{alg} key: Skype for Business and Pexip Infinity accept RSA and ECDSA keys only."],
    "eku.no-server": [
      "The certificate may not be used by a server: extended key usage lacks server authentication."
    ],
    "eku.no-client": [
      "Extended key usage lacks client authentication: this server will be refused where it calls others over mutual TLS "
        + "(federation, SIP trunks)."
    ],
    "ku.no-sign": ["Key usage lacks digital signature: DTLS media and some TLS clients fail."],
    "leaf.ca": ["The server certificate is itself a certificate authority."],
    "leaf.v1": ["X.509 version 1 certificate: it can hold no names or usages."],
    "crl.none": ["No CRL distribution point: Lync and Skype for Business servers need a reachable CRL."],
    "staple.good": ["Stapled OCSP: good, until {date}."],
    "staple.none": ["No stapled OCSP response."],
    "staple.revoked": ["The certificate was revoked on {date} ({reason}), says the stapled OCSP response."],
    "staple.bad": [
      "The stapled OCSP response is expired.", "The stapled OCSP response is not signed by the issuer.",
      "The stapled OCSP response is unreadable.",
    ],
    "staple.must": ["The certificate demands a stapled OCSP response, but none was sent."],
  ]

  private static let connections: [String: [String]] = [
    "tls.old": ["The server negotiated only {version}."],
    "mtls.requested": [
      "The server asks for a client certificate but accepted the connection without one (it may still refuse later)."
    ],
    "mtls.required": [
      "The server requires a client certificate ({alert}). Its own certificate is shown all the same; give --cert, or "
        + "--client-cert auto."
    ],
    "mtls.accepted": ["The client certificate {subject} was accepted."],
    "mtls.refused": [
      "The server refused the client certificate: it does not know the authority, or our intermediate was not sent.",
      "The server refused the client certificate: expired.",
      "The server refused the client certificate: extended key usage lacks client authentication.",
      "The server refused the client certificate: no reason given.",
      "The server refused the client certificate: revoked.",
      // An alert that is none of these is named.
      "The server refused the client certificate: {reason}.",
    ],
    "mtls.ca-list": [
      "None of the {n} authorities the server accepts ({authorities}) issued our client certificate."
    ],
    "sni.differs": [
      "Without SNI the server presents another certificate ({cn}).",
      // It may present none at all.
      "Without SNI the server presents no certificate: {reason}",
    ],
    "sni.refused": ["The server does not know the name {sni}."],
    "pool.same": ["All {n} members of the pool present the same certificate."],
    "pool.differs": ["The members of {name} present {k} different certificates: {members}."],
    "pool.member-down": ["{ip} of {n} members gave no certificate: {reason}."],
    "net.refused": ["Connection refused: nothing listens on {ip}:{port}."],
    "net.timeout": ["No answer from {ip}:{port} within {t}: host down, or a firewall drops the packets."],
    "net.unreachable": ["No route to {ip}."],
    "tls.timeout": [
      "Connected, but the TLS handshake did not finish within {t} (no reply at all).",
      "Connected, but the TLS handshake did not finish within {t} (stopped after ServerHello).",
      "Connected, but the TLS handshake did not finish within {t} (certificate received).",
    ],
    "tls.closed": ["The server closed the connection during the handshake."],
    "tls.reset": ["The server reset the connection during the handshake."],
    "tls.not-tls": [
      "The port does not speak TLS: it answered like {protocol}. Try --starttls {starttls}.",
      "The port does not speak TLS: it answered like {protocol}.",
    ],
    "tls.alert": [
      "The server ended the handshake: handshake failure (40). No common cipher or missing SNI.",
      // Where not all versions were offered, it may mean that too.
      "The server ended the handshake: handshake failure (40). No common cipher or missing SNI. Some servers answer so "
        + "too where they do not support {offered}.",
      "The server ended the handshake: {alert} ({number}).",
    ],
    "tls.no-version": [
      "The server ended the handshake: protocol version (70). It does not support {offered}.",
      // One that knows no list of versions chooses its own.
      "The server chose {version}, but only {offered} was offered.",
    ],
    "tls.broken": ["The server broke the TLS protocol: {reason}."],
  ]

  private static let records: [String: [String]] = [
    "srv.none": ["There is no SRV record {rr}."],
    "srv.off": ["The record {rr} says the service is not offered (target \".\")."],
    "srv.foreign": [
      "The SRV target {host} is not under {domain}; Skype for Business trusts only targets in the same domain."
    ],
    "srv.port": ["{rr} points to port {p}; {usual} is usual."],
    "srv.cname": ["The SRV target {host} is an alias (RFC 2782 forbids it)."],
    "srv.noaddr": ["The SRV target {host} has no address."],
    "srv.ip": ["The SRV target is an IP address."],
  ]
}
