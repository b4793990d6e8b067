import OpenSSL
import Platform
import TestKit
import Vocabulary

@testable import PKICore

/// SRV records, and what is said of each.
extension CommentCase {
  /// The comments on a record of the type SIP that says this.
  private static func comments(
    _ answer: DNSServer.Answer, asks system: Bool = false, alias: String? = nil
  ) throws -> [String: Sentence] {
    let dns = try DNSServer()
    dns.answer("_sip._tls.probe.example", type: 33, answer)
    dns.host("real.probe.example")
    dns.answer("alias.probe.example", type: 1, .records([(nil, .alias("real.probe.example"))]))
    if let alias { dns.answer(alias, type: 5, .records([(nil, .alias("real.probe.example"))])) }
    let servers = [SocketAddress(octets: [127, 0, 0, 1], port: dns.port)]
    let names = ProbeNames(servers: system ? [] : servers, systemServers: servers)
    let probe = Probe(Probe.Settings(CheckRequest(instant: ChainDraft.instant)), names: names, calls: try ServerProbe())
    var comments: [String: Sentence] = [:]
    for finding in probe.run(try ProbeTarget("sip:probe.example")).allFindings {
      comments[finding.code] = finding.sentence
    }
    return comments
  }

  private static func to(_ target: String) throws -> DNSServer.Answer {
    .records([(nil, .service(priority: 0, weight: 0, port: try PlainServer([]).port, target: target))])
  }

  private static func record(
    _ id: String, _ words: String, _ answer: @escaping @Sendable () throws -> DNSServer.Answer
  ) -> CommentCase {
    CommentCase(id: id, words: words) {
      try comments(answer())
    } absent: {
      try comments(id == "srv.port" ? .code(3) : to("real.probe.example"))
    }
  }

  static let records: [CommentCase] = [
    record("srv.none", "There is no SRV record _sip._tls.probe.example.") { .code(3) },
    record("srv.off", "The record _sip._tls.probe.example says") { try to("") },
    record("srv.foreign", "real.other.example is not under probe.example") { try to("real.other.example") },
    record("srv.port", "_sip._tls.probe.example points to port") { try to("real.probe.example") },
    record("srv.cname", "The SRV target alias.probe.example is an alias") { try to("alias.probe.example") },
    record("srv.noaddr", "The SRV target nowhere.probe.example has") { try to("nowhere.probe.example") },
    record("srv.ip", "The SRV target is an IP address.") { try to("192.0.2.1") },
    // The system's own way to addresses hides that a name is an alias.
    CommentCase(id: "srv.cname", words: "The SRV target localhost is an alias (RFC 2782 forbids it).") {
      try comments(to("localhost"), asks: true, alias: "localhost")
    } absent: {
      try comments(to("localhost"), asks: true)
    },
  ]
}
