import Console
import PKICore
import Vocabulary

/// The questions that were asked of a path, in that order: those that hold a line for each clause, those that are
/// broken in full.
struct ExplanationSteps {
  let judgement: Judgement
  let path: [Certificate]
  let remedy: Remedy

  private static let margin = ExplanationText.margin

  /// All lines of the path's questions.
  var lines: [Line] {
    var lines: [Line] = []
    var seen: Set<String> = []
    var isHolding = false
    for group in groups {
      if case .holds = group[0].answer {
        lines += holding(group, isFirst: !isHolding)
        isHolding = true
        continue
      }
      isHolding = false
      switch group[0].answer {
      case .holds: break
      case .notAsked(let why): lines += told("not asked", .faint, group, why)
      case .unreadable(let reason): lines += told("unreadable", .warning, group, reason)
      case .broken(let faults, let leftOut):
        for fault in faults {
          let isNew = seen.insert("\(fault.depth) \(fault.code)").inserted
          lines += isNew ? broken(fault, of: group[0]) : again(fault, of: group[0])
        }
        if leftOut > 0 { lines.append(Line("\(leftOut) more of \(group[0].code)", indentation: Self.margin)) }
      }
    }
    return lines + judgement.lookups.flatMap(lookup)
  }

  /// Neighbours that hold by one clause, or that nobody asked for one reason.
  private var groups: [[Judgement.Step]] {
    var groups: [[Judgement.Step]] = []
    for step in judgement.steps {
      if let last = groups.last?.last, last.isTold(with: step) {
        groups[groups.count - 1].append(step)
      } else {
        groups.append([step])
      }
    }
    return groups
  }

  // MARK: - Questions

  private func label(_ text: String, _ style: Style) -> Span {
    Span(text.padded(to: Self.margin - 2), style)
  }

  private func holding(_ group: [Judgement.Step], isFirst: Bool) -> [Line] {
    let width = ExplanationText.clauseColumn - Self.margin - 2
    let codes = group.codes.joined(separator: ", ").wrapped(to: width)
    return codes.enumerated().map { index, words in
      let isLast = index == codes.count - 1
      return Line(
        [
          label(isFirst && index == 0 ? "holds" : "", .good), Span(isLast ? words.padded(to: width + 2) : words),
          Span(isLast ? group[0].clause : "", .faint),
        ].filter { !$0.text.isEmpty }, indentation: 2)
    }
  }

  private func told(_ word: String, _ style: Style, _ group: [Judgement.Step], _ why: String) -> [Line] {
    let text = group.codes.joined(separator: ", ") + ": " + why
    return text.wrapped(to: ExplanationText.width - Self.margin).enumerated().map { index, words in
      Line([label(index == 0 ? word : "", style), Span(words, .faint)], indentation: 2)
    }
  }

  private func broken(_ fault: PathFault, of step: Judgement.Step) -> [Line] {
    let name = path[min(fault.depth, path.count - 1)].subject.shortText.cut(to: ExplanationText.nameWidth)
    let title = "\(fault.code) at depth \(fault.depth), \(name)"
    var lines = [
      Line(
        [
          label(fault.severity.rawValue, fault.severity.style),
          Span(title.padded(to: ExplanationText.clauseColumn - Self.margin), .strong), Span(fault.clause, .faint),
        ], indentation: 2)
    ]
    lines += fault.message.wrapped(to: ExplanationText.width - Self.margin).map { Line($0, indentation: Self.margin) }
    if let fix = fault.fix {
      let words = fix.wrapped(to: ExplanationText.width - Self.margin - 5)
      lines += words.enumerated().map { index, text in
        index == 0
          ? Line([Span("fix: ", .strong), Span(text)], indentation: Self.margin)
          : Line(text, indentation: Self.margin + 5)
      }
    }
    if let command = remedy.command(for: fault, on: path) {
      lines.append(Line([Span("$ ", .faint), Span(command.text, .strong)], indentation: Self.margin))
    }
    return lines
  }

  private func again(_ fault: PathFault, of step: Judgement.Step) -> [Line] {
    let text = "\(step.code): \(fault.code) at depth \(fault.depth), as said above"
    return [Line([label(fault.severity.rawValue, fault.severity.style), Span(text)], indentation: 2)]
  }

  // MARK: - Revocation

  private func lookup(_ lookup: RevocationLookup) -> [Line] {
    let name = path[lookup.depth].subject.shortText.cut(to: ExplanationText.nameWidth)
    let state = lookup.status?.state.rawValue ?? "unknown"
    var lines = [
      Line([label("looked up", .faint), Span("\(name) at depth \(lookup.depth): \(state)")], indentation: 2)
    ]
    for witness in lookup.considered {
      let kind = witness.method == .crl ? "list" : "response"
      let text = witness.obstacle.map { "not counted (\($0.code)): \($0.message)" } ?? "counted"
      lines += "\(kind) \(witness.source) \(text)".wrapped(to: ExplanationText.width - Self.margin - 2).enumerated().map
      {
        Line([Span($0.element)], indentation: Self.margin + ($0.offset == 0 ? 0 : 2))
      }
    }
    if lookup.considered.isEmpty { lines.append(Line("no list and no response was given", indentation: Self.margin)) }
    if lookup.leftOut > 0 { lines.append(Line("\(lookup.leftOut) more", indentation: Self.margin)) }
    return lines
  }
}

extension [Judgement.Step] {
  /// The codes, each once.
  fileprivate var codes: [String] {
    var seen: Set<String> = []
    return map(\.code).filter { seen.insert($0).inserted }
  }
}

extension Judgement.Step {
  /// Whether two steps have the same said of them.
  fileprivate func isTold(with other: Judgement.Step) -> Bool {
    switch (answer, other.answer) {
    case (.holds, .holds): clause == other.clause
    case (.notAsked(let a), .notAsked(let b)), (.unreadable(let a), .unreadable(let b)): a == b
    default: false
    }
  }
}
