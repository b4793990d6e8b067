package import Console
package import PKICore
import Platform

/// `pki check`: whether a certificate is fit for what it is to do.
package struct CheckCommand: Command {
  package static let name = "check"
  package static let summary = "check whether a certificate is fit for service"
  package static let discussion = [
    "Holds each certificate against every rule that applies: its path where --trust says who is trusted, the lints of the "
      + "profile, its key, its chain, the time that is left, and what its roles need. pki roles lists the roles, pki "
      + "roles --rules the rules.",
    "Each finding names its rule, the clause and what mends it. What was not given is listed as not checked, with the "
      + "option that would supply it. CERT may carry its chain and its key; a folder stands for the certificates in it, "
      + "and with a set such as database-cluster it is looked at as a whole. "
      + "Exit 1 where there is an error.",
    ThresholdOptions.discussion, formats.sentence,
  ]
  /// Findings are what reports are made of.
  package static let formats = ReportFormat.allCases.filter { $0 != .csvCompat }
  package static let group = Group.check
  package static let operandUsage = [Operand("CERT", .any, "a certificate, alone or with chain and key; or a folder")]
  package static let options: [Option<Self>] =
    RoleOptions.options.map { $0.at(\.roles) } + [
      .value("key", \.key, "FILE", "its private key", completion: .files),
      .value("chain", \.chain, "FILE", "the certificates that are handed out with it", completion: .files),
    ] + TrustOptions.options.map { $0.at(\.trust) } + [
      .value("profile", \.profile, "PROFILE", "which law"),
      .list("host", \.hosts, "NAME", "a host name or address that it must be valid for"),
      .value(
        "same-issuer", \.sibling, "FILE", "a certificate whose issuer must have signed this one too", completion: .files
      ),
      .flag("fips", \.requiresFIPS, "only keys and digests that FIPS 140 approves"),
    ] + FindingOptions.options.map { $0.at(\.finding) } + RevocationOptions.options.map { $0.at(\.revocation) }
    + InputOptions.options.map { $0.at(\.input) } + ManyOptions.options.map { $0.at(\.many) }
  package static let examples = [
    Example("pki check callbridge.crt --key callbridge.key --for callbridge", "is it fit for the Call Bridge"),
    Example("pki check edge.pem --trust system --host sip.example.com", "a public certificate with its chain"),
    Example(
      "pki check --for database-cluster dbcerts --set node=db1.example.com --set node=db2.example.com",
      "the certificates of a cluster, each and together"),
    Example("pki --format nagios check /etc/ssl/edge.pem --warn 30d --critical 7d", "for monitoring"),
    Example("pki check -r /etc/ssl/local --profile webpki", "everything in a folder, as browsers see it"),
  ]

  var roles = RoleOptions()
  var key: String?
  var chain: String?
  var trust = TrustOptions()
  var profile = Profile.cms
  var hosts: [String] = []
  var sibling: String?
  var requiresFIPS = false
  var finding = FindingOptions()
  var revocation = RevocationOptions()
  var input = InputOptions()
  var many = ManyOptions()
  package var operands: [String] = []

  package init() {}

  package mutating func validate() throws(UsageError) {
    try many.validate(operands, "CERT")
    try revocation.validate()
    try finding.thresholds.validate(standard: CheckRequest.standardThresholds)
    for host in hosts where !IPText.isAddress(host) { try VerifyCommand.check(host, "--host") }
    if operands.count > 1 || !many.lists.isEmpty,
      let option = key.map({ _ in "--key" }) ?? chain.map({ _ in "--chain" })
    {
      throw UsageError("\(option) belongs to one certificate, and there are several")
    }
  }

  package func run(in world: World) throws(PKIError) -> Answer {
    let law = try law(in: world)
    if let set = roles.words.lazy.compactMap(\.set).first { return try setAnswer(set, law, in: world) }
    let checks = try checks(law, in: world)
    let chain = try self.chain.map { path throws(PKIError) in try world.certificates(path, passin: passin) } ?? []
    let key = try self.key.map { path throws(PKIError) in try world.checkedKey(path, passin: passin) }
    let inputs = try many.inputs(operands, recursive: input.isRecursive, in: world)
    let isOne = inputs.count == 1
    let closing = Closing(isOne ? nil : checks.standard.request, world.globals.format)
    var answer = Answer(count: inputs.count, source: { inputs[$0].path }, summary: closing.fields) { index, _ in
      do throws(PKIError) {
        return try outcome(of: inputs[index], checks, law, chain: chain, key: key, isOne: isOne, in: world)
      } catch {
        return Outcome(source: inputs[index].path, error: error.about(inputs[index].path))
      }
    }
    answer.outline = outline(law, world.globals.format)
    // Of a shard or an empty list nobody expects any; a folder that was named is expected to hold some.
    if many.lists.isEmpty, many.shard == .all { answer.whenNothing = nothing }
    return answer
  }

  /// What is said of folders without a certificate: that nothing is known is not that all is well.
  private var nothing: Outcome {
    let folders = operands.joined(separator: " ")
    let hint = input.isRecursive ? nil : "-r looks into the folders below too"
    return Outcome(source: folders, error: PKIError(.content, folders, "no file holds a certificate", hint: hint))
  }

  var passin: PassphraseSource? { input.passin.source }

  func request(in world: World) throws(PKIError) -> CheckRequest {
    var request = CheckRequest(instant: world.instant)
    request.verification.profile = profile
    request.verification.identities = hosts.map { IPText.octets($0).map { .ip($0) } ?? .host($0) }
    request.verification.requiresFIPS = requiresFIPS
    request.verification.revocation = try revocation.request(in: world)
    request.pool = try trust.pool(in: world, passin: passin)
    if let sibling {
      request.sibling = (try world.certificate(sibling), sibling)
    }
    return request
  }

  private func outcome(
    of input: Input, _ checks: RoleChecks, _ law: FindingLaw, chain: [Certificate], key: CheckedKey?, isOne: Bool,
    in world: World
  ) throws(PKIError) -> Outcome {
    if let error = input.error { throw error }
    let material = try world.material(input.path, passin: passin)
    var outcome = Outcome(source: input.path)
    if input.isFound, !material.items.contains(where: { $0.kind == .certificate || $0.kind == .pkcs7 }) {
      outcome.isPassedOver = true
      return outcome
    }
    let placed = try material.placedCertificates()
    var subject = CheckSubject(
      source: input.path, certificates: placed.map(\.certificate), lines: placed.map(\.line))
    subject.chain = chain
    if let key { subject.key = key } else { subject.key = try material.checkedKey }
    let check = checks.check(of: input.path)
    guard let result = check.run(subject) else {
      throw PKIError(.content, input.path, "this holds no certificate")
    }
    if result.otherLeaves > 0 {
      outcome.notes.append(
        "\(input.path): not checked: \(result.otherLeaves) more in this file that are not of this chain")
    }
    outcome.judge(result, law, check.request, isOne: isOne, in: world)
    outcome.standsApart = isOne || !result.findings.isEmpty
    return outcome
  }
}

extension RoleNeeds {
  /// Whether a rule turns on who everyone trusts.
  var asksForPublicRoots: Bool { calls.contains { $0.role.turnsOnPublicCA } }
}

extension Material {
  /// The private key that came with the certificates; nil where there is none, or it is locked. Throws one that cannot
  /// be used.
  var checkedKey: CheckedKey? {
    get throws(PKIError) {
      for item in items {
        guard item.isUsable, let key = item.privateKey, key.isOpen else { continue }
        return try CheckedKey(key, file: source)
      }
      return nil
    }
  }
}

extension World {
  /// The private key that a certificate is checked with.
  func checkedKey(_ path: String, passin: PassphraseSource?) throws(PKIError) -> CheckedKey {
    ProcessGuard.protectSecrets()
    let material = try material(path, asking: .ifNeeded, passin: passin)
    do {
      return try CheckedKey(material.privateKey(), file: path)
    } catch {
      throw error.about(path)
    }
  }
}
