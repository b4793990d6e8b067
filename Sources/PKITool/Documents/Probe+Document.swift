import Console
import PKICore
import Platform
import Vocabulary

/// How addresses are said: what is asked for, when, and how wide a line may be.
struct ProbeView: Sendable {
  let show: ProbeShowOptions
  /// Whether text is wanted; else it is JSON.
  let isText: Bool
  let instant: Instant
  /// The columns that sentences are wrapped to.
  let width: Int
}

/// The address of an endpoint as it is shown.
enum IPAddressText {
  /// The literal, and the port.
  static func text(_ address: SocketAddress) -> (text: String, port: UInt16) {
    (IPAddress.text(address.octets), address.port)
  }
}

extension ProbeMember {
  /// Host and port as somebody would type them.
  var place: String { host.isEmpty ? "\(address)" : "\(host):\(address.port)" }

  /// What text says of an address: in the shape of the source tool, or in a line.
  func document(of result: ProbeResult, _ view: ProbeView) -> Document { .fields(textFields(of: result, view)) }

  /// In a word what it came to.
  var status: String {
    if isDown || certificates.isEmpty && answer?.failure != nil {
      return answer?.isOpen ?? false ? "ok" : "unreachable"
    }
    return findings.map(\.severity).max().map { $0 == .info ? "ok" : $0.rawValue } ?? "ok"
  }

  // MARK: - Text

  private func textFields(of result: ProbeResult, _ view: ProbeView) -> [Field] {
    if view.show.isShort {
      return [.said(shortLine(view)), .said(view.comments([], findings.filter { $0.severity > .info }))]
    }
    var fields: [Field] = [.said("Checking FQDN", .text(place, .strong))]
    if !result.target.label.isEmpty { fields.append(.said("Label", .text(result.target.label))) }
    fields.append(.said("IP Address", .text(IPAddressText.text(address).text)))
    fields.append(.said("Certificate Response", .spoken([response], as: .null)))
    if let leaf = certificates.first { fields += leaf.reportFields(view) }
    fields += chainText(view)
    let comments = view.comments(assurances, findings)
    return comments.isEmpty ? fields : fields + [.said(Line("Comments", .strong)), .said(comments)]
  }

  /// What came of the call, in a line.
  private var response: Line {
    guard let answer else { return Line("none: over UDP the record is all that can be told", .faint) }
    if let failure = answer.ownFailure { return Line(failure.message, .bad) }
    let time = Span("  \((answer.connectMilliseconds ?? 0) + (answer.handshakeMilliseconds ?? 0)) ms", .faint)
    guard let version = answer.version else { return Line([Span("connected, no TLS is spoken there"), time]) }
    let spoken = Span("\(version), \(answer.cipher ?? "")")
    switch answer.clientCertificate {
    case .required: return Line([spoken, Span("  ended for want of a client certificate", .warning)])
    case .refused: return Line([spoken, Span("  ended over the client certificate", .warning)])
    default: return Line([spoken, time])
    }
  }

  /// Status, place, name and end.
  private func shortLine(_ view: ProbeView) -> Line {
    var spans = ProbeView.head(status, place).spans
    if !host.isEmpty { spans.append(Span("  \(IPAddressText.text(address).text)")) }
    guard let leaf = certificates.first else { return Line(spans) }
    let days = leaf.notAfter.instant.map { ", \($0.days(since: view.instant).counted("day"))" } ?? ""
    return Line(
      spans + [
        Span("  \(leaf.subject.shortText)"),
        Span("  until \(leaf.notAfter.instant?.date ?? leaf.notAfter.text)\(days)", .faint),
      ])
  }
}

extension ServerAnswer {
  /// Whether the connection stood and nothing failed.
  fileprivate var isOpen: Bool { failure == nil && version == nil && connectMilliseconds != nil }
}

extension Certificate {
  /// What the report of the source tool says of a certificate, in its order, and what else decides.
  func reportFields(_ view: ProbeView) -> [Field] {
    let end = notAfter.instant.map { DateText.end($0, now: view.instant) } ?? notAfter.document
    var fields: [Field] = [
      .said("Subject", .text(subject.isEmpty ? "(empty)" : subject.description)),
      .said("Issuer", .text(issuer.description)), .said("Not Before", notBefore.document), .said("Not After", end),
      .said("Serial Number", .text(serial.hex)), .said("Signature Algorithm", .text(signatureAlgorithm.signatureName)),
      .said("Key", .text(publicKey.keyDescription.text)),
      .said("Thumbprint", .text(Hexadecimal.text(Fingerprint.sha1(der), uppercase: true))),
      .said("SHA-256", .text(Hexadecimal.colons(Fingerprint.sha256(der)))),
      .said("Names", .texts(((try? subjectAlternativeNames) ?? []).map(\.description))),
    ]
    if let usage = (try? keyUsage) ?? nil { fields.append(.said("Key Usage", .texts(usage.names))) }
    if let usages = (try? extendedKeyUsage) ?? nil {
      fields.append(.said("Extended Key Usage", .texts(usages.map(\.extendedKeyUsageName))))
    }
    guard view.show.isAdvanced else { return fields }
    fields += [.said("Version", .number(shownVersion)), .said(Line("Extensions", .strong))]
    return fields + extensions.flatMap(\.reportFields)
  }
}

extension Extension {
  /// Type, OID and data, as the source tool lists extensions.
  private var reportData: [Line] {
    (try? decodedLaxly().value.lines) ?? [Line(Hexadecimal.text(value.array))]
  }

  fileprivate var reportFields: [Field] {
    let critical = isCritical ? [Span(", critical", .warning)] : []
    let head = Line([Span(identifier.extensionName), Span("  \(identifier)", .faint)] + critical, indentation: 2)
    return [.said([head] + reportData.map { $0.indented(by: 4) })]
  }

  /// The same three as cells.
  var cells: [Document] {
    [
      .text(identifier.extensionName), .text(identifier.description),
      .text(reportData.map(\.plain).joined(separator: "; ")),
    ]
  }
}
