/// What a name leads to.
package struct DNSAddresses: Hashable, Sendable {
  /// The addresses, IPv6 before IPv4, 16 and 4 octets, in the order of the answer.
  package var addresses: [[UInt8]] = []
  /// The names that stand between, in their order; empty where the name is none's alias.
  package var aliases: [String] = []
  /// The server that gave the first of the addresses, as it was asked.
  package var server = ""
}

extension DNSClient {
  /// More aliases than anybody needs.
  private static let mostAliases = 8

  /// The addresses of a host. Throws where it has none.
  ///
  /// `octets` is 4 or 16 for one family alone, nil for both.
  package func addresses(of host: String, octets: Int? = nil) throws(DNSFailure) -> DNSAddresses {
    var found = DNSAddresses()
    var failure: DNSFailure?
    let types: [DNSType] = octets == 4 ? [.address] : octets == 16 ? [.wideAddress] : [.wideAddress, .address]
    for type in types {
      do throws(DNSFailure) {
        let (records, aliases, server) = try follow(host, type)
        if found.aliases.isEmpty { found.aliases = aliases }
        if found.server.isEmpty { found.server = server }
        for case .address(let octets) in records where !found.addresses.contains(octets) {
          found.addresses.append(octets)
        }
      } catch {
        // Who has no IPv6 address may have one of IPv4; what keeps a server from answering weighs more.
        if failure?.isFinal ?? true { failure = error }
      }
    }
    guard found.addresses.isEmpty else { return found }
    throw failure ?? .noData(host)
  }

  /// The name that another is an alias of (CNAME); nil where it is none's. Throws where nobody answers.
  package func alias(of host: String) throws(DNSFailure) -> String? { try ask(host, .alias).alias(of: host) }

  /// Where a service is offered, by priority, of equals the weightiest first. Throws where there is no such record.
  package func services(of name: String) throws(DNSFailure) -> [DNSService] {
    var services: [DNSService] = []
    for case .service(let service) in try follow(name, .service).records where !services.contains(service) {
      services.append(service)
    }
    return services.enumerated().sorted { a, b in
      let (left, right) = (a.element, b.element)
      if left.priority != right.priority { return left.priority < right.priority }
      return left.weight != right.weight ? left.weight > right.weight : a.offset < b.offset
    }.map(\.element)
  }

  /// Which records a domain's services are found by, in the order in which they are tried; empty where it says nothing.
  package func pointers(of domain: String) throws(DNSFailure) -> [DNSPointer] {
    var pointers: [DNSPointer] = []
    do throws(DNSFailure) {
      for case .pointer(let pointer) in try follow(domain, .authority).records where !pointers.contains(pointer) {
        pointers.append(pointer)
      }
    } catch {
      guard case .noData = error else { throw error }
    }
    return pointers.sorted { ($0.order, $0.preference) < ($1.order, $1.preference) }
  }

  /// The records of a type at the end of a name's aliases: servers give them along, or are asked again.
  private func follow(_ name: String, _ type: DNSType) throws(DNSFailure) -> (
    records: [DNSRecord.Data], aliases: [String], server: String
  ) {
    var (current, aliases): (String, [String]) = (name, [])
    while true {
      let answer = try ask(current, type)
      let before = aliases.count
      while let next = answer.alias(of: current) {
        guard aliases.count < DNSClient.mostAliases else { throw .tooManyAliases(name) }
        aliases.append(next)
        current = next
      }
      let records = answer.records.filter { DNSName.areEqual($0.name, current) }.map(\.data).filter { $0.is(type) }
      if !records.isEmpty { return (records, aliases, answer.server) }
      guard aliases.count > before else { throw .noData(name) }
    }
  }
}

extension DNSMessage {
  fileprivate func alias(of name: String) -> String? {
    for record in records where DNSName.areEqual(record.name, name) {
      if case .alias(let next) = record.data { return next }
    }
    return nil
  }
}

extension DNSRecord.Data {
  fileprivate func `is`(_ type: DNSType) -> Bool {
    switch (self, type) {
    case (.address(let octets), .address): octets.count == 4
    case (.address(let octets), .wideAddress): octets.count == 16
    case (.service, .service), (.pointer, .authority): true
    default: false
    }
  }
}
