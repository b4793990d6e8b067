import Console
import PKICore

/// A target, or the row of a table that names none.
struct ProbeEntry: Sendable {
  let source: String
  let target: Result<ProbeTarget, PKIError>
}

extension ProbeCommand {
  /// Each target once, in the order in which they are named.
  func entries(in world: World) throws(PKIError) -> [ProbeEntry] {
    var entries: [ProbeEntry] = []
    var seen: Set<ProbeTarget> = []
    for operand in operands {
      let target = try ProbeTarget(operand, type: targets.type)
      if seen.insert(target).inserted { entries.append(ProbeEntry(source: operand, target: .success(target))) }
    }
    for path in targets.tables {
      for row in try TargetTable(world.bytes(path), source: path).rows {
        switch row.target {
        case .success(let target):
          if seen.insert(target).inserted { entries.append(ProbeEntry(source: target.text, target: row.target)) }
        case .failure where targets.skipsBadRows: continue
        case .failure: entries.append(ProbeEntry(source: "\(path):\(row.line)", target: row.target))
        }
      }
    }
    guard !entries.isEmpty else {
      throw PKIError(
        .content, targets.tables.first ?? "", "this table names no target",
        hint: "a row is a domain, its type or its port")
    }
    return entries
  }
}
