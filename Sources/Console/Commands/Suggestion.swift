/// The name that was meant.
package enum Suggestion {
  /// The nearest of `names` to a misspelt `word`; nil where none is near.
  ///
  /// A beginning of a name counts as near, and ties go to the name that stands first.
  package static func nearest(to word: String, among names: [String]) -> String? {
    let typed = Array(word.lowercased().unicodeScalars.prefix(64))
    guard !typed.isEmpty else { return nil }
    var best: (name: String, cost: Int)?
    for name in names {
      let scalars = Array(name.lowercased().unicodeScalars.prefix(64))
      guard let cost = cost(typed, scalars) else { continue }
      if best.map({ cost < $0.cost }) ?? true { best = (name, cost) }
    }
    return best?.name
  }

  /// What the mistake costs; nil where it is too much for the word's length.
  private static func cost(_ typed: [Unicode.Scalar], _ name: [Unicode.Scalar]) -> Int? {
    let distance = distance(typed, name)
    let isBeginning = typed.count > 1 && name.starts(with: typed)
    if isBeginning { return min(distance, 2) }
    let limit = typed.count < 3 ? 1 : max(2, max(typed.count, name.count) / 3)
    return distance <= limit && distance < name.count ? distance : nil
  }

  /// Insertions, deletions, substitutions and swaps of neighbours (Damerau and Levenshtein, restricted).
  static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...other.count)
    for i in one.indices {
      var row = [i + 1]
      for j in other.indices {
        let substitution = last[j] + (one[i] == other[j] ? 0 : 1)
        var least = min(substitution, last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
          least = min(least, beforeLast[j - 1] + 1)
        }
        row.append(least)
      }
      (beforeLast, last) = (last, row)
    }
    return last[other.count]
  }
}
