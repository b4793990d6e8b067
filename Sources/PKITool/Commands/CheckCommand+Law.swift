import Console
import PKICore
import Vocabulary

extension CheckCommand {
  /// Which findings count.
  func law(in world: World) throws(PKIError) -> FindingLaw {
    try finding.law(
      FindingLaw(CheckRequest.standardThresholds, failOn: .error), codes: RuleBook.all.map(\.code), in: world)
  }

  /// The checks of all roles that files have.
  func checks(_ law: FindingLaw, in world: World) throws(PKIError) -> RoleChecks {
    var request = try request(in: world)
    request.thresholds = law.thresholds
    request.needs = try roles.needs()
    let standard = Check(request, publicRoots: request.needs.asksForPublicRoots ? world.publicRoots : [])
    guard roles.roles.isEmpty else { return RoleChecks(standard: standard) }
    var checks = RoleChecks(standard: standard)
    for one in law.roles {
      request.needs = try RoleNeeds(
        one.roles, one.parameters, allowsAddresses: roles.isWithoutDNS || roles.toleratesAddresses)
      let check = Check(request, publicRoots: request.needs.asksForPublicRoots ? world.publicRoots : [])
      checks.byFile.append((one.files, check))
    }
    return checks
  }

  /// What a report says of itself: what each rule asks, where the format has a place for it.
  func outline(_ law: FindingLaw, _ format: Format) -> ReportOutline {
    var outline = ReportOutline()
    outline.failOn = law.failOn
    guard format == .sarif else { return outline }
    for entry in RuleBook.all { outline.titles[entry.code] = entry.asks.joined(separator: " ") }
    return outline
  }
}

/// The check of each file: by its roles in the policy file where `--for` names none.
struct RoleChecks: Sendable {
  /// The check of what no pattern speaks of.
  let standard: Check
  /// The checks of files by pattern; the first that matches counts.
  var byFile: [(files: FilePattern, check: Check)] = []

  /// The check of a file.
  func check(of file: String) -> Check { byFile.first { $0.files.matches(file) }?.check ?? standard }
}

extension Outcome {
  /// Says what a certificate came to, as far as it counts; beside others with its file.
  mutating func judge(
    _ result: CheckResult, _ law: FindingLaw, _ request: CheckRequest, isOne: Bool, in world: World
  ) {
    var result = result
    let ignored = count(&result.findings, law, in: world)
    fields = result.fields(
      profile: request.verification.profile, roles: request.needs.calls.map(\.role.name), isGood: status == .good,
      ignored: ignored, file: isOne ? nil : source)
    report?.add(result.leaf, of: source, law, in: world)
  }

  /// Says what a set came to, as far as it counts; where a file could not be read, that remains unknown.
  mutating func judge(
    _ result: SetResult, _ law: FindingLaw, profile: Profile, set: CertificateSet, in world: World
  ) {
    var result = result
    let ignored = count(&result.findings, law, in: world)
    fields = result.fields(profile: profile, set: set, isGood: status == .good, ignored: ignored)
    for member in result.members { report?.add(member.certificate, of: member.file, law, in: world) }
    guard let problem = problems.first else { return }
    report?.failure = ReportedFailure(problem)
    status = .failed
  }

  /// Takes away the findings that are let pass; gives the exceptions that say so.
  private mutating func count(_ findings: inout [Finding], _ law: FindingLaw, in world: World) -> [FindingException] {
    let found = law.exceptions.applied(to: findings, of: source, at: world.instant)
    findings = found.counting
    status = findings.status(law.failOn)
    if world.globals.format.report != nil {
      var input = ReportedInput(source: source)
      input.findings = findings.map { ReportedFinding($0, of: source) }
      report = input
    }
    return found.passed.map(\.exception)
  }
}

extension ReportedInput {
  /// The end of a certificate, as a number of a time series and as days on a graph.
  fileprivate mutating func add(_ certificate: Certificate, of file: String, _ law: FindingLaw, in world: World) {
    guard let end = certificate.notAfter.instant else { return }
    measures.append(.notAfter(end, source: file, position: 0, subject: certificate.subject.shortText))
    gauges.append(Gauge(file, end, law.thresholds, at: world.instant))
  }
}
