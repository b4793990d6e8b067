import Console
import PKICore
import Platform
import Vocabulary

/// An address that was called, or what led to none: a line of NDJSON, a record of CSV.
struct ProbedPlace: Sendable {
  let result: ProbeResult
  /// What was called; nil where there was no address.
  let member: ProbeMember?
  /// What led to no address; nil where there was one.
  let deadEnd: DeadEnd?
  /// What is said of the target as a whole and concerns it.
  let shared: [Finding]

  /// The name that led there; empty where there was none.
  var host: String {
    if let member { return member.host }
    if case .host(let host, _) = result.target.place { return host }
    return deadEnd.flatMap { $0.host == "." ? nil : $0.host } ?? ""
  }

  /// The port, as far as it is known without an address.
  var port: UInt16? {
    if let member { return member.address.port }
    if case .host(_, let port) = result.target.place { return port }
    return service?.port
  }

  /// The SRV record that led there; nil where none did.
  var service: DNSService? { member?.service ?? deadEnd?.service }

  /// In a word what it came to.
  var status: String { member?.status ?? "unreachable" }

  /// What is said of it, and what is said of the target as a whole and concerns it; the worst first.
  var findings: [Finding] { ((member?.findings ?? []) + shared).worstFirst }

  /// What is as it should be.
  var assurances: [Assurance] { (member?.assurances ?? []) + result.assurances }

  /// Host and port as somebody would type them, or the target where nothing more is known.
  var name: String {
    if let member { return member.place }
    guard let deadEnd, deadEnd.service != nil, !host.isEmpty, let port else { return result.target.text }
    return "\(host):\(port)"
  }
}

extension ProbeResult {
  /// Every address, then what led to none; one at least.
  var places: [ProbedPlace] {
    let ends: [DeadEnd?] = members.isEmpty && deadEnds.isEmpty ? [nil] : deadEnds
    // What is about a host or an address concerns that one, everything else each.
    let names =
      members.map { Set([$0.host, IPAddressText.text($0.address).text]) } + ends.map { Set([$0?.host ?? ""]) }
    let known = names.reduce(into: Set<String>()) { $0.formUnion($1) }
    let about = Dictionary(grouping: findings) { known.contains($0.subject) ? $0.subject : "" }
    return zip(members.map { ($0, nil) } + ends.map { (nil, $0) }, names).map { place, names in
      let shared = names.union([""]).sorted().flatMap { about[$0] ?? [] }
      return ProbedPlace(result: self, member: place.0, deadEnd: place.1, shared: shared)
    }
  }

  /// The same for data; `withoutGood` those alone that something is wrong with, themselves or with their target.
  func places(withoutGood: Bool) -> [ProbedPlace] {
    guard withoutGood, findings.allSatisfy({ $0.severity == .info }) else { return places }
    return places.filter { $0.status != "ok" }
  }
}

// MARK: - Data

extension ProbedPlace {
  /// Everything about it: of what led to no address the same, as far as it is known.
  func document(_ view: ProbeView) -> Document {
    .fields(targetFields + callFields + certificateFields(view) + [Field("comments", .list(comments)), errorField])
  }

  private var targetFields: [Field] {
    var (type, domain): (String?, String?)
    if case .service(let service, let name) = result.target.place { (type, domain) = (service.name, name) }
    let label = result.target.label
    return [
      Field("label", .text(orNull: label.isEmpty ? nil : label)), Field("type", .text(type ?? "DIR")),
      Field("domain", .text(orNull: domain)), Field("srv", service?.document(named: result.record) ?? .null),
      Field("host", .text(orNull: host.isEmpty ? nil : host)),
      Field("ip", .text(orNull: member.map { IPAddressText.text($0.address).text })),
      Field("port", .number(orNull: port.map(Int.init))),
    ]
  }

