package import Console
package import PKICore
import Platform
import Vocabulary

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
      + "SNI, StartTLS and Label; --files-from a list, a TARGET a line. --shard takes its part of all targets that are "
      + "named, each counted once.",
    "What is trusted without a label is one store, each LABEL=FILE another: the first decides about the certificate, and each says "
      + "whether the chain is complete. --client-cert auto calls a server that asks for a client certificate again, with "
      + "what the folder holds for clients, by an authority that the server names, and with a key that can be opened. Where none fits and the "
      + "server names nobody, one that is made up for the call shows whether it takes any.",
    "--discover asks a domain for every type of service, says which there are, and probes them. Types without TLS are looked "
      + "up, and connected to where they speak TCP. SIPS, SIPTCP and SIPUDP follow NAPTR records where there are any.",
    "JSON and NDJSON have an object for each address, and for each host or record that led to none; what is said of a target as "
      + "a whole stands in each of its objects.",
    "Exit 1 where there is an error about a certificate, 2 where a target gave none, a row of the table is bad, or the time "
      + "of --deadline was over.",
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
    ProbeTargetOptions.options.map { $0.at(\.targets) } + ManyOptions.options.map { $0.at(\.many) }
    + ProbeTLSOptions.options.map { $0.at(\.tls) }
    + PassphraseInput.options.map { $0.at(\.passin) } + ProbeTrustOptions.options.map { $0.at(\.trust) }
    + ProbeRunOptions.options.map { $0.at(\.control) } + ProbeShowOptions.options.map { $0.at(\.show) }
    + WriteOptions.options.map { $0.at(\.writing) } + FindingOptions.options.map { $0.at(\.finding) }
  package static let examples = [
    Example("pki probe www.example.com", "a web server, every address of it"),
    Example("pki probe fed:example.com --dns 192.0.2.53", "Skype for Business federation, by another name server"),
    Example("pki probe --discover example.com --short", "every service that the domain says it offers"),
    Example("pki probe --from servers.csv --format csv", "a table in, a table out"),
    Example(
      "pki probe --files-from targets.txt --shard 2/4 --format ndjson", "the second quarter of a list of targets"),
    Example("pki probe mail.example.com:25 --trust corporate-ca.pem", "a mail server with a private CA"),
    Example("pki --format nagios probe cb.example.com --warn 30d --critical 7d", "for monitoring"),
  ]

  var targets = ProbeTargetOptions()
  var many = ManyOptions()
  var tls = ProbeTLSOptions()
  var passin = PassphraseInput()
  var trust = ProbeTrustOptions()
  var control = ProbeRunOptions()
  var show = ProbeShowOptions()
  var writing = WriteOptions()
  var finding = FindingOptions()
  package var operands: [String] = []

  package init() {}

  package mutating func validate() throws(UsageError) {
    try targets.validate()
    try many.validate(operands, least: 0, "TARGET")
    try tls.validate()
    try trust.validate()
    try control.validate()
    try show.validate()
    try finding.thresholds.validate(standard: CheckRequest.standardThresholds)
    try StandardInput.check(readers)
    let isSingle = targets.tables.isEmpty && targets.discovered.isEmpty && many.lists.isEmpty
    if operands.isEmpty, isSingle {
      throw UsageError(
        "no target is named",
        hint: "name a host, as in pki probe www.example.com, a table with --from FILE or a list with --files-from FILE")
    }
    if show.rootFile != nil, operands.count != 1 || !isSingle {
      throw UsageError("--save-root belongs to one target")
    }
    if writing.force || writing.isDryRun, show.chainFolder == nil, show.rootFile == nil {
      throw UsageError("\(writing.force ? "--force" : "--dry-run") says nothing without --save-chain or --save-root")
    }
  }

  /// The options that read files, each with what it was given.
  private var readers: [(option: String, paths: [String])] {
    [
      ("--files-from", many.lists), ("--from", targets.tables), ("--trust", trust.anchors),
      ("--untrusted", trust.untrusted), ("--cert", [tls.certificate].compactMap { $0 }),
      ("--key", [tls.key].compactMap { $0 }), ("--passin", passin.source == .standardInput ? ["-"] : []),
    ]
  }

  package func run(in world: World) throws(PKIError) -> Answer {
    let law = try finding.law(
      FindingLaw(CheckRequest.standardThresholds, failOn: .error),
      codes: RuleBook.all.map(\.code), in: world)
    try show.checkFolder(in: world)
    let pace = control.pace
    let names = try targets.names(by: pace.deadline)
    let entries = many.shard.of(try entries(in: world, names: names))
    let probe = try prepared(law, names: names, pace: pace, in: world)
    let ledger = ProbeLedger(hasTable: world.globals.format == .text)
    var answer = Answer(
      count: entries.count, source: { entries[$0].source },
      summary: { [show, width = world.width] _ in ledger.summary(withoutGood: show.hidesGood, width: width) }
    ) { index, sink in
      switch entries[index].matter {
      case .badRow(let error): return outcome(of: error, in: entries[index].source)
      case .discovery(let discovery): return outcome(of: discovery, in: world)
      case .target(let target):
        var result = probe.run(target)
        let ignored = result.pass(law, at: world.instant)
        ledger.note(result, number: index, at: world.instant)
        return outcome(of: result, law, ignored, ledger, sink, in: world)
      }
    }
    answer.workers = control.jobs
    answer.outline.failOn = law.failOn
    answer.outline.noun = "target"
    answer.progress = "targets"
    answer.elements = "targets"
    answer.flows = true
    answer.closing = { [clock = world.clock, started = world.clock.now] in
      [
        Field("started", .text(started.description)), Field("finished", .text(clock.now.description)),
        Field("tool", .text("\(Tool.name) \(Tool.version)")),
      ]
    }
    if world.globals.format == .csv { answer.outline.columns = ReportedInput.probeColumns }
    if world.globals.format == .csvCompat {
      answer.outline.columns = ReportedInput.compatibleColumns
      answer.outline.repeatedColumns = ReportedInput.extensionColumns
    }
    if world.globals.format == .sarif {
      for rule in RuleBook.all { answer.outline.titles[rule.code] = rule.asks.joined(separator: " ") }
    }
    return answer
  }
}
