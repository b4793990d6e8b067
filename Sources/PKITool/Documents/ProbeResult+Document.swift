import Console
import PKICore
import Platform
import Vocabulary

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

  /// The records that lead to the addresses, said ahead of them; empty where there are none.
  var recordFields: [Field] {
    guard let record, !services.isEmpty || !pointers.isEmpty else { return [] }
    var fields: [Field] = []
    if !pointers.isEmpty { fields.append(.said("NAPTR records", .spoken(pointers.map(\.line), as: .null))) }
    fields.append(.said("SRV record", .text(record, .strong)))
    return fields + [.said(services.map { $0.line.indented() })]
  }

  /// What is said of a target as a whole, behind its addresses; `isHidden` where text says nothing of it.
  func fields(isGood: Bool, isHidden: Bool, _ view: ProbeView) -> [Field] {
    var fields: [Field] = []
    if isHidden { return fields }
    if let record {
      fields += [Field("record", .text(record)), Field("naptr", .list(pointers.map(\.document)))]
    }
    if view.show.isShort { return fields + [.said(shortLines(view))] }
    let lines = view.comments(assurances, findings)
    if !lines.isEmpty {
      fields += [.said(Line([Span("Comments on ", .strong), Span(target.text, .strong)])), .said(lines)]
    }
    let words = allFindings.verdict(isGood, target.text)
    fields.append(
      .said(isUnreachable ? Line([Span("FAILURE: ", .bad), Span("\(target.text): no certificate")]) : words))
    return fields
  }

  /// Behind the lines of its addresses one for each that led to none, and one for the target as a whole.
  private func shortLines(_ view: ProbeView) -> [Line] {
    let ends = places.filter { $0.member == nil }
    let said = ends.compactMap(\.deadEnd?.finding).filter(findings.contains)
    var lines = ends.flatMap { end in
      [ProbeView.head("unreachable", end.name)] + view.comments([], said.filter { $0 == end.deadEnd?.finding })
    }
    let others = findings.filter { $0.severity > .info && !said.contains($0) }.worstFirst
    if let worst = others.first?.severity.rawValue {
      lines += [ProbeView.head(worst, target.text, "  as a whole")] + view.comments([], others)
    }
    return lines
  }
}

extension ProbeView {
  /// What begins a line: in a word what it came to, and what.
  static func head(_ status: String, _ name: String, _ rest: String = "") -> Line {
    let word = status + String(repeating: " ", count: max(1, 13 - status.count))
    return Line([Span(word, ProbeLedger.style(of: status)), Span(name, .strong), Span(rest, .faint)])
  }
}
