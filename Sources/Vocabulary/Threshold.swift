/// How long before a certificate's end that end is near: days, hours, or a part of its lifetime.
package enum Threshold: Hashable, Sendable {
  /// Whole days, as they are shown: 30 holds until 31 are left.
  case days(Int)
  /// Hours to the second.
  case hours(Int)
  /// Hundredths of the time from notBefore to notAfter.
  case percent(Int)

  /// `30` or `30d`, `36h`, `33%`; nil for what is none, and for what no lifetime has: more than a hundred years, more
  /// than all of it.
  package init?(_ text: String) {
    let unit = text.last.map { $0.isNumber ? "d" : $0 } ?? "d"
    let digits = text.last?.isNumber == false ? text.dropLast() : text[...]
    guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits) else { return nil }
    switch unit {
    case "d" where number <= Threshold.mostDays: self = .days(number)
    case "h" where number <= Threshold.mostDays * 24: self = .hours(number)
    case "%" where number <= 100: self = .percent(number)
    default: return nil
    }
  }

  private static let mostDays = 36_525

  /// The longest lifetime, in seconds, that counts as short: the seven days of a short-lived certificate in the Baseline
  /// Requirements of the CA/Browser Forum.
  private static let shortLifetime: Int64 = 7 * 86_400

  /// The last moments of a lifetime in which the end is near, in seconds before notAfter.
  ///
  /// A short-lived certificate would be near its end from its beginning by any number of days: there, days and hours
  /// reach no further than a third of the lifetime.
  private func reach(ofLifetime lifetime: Int64) -> Int64 {
    let asked: Int64
    switch self {
    case .days(let days): asked = Int64(days + 1) * 86_400 - 1
    case .hours(let hours): asked = Int64(hours) * 3_600
    case .percent(let percent):
      let (hundredths, rest) = lifetime.quotientAndRemainder(dividingBy: 100)
      return hundredths * Int64(percent) + rest * Int64(percent) / 100
    }
    return lifetime <= Threshold.shortLifetime ? min(asked, lifetime / 3) : asked
  }

  /// Whether at `instant` so little is left of a lifetime; also where nothing is.
  package func isReached(at instant: Instant, notBefore: Instant, notAfter: Instant) -> Bool {
    let (lifetime, overflow) = notAfter.seconds.subtractingReportingOverflow(notBefore.seconds)
    let reach = reach(ofLifetime: overflow ? .max : max(0, lifetime))
    return instant >= notAfter.adding(seconds: -reach)
  }

  /// Seconds by which thresholds of the same kind compare; nil for parts of a lifetime.
  fileprivate var seconds: Int? {
    switch self {
    case .days(let days): days * 86_400
    case .hours(let hours): hours * 3_600
    case .percent: nil
    }
  }

  /// Hundredths; nil for days and hours.
  fileprivate var hundredths: Int? {
    if case .percent(let percent) = self { percent } else { nil }
  }
}

extension Threshold: CustomStringConvertible {
  /// As it is typed: `30d`, `36h`, `33%`.
  package var description: String {
    switch self {
    case .days(let days): "\(days)d"
    case .hours(let hours): "\(hours)h"
    case .percent(let percent): "\(percent)%"
    }
  }
}

/// From when on the end of a certificate is worth a warning, and from when on it is an error; of several, the first that
/// is reached counts.
package struct Thresholds: Hashable, Sendable {
  /// Where a warning is due.
  package var warn: [Threshold]
  /// Where it is an error; none unless asked for.
  package var critical: [Threshold]

  /// Thresholds of both kinds.
  package init(warn: [Threshold], critical: [Threshold] = []) {
    self.warn = warn
    self.critical = critical
  }

  /// How near the end is.
  package enum Nearness: Hashable, Sendable {
    /// No threshold is reached.
    case far
    /// The warning that is due.
    case near(Threshold)
    /// The error that is due.
    case critical(Threshold)
  }

  /// How near the end of a lifetime is at `instant`: the first threshold that is reached, critical ones before others.
  package func nearness(at instant: Instant, notBefore: Instant, notAfter: Instant) -> Nearness {
    func reached(_ thresholds: [Threshold]) -> Threshold? {
      thresholds.first { $0.isReached(at: instant, notBefore: notBefore, notAfter: notAfter) }
    }
    if let threshold = reached(critical) { return .critical(threshold) }
    return reached(warn).map { .near($0) } ?? .far
  }

  /// An error that would come before its warning, with that warning; nil where there is none.
  ///
  /// Times are compared with times and parts with parts; one with the other cannot be without a lifetime.
  package var contradiction: (critical: Threshold, warn: Threshold)? {
    for measure in [\Threshold.seconds, \Threshold.hundredths] {
      func furthest(_ thresholds: [Threshold]) -> (threshold: Threshold, size: Int)? {
        thresholds.compactMap { one in one[keyPath: measure].map { (one, $0) } }.max { $0.1 < $1.1 }
      }
      guard let critical = furthest(critical), let warn = furthest(warn) else { continue }
      if critical.size > warn.size { return (critical.threshold, warn.threshold) }
    }
    return nil
  }
}
