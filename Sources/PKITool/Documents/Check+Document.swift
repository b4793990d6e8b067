import Console
import PKICore
import Vocabulary

extension CheckResult {
  /// The findings, what was not checked, and the verdict; of one of several files the verdict names it, and what was not
  /// checked is said once, behind all.
  func fields(
    profile: Profile, roles: [String], isGood: Bool, ignored: [FindingException], file: String?
  ) -> [Field] {
    let fields: [Field] = [
      Field("ok", .truth(isGood)), Field("profile", .text(profile.rawValue)), Field("roles", .texts(roles)),
      Field("subject", .text(leaf.subject.description)),
      Field("not_after", leaf.notAfter.document),
      Field("findings", "", .spoken(findings.lines, as: .list(findings.map(\.document)))),
      Field("not_checked", "", .spoken(file == nil ? notChecked.lines : [], as: .list(notChecked.map(\.document)))),
      .said(findings.verdict(isGood, (file.map { "\($0): " } ?? "") + leaf.subject.shortText)),
    ]
    return ignored.isEmpty ? fields : fields + [Field("ignored", .list(ignored.map(\.document)))]
  }
}

extension Finding {
  /// Everything about it.
  var document: Document {
    .fields([
      Field("code", .text(code)), Field("severity", .text(severity.rawValue)), Field("source", .text(source)),
      Field("subject", .text(subject)), Field("depth", .number(orNull: depth)), Field("line", .number(orNull: line)),
      Field("message", .text(message)), Field("clause", .text(clause)), Field("fix", .text(orNull: fix)),
      Field("role", .text(orNull: role)),
    ])
  }

  /// Severity and code with whose it is, what was found, and what asks for it and mends it.
  func lines(_ codeWidth: Int) -> [Line] {
    let word = severity.rawValue
    var place = depth ?? 0 > 0 ? "\(subject), in \(source)" : source
    if let line, line > 1 { place += ", line \(line)" }
    let head = [
      Span(word, severity.style), Span(String(repeating: " ", count: 9 - word.count)), Span(code, .strong),
      Span(String(repeating: " ", count: max(2, codeWidth + 2 - code.count))), Span(place, .faint),
    ]
    var law = [Span(clause, .faint)]
    if let fix { law += [Span(" · fix: ", .faint), Span(fix)] }
    return [Line(head), Line(message, indentation: 9), Line(law, indentation: 9)]
  }
}

extension [Finding] {
  /// All of them, one below the other.
  var lines: [Line] {
    let width = map(\.code.count).max() ?? 0
    return flatMap { $0.lines(width) }
  }

  /// SUCCESS or FAILURE with the counts.
  func verdict(_ isGood: Bool, _ subject: String) -> Line {
    let counts = Severity.worstFirst.compactMap { severity -> String? in
      let number = count { $0.severity == severity }
      return number > 0 ? severity.counted(number) : nil
    }
    let words = counts.isEmpty ? "nothing found" : counts.joined(separator: ", ")
    return Line([isGood ? Span("SUCCESS: ", .good) : Span("FAILURE: ", .bad), Span("\(subject): \(words)")])
  }
}

/// What is said behind several files: what none of them was asked, and how many are good.
struct Closing: Sendable {
  private let notChecked: [NotChecked]
  private let isSaid: Bool

  /// The end of a check of several files; nil as the request where there is one file.
  init(_ request: CheckRequest?, _ format: Format) {
    notChecked = request?.notChecked ?? []
    isSaid = request != nil && format == .text
  }

  /// The lines, from what the files came to.
  func fields(_ tally: Tally) -> [Field] {
    guard isSaid, tally.good + tally.no > 0 else { return [] }
    let counts = [(tally.good, "good"), (tally.no, "not fit"), (tally.failed, "could not be checked")]
    let words = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    let total = tally.inputs > 1 ? [Line("\(tally.inputs) files: \(words)")] : []
    return [.said([Line("")] + notChecked.lines + total)]
  }
}

extension NotChecked {
  var document: Document { .fields([Field("what", .text(what)), Field("option", .text(option))]) }
}

extension [NotChecked] {
  /// What was not given, with the options behind it, aligned.
  var lines: [Line] {
    let width = map(\.option.count).max() ?? 0
    return enumerated().map { index, missing in
      Line([
        Span(index == 0 ? "not checked  " : String(repeating: " ", count: 13), .faint),
        Span(missing.option + String(repeating: " ", count: width + 2 - missing.option.count)),
        Span(missing.what, .faint),
      ])
    }
  }
}

extension Severity {
  /// All, the worst first.
  static let worstFirst: [Severity] = [.error, .warning, .info]

  /// How it is coloured.
  var style: Style {
    switch self {
    case .error: .bad
    case .warning: .warning
    case .info: .faint
    }
  }

  /// So many of them: "1 error", "2 notes".
  func counted(_ number: Int) -> String { number.counted(self == .info ? "note" : rawValue) }
}
