/// Names, remembered by a mark of 128 bits each: what a hundred thousand rows cost is a few megabytes.
struct NameMarks: Sendable {
  private struct Mark: Hashable, Sendable {
    let first: Int
    let second: Int
  }

  private var numbers: [Mark: Int] = [:]

  private static func mark(_ name: String) -> Mark {
    let name = name.lowercased()
    var (first, second) = (Hasher(), Hasher())
    first.combine(name)
    second.combine(0)
    second.combine(name)
    return Mark(first: first.finalize(), second: second.finalize())
  }

  /// The number of a name, whatever its case.
  subscript(_ name: String) -> Int? {
    get { numbers[NameMarks.mark(name)] }
    set { numbers[NameMarks.mark(name)] = newValue }
  }

  /// Notes a name that is new; otherwise gives the number of the one that it is the same as.
  mutating func insert(_ name: String, _ number: Int) -> Int? {
    let mark = NameMarks.mark(name)
    if let known = numbers[mark] { return known }
    numbers[mark] = number
    return nil
  }
}
