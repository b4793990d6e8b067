import Console
import PKICore
import Vocabulary

extension Verification {
  /// The chain as a tree, then the verdict with its reasons; `hint` is said where no anchor was given. Text shows the
  /// tree alone, and pays for no more.
  func fields(hint: String?, isText: Bool) -> [Field] {
    let profile = request.profile.rawValue
    var fields = [
      Field("ok", .truth(isGood)), Field("profile", .text(profile)), Field("purpose", .text(request.purpose.rawValue)),
      Field("at", .text(request.instant.description)),
      Field("chain", "", .spoken(tree, as: .list(isText ? [] : path.certificates.indices.map(link)))),
    ]
    if !revocationWarnings.isEmpty { fields.append(.said(revocationWarnings)) }
    if isGood {
      let sentence = "Certificate verified against \(anchorName), profile \(profile)\(purposeWords)"
      fields.append(.said(Line([Span("SUCCESS: ", .good), Span(sentence)])))
      fields.append(Field("message", .text(sentence)))
    } else {
      fields.append(.said(failure(hint)))
      fields.append(Field("hint", .text(orNull: hint)))
      fields.append(Field("message", .text(path.errors.first?.message ?? "")))
    }
    fields.append(Field("errors", .list(isText ? [] : path.errors.map(document))))
    fields.append(Field("warnings", .list(isText ? [] : path.warnings.map(document))))
    fields.append(Field("paths_tried", .number(pathsTried)))
    return fields
  }

  private var anchorName: String { path.certificates.last?.subject.shortText ?? "" }

  private var purposeWords: String { request.purpose == .any ? "" : ", purpose \(request.purpose.rawValue)" }

  // MARK: - The tree

  private var tree: [Line] {
    path.certificates.enumerated().map { depth, certificate in
      let faults = path.errors.filter { $0.depth == depth }
      let isAnchor = path.isAnchored && depth == path.certificates.count - 1
      var spans = [
        Span(depth == 0 ? "" : "└─ ", .faint), Span(certificate.subject.shortText, .strong),
        Span(isAnchor ? "  trusted" : "", .faint),
      ].filter { !$0.text.isEmpty }
      spans.append(Span("  until \(certificate.notAfter.instant?.date ?? "?")", .faint))
      if let status = path.status(at: depth) { spans.append(status.span) }
      // The status of revocation has said that one already.
      let codes = faults.map(\.code).filter { $0 != "revoked" || path.status(at: depth) == nil }
      if faults.isEmpty { spans.append(Span("  ok", .good)) }
      if !codes.isEmpty { spans.append(Span("  " + codes.joined(separator: ", "), .bad)) }
      return Line(spans, indentation: depth == 0 ? 0 : 3 * (depth - 1))
    }
  }

  private func link(_ depth: Int) -> Document {
    let certificate = path.certificates[depth]
    return .fields([
      Field("depth", .number(depth)), Field("subject", .text(certificate.subject.description)),
      Field("issuer", .text(certificate.issuer.description)), Field("serial", .text(certificate.serial.hex)),
      Field("not_after", certificate.notAfter.document),
      Field("fingerprint_sha256", .text(Hexadecimal.colons(Fingerprint.sha256(certificate.der)))),
      Field("anchor", .truth(path.isAnchored && depth == path.certificates.count - 1)),
      Field("ok", .truth(!path.errors.contains { $0.depth == depth })),
      Field("revocation", path.status(at: depth)?.document ?? .null),
    ])
  }

  // MARK: - Reasons

  private func failure(_ hint: String?) -> [Line] {
    var lines: [Line] = []
    for (index, fault) in path.errors.enumerated() {
      let label = index == 0 ? Span("FAILURE: ", .bad) : Span("also:    ", .bad)
      lines.append(Line([label, Span(fault.message)]))
      lines.append(Line([Span(place(of: fault) + " · " + fault.clause, .faint)], indentation: 9))
      if let fix = fault.fix { lines.append(Line([Span("fix: ", .strong), Span(fix)], indentation: 9)) }
    }
    if let hint { lines.append(Line([Span("hint: ", .strong), Span(hint)], indentation: 9)) }
    return lines
  }

  private func place(of fault: PathFault) -> String {
    let name = path.certificates[min(fault.depth, path.certificates.count - 1)].subject.shortText
    return fault.depth == 0 ? "\(fault.code), \(name)" : "\(fault.code), \(name) at depth \(fault.depth)"
  }

  private func document(of fault: PathFault) -> Document {
    .fields([
      Field("code", .text(fault.code)), Field("depth", .number(fault.depth)),
      Field("subject", .text(path.certificates[min(fault.depth, path.certificates.count - 1)].subject.description)),
      Field("message", .text(fault.message)), Field("clause", .text(fault.clause)),
      Field("fix", .text(orNull: fault.fix)),
    ])
  }
}
