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
  /// Says what a certificate came to, as far as it counts.
  mutating func judge(_ result: CheckResult, _ law: FindingLaw, _ request: CheckRequest, in world: World) {
    let found = law.exceptions.applied(to: result.findings, of: source, at: world.instant)
    var result = result
    result.findings = found.counting
    status = found.counting.status(law.failOn)
    fields = result.fields(
      profile: request.verification.profile, roles: request.needs.calls.map(\.role.name), isGood: status == .good,
      ignored: found.passed.map(\.exception))
    guard world.globals.format.report != nil else { return }
    var input = ReportedInput(source: source)
    input.findings = found.counting.map { ReportedFinding($0, of: source) }
    if let end = result.leaf.notAfter.instant {
      input.measures = [.notAfter(end, source: source, position: 0, subject: result.leaf.subject.shortText)]
      input.gauges = [Gauge(source, end, law.thresholds, at: world.instant)]
    }
    report = input
  }
}
