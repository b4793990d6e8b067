import OpenSSL
import Platform
import TestKit
import Vocabulary

@testable import PKICore

/// A server that does not do its work, called for real.
extension CommentCase {
  /// The comments on what listens at a port, within a moment.
  private static func comments(
    _ port: UInt16, startTLS: StartTLS? = nil, milliseconds: Int = 400
  ) throws -> [String: Sentence] {
    var calls = ServerProbe.Settings()
    calls.milliseconds = milliseconds
    var settings = Probe.Settings(CheckRequest(instant: ChainDraft.instant))
    settings.startTLS = .some(startTLS)
    let probe = Probe(settings, names: ProbeNames(servers: []), calls: try ServerProbe(calls))
    var comments: [String: Sentence] = [:]
    for finding in probe.run(try ProbeTarget("127.0.0.1:\(port)")).allFindings {
      comments[finding.code] = finding.sentence
    }
    return comments
  }

  /// The comments on a server where no older version is spoken.
  private static func comments(_ server: PlainServer, from minimum: TLSVersion) throws -> [String: Sentence] {
    var calls = ServerProbe.Settings()
    calls.minimum = minimum
    let address = SocketAddress(octets: [127, 0, 0, 1], port: server.port)
    let failure = try ServerProbe(calls).call(address, serverName: nil).failure
    return failure.map { [$0.code: $0.sentence] } ?? [:]
  }

  /// A comment on a server of these steps, and none on one that gives its certificate and then an alert.
  private static func server(
    _ id: String, _ words: String, _ steps: [PlainServer.Step], startTLS: StartTLS? = nil, milliseconds: Int = 4_000
  ) -> CommentCase {
    CommentCase(id: id, words: words) {
      let server = try PlainServer(steps)
      return try comments(server.port, startTLS: startTLS, milliseconds: milliseconds)
    } absent: {
      // One that goes on as far as it can, and ends in another way.
      let last: PlainServer.Step = id == "tls.alert" ? .end : .say(TLSFlight.alert(80))
      let server = try PlainServer([.say(try flight()), .hear([20, 3, 3, 0, 1, 1]), last, .silence])
      return try comments(server.port, milliseconds: 4_000)
    }
  }

  /// What a server with an RSA key says first.
  static func flight(asking names: [[UInt8]]? = nil) throws -> [UInt8] {
    TLSFlight.complete([try rsaLeaf.get().der], asking: names)
  }

  static let rsaLeaf = Result {
    var draft = try ChainDraft().leaf
    draft.publicKeyInfo = try TestSigner(.rsa(bits: 2_048)).publicKeyInfo
    draft.setUsage([.digitalSignature, .keyEncipherment])
    return try draft.certificate()
  }

  private static func timeout(_ words: String, _ bytes: @escaping @Sendable () throws -> [UInt8]) -> CommentCase {
    CommentCase(id: "tls.timeout", words: "did not finish within 300 ms (\(words)).") {
      let server = try PlainServer([.say(try bytes()), .silence])
      return try comments(server.port, milliseconds: 300)
    } absent: {
      let server = try PlainServer([.end])
      return try comments(server.port)
    }
  }

  private static func greeting(_ words: String, _ name: String, hint: String = "") -> CommentCase {
    server(
      "tls.not-tls", "The port does not speak TLS: it answered like \(name).\(hint)",
      [.say(words + "\r\n"), .silence])
  }

