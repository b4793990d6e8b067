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
  /// A record for each address, and for what led to none one that says why. What is said of the target as a whole stands in
  /// each, so that records may be sorted and chosen from.
  func rows(at instant: Instant, withoutGood: Bool) -> [[Document]] {
    places(withoutGood: withoutGood).map { $0.row(at: instant) }
  }

  /// The records that the source tool writes; an address that gave no certificate has its record too.
  func compatibleRows(withoutGood: Bool) -> [[Document]] {
    places(withoutGood: withoutGood).map { $0.member?.compatibleRow ?? [.text($0.name)] }
  }

  /// Label, type and domain.
  fileprivate var names: [Document] {
    let label = Document.text(orNull: target.label.isEmpty ? nil : target.label)
    guard case .service(let service, let domain) = target.place else { return [label, "DIR", .null] }
    return [label, .text(service.name), .text(domain)]
  }
}

extension ProbedPlace {
  fileprivate func row(at instant: Instant) -> [Document] {
    let path = member?.check?.path
    let answer = member?.answer
    let certificates = member?.certificates ?? []
    let found = findings
    let text = member.map { IPAddressText.text($0.address).text }
    var row = result.names
    row += [
      .text(orNull: service?.target), .text(orNull: host.isEmpty ? text : host), .text(orNull: text),
      .number(orNull: port.map(Int.init)), .text(status),
    ]
    row += member?.leafCells(at: instant) ?? ProbeMember.noLeafCells
    row += [
      member == nil ? .null : .number(certificates.count),
      certificates.isEmpty ? .null : .truth(path?.holds ?? false),
      .text(orNull: path.flatMap { $0.isAnchored ? $0.certificates.last?.subject.shortText : nil }),
      .text(orNull: answer?.version?.description), .text(orNull: answer?.cipher),
      .text(orNull: answer?.clientCertificate.rawValue), .text(orNull: member?.staple?.state.rawValue),
      .number(found.count { $0.severity == .error }), .number(found.count { $0.severity == .warning }),
      .texts(found.map(\.message) + assurances.map(\.message)),
      .text(orNull: answer?.ownFailure?.message ?? deadEnd?.finding.message),
    ]
    return row
  }
}

extension ProbeMember {
  /// The cells of no certificate.
  fileprivate static let noLeafCells = [Document](repeating: .null, count: 13)

  fileprivate func leafCells(at instant: Instant) -> [Document] {
    guard let leaf = certificates.first else { return ProbeMember.noLeafCells }
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
