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
    /// The certificate of nobody that is shown to servers that demand one and do not say by whom, where none fits; nil where
    /// none is.
    package var throwAway: ClientCandidate?
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
  private let pace: ProbePace
  private let gate: CallGate
  private let sent = SentCertificates()
  private let checks = RememberedChecks()
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

  /// Threads beside those that targets are worked on by, for the members of pools.
  private let spare: Mutex<Int>

  /// A probe.
  package init(_ settings: Settings, names: ProbeNames, calls: ServerProbe, pace: ProbePace = ProbePace()) {
    self.settings = settings
    self.names = names
    self.calls = calls
    verifiers = settings.stores.map { Verifier($0.pool, asking: settings.check.verification) }
    self.pace = pace
    gate = CallGate(most: pace.calls, perHost: pace.callsPerHost, spacing: pace.spacing)
    spare = Mutex(pace.calls - 1)
  }

  /// What a target comes to.
  package func run(_ target: ProbeTarget) -> ProbeResult {
    var result = ProbeResult(target)
    guard !pace.isOver else {
      result.end(Finding(.late, in: target.text))
      return result
    }
    let start = Clock.monotonicMilliseconds
    for place in places(of: target, &result) { add(place, since: start, to: &result) }
    let judge = ProbeJudge(settings, target, verifiers, sent, checks)
    result.members = inParallel(result.members) { member in
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

  /// The members of a pool are called at the same time, by as many threads as are to spare.
  private func inParallel(
    _ members: [ProbeMember], _ call: @Sendable (ProbeMember) -> ProbeMember
  ) -> [ProbeMember] {
    let taken = spare.withLock { spare in
      let taken = min(spare, max(0, members.count - 1))
      spare -= taken
      return taken
    }
    defer { spare.withLock { $0 += taken } }
    return Workers.parallelMap(members, workers: 1 + taken, call)
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
      if service.pointer != nil { result.pointers = names.pointers(of: domain) }
      let record = service.record(of: domain, by: result.pointers)
      result.record = record
      do throws(DNSFailure) {
        result.services = try names.services(of: record)
      } catch {
        result.end(Finding(timely(ProbeFailure(error, record: record)), in: target.text))
        return []
      }
      return ServiceRecords(service, domain, record, target.text).places(&result).map {
        Place(host: $0.target, port: $0.port, service: $0)
      }
    }
  }

  /// A failure of DNS, or that it was cut off.
  private func timely(_ failure: ProbeFailure) -> ProbeFailure {
    failure.code == "dns.timeout" && pace.isOver ? .late : failure
  }

  private func add(_ place: Place, since start: Int, to result: inout ProbeResult) {
    do throws(DNSFailure) {
      let found = try names.addresses(of: place.host, port: place.port)
      let addresses = settings.isFirstOnly ? Array(found.addresses.prefix(1)) : found.addresses
      if place.service != nil, !names.aliases(of: place.host).isEmpty {
        result.findings.append(
          Finding(
            "srv.cname", in: result.target.text, about: place.host,
            "The SRV target \(place.host, as: "host") is an alias (RFC 2782 forbids it).",
            fix: "name the host itself in the record"))
      }
      for address in addresses where !result.members.contains(where: { $0.address == address }) {
        result.members.append(
          ProbeMember(
            host: place.host, service: place.service, address: address,
            lookupMilliseconds: Clock.monotonicMilliseconds - start, nameServer: found.server))
      }
    } catch {
      var failure = ProbeFailure(error)
      if place.service != nil, error.isAbsence {
        failure = ProbeFailure("srv.noaddr", "The SRV target \(place.host, as: "host") has no address.")
      }
      let isOfRecord = place.service != nil
      let finding = Finding(timely(failure), in: result.target.text, about: isOfRecord ? place.host : "")
      result.end(finding, host: place.host, place.service)
    }
  }

  // MARK: - The call

  private func call(_ member: ProbeMember, of target: ProbeTarget, isNamed: Bool = true) -> ServerAnswer? {
    var domain = member.host
    if case .service(let service, let asked) = target.place {
      domain = asked
      switch service.transport {
      case .tls: break
      case .stream:
        let endpoint = Endpoint(address: member.address, serverName: nil, startTLS: nil)
        var time = AddressTime(milliseconds: calls.settings.milliseconds)
        return inTurn(endpoint, &time) { calls.connect(to: member.address, by: $0) }
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
    let answer = once.answer { sent.sharing(ask(endpoint, domain: domain)) }
    // Who sends without measure is rather called again than remembered.
    if answer.octetsSent > Probe.memorableOctets { known.withLock { $0[endpoint] = nil } }
    return answer
  }

  private static let memorableOctets = 65_536

  private func ask(_ endpoint: Endpoint, domain: String) -> ServerAnswer {
    var time = AddressTime(milliseconds: calls.settings.milliseconds)
    var answer = paced(endpoint, domain: domain, by: calls, &time)
    answer.shown = settings.clientCertificate
    guard answer.clientCertificate != .none else { return answer }
    guard let chosen = candidate(for: answer) else { return withThrowAway(answer, endpoint, domain: domain, &time) }
    let second = call(endpoint, showing: chosen, domain: domain, &time)
    // What was shown before it was asked for more is not lost.
    return second.certificates.isEmpty ? answer : second
  }

  /// What a server that demands a certificate and does not say by whom shows to one of nobody; what it showed without,
  /// where it does not take that.
  private func withThrowAway(
    _ answer: ServerAnswer, _ endpoint: Endpoint, domain: String, _ time: inout AddressTime
  ) -> ServerAnswer {
    guard let throwAway = settings.throwAway, answer.clientCertificate == .required,
      answer.acceptableAuthorities.isEmpty
    else { return answer }
    let second = call(endpoint, showing: throwAway, domain: domain, &time)
    return second.clientCertificate == .accepted ? second : answer
  }

  /// The same call once more, with a client certificate.
  private func call(
    _ endpoint: Endpoint, showing candidate: ClientCandidate, domain: String, _ time: inout AddressTime
  ) -> ServerAnswer {
    var answer = paced(endpoint, domain: domain, by: candidate.calls, &time)
    answer.shown = candidate.certificates
    return answer
  }

  private func candidate(for answer: ServerAnswer) -> ClientCandidate? {
    settings.candidates?.first { $0.fits(answer, at: settings.check.verification.instant) }
  }

  private func paced(
    _ endpoint: Endpoint, domain: String, by calls: ServerProbe, _ time: inout AddressTime
  ) -> ServerAnswer {
    inTurn(endpoint, &time) {
      calls.call(
        endpoint.address, serverName: endpoint.serverName, startTLS: endpoint.startTLS, domain: domain, by: $0)
    }
  }

  /// A call in its turn; where that did not come in time, an answer that says so.
  private func inTurn(
    _ endpoint: Endpoint, _ time: inout AddressTime, _ call: (Deadline) -> ServerAnswer
  ) -> ServerAnswer {
    if let answer = pace.call(endpoint.address, through: gate, in: &time, call) { return answer }
    var answer = ServerAnswer(
      address: endpoint.address, serverName: endpoint.serverName, startTLS: endpoint.startTLS)
    answer.tries = 0
    answer.failure = .late
    return answer
  }
}
