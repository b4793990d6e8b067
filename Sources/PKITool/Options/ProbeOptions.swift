package import Console
package import PKICore
import Platform
package import Vocabulary

/// How servers are found and called.
package struct ProbeOptions: OptionGroup {
  /// The kind of service that bare domains stand for.
  package var type: ProbeService?
  /// The name servers that are asked, in their order.
  package var servers: [NameServer] = []
  /// Seconds for one question to a name server.
  package var dnsTimeout = 2
  /// The name that servers are asked for.
  package var serverName: ServerNameChoice?
  /// Whether only the first address of a name is called.
  package var isFirstOnly = false
  /// Whether only IPv4, or only IPv6, is called.
  package var isNarrow = false, isWide = false
  /// How TLS is begun.
  package var startTLS: StartTLSChoice?
  /// The oldest and the newest version of TLS.
  package var minimum = TLSVersion.tls10, maximum: TLSVersion?
  /// Seconds for one address, everything included.
  package var timeout = 5
  /// How many targets are probed at the same time.
  package var jobs = 32

  /// All defaults.
  package init() {}

  package static let options: [Option<Self>] = [
    .value("type", \.type, "TYPE", "bare names are domains with such a service: FED, SIP, SIPS, …"),
    .list("dns", \.servers, "HOST[:PORT]", "the name server to ask, an address", initially: "the system's"),
    .value("dns-timeout", \.dnsTimeout, "SECONDS", "for each question to it, asked twice"),
    .value("sni", \.serverName, "NAME|none", "the name to ask servers for", initially: "the host"),
    .flag("no-pool", \.isFirstOnly, "only the first address of each name"),
    .flag("ipv4", \.isNarrow, "only addresses of IPv4", short: "4"),
    .flag("ipv6", \.isWide, "only addresses of IPv6", short: "6"),
    .value(
      "starttls", \.startTLS, "PROTOCOL", "how TLS is begun, or none for at once",
      initially: "what is usual at the port"),
    .value("tls-min", \.minimum, "VERSION", "the oldest TLS to speak"),
    .value("tls-max", \.maximum, "VERSION", "the newest TLS to speak", initially: "the newest there is"),
    .value("timeout", \.timeout, "SECONDS", "for each address, from connecting to the end"),
    .value("jobs", \.jobs, "N", "how many targets at the same time"),
  ]

  /// Throws what contradicts itself, and numbers that nobody means.
  func validate() throws(UsageError) {
    for (option, value, range) in [
      ("--timeout", timeout, 1...600), ("--dns-timeout", dnsTimeout, 1...60), ("--jobs", jobs, 1...256),
    ] where !range.contains(value) {
      throw UsageError("\(option) \(value): from \(range.lowerBound) to \(range.upperBound)")
    }
    if isNarrow, isWide { throw UsageError("--ipv4 and --ipv6 leave no address", hint: "leave both out for both") }
    if let maximum, maximum < minimum {
      throw UsageError("--tls-max \(maximum.shown ?? ""): older than --tls-min \(minimum.shown ?? "")")
    }
  }

  /// How names are looked up.
  var names: ProbeNames {
    ProbeNames(
      servers: servers.map(\.address), milliseconds: dnsTimeout * 1_000, octets: isNarrow ? 4 : isWide ? 16 : nil)
  }

  /// How servers are called.
  var calls: ServerProbe.Settings {
    var settings = ServerProbe.Settings()
    settings.minimum = minimum
    settings.maximum = maximum
    settings.milliseconds = timeout * 1_000
    return settings
  }
}

/// A name server as it is typed.
package struct NameServer: OptionValue, Hashable {
  /// Where it listens.
  let address: SocketAddress

  /// An address, with a port behind it or 53.
  package static func parse(_ text: String) throws(InvalidValue) -> NameServer {
    do throws(PKIError) {
      if case .address(let octets, let port) = try ProbeTarget(text, standardPort: 53).place {
        return NameServer(address: SocketAddress(octets: octets, port: port))
      }
    } catch {}
    throw InvalidValue(
      expected: "the address of a name server such as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:53")
  }
}

/// `--sni`: a name, or none.
package struct ServerNameChoice: OptionValue, Hashable {
  /// What servers are asked for.
  let name: ProbeTarget.ServerName

  /// `none`, or a host name.
  package static func parse(_ text: String) throws(InvalidValue) -> ServerNameChoice {
    if text == "none" { return ServerNameChoice(name: .none) }
    guard HostPattern.reference(text) != nil else { throw InvalidValue(expected: "a host name, or none") }
    return ServerNameChoice(name: .name(text))
  }
}

/// `--starttls`: a protocol, or none.
package struct StartTLSChoice: OptionValue, Hashable {
  /// The protocol; nil for none.
  let way: StartTLS?

  /// `none`, or the name of a protocol.
  package static func parse(_ text: String) throws(InvalidValue) -> StartTLSChoice {
    if text == "none" { return StartTLSChoice(way: nil) }
    return StartTLSChoice(way: try StartTLS.parse(text))
  }

  /// All of them.
  package static var candidates: Candidates { .words(StartTLS.allCases.map(\.rawValue) + ["none"]) }
}

extension StartTLS: Choice {}

extension ProbeService: OptionValue {
  /// The kind of that name.
  package static func parse(_ text: String) throws(InvalidValue) -> ProbeService {
    guard let service = ProbeService(named: text) else {
      let names = all.map(\.name)
      let nearest = Suggestion.nearest(to: text.uppercased(), among: names)
      throw InvalidValue(
        expected: names.joined(separator: ", "), hint: nearest.map { "did you mean '\($0)'?" })
    }
    return service
  }

  /// All names.
  package static var candidates: Candidates { .words(all.map(\.name)) }
}

extension TLSVersion: OptionValue {
  /// `1.0` to `1.3`.
  package static func parse(_ text: String) throws(InvalidValue) -> TLSVersion {
    guard let version = all.first(where: { $0.shown == text }) else {
      throw InvalidValue(expected: "1.0, 1.1, 1.2 or 1.3")
    }
    return version
  }

  /// All that are spoken.
  package static var candidates: Candidates { .words(all.compactMap(\.shown)) }
  /// As it is typed.
  package var shown: String? { String(description.dropFirst(4)) }
}