  /// How it was called, and how that went.
  private var callFields: [Field] {
    let answer = member?.answer
    let names = member?.nameChecked ?? ""
    let lookup = member?.lookupMilliseconds
    return [
      Field("sni", .text(orNull: answer?.serverName)),
      Field("name_checked", .text(orNull: names.isEmpty ? nil : names)),
      Field("starttls", .text(orNull: answer?.startTLS?.rawValue)),
      Field("dns_server", .text(orNull: member?.nameServer)),
      Field("status", .text(status)), Field("tries", .number(answer?.tries ?? 0)),
      Field("duration_ms", .number((lookup ?? 0) + (answer?.milliseconds ?? 0))),
      Field("dns_ms", .number(orNull: lookup)), Field("connect_ms", .number(orNull: answer?.connectMilliseconds)),
      Field("handshake_ms", .number(orNull: answer?.handshakeMilliseconds)),
      Field(
        "tls",
        .fields([
          Field("version", .text(orNull: answer?.version?.description)), Field("cipher", .text(orNull: answer?.cipher)),
          Field("alert_in", .text(orNull: answer?.alertReceived?.description)),
          Field("alert_out", .text(orNull: answer?.alertSent?.description)),
        ])),
      Field(
        "client_cert",
        .fields([
          Field("state", .text((answer?.clientCertificate ?? .none).rawValue)),
          Field("acceptable_cas", .texts(answer?.acceptableNames ?? [])),
        ])),
    ]
  }

  /// What it presented, and what that comes to.
  private func certificateFields(_ view: ProbeView) -> [Field] {
    let path = member?.check?.path
    let root = path.flatMap { $0.isAnchored ? $0.certificates.last : nil }
    let certificate = member?.certificates.first.map { leaf -> Document in
      .fields(leaf.fields(at: view.instant) + [Field("extensions", .list(leaf.extensions.map(\.document)))])
    }
    return [
      Field("certificate", certificate ?? .null), Field("sent", .list(member?.sentDocuments(view) ?? [])),
      Field("paths", .list(member?.paths.map(\.document) ?? [])),
      Field("root", .text(orNull: root?.subject.description)),
      Field("ocsp", member?.staple?.stapleDocument ?? .null),
    ]
  }

  private var comments: [Document] {
    assurances.map(\.comment) + findings.map { $0.comment(on: member) }
  }

  private var errorField: Field {
    Field("error", member?.answer?.ownFailure?.document ?? deadEnd?.finding.failureDocument ?? .null)
  }
}

extension RevocationStatus {
  /// What a stapled response says.
  fileprivate var stapleDocument: Document {
    .fields([
      Field("state", .text(state.rawValue)), Field("this_update", .text(orNull: thisUpdate?.description)),
      Field("next_update", .text(orNull: nextUpdate?.description)),
      Field("revoked_at", .text(orNull: time?.description)), Field("reason", .text(orNull: reason?.name)),
      Field("why", .text(orNull: why)),
    ])
  }
}

extension ProbePath {
  /// What one store makes of the chain.
  fileprivate var document: Document {
    let errors = path.errors.map { fault in
      Document.fields([
        Field("depth", .number(fault.depth)), Field("code", .text(fault.code)), Field("text", .text(fault.message)),
      ])
    }
    return .fields([
      Field("store", .text(store)), Field("ok", .truth(path.holds)), Field("errors", .list(errors)),
      Field("chain", .list(path.certificates.map { .text(Hexadecimal.colons(Fingerprint.sha256($0.der))) })),
    ])
  }
}

extension Finding {
  /// Why there was no address, as a failure of a call is said.
  var failureDocument: Document { ErrorText.document(code, message) }
}

extension ProbeFailure {
  /// Why a call came to nothing.
  var document: Document { ErrorText.document(code, message, reason: reason, errorNumber) }
}

/// How failures are said in data.
enum ErrorText {
  /// The same names for each: OpenSSL's reason, or the system's with its number.
  static func document(
    _ code: String, _ message: String, reason: String? = nil, _ errorNumber: Int32? = nil
  ) -> Document {
    .fields([
      Field("id", .text(code)), Field("text", .text(message)),
      Field("openssl_reason", errorNumber == nil ? .text(orNull: reason) : .null),
      Field("system_reason", errorNumber == nil ? .null : .text(orNull: reason)),
      Field("errno", .number(orNull: errorNumber.map(Int.init))),
    ])
  }
}
