import Console
import PKICore
import Platform
import Vocabulary

/// The address of an endpoint as it is shown.
enum IPAddressText {
  /// The literal, and the port.
  static func text(_ address: SocketAddress) -> (text: String, port: UInt16) {
    (IPAddress.text(address.octets), address.port)
  }
}

extension ProbeMember {
  /// Everything about an address: in text in the shape of the source tool.
  func document(of result: ProbeResult, at instant: Instant) -> Document {
    let (text, port) = IPAddressText.text(address)
    var fields: [Field] = [
      Field("label", .text(orNull: result.target.label.isEmpty ? nil : result.target.label)),
      .said("Checking FQDN", .text("\(host.isEmpty ? text : host):\(port)", .strong)),
      Field("host", host.isEmpty ? .null : .text(host)), Field("ip", "IP Address", .text(text)),
      Field("port", .number(Int(port))), Field("srv", service?.document ?? .null),
      Field("sni", .text(orNull: answer?.serverName)), Field("starttls", .text(orNull: answer?.startTLS?.rawValue)),
      Field("status", .text(status)),
    ]
    if let answer { fields += answer.fields }
    if let leaf = certificates.first {
      fields += [
        .said("Subject", .text(leaf.subject.description)), .said("Issuer", .text(leaf.issuer.description)),
        .said("Valid from", leaf.notBefore.document), .said("Valid until", leaf.notAfter.document),
        .said("Names", .texts(((try? leaf.subjectAlternativeNames) ?? []).map(\.description))),
        .said("Serial", .text(leaf.serial.hex)),
        .said("SHA-256", .text(Hexadecimal.colons(Fingerprint.sha256(leaf.der)))),
        Field("certificate", .fields(leaf.fields(at: instant))),
      ]
    }
    fields += chainFields
    fields.append(
      Field("comments", "", .spoken(comments, as: .list(assurances.map(\.document) + findings.map(\.document)))))
    return .fields(fields)
  }

  /// In a word what it came to.
  var status: String {
    if isDown || certificates.isEmpty && answer?.failure != nil { return "unreachable" }
    return findings.map(\.severity).max().map { $0 == .info ? "ok" : $0.rawValue } ?? "ok"
  }

  private var chainFields: [Field] {
    guard !certificates.isEmpty else { return [] }
    let path = check?.path?.certificates ?? []
    let rows = certificates.enumerated().map { index, certificate in
      (index: index + 1, certificate: certificate, role: role(of: certificate, at: index, path))
    }
    let lines = rows.map { row in
      Line([
        Span("\(row.index)  "), Span(row.certificate.subject.shortText, .strong),
        Span("  \(row.role), until \(row.certificate.notAfter.instant?.date ?? row.certificate.notAfter.text)", .faint),
      ])
    }
    let sent = rows.map { row in
      Document.fields([
        Field("position", .number(row.index)),
        Field("sha256", .text(Hexadecimal.colons(Fingerprint.sha256(row.certificate.der)))),
        Field("subject", .text(row.certificate.subject.description)),
        Field("issuer", .text(row.certificate.issuer.description)),
        Field("not_after", row.certificate.notAfter.document), Field("role", .text(row.role)),
      ])
    }
    let root = check?.path.flatMap { $0.isAnchored ? $0.certificates.last : nil }
    return [
      .said(Line("Certificate Chain", .faint)), .said(lines.map { $0.indented() }), Field("sent", .list(sent)),
      Field("paths", .list(paths.map(\.document))), Field("root", .text(orNull: root?.subject.description)),
      .said(Line("Root Certificates", .faint)),
      .said(Line(root.map { $0.subject.description } ?? "none that is trusted", indentation: 2)),
      Field("ocsp", staple?.document ?? .null),
    ]
  }

  private func role(of certificate: Certificate, at index: Int, _ path: [Certificate]) -> String {
    if index == 0 { return "leaf" }
    if certificates[..<index].contains(certificate) { return "duplicate" }
    if certificate.isSelfIssued, certificate.isSelfSigned { return "root" }
    return path.isEmpty || path.contains(certificate) ? "intermediate" : "extra"
  }