  static let calls: [CommentCase] = [
    CommentCase(id: "net.refused", words: "Connection refused: nothing listens on 127.0.0.1:") {
      try comments(try PlainServer([]).port)
    } absent: {
      let server = try PlainServer([.end])
      return try comments(server.port)
    },
    CommentCase(id: "net.timeout", words: "within 300 ms: host down, or a firewall drops the packets.") {
      let server = try FullServer()
      return try comments(server.port, milliseconds: 300)
    } absent: {
      let server = try PlainServer([.silence])
      return try comments(server.port, milliseconds: 300)
    },
    CommentCase(id: "net.unreachable", words: "No route to 255.255.255.255.") {
      let address = SocketAddress(octets: [255, 255, 255, 255], port: 443)
      let failure = try ServerProbe().call(address, serverName: nil).failure
      return failure.map { [$0.code: $0.sentence] } ?? [:]
    } absent: {
      try comments(try PlainServer([]).port)
    },
    timeout("no reply at all") { [] }, timeout("stopped after ServerHello") { TLSFlight.serverHello },
    timeout("certificate received") { try flight() },
    server("tls.closed", "The server closed the connection during the handshake.", [.end]),
    server("tls.closed", "closed the connection", [.hear([22]), .say(TLSFlight.serverHello), .end]),
    server(
      "mtls.required", "requires a client certificate (it closed the connection).",
      [.say((try? flight(asking: [])) ?? []), .hear([20, 3, 3, 0, 1, 1]), .reset]),
    server(
      "mtls.required", "requires a client certificate (access denied, 49).",
      [.say((try? flight(asking: [])) ?? []), .hear([20, 3, 3, 0, 1, 1]), .say(TLSFlight.alert(49)), .silence]),
    server("tls.reset", "The server reset the connection during the handshake.", [.hear([22]), .reset]),
    greeting("HTTP/1.1 400 Bad Request", "HTTP"),
    greeting("220 mail.example ESMTP", "SMTP", hint: " Try --starttls smtp."),
    greeting("SSH-2.0-OpenSSH_9.2p1", "SSH"), greeting("SIP/2.0 400 Bad Request", "SIP"),
    greeting("* OK IMAP4rev1", "IMAP", hint: " Try --starttls imap."), greeting("what?", "something else"),
    server(
      "tls.alert", "handshake failure (40). No common cipher or missing SNI.", [.say(TLSFlight.alert(40)), .silence]),
    CommentCase(id: "tls.alert", words: "Some servers answer so too where they do not support TLS 1.3.") {
      try comments(PlainServer([.say(TLSFlight.alert(40)), .silence]), from: .tls13)
    } absent: {
      try comments(PlainServer([.say(TLSFlight.alert(70)), .silence]), from: .tls13)
    },
    server(
      "tls.no-version", "protocol version (70). It does not support TLS 1.0–1.3.",
      [.say(TLSFlight.alert(70)), .silence]),
    CommentCase(id: "tls.no-version", words: "The server chose TLS 1.2, but only TLS 1.3 was offered.") {
      try comments(PlainServer([.say(TLSFlight.serverHello), .silence]), from: .tls13)
    } absent: {
      try comments(PlainServer([.say(TLSFlight.alert(40)), .silence]), from: .tls13)
    },
    // SSL 2.0: a ServerHello, and the error that there is no common cipher.
    server(
      "tls.not-tls", "it answered like something else.",
      [.say([0x80, 0x25, 4, 0, 1, 0, 2, 0, 0, 0, 3, 0, 16] + rest.prefix(26)), .silence]),
    server("tls.not-tls", "it answered like something else.", [.say([0x80, 3, 0, 0, 1]), .silence]),
    server("tls.not-tls", "it answered like something else.", [.say([0x80, 3, 0, 0, 1]), .end]),
    server("tls.broken", "The server broke the TLS protocol: ", [.say([22, 3, 3, 0xff, 0xff] + rest), .silence]),
    server("tls.broken", "The server broke the TLS protocol: too many warn alerts.", [.say(storm), .silence]),
    CommentCase(id: "tls.unusable", words: "TLS cannot be begun: ") {
      // Longer than a name can be (RFC 6066 §3).
      let name = String(repeating: "a", count: 300)
      let server = try PlainServer([.silence])
      let address = SocketAddress(octets: [127, 0, 0, 1], port: server.port)
      let failure = try ServerProbe().call(address, serverName: name).failure
      return failure.map { [$0.code: $0.sentence] } ?? [:]
    } absent: {
      let server = try PlainServer([.end])
      return try comments(server.port)
    },
    server(
      "starttls.none", "The server does not offer TLS for SMTP: 502 no.",
      [.say("220 a\r\n"), .hear("\r\n"), .say("250 a\r\n"), .hear("\r\n"), .say("502 no\r\n"), .silence],
      startTLS: .smtp),
    server(
      "starttls.broken", "The server does not speak SMTP: it says * OK.", [.say("* OK\r\n"), .silence], startTLS: .smtp),
    server("starttls.closed", "The server closed the connection before TLS began.", [.end], startTLS: .smtp),
    server(
      "starttls.timeout", "Connected, but the server said nothing within 300 ms; FTP was expected.", [.silence],
      startTLS: .ftp,
      milliseconds: 300),
  ]

  private static let rest = [UInt8](repeating: 0, count: 300)
  /// More warnings than anybody has reason for.
  private static let storm = (0..<400).flatMap { _ in TLSFlight.warning(90) }
}
