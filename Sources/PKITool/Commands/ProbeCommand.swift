package import Console
package import PKICore
import Platform

/// `pki probe`: what certificates servers really present.
package struct ProbeCommand: Command {
  package static let name = "probe"
  package static let summary = "see what certificates live servers present"
  package static let discussion = [
    "Looks each target up, calls every address of it, and holds what is presented against the rules of check: the chain as "
      + "it was sent, the names, the time that is left, the stapled OCSP response; and whether all members of a pool "
      + "present the same. What was shown is shown, however the handshake ends: a server that demands a client "
      + "certificate shows its own first.",
    "TARGET is host[:port], an address, https://, sips://, ldaps:// or tls://host[:port]; or a domain whose SRV records are "
      + "followed: fed:domain, sip:domain, sipint:domain, srv:_service._tcp.domain, or with --type TYPE any domain. "
      + "Without a port it is 443. --from reads a table with the columns Domain,Type,Port and, as far as they are there, "
      + "SNI, StartTLS and Label.",
    "Exit 1 where there is an error about a certificate, 2 where a target gave none or a row of the table is bad.",
    ThresholdOptions.discussion, formats.sentence,
  ]
  /// Findings are what reports are made of.
  package static let formats = ReportFormat.allCases
  package static let group = Group.check
  package static let operandUsage = [
    Operand(
      "TARGET", .any, "host:port, an address, a URL, or fed:, sip:, sipint: or srv: with a domain", completion: .none)
  ]
  package static let options: [Option<Self>] =
    [
      .list("from", \.tables, "FILE", "a table of targets, Domain,Type,Port; - is standard input", completion: .files),
      .flag("skip-bad", \.skipsBadRows, "leave bad rows of tables out, without an error"),
    ] + ProbeOptions.options.map { $0.at(\.probe) } + [
      .value("host", \.host, "NAME", "the name or address that certificates must be for", initially: "the target"),
      .list(
        "trust", \.trust.anchors, "FILE|DIR|system", "trust every certificate in it", completion: .files,
        initially: "system"),
      .list("untrusted", \.trust.untrusted, "FILE|DIR", "certificates that may stand between", completion: .files),
      .value("profile", \.profile, "PROFILE", "which law", initially: "sip for SIP, else cms"),
      .value("cert", \.certificate, "FILE", "the client certificate to show, with its chain", completion: .files),
      .value("key", \.key, "FILE", "its private key", completion: .files, initially: "in the same file"),
    ] + PassphraseInput.options.map { $0.at(\.passin) } + [
      .value(
        "save-chain", \.chainFolder, "DIR", "write what each address sent to a file in there", completion: .folders),
      .value("save-root", \.rootFile, "FILE", "write the trusted root of the chain", completion: .files),
    ] + WriteOptions.options.map { $0.at(\.writing) } + FindingOptions.options.map { $0.at(\.finding) }
  package static let examples = [
    Example("pki probe www.example.com", "a web server, every address of it"),
    Example("pki probe fed:example.com --dns 192.0.2.53", "Skype for Business federation, by another name server"),
    Example("pki probe --from servers.csv --format csv", "a table in, a table out"),
    Example("pki probe mail.example.com:25 --trust corporate-ca.pem", "a mail server with a private CA"),
    Example("pki --format nagios probe cb.example.com --warn 30d --critical 7d", "for monitoring"),
  ]

  var tables: [String] = []
  var skipsBadRows = false
  var probe = ProbeOptions()
  var host: String?
  var trust = TrustOptions()
  var profile: Profile?
  var certificate: String?
  var key: String?
  var passin = PassphraseInput()
  var chainFolder: String?
  var rootFile: String?
  var writing = WriteOptions()
  var finding = FindingOptions()
  package var operands: [String] = []

  package init() {}

  package mutating func validate() throws(UsageError) {
    try probe.validate()
    try finding.thresholds.validate(standard: CheckRequest.standardThresholds)
    if let host, !IPText.isAddress(host) { try VerifyCommand.check(host, "--host") }
    if operands.isEmpty, tables.isEmpty {
      throw UsageError(
        "no target is named", hint: "name a host, as in pki probe www.example.com, or a table with --from FILE")
    }
    if certificate == nil, key != nil { throw UsageError("--key says nothing without --cert") }
    if rootFile != nil, operands.count != 1 || !tables.isEmpty {
      throw UsageError("--save-root belongs to one target")
    }
    if writing.force || writing.isDryRun, chainFolder == nil, rootFile == nil {
      throw UsageError("\(writing.force ? "--force" : "--dry-run") says nothing without --save-chain or --save-root")
    }
  }

  package func run(in world: World) throws(PKIError) -> Answer {
    let law = try finding.law(
      FindingLaw(CheckRequest.standardThresholds, failOn: .error),
      codes: RuleBook.all.map(\.code), in: world)
    let entries = try entries(in: world)
    let probe = try prepared(law, in: world)
    var answer = Answer(
      count: entries.count, source: { entries[$0].source }, summary: { [.said($0.probeLines)] }
    ) { index, sink in
      switch entries[index].target {
      case .failure(let error): return Outcome(source: entries[index].source, error: error)
      case .success(let target): return outcome(of: probe.run(target), law, sink, in: world)
      }
    }
    answer.workers = self.probe.jobs
    answer.outline.failOn = law.failOn
    if world.globals.format == .csv { answer.outline.columns = ReportedInput.probeColumns }
    if world.globals.format == .sarif {
      for rule in RuleBook.all { answer.outline.titles[rule.code] = rule.asks.joined(separator: " ") }
    }
    return answer
  }

  // MARK: - What is asked

  private struct Entry: Sendable {
    let source: String
    let target: Result<ProbeTarget, PKIError>
  }

  /// Each target once, in the order in which they are named.
  private func entries(in world: World) throws(PKIError) -> [Entry] {
    var entries: [Entry] = []
    var seen: Set<ProbeTarget> = []
    for operand in operands {
      let target = try ProbeTarget(operand, type: probe.type)
      if seen.insert(target).inserted { entries.append(Entry(source: operand, target: .success(target))) }
    }
    for path in tables {
      for row in try TargetTable(world.bytes(path), source: path).rows {
        switch row.target {
        case .success(let target):
          if seen.insert(target).inserted { entries.append(Entry(source: target.text, target: row.target)) }
        case .failure where skipsBadRows: continue
        case .failure: entries.append(Entry(source: "\(path):\(row.line)", target: row.target))
        }
      }
    }
    guard !entries.isEmpty else {
      throw PKIError(
        .content, tables.first ?? "", "this table names no target", hint: "a row is a domain, its type or its port")
    }
    return entries
  }

  private func prepared(_ law: FindingLaw, in world: World) throws(PKIError) -> Probe {
    var request = CheckRequest(instant: world.instant)
    request.thresholds = law.thresholds
    request.verification.profile = profile ?? .cms
    var trust = trust
    if trust.anchors.isEmpty { trust.anchors = ["system"] }
    request.pool = try trust.pool(in: world, passin: passin.source)
    var settings = Probe.Settings(request)
    settings.hasProfile = profile != nil
    settings.identity = host.map { name in IPText.octets(name).map { .ip($0) } ?? .host(name) }
    settings.serverName = probe.serverName?.name
    settings.startTLS = probe.startTLS.map(\.way)
    settings.isFirstOnly = probe.isFirstOnly
    guard let certificate else {
      return Probe(settings, names: probe.names, calls: try ServerProbe(probe.calls))
    }
    ProcessGuard.protectSecrets()
    let material = try world.material(certificate, asking: .ifNeeded, passin: passin.source)
    settings.clientCertificate = try material.certificates()
    let file = try key.map { path throws(PKIError) in
      try world.material(path, asking: .ifNeeded, passin: passin.source)
    }
    do throws(PKIError) {
      let info = try (file ?? material).privateKey().privateKeyInfo()
      let calls = try ServerProbe(probe.calls, certificates: settings.clientCertificate, privateKeyInfo: info)
      return Probe(settings, names: probe.names, calls: calls)
    } catch {
      throw error.about(key ?? certificate)
    }
  }

  // MARK: - What it comes to

  private func outcome(of result: ProbeResult, _ law: FindingLaw, _ sink: Sink, in world: World) -> Outcome {
    var result = result
    var outcome = Outcome(source: result.target.text)
    let ignored = result.pass(law, at: world.instant)
    outcome.status = result.allFindings.status(law.failOn)
    if result.isUnreachable { outcome.status = max(outcome.status, .failed) }
    for member in result.members { sink.item(member.document(of: result, at: world.instant), separated: true) }
    outcome.fields = result.fields(isGood: outcome.status == .good)
    if !ignored.isEmpty { outcome.fields.append(Field("ignored", .list(ignored.map(\.document)))) }
    outcome.standsApart = true
    if world.globals.format.report != nil { outcome.report = ReportedInput(result, law, at: world.instant) }
    outcome.files = files(of: result)
    outcome.isDryRun = writing.isDryRun
    if rootFile != nil, outcome.files.allSatisfy({ $0.path != rootFile }) {
      outcome.notes.append("\(result.target.text): no trusted root, so that \(rootFile ?? "") is not written")
    }
    return outcome
  }

  private func files(of result: ProbeResult) -> [FileToWrite] {
    var files: [FileToWrite] = []
    if let chainFolder {
      for member in result.members where !member.certificates.isEmpty {
        let pem = member.certificates.flatMap { PEMEncoding.block("CERTIFICATE", $0.der) }
        files.append(writing.file("\(chainFolder)/\(member.fileName)", pem))
      }
    }
    let roots = result.members.compactMap { $0.check?.path }.filter { $0.isAnchored }.compactMap(\.certificates.last)
    if let rootFile, let root = roots.first {
      files.append(writing.file(rootFile, PEMEncoding.block("CERTIFICATE", root.der)))
    }
    return files
  }
}

extension ProbeMember {
  /// A name for what it sent: host, address and port, of such characters alone as files are named by.
  fileprivate var fileName: String {
    let address = IPAddressText.text(address)
    let words = (host.isEmpty ? [] : [host]) + [address.text, String(address.port)]
    let name = words.joined(separator: "_").unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      return isPlain || scalar == "." || scalar == "-" || scalar == "_" ? Character(scalar) : "-"
    }
    return (name.first == "." ? "_" : "") + String(name) + ".pem"
  }
}