  /// What is as it should be, then what is not.
  private var comments: [Line] {
    guard !assurances.isEmpty || !findings.isEmpty else { return [] }
    return [Line("Comments", .faint)] + (assurances.map(\.line) + findings.lines).map { $0.indented() }
  }
}

extension ServerAnswer {
  fileprivate var fields: [Field] {
    let response: String =
      if let failure { failure.message } else if let version {
        "\(version), \(cipher ?? "")"
      } else {
        "connected"
      }
    return [
      Field("connect_ms", .number(orNull: connectMilliseconds)),
      Field("handshake_ms", .number(orNull: handshakeMilliseconds)),
      .said("Certificate Response", .text(response, failure == nil ? .plain : .bad)),
      Field(
        "tls",
        .fields([
          Field("version", .text(orNull: version?.description)), Field("cipher", .text(orNull: cipher)),
          Field("alert_in", .text(orNull: alertReceived?.description)),
          Field("alert_out", .text(orNull: alertSent?.description)),
        ])),
      Field(
        "client_cert",
        .fields([
          Field("state", .text(clientCertificate.rawValue)), Field("acceptable_cas", .texts(acceptableNames)),
        ])),
      Field(
        "error",
        failure.map {
          .fields([
            Field("id", .text($0.code)), Field("text", .text($0.message)), Field("reason", .text(orNull: $0.reason)),
          ])
        } ?? .null),
    ]
  }
}

extension DNSService {
  /// The record.
  var document: Document {
    .fields([
      Field("priority", .number(Int(priority))), Field("weight", .number(Int(weight))),
      Field("port", .number(Int(port))), Field("target", .text(target)),
    ])
  }

  /// The record in a line.
  var line: Line { Line("\(priority) \(weight) \(port) \(target)", indentation: 2) }
}

extension Assurance {
  /// As a comment of JSON.
  var document: Document {
    .fields([Field("code", .text(code)), Field("severity", "ok"), Field("message", .text(message))])
  }

  /// As a comment of text.
  var line: Line { Line([Span("ok       ", .good), Span(message)]) }
}

extension ProbeResult {
  /// Takes away what is let pass; gives the exceptions that say so.
  mutating func pass(_ law: FindingLaw, at instant: Instant) -> [FindingException] {
    var passed: [FindingException] = []
    let source = target.text
    keep { findings in
      let found = law.exceptions.applied(to: findings, of: source, at: instant)
      passed += found.passed.map(\.exception)
      return found.counting
    }
    return passed
  }

  /// What is said of a target as a whole, behind its addresses.
  func fields(isGood: Bool) -> [Field] {
    var fields: [Field] = [Field("ok", .truth(isGood)), Field("type", .null)]
    if case .service(let service, let domain) = target.place {
      let record = "\(service.prefix).\(domain)"
      fields = [
        Field("ok", .truth(isGood)), Field("type", .text(service.name)), Field("domain", .text(domain)),
        .said(Line([Span("SRV records", .faint), Span("  \(record)")])), .said(services.map(\.line)),
        Field("srv", .list(services.map(\.document))),
      ]
    }
    let lines = assurances.map(\.line) + findings.lines
    fields.append(
      Field("comments", "", .spoken(lines, as: .list(assurances.map(\.document) + findings.map(\.document)))))
    let words = allFindings.verdict(isGood, target.text)
    fields.append(
      .said(isUnreachable ? Line([Span("FAILURE: ", .bad), Span("\(target.text): no certificate")]) : words))
    return fields
  }
}

extension Tally {
  /// Of several targets, how many came to what.
  var probeLines: [Line] {
    guard inputs > 1 else { return [] }
    return [
      Line(""), Line("\(inputs.counted("target")): \(good) good, \(no) with errors, \(failed) unreachable or bad"),
    ]
  }
}

extension ProbePath {
  /// What one store makes of the chain.
  fileprivate var document: Document {
    let errors = path.errors.map { fault in
      Document.fields([
        Field("depth", .number(fault.depth)), Field("code", .text(fault.code)), Field("text", .text(fault.message)),
      ])
    }
    return .fields([
      Field("store", .text(store)), Field("ok", .truth(path.holds)), Field("errors", .list(errors)),
      Field("chain", .list(path.certificates.map { .text(Hexadecimal.colons(Fingerprint.sha256($0.der))) })),
    ])
  }
}
