import Console
import PKICore
import Platform
import Vocabulary

extension ReportedInput {
  /// What a target comes to: its findings, how long its certificates last, how each address stands.
  init(_ result: ProbeResult, _ law: FindingLaw, at instant: Instant) {
    self.init(source: result.target.text)
    findings = result.findings.map { ReportedFinding($0, of: source) }
    measures = ReportedValues(result.members.flatMap(\.measures))
    for member in result.members {
      findings += member.findings.map { finding in
        var reported = ReportedFinding(finding, of: member.source)
        if result.members.count > 1, reported.subject.isEmpty { reported.subject = member.source }
        return reported
      }
      // What is served and not needed ends without harm.
      let path = member.check?.path.map(\.certificates) ?? Array(member.certificates.prefix(1))
      if let end = path.compactMap(\.notAfter.instant).min() {
        let isAlone = result.members.count { $0.place == member.place } == 1
        let name = isAlone ? member.place : "\(member.place) (\(IPAddressText.text(member.address).text))"
        gauges.append(Gauge(name, end, law.thresholds, at: instant))
      }
    }
  }

  /// What a domain offers: only what is wrong with that, since its targets follow.
  init(_ discovery: ServiceDiscovery) {
    self.init(source: discovery.domain)
    findings = discovery.findings.map { ReportedFinding($0, of: discovery.domain) }
    guard !findings.isEmpty else { return }
    var row = [Document](repeating: .null, count: ReportedInput.probeColumns.count)
    row[2] = .text(discovery.domain)
    row[7] = "unreachable"
    row[28] = .number(findings.count)
    row[31] = .text(findings.map(\.message).joined(separator: " "))
    rows = [row]
  }
}

extension ProbeMember {
  /// The end of each certificate that was sent, and whether and how fast it answered.
  fileprivate var measures: [Measure] {
    var measures: [Measure] = []
    for (position, certificate) in certificates.enumerated() {
      guard let end = certificate.notAfter.instant else { continue }
      measures.append(.notAfter(end, source: source, position: position, subject: certificate.subject.shortText))
    }
    let labels = [(name: "source", value: source)]
    measures.append(
      Measure(
        "probe_answered", help: "Whether an address showed what it was asked for.", labels: labels,
        value: status == "unreachable" ? 0 : 1))
    if let answer {
      measures.append(
        Measure(
          "probe_duration_milliseconds", help: "How long the call of an address took.", labels: labels,
          value: answer.milliseconds))
    }
    return measures
  }
}
