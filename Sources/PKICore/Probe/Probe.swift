internal import Platform
internal import Synchronization
import Vocabulary

/// Probes targets: looks them up, calls every address once, and judges what it shows. May be used on many threads.
package final class Probe: Sendable {
  /// What is asked of every target.
  package struct Settings: Sendable {
    /// Law, dates, trust and thresholds; names come from the targets.
    package var check: CheckRequest
    /// Whether somebody chose the law; else it is by the kind of target.
    package var hasProfile = false
    /// The name that certificates must be for, instead of the target's own.
    package var identity: Identity?
    /// The name that servers are asked for, instead of the target's own.
    package var serverName: ProbeTarget.ServerName?
    /// How TLS is begun, instead of what is usual at the port; `.some(nil)` for at once.
    package var startTLS: StartTLS??
    /// Whether only the first address of each name is called.
    package var isFirstOnly = false
    /// The certificate that is shown to servers that ask, then its issuers; empty for none.
    package var clientCertificate: [Certificate] = []
    /// The certificates of which one that fits is shown to servers that ask; nil where none is looked for.
    package var candidates: [ClientCandidate]?
    /// Who is trusted; the verdict of the first counts for the certificate, that of the others for the chain.
    package var stores: [ProbeStore] = []
    /// Gets issuers that servers do not send; nil where nobody is asked.
    package var fetcher: Fetcher?
    /// The SHA-256 fingerprints of the certificates that are expected; empty where any is.
    package var expected: [[UInt8]] = []
    /// Whether each server is also called without a name.
    package var checksServerName = false
    /// Whether it is said where the root is to be had.
    package var tellsRoot = false

    /// Settings with a check.
    package init(_ check: CheckRequest) {
      self.check = check
      stores = check.pool.map { [ProbeStore("given", $0)] } ?? []
    }
  }

  /// What is asked.
  package let settings: Settings
  private let names: ProbeNames
  private let calls: ServerProbe
  private let verifiers: [Verifier]
  /// Every endpoint is called once in a run, and who else wants to know waits.
  private let known = Mutex<[Endpoint: OnceAnswered]>([:])

  private struct Endpoint: Hashable {
    let address: SocketAddress
    let serverName: String?
    let startTLS: StartTLS?
  }

  private final class OnceAnswered: Sendable {
    private let answer = Mutex<ServerAnswer?>(nil)

    func answer(_ call: () -> ServerAnswer) -> ServerAnswer {
      answer.withLock { known in
        if let known { return known }
        let answer = call()
        known = answer
        return answer
      }
    }
  }

  /// Threads for the members of one pool.
  private static let perTarget = 4

  /// A probe.
  package init(_ settings: Settings, names: ProbeNames, calls: ServerProbe) {
    self.settings = settings
    self.names = names
    self.calls = calls
    verifiers = settings.stores.map { Verifier($0.pool, asking: settings.check.verification) }
  }

  /// What a target comes to.
  package func run(_ target: ProbeTarget) -> ProbeResult {
    var result = ProbeResult(target)
    for place in places(of: target, &result) { add(place, to: &result) }
    let judge = ProbeJudge(settings, target, verifiers)
    result.members = Workers.parallelMap(result.members, workers: Probe.perTarget) { member in
      var member = member
      member.answer = self.call(member, of: target)
      if self.settings.checksServerName, member.answer?.serverName != nil {
        member.unnamed = self.call(member, of: target, isNamed: false)
      }
      judge.judge(&member)
      return member
    }
    judge.judgePool(&result)
    return result
  }

  // MARK: - Where

  /// A host with its port, as a target or a record names it.
  private struct Place {
    let host: String
    let port: UInt16
    let service: DNSService?
  }

  private func places(of target: ProbeTarget, _ result: inout ProbeResult) -> [Place] {
    switch target.place {
    case .host(let host, let port): return [Place(host: host, port: port, service: nil)]
    case .address(let octets, let port):
      result.members = [
        ProbeMember(host: "", service: nil, address: SocketAddress(octets: octets, port: port))
      ]
      return []
    case .service(let service, let domain):
      let record = "\(service.prefix).\(domain)"
      do throws(DNSFailure) {
        result.services = try names.services(of: record)
      } catch {
        let failure: ProbeFailure =
          switch error {
          case .noName, .noData: ProbeFailure("srv.none", "There is no SRV record \(record).")
          default: ProbeFailure(error)
          }
        result.findings.append(Finding(failure, in: target.text))
        return []
      }
      return ServiceRecords(service, domain, record, target.text).places(&result).map {
        Place(host: $0.target, port: $0.port, service: $0)
      }
    }
  }

  private func add(_ place: Place, to result: inout ProbeResult) {
    do throws(DNSFailure) {
      var (addresses, aliases) = try names.addresses(of: place.host, port: place.port)
      if settings.isFirstOnly { addresses = Array(addresses.prefix(1)) }
      if place.service != nil, !aliases.isEmpty {
        result.findings.append(
          Finding(
            "srv.cname", in: result.target.text, "The SRV target \(place.host) is an alias (RFC 2782 forbids it).",
            fix: "name the host itself in the record"))
      }
      for address in addresses where !result.members.contains(where: { $0.address == address }) {
        result.members.append(ProbeMember(host: place.host, service: place.service, address: address))
      }
    } catch {
      var failure = ProbeFailure(error)
      if place.service != nil, error.isAbsence {
        failure = ProbeFailure("srv.noaddr", "The SRV target \(place.host) has no address.")
      }
      result.findings.append(Finding(failure, in: result.target.text))
    }
  }

  // MARK: - The call

  private func call(_ member: ProbeMember, of target: ProbeTarget, isNamed: Bool = true) -> ServerAnswer? {
    var domain = member.host
    if case .service(let service, let asked) = target.place {
      domain = asked
      switch service.transport {
      case .tls: break
      case .stream: return calls.connect(to: member.address)
      case .datagram: return nil
      }
    }
    let startTLS: StartTLS? =
      switch settings.startTLS {
      case .some(let way): way
      case .none: target.startTLS
      }
    let host = member.host.isEmpty ? nil : member.host
    let serverName: String? =
      switch settings.serverName ?? target.serverName {
      case .host: startTLS == .xmpp || startTLS == .xmppServer ? (domain.isEmpty ? nil : domain) : host
      case .none: nil
      case .name(let name): name
      }
    return answer(
      Endpoint(address: member.address, serverName: isNamed ? serverName : nil, startTLS: startTLS), domain: domain)
  }

  /// What an endpoint shows, which is called once in a run.
  private func answer(_ endpoint: Endpoint, domain: String) -> ServerAnswer {
    let once = known.withLock { known in
      let once = known[endpoint] ?? OnceAnswered()
      known[endpoint] = once
      return once
    }
    return once.answer {
      var answer = call(endpoint, domain: domain, by: calls)
      answer.shown = settings.clientCertificate
      guard answer.clientCertificate != .none, let chosen = candidate(for: answer) else { return answer }
      var second = call(endpoint, domain: domain, by: chosen.calls)
      second.shown = chosen.certificates
      // What was shown before it was asked for more is not lost.
      return second.certificates.isEmpty ? answer : second
    }
  }

  private func call(_ endpoint: Endpoint, domain: String, by calls: ServerProbe) -> ServerAnswer {
    calls.call(
      endpoint.address, serverName: endpoint.serverName, startTLS: endpoint.startTLS, domain: domain)
  }

  private func candidate(for answer: ServerAnswer) -> ClientCandidate? {
    settings.candidates?.first { $0.fits(answer, at: settings.check.verification.instant) }
  }
}

extension DNSFailure {
  /// Whether DNS answered that there is nothing.
  var isAbsence: Bool {
    switch self {
    case .noName, .noData: true
    default: false
    }
  }
}

extension Finding {
  /// A finding by a rule of live servers; `severity` where it depends on the kind of target.
  init(
    _ code: String, _ severity: Severity? = nil, in source: String, about subject: String = "", _ message: String,
    fix: String? = nil
  ) {
    let rule = ProbeRule.rule(code)
    self.init(
      code, severity ?? rule?.severity ?? .error, in: source, about: subject, message, clause: rule?.clause ?? "",
      fix: fix)
  }

  /// Why a target or an address came to nothing.
  init(_ failure: ProbeFailure, in source: String) { self.init(failure.code, in: source, failure.message) }
}
