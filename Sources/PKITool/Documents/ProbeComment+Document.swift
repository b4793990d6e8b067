import Console
import PKICore
import Platform
import Vocabulary

extension Assurance {
  /// As a comment of JSON.
  var comment: Document {
    .fields([
      Field("id", .text(code)), Field("severity", "ok"), Field("text", .text(message)),
      Field("data", .fields(sentence.fields)),
    ])
  }
}

extension Finding {
  /// As a comment of JSON; its data is what the sentence says, and about the certificate that it names, as far as one of this address is meant.
  func comment(on member: ProbeMember? = nil) -> Document {
    var data = sentence.fields
    if !subject.isEmpty { data.append(Field("subject", .text(subject))) }
    if let certificate = member.flatMap(certificate) {
      data.append(Field("sha256", .text(Hexadecimal.colons(Fingerprint.sha256(certificate.der)))))
      data.append(Field("not_after", certificate.notAfter.document))
    }
    if let depth { data.append(Field("depth", .number(depth))) }
    if !clause.isEmpty { data.append(Field("clause", .text(clause))) }
    if let fix { data.append(Field("fix", .text(fix))) }
    return .fields([
      Field("id", .text(code)), Field("severity", .text(severity.rawValue)), Field("text", .text(message)),
      Field("data", .fields(data)),
    ])
  }

  /// The certificate at its place of the path, by any of the stores.
  private func certificate(of member: ProbeMember) -> Certificate? {
    guard let depth else { return nil }
    let paths = [member.check?.path].compactMap { $0 } + member.paths.map(\.path)
    return paths.lazy.compactMap { $0.certificates.count > depth ? $0.certificates[depth] : nil }
      .first { $0.subject.shortText == subject }
  }
}

extension Sentence {
  /// Its blanks by their names.
  fileprivate var fields: [Field] {
    blanks.map { blank in
      switch blank.value {
      case .text(let text): Field(blank.name, .text(text))
      case .number(let number): Field(blank.name, .number(number))
      case .texts(let texts): Field(blank.name, .texts(texts))
      }
    }
  }
}

extension [Finding] {
  /// The worst first; of equals in their order.
  var worstFirst: [Finding] {
    enumerated().sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }.map(\.element)
  }
}

extension ProbeView {
  /// Comments, a sentence each, then in less weight its code, clause and fix: the worst first, and last what is as it should
  /// be.
  func comments(_ assurances: [Assurance], _ findings: [Finding]) -> [Line] {
    findings.worstFirst.flatMap { finding -> [Line] in
      var law = [finding.code, finding.clause].filter { !$0.isEmpty }
      if let fix = finding.fix { law.append("fix: \(fix)") }
      return said(finding.severity.rawValue, finding.severity.style, finding.message)
        + law.joined(separator: " · ").wrapped(to: width - 11).map { Line($0, .faint, indentation: 11) }
    } + assurances.flatMap { said("ok", .good, $0.message) }
  }

  private func said(_ word: String, _ style: Style, _ message: String) -> [Line] {
    message.wrapped(to: max(24, width - 11)).enumerated().map { index, text -> Line in
      guard index == 0 else { return Line(text, indentation: 11) }
      return Line([Span(word, style), Span(String(repeating: " ", count: 9 - word.count)), Span(text)], indentation: 2)
    }
  }
}
