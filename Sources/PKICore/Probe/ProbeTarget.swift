import Vocabulary

/// What is to be probed, as somebody named it.
package struct ProbeTarget: Hashable, Sendable {
  /// Where it leads.
  package enum Place: Hashable, Sendable {
    /// A host by name.
    case host(String, port: UInt16)
    /// An address, 4 or 16 octets.
    case address([UInt8], port: UInt16)
    /// A service of a domain.
    case service(ProbeService, domain: String)
  }

  /// As it was written: "edge.example.com:5061", "fed:example.com".
  package let text: String
  /// Where it leads.
  package let place: Place
  /// How TLS is begun; nil for at once.
  package var startTLS: StartTLS?
  /// By whose habits severities are weighed.
  package var habits = CheckTarget.web
  /// The name that the server is asked for, instead of its host.
  package var serverName: ServerName = .host
  /// What a table calls it; empty where it says nothing.
  package var label = ""

  /// What a server is asked for by (SNI, RFC 6066 §3).
  package enum ServerName: Hashable, Sendable {
    /// Its host name; nothing where it was named by its address.
    case host
    /// Nothing.
    case none
    /// This name.
    case name(String)
  }

  /// A target.
  init(_ text: String, _ place: Place, startTLS: StartTLS? = nil, habits: CheckTarget = .web) {
    self.text = text
    self.place = place
    self.startTLS = startTLS
    self.habits = habits
  }
}

/// The schemes of URLs that a target may be written as.
private struct URLScheme {
  let name: String
  let port: UInt16
  var habits = CheckTarget.web

  static let all = [
    URLScheme(name: "https", port: 443), URLScheme(name: "sips", port: 5061, habits: .sip),
    URLScheme(name: "ldaps", port: 636), URLScheme(name: "tls", port: 443),
  ]
}

extension ProbeTarget {
  /// A target as it is written on the command line: `host[:port]`, `[v6]:port`, `https://host`, `fed:domain`,
  /// `srv:_service._tcp.domain`. With `type`, what has no scheme is a domain of that type; where no port is given, it is
  /// `standardPort`, the source tool's default.
  package init(_ text: String, type: ProbeService? = nil, standardPort: UInt16 = 443) throws(PKIError) {
    func wrong(_ message: String, _ hint: String? = nil) -> PKIError {
      PKIError(
        .usage, text, message, hint: hint ?? "host:port, an address, https://host, fed:domain or srv:_sip._tls.domain")
    }
    if let scheme = URLScheme.all.first(where: { text.lowercased().hasPrefix($0.name + "://") }) {
      let rest = text.dropFirst(scheme.name.count + 3)
      // What stands behind the host is none of TLS's business.
      let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
      guard !host.contains("@" as Character) else { throw wrong("a user or password does not belong here") }
      let place = try ProbeTarget.place(String(host), port: scheme.port, wrong)
      self.init(text, place, habits: scheme.habits)
      return
    }
    if let colon = text.firstIndex(of: ":"), IPAddress.octets(text) == nil {
      let (word, rest) = (text[..<colon].lowercased(), String(text[text.index(after: colon)...]))
      if word == "srv" {
        self = try ProbeTarget.record(text, rest, wrong)
        return
      }
      if ["fed", "sip", "sipint"].contains(word), let service = ProbeService(named: word), UInt16(rest) == nil {
        self = try ProbeTarget.service(text, service, rest, wrong)
        return
      }
      if rest.hasPrefix("//") {
        throw wrong("this scheme is not known", "https://, sips://, ldaps:// and tls:// are")
      }
    }
    if let type {
      self = try ProbeTarget.service(text, type, text, wrong)
      return
    }
    let place = try ProbeTarget.place(text, port: standardPort, wrong)
    self.init(text, place, startTLS: StartTLS(port: place.port))
  }

  private static func record(
    _ text: String, _ name: String, _ wrong: (String, String?) -> PKIError
  ) throws(PKIError) -> ProbeTarget {
    let labels = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    guard labels.count == 3, labels[0].hasPrefix("_"), labels[1].hasPrefix("_"), labels[0].utf8.count > 1 else {
      throw wrong("this is not the name of an SRV record", "such as srv:_sip._tls.example.com")
    }
    return try service(text, ProbeService(prefix: labels[0] + "." + labels[1]), labels[2], wrong)
  }

  private static func service(
    _ text: String, _ service: ProbeService, _ domain: String, _ wrong: (String, String?) -> PKIError
  ) throws(PKIError) -> ProbeTarget {
    let domain = domain.hasSuffix(".") ? String(domain.dropLast()) : domain
    if domain.contains(":" as Character) {
      throw wrong("\(service.name) asks DNS for the port", "leave the port out, or name host:port without a type")
    }
    if let fault = ProbeTarget.fault(in: domain) { throw wrong("\(fault.message)", fault.hint) }
    return ProbeTarget(
      text, .service(service, domain: domain), startTLS: service.startTLS, habits: service.target)
  }

  private static func place(
    _ text: String, port standard: UInt16, _ wrong: (String, String?) -> PKIError
  ) throws(PKIError) -> Place {
    guard !text.isEmpty else { throw wrong("no host is named", nil) }
    if let octets = IPAddress.octets(text) {
      if let (address, port) = ProbeTarget.addressAndPort(text) {
        throw wrong(
          "this may be an address, or one and a port",
          "[\(address)]:\(port) is port \(port), [\(text)] the address alone")
      }
      return .address(octets, port: standard)
    }
    var (host, port) = (text[...], standard)
    if let colon = text.lastIndex(of: ":") {
      let digits = text[text.index(after: colon)...]
      guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = UInt16(digits), number > 0
      else { throw wrong("'\(digits)' is no port", "a port is a number from 1 to 65535") }
      (host, port) = (text[..<colon], number)
    }
    if let octets = IPAddress.octets(String(host)) {
      guard octets.count == 4 || host.hasPrefix("[") else {
        throw wrong("address and port cannot be told apart", "write it as [\(host)]:\(port)")
      }
      return .address(octets, port: port)
    }
    let name = host.hasSuffix(".") ? String(host.dropLast()) : String(host)
    if let fault = ProbeTarget.fault(in: name) { throw wrong(fault.message, fault.hint) }
    return .host(name, port: port)
  }

  /// The parts of an address of IPv6 without brackets whose last group somebody may mean for a port: ahead of it stands
  /// an address too, and it is a decimal number. TLS is spoken at no port of one digit.
  private static func addressAndPort(_ text: String) -> (address: Substring, port: Substring)? {
    guard text.first != "[", let colon = text.lastIndex(of: ":") else { return nil }
    let (address, port) = (text[..<colon], text[text.index(after: colon)...])
    guard port.utf8.count > 1, port.first != "0", UInt16(port) != nil, IPAddress.octets(String(address)) != nil else {
      return nil
    }
    return (address, port)
  }

  /// What is wrong with the name of a host to call: underscores stand in some, wildcards in none.
  private static func fault(in name: String) -> HostName.Fault? {
    if name.contains("*" as Character) {
      return HostName.Fault(message: "a wildcard is no host", hint: "name one of its hosts")
    }
    return HostName.fault(in: String(name.map { $0 == "_" ? "x" : $0 }))
  }
}

extension ProbeTarget.Place {
  /// The port; 0 where DNS says it.
  var port: UInt16 {
    switch self {
    case .host(_, let port), .address(_, let port): port
    case .service: 0
    }
  }
}
