package import Console
package import PKICore
import Platform

/// What is probed, and how it is looked up.
package struct ProbeTargetOptions: OptionGroup {
  /// Tables of targets.
  package var tables: [String] = []
  /// Whether bad rows of tables are left out without an error.
  package var skipsBadRows = false
  /// The kind of service that bare domains stand for.
  package var type: ProbeService?
  /// Domains of which every known service is looked for.
  package var discovered: [String] = []
  /// The name servers that are asked, in their order.
  package var servers: [NameServer] = []
  /// Seconds for one question to a name server.
  package var dnsTimeout = 2
  /// Whether only the first address of a name is called.
  package var isFirstOnly = false
  /// Whether only IPv4, or only IPv6, is called.
  package var isNarrow = false, isWide = false

  /// All defaults.
  package init() {}

  /// The words of the command line that set them.
  package static let options: [Option<Self>] = [
    .list("from", \.tables, "FILE", "a table of targets, Domain,Type,Port; - is standard input", completion: .files),
    .flag("skip-bad", \.skipsBadRows, "leave bad rows of tables and lines of lists out, without an error"),
    .value("type", \.type, "TYPE", "bare names are domains with such a service: FED, SIP, SIPS, …"),
    .list("discover", \.discovered, "DOMAIN", "ask for every kind of service, say which there are, probe them"),
    .list("dns", \.servers, "HOST[:PORT]", "the name server to ask, for every step", initially: "the system's"),
    .value("dns-timeout", \.dnsTimeout, "SECONDS", "for each question to it, asked twice"),
    .flag("no-pool", \.isFirstOnly, "only the first address of each name"),
    .flag("ipv4", \.isNarrow, "only addresses of IPv4", short: "4"),
    .flag("ipv6", \.isWide, "only addresses of IPv6", short: "6"),
  ]

  /// Throws what contradicts itself, and numbers that nobody means.
  func validate() throws(UsageError) {
    try ProbeRunOptions.check("--dns-timeout", dnsTimeout, 1...60)
    if isNarrow, isWide { throw UsageError("--ipv4 and --ipv6 leave no address", hint: "leave both out for both") }
  }

  /// How names are looked up, until then. Throws where a name server has no address.
  func names(by deadline: Deadline?) throws(PKIError) -> ProbeNames {
    var addresses: [SocketAddress] = []
    for server in servers { addresses += try server.addresses(by: Deadline(milliseconds: 2_000 * dnsTimeout)) }
    return ProbeNames(
      servers: addresses, milliseconds: dnsTimeout * 1_000, octets: isNarrow ? 4 : isWide ? 16 : nil, by: deadline)
  }
}
