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
  /// The columns of the source tool.
  static let compatibleColumns = [
    "FQDN / IP", "IP Address", "Subject", "Issuer", "Not Before", "Not After", "Serial Number", "Signature Algorithm",
    "Thumbprint", "Version", "HasPrivateKey", "Archived",
  ]
  /// What it says of each extension.
  static let extensionColumns = ["Extension Type", "Oid Value", "Data"]
}

extension ProbeResult {
  /// A record for each address; for a target without one, a record that says why. What is said of the target as a whole
  /// stands in each, so that records may be sorted and chosen from.
  func rows(at instant: Instant, withoutGood: Bool) -> [[Document]] {
    guard !members.isEmpty else { return [emptyRow] }
    let isGood = findings.allSatisfy { $0.severity == .info }
    return members.filter { !withoutGood || !isGood || $0.status != "ok" }.map { $0.row(of: self, at: instant) }
  }

  /// The records that the source tool writes; an address that gave no certificate has its record too.
  func compatibleRows(withoutGood: Bool) -> [[Document]] {
    guard !members.isEmpty else { return [[.text(target.text)]] }
    return members.filter { !withoutGood || $0.status != "ok" }.map(\.compatibleRow)
  }

  private var emptyRow: [Document] {
    var row: [Document] = names + Array(repeating: .null, count: ReportedInput.probeColumns.count - 3)
    if case .host(let host, let port) = target.place {
      row[4] = .text(host)
      row[6] = .number(Int(port))
    }
    row[7] = "unreachable"
    row[28] = .number(findings.count { $0.severity == .error })
    row[29] = .number(findings.count { $0.severity == .warning })
    row[30] = .texts(findings.map(\.message))
    row[31] = .text(findings.first { $0.severity == .error }?.message ?? "")
    return row
  }

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
    let found = findings + result.findings
    let right = assurances + result.assurances
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
      .number(found.count { $0.severity == .error }), .number(found.count { $0.severity == .warning }),
      .texts(found.map(\.message) + right.map(\.message)), .text(orNull: answer?.failure?.message),
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

  /// Twelve cells, and three for each extension. Nobody else's private key is ever here, and nothing is archived.
  fileprivate var compatibleRow: [Document] {
    let text = IPAddressText.text(address).text
    let row: [Document] = [.text(host.isEmpty ? text : host), .text(text)]
    guard let leaf = certificates.first else { return row }
    return row + [
      .text(leaf.subject.description), .text(leaf.issuer.description), leaf.notBefore.document, leaf.notAfter.document,
      .text(leaf.serial.hex), .text(leaf.signatureAlgorithm.signatureName),
      .text(Hexadecimal.text(Fingerprint.sha1(leaf.der), uppercase: true)), .number(leaf.shownVersion), "False",
      "False",
    ] + leaf.extensions.flatMap(\.cells)
  }
}
