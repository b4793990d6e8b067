package import Platform
import Vocabulary

/// How names are looked up: by the servers that were named, for every step; else as the system does, and SRV records by
/// the servers of resolv.conf.
package struct ProbeNames: Sendable {
  private let servers: DNSClient
  private let isOwn: Bool
  private let milliseconds: Int
  /// Which addresses are called; nil for both families.
  private let octets: Int?

  /// `servers` empty for the system's; each try may take so many milliseconds; `octets` is 4 or 16 for one family alone.
  package init(servers: [SocketAddress] = [], milliseconds: Int = 2_000, octets: Int? = nil) {
    isOwn = !servers.isEmpty
    self.servers = DNSClient(isOwn ? servers : DNSClient.systemServers, milliseconds: milliseconds)
    self.milliseconds = milliseconds
    self.octets = octets
  }

  /// Where a service of that name is offered.
  func services(of name: String) throws(DNSFailure) -> [DNSService] { try servers.services(of: name) }

  /// The addresses of a host, and the names that stand between.
  func addresses(of host: String, port: UInt16) throws(DNSFailure) -> (addresses: [SocketAddress], aliases: [String]) {
    var found: [SocketAddress]
    var aliases: [String] = []
    if isOwn {
      let answer = try servers.addresses(of: host)
      found = answer.addresses.map { SocketAddress(octets: $0, port: port) }
      aliases = answer.aliases
    } else {
      do throws(LookupFailure) {
        found = try Resolver.addresses(of: host, port: port, by: Deadline(milliseconds: 2 * milliseconds))
      } catch {
        throw ProbeNames.failure(error, host, milliseconds: 2 * milliseconds)
      }
    }
    if let octets { found = found.filter { $0.octets.count == octets } }
    guard !found.isEmpty else { throw .noData(host) }
    return (found, aliases)
  }

  private static func failure(_ failure: LookupFailure, _ host: String, milliseconds: Int) -> DNSFailure {
    switch failure {
    case .noAddress: .noData(host)
    case .timeout: .timeout(server: "of this system", milliseconds: milliseconds)
    case .failed: .serverFailure(server: "of this system")
    }
  }
}

extension ProbeFailure {
  /// Why a name led nowhere.
  init(_ failure: DNSFailure) {
    switch failure {
    case .noName(let name): self.init("dns.no-name", "\(name) does not exist.")
    case .noData(let name): self.init("dns.no-address", "\(name) has no address.")
    case .badName(let name): self.init("dns.no-name", "\(name) is no domain name.")
    case .tooManyAliases(let name): self.init("dns.broken", "\(name) is an alias of too many others, or of itself.")
    case .noServer: self.init("dns.not-listening", "There is no DNS server to ask: name one with --dns.")
    case .serverFailure(let server): self.init("dns.failure", "DNS server \(server): server failure.")
    case .refused(let server): self.init("dns.refused", "DNS server \(server) refused to answer.")
    case .code(let code, let server): self.init("dns.failure", "DNS server \(server) failed with code \(code).")
    case .timeout(let server, let milliseconds):
      self.init("dns.timeout", "DNS server \(server) did not answer within \(ProbeFailure.seconds(milliseconds)).")
    case .notListening(let server, let port):
      self.init("dns.not-listening", "DNS server \(server): nothing listens on port \(port).")
    case .broken(let server): self.init("dns.broken", "DNS server \(server) sent a broken answer.")
    case .unreachable(let server, let reason):
      self.init("dns.not-listening", "DNS server \(server) cannot be asked: \(reason).")
    }
  }
}
