package import Platform
internal import Synchronization
import Vocabulary

/// How names are looked up: by the servers that were named, for every step; else as the system does, and SRV records by
/// the servers of resolv.conf.
package struct ProbeNames: Sendable {
  private let servers: DNSClient
  private let isOwn: Bool
  private let milliseconds: Int
  /// Which addresses are called; nil for both families.
  private let octets: Int?
  private let deadline: Deadline?
  private let known = Known()

  /// What was asked once is not asked again in a run.
  private final class Known: Sendable {
    let services = Mutex<[String: Result<[DNSService], DNSFailure>]>([:])
    let addresses = Mutex<[String: Result<HostAddresses, DNSFailure>]>([:])
    let aliases = Mutex<[String: [String]]>([:])
  }

  /// `servers` empty for the system's, which are those of resolv.conf unless others are given; each try may take so many
  /// milliseconds, and none goes on behind the deadline; `octets` is 4 or 16 for one family alone.
  package init(
    servers: [SocketAddress] = [], milliseconds: Int = 2_000, octets: Int? = nil, by deadline: Deadline? = nil,
    systemServers: [SocketAddress]? = nil
  ) {
    isOwn = !servers.isEmpty
    self.servers = DNSClient(
      isOwn ? servers : systemServers ?? DNSClient.systemServers, milliseconds: milliseconds, by: deadline)
    self.milliseconds = milliseconds
    self.octets = octets
    self.deadline = deadline
  }

  /// Where a service of that name is offered.
  func services(of name: String) throws(DNSFailure) -> [DNSService] {
    if let known = known.services.withLock({ $0[name] }) { return try known.get() }
    let found: Result<[DNSService], DNSFailure>
    do throws(DNSFailure) { found = .success(try servers.services(of: name)) } catch { found = .failure(error) }
    known.services.withLock { $0[name] = found }
    return try found.get()
  }

  /// Which records SIP is found by in a domain; empty where it says nothing, or nothing that can be read.
  func pointers(of domain: String) -> [DNSPointer] { (try? servers.pointers(of: domain)) ?? [] }

  /// The addresses of a host, and who gave them.
  func addresses(of host: String, port: UInt16) throws(DNSFailure) -> HostAddresses {
    let found: Result<HostAddresses, DNSFailure>
    if let known = known.addresses.withLock({ $0[host] }) {
      found = known
    } else {
      do throws(DNSFailure) { found = .success(try lookUp(host)) } catch { found = .failure(error) }
      known.addresses.withLock { $0[host] = found }
    }
    var host = try found.get()
    host.addresses = host.addresses.map { SocketAddress(octets: $0.octets, port: port, scope: $0.scope) }
    return host
  }

  /// The names that a host is an alias of. The system's own way to addresses does not tell them, so its servers are
  /// asked; where they say nothing, there are none.
  func aliases(of host: String) -> [String] {
    if isOwn { return (try? addresses(of: host, port: 0))?.aliases ?? [] }
    if let known = known.aliases.withLock({ $0[host] }) { return known }
    let found = ((try? servers.alias(of: host)) ?? nil).map { [$0] } ?? []
    known.aliases.withLock { $0[host] = found }
    return found
  }

  private func lookUp(_ host: String) throws(DNSFailure) -> HostAddresses {
    var found = HostAddresses()
    if isOwn {
      let answer = try servers.addresses(of: host, octets: octets)
      found.addresses = answer.addresses.map { SocketAddress(octets: $0, port: 0) }
      found.aliases = answer.aliases
      found.server = answer.server
    } else {
      do throws(LookupFailure) {
        found.addresses = try Resolver.addresses(
          of: host, port: 0, by: Deadline(milliseconds: 2 * milliseconds).limited(by: deadline))
      } catch {
        throw ProbeNames.failure(error, host, milliseconds: 2 * milliseconds)
      }
    }
    if let octets { found.addresses = found.addresses.filter { $0.octets.count == octets } }
    guard !found.addresses.isEmpty else { throw .noData(host) }
    return found
  }

  private static func failure(_ failure: LookupFailure, _ host: String, milliseconds: Int) -> DNSFailure {
    switch failure {
    case .noAddress: .noData(host)
    case .timeout: .timeout(server: "of this system", milliseconds: milliseconds)
    case .failed: .serverFailure(server: "of this system")
    }
  }
}

/// Where a host is, and how that was found.
struct HostAddresses: Sendable {
  /// Its addresses in the order of the answer.
  var addresses: [SocketAddress] = []
  /// The names that stand between, as far as they were told.
  var aliases: [String] = []
  /// The server that was named and answered; nil where the system was asked.
  var server: String?
}

extension ProbeFailure {
  /// Why a name led nowhere.
  init(_ failure: DNSFailure) {
    switch failure {
    case .noName(let name): self.init("dns.no-name", "\(name, as: "name") does not exist.")
    case .noData(let name): self.init("dns.no-address", "\(name, as: "name") has no address.")
    case .badName(let name): self.init("dns.no-name", "\(name, as: "name") is no domain name.")
    case .tooManyAliases(let name):
      self.init("dns.broken", "\(name, as: "name") is an alias of too many others, or of itself.")
    case .noServer: self.init("dns.not-listening", "There is no DNS server to ask: name one with --dns.")
    case .serverFailure(let server): self.init("dns.failure", "DNS server \(server, as: "s"): server failure.")
    case .refused(let server): self.init("dns.refused", "DNS server \(server, as: "s") refused to answer.")
    case .code(let code, let server):
      self.init("dns.failure", "DNS server \(server, as: "s") failed with code \(code, as: "number").")
    case .timeout(let server, let milliseconds):
      self.init(
        "dns.timeout",
        "DNS server \(server, as: "s") did not answer within \(ProbeFailure.seconds(milliseconds), as: "t").")
    case .notListening(let server, let port):
      self.init("dns.not-listening", "DNS server \(server, as: "s"): nothing listens on port \(port, as: "p").")
    case .broken(let server): self.init("dns.broken", "DNS server \(server, as: "s") sent a broken answer.")
    case .unreachable(let server, let reason):
      self.init("dns.not-listening", "DNS server \(server, as: "s") cannot be asked: \(reason, as: "reason").")
    }
  }
}
