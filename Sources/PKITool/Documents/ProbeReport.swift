import Console
import PKICore
import Platform
import Vocabulary

extension ReportedInput {
  /// The columns of the records that addresses are.
  static let probeColumns = [
    "Label", "Type", "Domain", "SRV Target", "FQDN / IP", "IP Address", "Port", "Status", "Subject", "Issuer",
    "Not Before", "Not After", "Days Left", "Serial Number", "Signature Algorithm", "Key", "Thumbprint", "SHA-256",
    "SAN", "EKU", "Key Usage", "Chain Sent", "Chain OK", "Root", "TLS Version", "Cipher", "Client Certificate", "OCSP",
    "Errors", "Warnings", "Comments", "Error",
  ]

  /// What a target comes to: its findings, how long its certificates last, a record for each address.
  init(_ result: ProbeResult, _ law: FindingLaw, at instant: Instant) {
    self.init(source: result.target.text)
    findings = result.findings.map { ReportedFinding($0, of: source) }
    for member in result.members {
      findings += member.findings.map { finding in
        var reported = ReportedFinding(finding, of: member.source)
        if result.members.count > 1, reported.subject.isEmpty { reported.subject = member.source }
        return reported
      }
      for (position, certificate) in member.certificates.enumerated() {
        guard let end = certificate.notAfter.instant else { continue }
        measures.append(
          .notAfter(end, source: member.source, position: position, subject: certificate.subject.shortText))
      }
      // What is served and not needed ends without harm.
      let path = member.check?.path.map(\.certificates) ?? Array(member.certificates.prefix(1))
      if let end = path.compactMap(\.notAfter.instant).min() {
        gauges.append(Gauge(member.source, end, law.thresholds, at: instant))
      }
    }
    rows = result.members.map { $0.row(of: result, at: instant) }
    if rows.isEmpty { rows = [ReportedInput.emptyRow(result)] }
  }

  /// A target without an address has its record too.
  private static func emptyRow(_ result: ProbeResult) -> [Document] {
    var row: [Document] = result.names + Array(repeating: .null, count: probeColumns.count - 3)
    row[7] = "unreachable"
    row[28] = .number(result.findings.count { $0.severity == .error })
    row[31] = .text(result.findings.map(\.message).joined(separator: " "))
    return row
  }
}

extension ProbeResult {
  /// Label, type and domain.
  fileprivate var names: [Document] {
    let label = Document.text(orNull: target.label.isEmpty ? nil : target.label)
    guard case .service(let service, let domain) = target.place else { return [label, "DIR", .null] }
    return [label, .text(service.name), .text(domain)]
  }
}

extension ProbeMember {
  fileprivate func row(of result: ProbeResult, at instant: Instant) -> [Document] {
    let (text, port) = IPAddressText.text(address)
    let path = check?.path
    var row = result.names
    row += [
      .text(orNull: service?.target), .text(host.isEmpty ? text : host), .text(text), .number(Int(port)), .text(status),
    ]
    row += leafCells(at: instant)
    row += [
      .number(certificates.count), certificates.isEmpty ? .null : .truth(path?.holds ?? false),
      .text(orNull: path.flatMap { $0.isAnchored ? $0.certificates.last?.subject.shortText : nil }),
      .text(orNull: answer?.version?.description), .text(orNull: answer?.cipher),
      .text(orNull: answer?.clientCertificate.rawValue), .text(orNull: staple?.state.rawValue),
      .number(findings.count { $0.severity == .error }), .number(findings.count { $0.severity == .warning }),
      .texts(findings.map(\.message)), .text(orNull: answer?.failure?.message),
    ]
    return row
  }

  private func leafCells(at instant: Instant) -> [Document] {
    guard let leaf = certificates.first else { return Array(repeating: .null, count: 13) }
    return [
      .text(leaf.subject.description), .text(leaf.issuer.description), leaf.notBefore.document,
      leaf.notAfter.document, .number(orNull: leaf.notAfter.instant?.days(since: instant)), .text(leaf.serial.hex),
      .text(leaf.signatureAlgorithm.signatureName), .text(leaf.publicKey.keyDescription.text),
      .text(Hexadecimal.text(Fingerprint.sha1(leaf.der))), .text(Hexadecimal.text(Fingerprint.sha256(leaf.der))),
      .texts(((try? leaf.subjectAlternativeNames) ?? []).map(\.description)),
      .texts(((try? leaf.extendedKeyUsage) ?? nil)?.map(\.extendedKeyUsageName) ?? []),
      .texts(((try? leaf.keyUsage) ?? nil)?.names ?? []),
    ]
  }
}
