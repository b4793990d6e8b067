import Console
import PKICore
import Vocabulary

extension Role {
  /// What it needs, each line with its source.
  var fields: [Field] {
    let needs = needs
    let width = needs.map(\.text.count).max() ?? 0
    var fields: [Field] = [
      Field("name", .text(name)), Field("title", .text(title)), Field("family", .text(family.rawValue)),
      .said(Line([Span(name, .strong), Span(", \(title) (\(family.rawValue))")])),
      Field(
        "needs", "", .spoken(needs.map { $0.line(width) }, as: .list(needs.map(\.document)))),
      Field("days", .number(days)),
    ]
    if !parameters.isEmpty {
      fields.append(.said(Line("Parameters", .strong)))
      let widths = parameters.map(\.usage.count).max() ?? 0
      fields.append(
        Field(
          "parameters", "",
          .spoken(parameters.map { $0.line(widths) }, as: .list(parameters.map(\.document)))))
    }
    if !advice.isEmpty {
      fields.append(.said(Line("To know", .strong)))
      fields.append(Field("advice", "", .spoken(advice.map { Line("  " + $0) }, as: .texts(advice))))
    }
    fields.append(.said(Line("Example", .strong)))
    fields.append(Field("example", "", .spoken(Line("  " + example), as: .text(example))))
    return fields
  }
}

extension CertificateSet {
  /// What it needs, each line with its source.
  var outcome: Outcome {
    var outcome = Outcome(source: name)
    let width = needs.map(\.text.count).max() ?? 0
    let command = "pki check --for \(name) DIR --set node=node1.example.com"
    outcome.fields = [
      Field("name", .text(name)), Field("title", .text(title)), .said(Line([Span(name, .strong), Span(", \(title)")])),
      Field("needs", "", .spoken(needs.map { $0.line(width) }, as: .list(needs.map(\.document)))),
      .said(Line("Parameters", .strong)),
      Field(
        "parameters", "",
        .spoken(
          Line([Span("  [--set node=NAME ...]  "), Span(nodes, .faint)]),
          as: .list([
            .fields([
              Field("name", .text("node")), Field("meaning", .text(nodes)), Field("required", .truth(false)),
              Field("repeats", .truth(true)),
            ])
          ]))),
      .said(Line("Example", .strong)), Field("example", "", .spoken(Line("  " + command), as: .text(command))),
    ]
    return outcome
  }
}

extension Role.Need {
  /// The need, and its source in a column of its own.
  fileprivate func line(_ width: Int) -> Line {
    Line([Span("  " + text + String(repeating: " ", count: width + 2 - text.count)), Span(clause, .faint)])
  }

  fileprivate var document: Document { .fields([Field("text", .text(text)), Field("clause", .text(clause))]) }
}

extension Role.Parameter {
  /// `--set node=NAME`, in brackets where it may be left out.
  var usage: String {
    let words = "--set \(parameter.rawValue)=NAME" + (parameter.mayRepeat ? " ..." : "")
    return isRequired ? words : "[\(words)]"
  }

  fileprivate func line(_ width: Int) -> Line {
    Line([Span("  " + usage + String(repeating: " ", count: width + 2 - usage.count)), Span(meaning, .faint)])
  }

  fileprivate var document: Document {
    .fields([
      Field("name", .text(parameter.rawValue)), Field("meaning", .text(meaning)), Field("required", .truth(isRequired)),
      Field("repeats", .truth(parameter.mayRepeat)),
    ])
  }
}

extension RuleEntry {
  /// Code and severity, what it asks, clause and fix.
  var lines: [Line] {
    let worst = severity.values.max() ?? roleSeverity ?? .info
    var lines = [
      Line([
        Span(worst.rawValue, worst.style), Span(String(repeating: " ", count: 9 - worst.rawValue.count)),
        Span(code, .strong), Span("  " + clause, .faint),
      ])
    ]
    lines += asks.map { Line($0, indentation: 9) }
    if let fix { lines.append(Line([Span("fix: ", .faint), Span(fix)], indentation: 9)) }
    return lines
  }

  /// Everything about it.
  var document: Document {
    let bySeverity = Profile.allCases.map { Field($0.rawValue, .text(orNull: severity[$0]?.rawValue)) }
    return .fields([
      Field("code", .text(code)),
      Field("severity", .fields(bySeverity + [Field("role", .text(orNull: roleSeverity?.rawValue))])),
      Field("clause", .text(clause)), Field("asks", .text(asks.joined(separator: " "))),
      Field("fix", .text(orNull: fix)), Field("zlint", .texts(zlint)),
    ])
  }
}
