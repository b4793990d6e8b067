import Console
import PKICore
import Platform

/// What is worked on and said in its turn.
struct ProbeEntry: Sendable {
  /// What an entry is.
  enum Matter: Sendable {
    case target(ProbeTarget)
    /// What a domain offers, ahead of the targets that this led to.
    case discovery(ServiceDiscovery)
    /// The row of a table or line of a list that names no target.
    case badRow(PKIError)
  }

  /// As it was named.
  let source: String
  /// What it is.
  let matter: Matter
}

extension ProbeCommand {
  /// Each target once, in the order in which they are named.
  func entries(in world: World, names: ProbeNames) throws(PKIError) -> [ProbeEntry] {
    var entries: [ProbeEntry] = []
    var seen: Set<ProbeTarget> = []
    func add(_ target: ProbeTarget, _ source: String) {
      if seen.insert(target).inserted { entries.append(ProbeEntry(source: source, matter: .target(target))) }
    }
    for operand in operands { add(try ProbeTarget(operand, type: targets.type), operand) }
    for list in many.lists {
      for (line, text) in try many.names(in: list, world) {
        do throws(PKIError) {
          add(try ProbeTarget(text, type: targets.type), text)
        } catch  where targets.skipsBadRows {
          continue
        } catch {
          let place = "\(list == "-" ? StandardInput.name : list):\(line)"
          let error = PKIError(.content, place, "\(text): \(error.message)", hint: error.hint)
          entries.append(ProbeEntry(source: place, matter: .badRow(error)))
        }
      }
    }
    for domain in targets.discovered {
      let discovery = try ServiceDiscovery(of: domain, names: names)
      entries.append(ProbeEntry(source: domain, matter: .discovery(discovery)))
      for target in discovery.targets { add(target, target.text) }
    }
    for path in targets.tables {
      for row in try TargetTable(world.bytes(path), source: path).rows {
        switch row.target {
        case .success(let target): add(target, target.text)
        case .failure where targets.skipsBadRows: continue
        case .failure(let error): entries.append(ProbeEntry(source: "\(path):\(row.line)", matter: .badRow(error)))
        }
      }
    }
    // Of lists nothing may be left: work that is cut elsewhere has empty parts.
    guard !entries.isEmpty || !many.lists.isEmpty else {
      throw PKIError(
        .content, targets.tables.first ?? "", "this table names no target",
        hint: "a row is a domain, its type or its port")
    }
    return entries
  }
}
