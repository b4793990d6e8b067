/// How far a long work has come: what, how many, how fast, how long yet.
package struct ProgressLine: Sendable, Hashable {
  /// What is counted, in the plural: "keys".
  package var what: String
  /// How many are done.
  package var done: Int
  /// How many there are, nil where that is not known.
  package var total: Int?
  /// Nanoseconds since the work began.
  package var elapsed: Int

  /// A state of the work.
  package init(what: String, done: Int, total: Int? = nil, elapsed: Int) {
    self.what = what
    self.done = done
    self.total = total
    self.elapsed = elapsed
  }

  /// "keys: 120 of 1000 (12%), 60 a second, 15 s left".
  package var text: String { parts.joined(separator: ", ") }

  /// The same in so many columns: without the rate, then without the time, where it is too long.
  package func text(within width: Int) -> String {
    let all = parts
    let ways = [all, all.count > 2 ? [all[0], all[2]] : all, [all[0]]].map { $0.joined(separator: ", ") }
    return ways.first { $0.count <= width } ?? String(all[0].prefix(max(0, width)))
  }

  /// How far, how fast, how long yet; the last two as far as they are known.
  private var parts: [String] {
    var parts = ["\(what): \(done)"]
    if let total, total > 0 { parts[0] += " of \(total) (\(100 * min(done, total) / total)%)" }
    let seconds = Double(elapsed) / 1e9
    guard done > 0, seconds > 0 else { return parts }
    let rate = Double(done) / seconds
    parts.append(Self.spoken(rate: rate))
    if let total, total > done { parts.append("\(Self.spoken(seconds: Double(total - done) / rate)) left") }
    return parts
  }

  private static func spoken(rate: Double) -> String {
    if rate >= 10 { return "\(whole(rate)) a second" }
    if rate >= 1 {
      let tenths = whole(rate * 10)
      return "\(tenths / 10).\(tenths % 10) a second"
    }
    return "\(max(1, whole(rate * 60))) a minute"
  }

  private static func spoken(seconds: Double) -> String {
    let seconds = max(1, whole(seconds + 0.49))
    if seconds < 120 { return "\(seconds) s" }
    let minutes = (seconds + 59) / 60
    return minutes < 120 ? "\(minutes) min" : "\((minutes + 59) / 60) h"
  }

  /// A number that fits, whatever the clock did.
  private static func whole(_ number: Double) -> Int { Int(min(max(number, 0), 1e15) + 0.5) }
}
