import Console
import PKICore
import Vocabulary

extension ProbeMember {
  /// A certificate as it was sent, and what it is there for.
  private struct Sent {
    let index: Int
    let certificate: Certificate
    let role: String
  }

  private var sent: [Sent] {
    let path = check?.path?.certificates ?? []
    return certificates.enumerated().map { index, certificate in
      Sent(index: index + 1, certificate: certificate, role: role(of: certificate, at: index, path))
    }
  }

  private func role(of certificate: Certificate, at index: Int, _ path: [Certificate]) -> String {
    if index == 0 { return "leaf" }
    if certificates[..<index].contains(certificate) { return "duplicate" }
    if certificate.isSelfIssued, certificate.isSelfSigned { return "root" }
    return path.isEmpty || path.contains(certificate) ? "intermediate" : "extra"
  }

  /// What was sent, and the root that it leads to.
  func chainText(_ view: ProbeView) -> [Field] {
    guard !certificates.isEmpty else { return [] }
    let sent = sent
    let width = sent.map(\.certificate.subject.shortText.count).max() ?? 0
    var fields: [Field] = [.said(Line("Certificate Chain", .strong))]
    for one in sent {
      let name = one.certificate.subject.shortText
      let end = one.certificate.notAfter.instant?.date ?? one.certificate.notAfter.text
      let line = Line(
        [
          Span("\(one.index)  \(name)"), Span(String(repeating: " ", count: width - name.count)),
          Span("  \(one.role), until \(end)", .faint),
        ], indentation: 2)
      fields.append(.said([line] + (view.show.showsChain ? one.certificate.chainLines : [])))
      if view.show.showsPEM { fields.append(.said(one.certificate.pemLines)) }
    }
    let root = paths.map(\.path).first(where: \.isAnchored)?.certificates.last
    fields.append(.said(Line("Root Certificates", .strong)))
    guard let root else {
      return fields + [.said(Line("none that is trusted", .bad, indentation: 2))]
    }
    let end = root.notAfter.instant.map { "  until \($0.date)" } ?? ""
    fields.append(.said(Line([Span(root.subject.description), Span(end, .faint)], indentation: 2)))
    return view.show.showsChain ? fields + [.said(root.rootLines)] : fields
  }

  /// What was sent, for JSON.
  func sentDocuments(_ view: ProbeView) -> [Document] {
    sent.map { one in
      var fields = [
        Field("position", .number(one.index)),
        Field("sha256", .text(Hexadecimal.colons(Fingerprint.sha256(one.certificate.der)))),
        Field("subject", .text(one.certificate.subject.description)),
        Field("issuer", .text(one.certificate.issuer.description)),
        Field("not_after", one.certificate.notAfter.document), Field("role", .text(one.role)),
      ]
      if view.show.showsPEM {
        let pem = PEMEncoding.block("CERTIFICATE", one.certificate.der)
        fields.append(Field("pem", .text(String(decoding: pem, as: UTF8.self))))
      }
      return .fields(fields)
    }
  }
}

extension Time {
  fileprivate var words: String { instant?.description ?? text }
}

extension Certificate {
  private func labelled(_ rows: [(label: String, value: String)]) -> [Line] {
    let width = (rows.map(\.label.count).max() ?? 0) + 2
    return rows.map { row in
      let gap = String(repeating: " ", count: width - row.label.count)
      return Line([Span(row.label + gap, .faint), Span(row.value)], indentation: 5)
    }
  }

  private var signatureRow: (label: String, value: String) {
    ("Signature", "\(signatureAlgorithm.signatureName), \(publicKey.keyDescription.text)")
  }

  /// The fields of a certificate of the chain.
  fileprivate var chainLines: [Line] {
    labelled([
      ("Subject", subject.description), ("Issuer", issuer.description), ("Valid from", notBefore.words),
      ("Valid until", notAfter.words), ("Serial", serial.hex), signatureRow,
      ("SHA-256", Hexadecimal.colons(Fingerprint.sha256(der))),
    ])
  }

  /// What somebody needs to get the root.
  fileprivate var rootLines: [Line] {
    labelled([("SHA-256", Hexadecimal.colons(Fingerprint.sha256(der))), signatureRow])
  }

  /// The certificate as PEM.
  fileprivate var pemLines: [Line] {
    String(decoding: PEMEncoding.block("CERTIFICATE", der), as: UTF8.self)
      .split(separator: "\n" as Character).map { Line(String($0)) }
  }
}
