import Testing

@testable import PKICore

/// The kinds of services, and targets as they are written.
@Suite struct ProbeTypeTests {
  /// A kind: name, record, usual port, what the certificate must name, what is spoken there.
  private struct Kind: Sendable, CustomTestStringConvertible {
    let name: String
    let record: String
    let port: UInt16
    var naming = ProbeService.Naming.target
    var transport = ProbeService.Transport.tls
    var startTLS: StartTLS?
    var testDescription: String { name }

    static let all = [
      Kind(name: "FED", record: "_sipfederationtls._tcp", port: 5061),
      Kind(name: "SIP", record: "_sip._tls", port: 443),
      Kind(name: "SIPINT", record: "_sipinternaltls._tcp", port: 5061),
      Kind(name: "SIPS", record: "_sips._tcp", port: 5061, naming: .both),
      Kind(name: "EDGE", record: "_collab-edge._tls", port: 8443, naming: .both),
      Kind(name: "UDS", record: "_cisco-uds._tcp", port: 8443),
      Kind(name: "CMSWEB", record: "_cms-web._tls", port: 443),
      Kind(name: "PEXAPP", record: "_pexapp._tcp", port: 443),
      Kind(name: "TURNS", record: "_turns._tcp", port: 5349),
      Kind(name: "STUNS", record: "_stuns._tcp", port: 5349),
      Kind(name: "LDAPS", record: "_ldaps._tcp", port: 636),
      Kind(name: "LDAP", record: "_ldap._tcp", port: 389, startTLS: .ldap),
      Kind(name: "XMPPC", record: "_xmpp-client._tcp", port: 5222, naming: .domain, startTLS: .xmpp),
      Kind(name: "XMPPS", record: "_xmpp-server._tcp", port: 5269, naming: .domain, startTLS: .xmppServer),
      Kind(name: "XMPPCT", record: "_xmpps-client._tcp", port: 5223, naming: .domain),
      Kind(name: "IMAPS", record: "_imaps._tcp", port: 993),
      Kind(name: "SUBMIT", record: "_submission._tcp", port: 587, startTLS: .smtp),
      Kind(name: "H323", record: "_h323cs._tcp", port: 1720, transport: .stream),
      Kind(name: "SIPTCP", record: "_sip._tcp", port: 5060, transport: .stream),
      Kind(name: "SIPUDP", record: "_sip._udp", port: 5060, transport: .datagram),
      Kind(name: "H323LS", record: "_h323ls._udp", port: 1719, transport: .datagram),
      Kind(name: "H323RS", record: "_h323rs._udp", port: 1719, transport: .datagram),
    ]
  }

  @Test(arguments: Kind.all) private func isWhatItsNameSays(_ kind: Kind) throws {
    let service = try #require(ProbeService(named: kind.name.lowercased()))
    #expect(service.name == kind.name && service.prefix == kind.record && service.port == kind.port)
    #expect(service.naming == kind.naming && service.transport == kind.transport)
    #expect(service.startTLS == kind.startTLS)
    #expect(ProbeService(prefix: kind.record.uppercased()) == service)
    #expect(service.record(of: "example.com", by: []) == "\(kind.record).example.com")
  }

  @Test func thereAreNoOthers() {
    #expect(ProbeService.all.map(\.name) == Kind.all.map(\.name))
  }

  // MARK: - Addresses of IPv6

  @Test(arguments: [
    "::1", "2001:db8::443", "2001:db8::1:5", "2001:db8::1:ab", "2001:db8:0:0:0:0:1:443", "::ffff:192.0.2.1",
    "[::1:443]", "2001:db8::1:0443",
  ])
  func anAddressAloneIsCalledAtTheUsualPort(_ text: String) throws {
    guard case .address(_, let port) = try ProbeTarget(text).place else {
      Issue.record("\(text) is no address")
      return
    }
    #expect(port == 443)
  }

  @Test func bracketsTellThePort() throws {
    #expect(try ProbeTarget("[::1]:8443").place == .address([UInt8](repeating: 0, count: 15) + [1], port: 8443))
  }

  @Test(arguments: [
    ("::1:443", "::1", "443"), ("2001:db8::1:25", "2001:db8::1", "25"), ("fe80::a:8443", "fe80::a", "8443"),
  ])
  func whatMayBeEitherIsRefused(_ text: String, _ address: String, _ port: String) throws {
    let error = #expect(throws: PKIError.self) { try ProbeTarget(text) }
    #expect(error?.hint == "[\(address)]:\(port) is port \(port), [\(text)] the address alone")
    #expect(throws: PKIError.self) { try ProbeTarget("https://\(text)/") }
  }
}
