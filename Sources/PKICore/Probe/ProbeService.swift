internal import Platform

/// A kind of service that is found by an SRV record (RFC 2782), or called directly.
package struct ProbeService: Hashable, Sendable {
  /// What a server's certificate must name.
  package enum Naming: Hashable, Sendable {
    /// The host that the record leads to.
    case target
    /// The domain that was asked for.
    case domain
    /// Both.
    case both
  }

  /// What is spoken there.
  package enum Transport: Hashable, Sendable {
    case tls
    /// TCP without TLS: whether somebody listens is all that can be told.
    case stream
    /// UDP: the record is all that can be told.
    case datagram
  }

  /// Its short name: `FED`.
  package let name: String
  /// What stands before the domain: `_sipfederationtls._tcp`.
  package let prefix: String
  /// The port where it usually is.
  package let port: UInt16
  /// What a certificate must name.
  package let naming: Naming
  /// What is spoken there.
  package let transport: Transport
  /// How TLS is begun; nil for at once.
  package let startTLS: StartTLS?
  /// By whose habits severities are weighed.
  package let target: CheckTarget

  private init(
    _ name: String, _ prefix: String, _ port: UInt16, _ naming: Naming = .target, _ transport: Transport = .tls,
    _ startTLS: StartTLS? = nil, as target: CheckTarget = .web
  ) {
    self.name = name
    self.prefix = prefix
    self.port = port
    self.naming = naming
    self.transport = transport
    self.startTLS = startTLS
    self.target = target
  }

  /// Every kind that is known by a name.
  package static let all: [ProbeService] = [
    ProbeService("FED", "_sipfederationtls._tcp", 5061, as: .skype),
    ProbeService("SIP", "_sip._tls", 443, as: .skype),
    ProbeService("SIPINT", "_sipinternaltls._tcp", 5061, as: .skype),
    ProbeService("SIPS", "_sips._tcp", 5061, .both, as: .sip),
    ProbeService("EDGE", "_collab-edge._tls", 8443, .both),
    ProbeService("UDS", "_cisco-uds._tcp", 8443),
    ProbeService("CMSWEB", "_cms-web._tls", 443),
    ProbeService("PEXAPP", "_pexapp._tcp", 443),
    ProbeService("TURNS", "_turns._tcp", 5349),
    ProbeService("STUNS", "_stuns._tcp", 5349),
    ProbeService("LDAPS", "_ldaps._tcp", 636),
    ProbeService("LDAP", "_ldap._tcp", 389, .target, .tls, .ldap),
    ProbeService("XMPPC", "_xmpp-client._tcp", 5222, .domain, .tls, .xmpp),
    ProbeService("XMPPS", "_xmpp-server._tcp", 5269, .domain, .tls, .xmppServer),
    ProbeService("XMPPCT", "_xmpps-client._tcp", 5223, .domain),
    ProbeService("IMAPS", "_imaps._tcp", 993),
    ProbeService("SUBMIT", "_submission._tcp", 587, .target, .tls, .smtp),
    ProbeService("H323", "_h323cs._tcp", 1720, .target, .stream),
    ProbeService("SIPTCP", "_sip._tcp", 5060, .target, .stream),
    ProbeService("SIPUDP", "_sip._udp", 5060, .target, .datagram),
    ProbeService("H323LS", "_h323ls._udp", 1719, .target, .datagram),
    ProbeService("H323RS", "_h323rs._udp", 1719, .target, .datagram),
  ]

  /// The kind of that name, in any case.
  package init?(named name: String) {
    let folded = name.uppercased()
    guard let found = ProbeService.all.first(where: { $0.name == folded }) else { return nil }
    self = found
  }

  /// The kind whose records begin so; one without a name where nothing is known of it: then TLS is begun at once.
  package init(prefix: String) {
    let folded = prefix.lowercased()
    self =
      ProbeService.all.first { $0.prefix == folded }
      ?? ProbeService("SRV", prefix, 0, .target, folded.hasSuffix("._udp") ? .datagram : .tls)
  }

  /// What NAPTR records call it, where SIP is found by them (RFC 3263 §4.1); nil for what is not.
  var pointer: String? {
    switch name {
    case "SIPS": "SIPS+D2T"
    case "SIPTCP": "SIP+D2T"
    case "SIPUDP": "SIP+D2U"
    default: nil
    }
  }

  /// The name of its SRV record in a domain: the one that NAPTR records lead to, else the usual.
  func record(of domain: String, by pointers: [DNSPointer]) -> String {
    let named = pointers.first { one in
      one.flags.lowercased() == "s" && one.services.uppercased() == pointer && one.replacement != "."
    }
    return named?.replacement ?? "\(prefix).\(domain)"
  }

  /// Whether its callers look for the SIP domain in the certificate (RFC 5922).
  var isSIP: Bool { target == .sip || target == .skype }
}
