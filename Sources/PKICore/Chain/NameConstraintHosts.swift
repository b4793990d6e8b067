/// Subtrees of host names, held so that a name is looked up by its own suffixes and never compared with each of them.
struct HostSubtrees {
  /// Bases that stand for themselves.
  private var exact: Set<String> = []
  /// Bases that stand for everything below them, not for themselves.
  private var below: Set<String> = []
  /// One label above each exact base: a wildcard there may turn into the base.
  private var parents: Set<Substring> = []
  /// Whether a base is empty and stands for all names.
  private var isEverything = false
  /// Whether an empty base may stand for all names: RFC 5280 does not say so of e-mail and URI hosts.
  private var mayBeEverything = false

  /// Adds the subtree of a `dNSName`: the name and all below it; with a dot before it, those below it alone.
  mutating func insertTree(_ base: String) throws(NameConstraintError) {
    if base.isEmpty {
      isEverything = true
    } else if base.hasPrefix(".") {
      below.insert(try HostSubtrees.folded(base.dropFirst()))
    } else {
      let name = try HostSubtrees.folded(base[...])
      exact.insert(name)
      below.insert(name)
      if let dot = name.firstIndex(of: ".") { parents.insert(name[name.index(after: dot)...]) }
    }
  }

  /// Adds the subtree of an e-mail or URI host: that host alone; with a dot before it, those below it. Nobody lies in
  /// the subtree of an empty one for sure, and everybody may.
  mutating func insertHost(_ base: String) throws(NameConstraintError) {
    if base.isEmpty {
      mayBeEverything = true
    } else if base.hasPrefix(".") {
      below.insert(try HostSubtrees.folded(base.dropFirst()))
    } else {
      exact.insert(try HostSubtrees.folded(base[...]))
    }
  }

  private static func folded(_ text: Substring) throws(NameConstraintError) -> String {
    guard let folded = HostPattern.folded(text) else { throw NameConstraintError(reason: "\(text) is no host name") }
    return folded
  }

  /// Whether the host lies in one of the subtrees.
  func contains(_ host: String) -> Bool {
    isEverything || exact.contains(host) || containsAbove(host)
  }

  /// Whether the host may lie in one of the subtrees.
  func touches(_ host: String) -> Bool { mayBeEverything || contains(host) }

  /// Whether all the hosts that a presented name stands for lie in one of the subtrees.
  func contains(_ pattern: HostPattern) -> Bool {
    guard pattern.isWildcard else { return contains(pattern.domain) }
    return isEverything || below.contains(pattern.domain) || containsAbove(pattern.domain)
  }

  /// Whether one of the hosts that a presented name stands for lies in one of the subtrees.
  func touches(_ pattern: HostPattern) -> Bool {
    contains(pattern) || pattern.isWildcard && parents.contains(pattern.domain[...])
  }

  private func containsAbove(_ host: String) -> Bool {
    guard !below.isEmpty else { return false }
    var rest = host[...]
    while let dot = rest.firstIndex(of: ".") {
      rest = rest[rest.index(after: dot)...]
      if below.contains(String(rest)) { return true }
    }
    return false
  }
}
