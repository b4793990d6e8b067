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
    if view.show.isShort {
      let ends = places.filter { $0.member == nil }
      let said = ends.compactMap(\.deadEnd?.finding).filter(findings.contains)
      let short = ends.flatMap { end in
        [Line([Span("unreachable  ", .bad), Span(end.name, .strong)])]
          + view.comments([], said.filter { $0 == end.deadEnd?.finding })
      }
      let others = findings.filter { $0.severity > .info && !said.contains($0) }
      return fields + [.said(short + view.comments([], others))]
    }
    let lines = view.comments(assurances, findings)
    if !lines.isEmpty {
      fields += [.said(Line([Span("Comments on ", .strong), Span(target.text, .strong)])), .said(lines)]
    }
    let words = allFindings.verdict(isGood, target.text)
    fields.append(
      .said(isUnreachable ? Line([Span("FAILURE: ", .bad), Span("\(target.text): no certificate")]) : words))
    return fields
  }
}
