import Console
import PKICore
import Vocabulary

/// An explanation as a person reads it: what was given, then each path with its certificates and its questions.
struct ExplanationText {
  let explanation: Explanation
  let request: VerificationRequest
  let origins: CertificateOrigins
  let remedy: Remedy

  /// Where labels end, and where the column of clauses begins.
  static let margin = 13
  static let clauseColumn = 62
  /// The columns that sentences are wrapped at.
  static let width = 96
  /// The columns that names and files may take.
  static let nameWidth = 32

  /// All lines; the verdict follows them.
  var lines: [Line] {
    var lines = heading
    for (index, attempt) in explanation.attempts.enumerated() {
      lines.append(Line(""))
      lines += self.lines(of: attempt, number: index + 1)
    }
    lines.append(Line(""))
    return lines + ending + [Line("")]
  }

  // MARK: - What the search began and ended with

  private var heading: [Line] {
    let purpose = request.purpose == .any ? "" : ", purpose \(request.purpose.rawValue)"
    return [
      Line([Span("Search", .strong), Span(" for a path from \(explanation.leaf.subject.shortText)")]),
      row("anchors", census(explanation.anchors)), row("others", census(explanation.intermediates)),
      row("law", "profile \(request.profile.rawValue)\(purpose), at \(request.instant)"),
    ]
  }

  private func census(_ census: Explanation.Census) -> String {
    guard census.count > 0 else { return "none" }
    let shown = census.first.prefix(3).map { "\($0.subject.shortText) \(place(of: $0))" }
    let rest = census.count - shown.count
    return "\(census.count): " + shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  private func place(of certificate: Certificate) -> String { origins[certificate].map { "(\($0.text))" } ?? "" }

  private var ending: [Line] {
    var lines: [Line] = []
    if let choice = explanation.choice {
      lines.append(
        Line([Span("Path \(choice.attempt + 1)", .strong), Span(" is the one that counts: \(choice.reason.words).")]))
    }
    if explanation.pathsLeftOut > 0 {
      lines.append(Line("Left out: \(explanation.pathsLeftOut.counted("more path")) that were judged."))
    }
    for cut in Explanation.Cut.allCases {
      guard let count = explanation.cutsLeftOut[cut] else { continue }
      lines.append(Line("Left out: \(count.counted("more branch", "more branches")) (\(cut.words))."))
    }
    if let limit = explanation.limit { lines.append(Line("Limit: \(limit.words).", .warning)) }
    return lines
  }

  // MARK: - A path

  private func lines(of attempt: Explanation.Attempt, number: Int) -> [Line] {
    var spans = [Span("Path \(number)", .strong), Span("  ")]
    var rest: [Line] = []
    switch attempt.end {
    case .cut(let cut): spans.append(Span("not followed: \(cut.words)", .faint))
    case .judged(let judgement):
      spans += verdict(attempt, judgement)
      rest = ExplanationSteps(judgement: judgement, path: attempt.certificates, remedy: remedy).lines
    }
    return [Line(spans)] + certificates(of: attempt) + rest
  }

  private func verdict(_ attempt: Explanation.Attempt, _ judgement: Judgement) -> [Span] {
    guard let stop = judgement.stop else { return [Span("holds", .good)] }
    let others = judgement.errors > 1 ? ", the first of \(judgement.errors) errors" : ""
    let word = attempt.isAnchored ? "refused" : "reaches no anchor"
    return [Span(word, .bad), Span(": fails at question \(stop + 1), \(judgement.steps[stop].code)\(others)")]
  }

  private func certificates(of attempt: Explanation.Attempt) -> [Line] {
    let path = attempt.certificates
    let names = path.map { $0.subject.shortText.cut(to: ExplanationText.nameWidth) }
    let serials = path.map(\.serial.short)
    let places = path.map { origins[$0]?.text ?? "" }.map { $0.cut(to: ExplanationText.nameWidth) }
    return path.indices.map { depth in
      let name = names[depth].padded(like: names), serial = serials[depth].padded(like: serials)
      let link = link(depth, of: attempt)
      let place = link.isEmpty ? places[depth] : places[depth].padded(like: places) + "  "
      return Line(
        [
          Span("\(depth)  ", .faint), Span(name, .strong), Span("  serial \(serial)  ", .faint), Span(place),
          Span(link, .faint),
        ], indentation: 2)
    }
  }

  /// How the certificate was found to have issued the one below.
  private func link(_ depth: Int, of attempt: Explanation.Attempt) -> String {
    let isLast = depth == attempt.certificates.count - 1
    var words: [String] = attempt.isAnchored && isLast ? ["trusted"] : []
    if depth > 0 {
      words.append(
        KeyIdentifierRelation(of: attempt.certificates[depth - 1], issuedBy: attempt.certificates[depth]).words)
      if isLast, case .cut(let cut) = attempt.end, cut != .length {
        words.append(cut == .signature ? "signature fails" : "signature not tried")
      } else {
        words.append("signature verifies")
      }
    }
    return words.joined(separator: ", ")
  }

  private func row(_ label: String, _ value: String) -> Line {
    Line([Span(label.padded(to: ExplanationText.margin - 2), .faint), Span(value)], indentation: 2)
  }
}

extension String {
  /// The text with spaces up to a width.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - Escaping.columns(of: self)))
  }

  /// The text as wide as the widest of several.
  func padded(like all: [String]) -> String { padded(to: all.map(Escaping.columns(of:)).max() ?? 0) }

  /// The text with `…` for what does not fit.
  func cut(to width: Int) -> String {
    guard Escaping.columns(of: self) > width else { return self }
    var kept = ""
    for character in self where Escaping.columns(of: kept) < width - 1 { kept.append(character) }
    while Escaping.columns(of: kept) > width - 1 { kept.removeLast() }
    return kept + "…"
  }
}
