package import Platform

/// Which of the services that are known by a name a domain says it offers.
package struct ServiceDiscovery: Sendable {
  /// A kind of service, and what DNS says of it.
  package struct Kind: Sendable {
    /// The kind.
    package let service: ProbeService
    /// The name of its record.
    package let record: String
    /// The records in the order in which they are tried; why there is none.
    package let answer: Result<[DNSService], ProbeFailure>

    /// Whether it is offered: a record leads somewhere.
    package var isOffered: Bool { services.contains { $0.target != "." } }
    /// The records; empty where there is none.
    package var services: [DNSService] { (try? answer.get()) ?? [] }
    /// Why nothing is known; nil where something is, if only that there is none.
    package var failure: ProbeFailure? {
      if case .failure(let failure) = answer, failure.code != "srv.none" { failure } else { nil }
    }
  }

  /// The domain.
  package let domain: String
  /// Every kind that was asked for, in the order of the list.
  package let kinds: [Kind]
  /// Which records it says SIP is found by (RFC 3263).
  package let pointers: [DNSPointer]

  /// Asks a domain for every kind of service, all at the same time. Throws where the name is none.
  package init(of domain: String, names: ProbeNames) throws(PKIError) {
    let name = domain.hasSuffix(".") ? String(domain.dropLast()) : domain
    if let first = ProbeService.all.first { _ = try ProbeTarget(name, type: first) }
    self.domain = name
    let services = ProbeService.all
    kinds = Workers.parallelMap(services, workers: services.count) { service in
      let record = "\(service.prefix).\(name)"
      do throws(DNSFailure) {
        return Kind(service: service, record: record, answer: .success(try names.services(of: record)))
      } catch {
        return Kind(service: service, record: record, answer: .failure(ProbeFailure(error, record: record)))
      }
    }
    pointers = names.pointers(of: name)
  }

  /// What is to be probed: every kind that is offered.
  package var targets: [ProbeTarget] {
    kinds.compactMap { kind in
      guard kind.isOffered else { return nil }
      return ProbeTarget(
        "srv:\(kind.record)", .service(kind.service, domain: domain), startTLS: kind.service.startTLS,
        habits: kind.service.target)
    }
  }

  /// What is wrong: nothing is offered, or DNS says nothing.
  package var findings: [Finding] {
    var findings: [Finding] = []
    for failure in kinds.compactMap(\.failure) where !findings.contains(where: { $0.message == failure.message }) {
      findings.append(Finding(failure, in: domain))
    }
    if findings.isEmpty, targets.isEmpty {
      findings.append(
        Finding(
          "srv.none", in: domain,
          "\(domain, as: "domain") offers none of the \(kinds.count, as: "n") kinds of service that are looked for.",
          fix: "name a host and its port, or another domain"))
    }
    return findings
  }
}

extension ProbeFailure {
  /// Why there is no record of that name.
  init(_ failure: DNSFailure, record: String) {
    switch failure {
    case .noName, .noData: self.init("srv.none", "There is no SRV record \(record, as: "rr").")
    default: self.init(failure)
    }
  }
}
