package import Vocabulary

/// From when on a list shows the days that are left, and from when on they are an alarm.
package struct ListThresholds: Sendable {
  /// Where the days left are the state.
  package let state: [Threshold]
  /// Where they are an alarm.
  package let alarm: Thresholds

  /// Pexip's: the state shows them from 60 days on, the alarm comes at 30.
  package static let standard = ListThresholds(
    state: [.days(60)], alarm: Thresholds(warn: [.days(30)]))

  /// Thresholds for state and alarm.
  package init(state: [Threshold], alarm: Thresholds) {
    self.state = state
    self.alarm = alarm
  }
}

// A list has a hundred thousand elements: each keeps an octet, not the threshold.
extension Thresholds {
  /// Which threshold a certificate has reached, counted from 1, critical ones after the others; 0 where none is.
  func reached(by certificate: Certificate, at instant: Instant) -> UInt8 {
    guard let end = certificate.notAfter.instant else { return 0 }
    switch nearness(at: instant, notBefore: certificate.notBefore.instant ?? end, notAfter: end) {
    case .far: return 0
    case .near(let threshold): return UInt8(clamping: 1 + (warn.firstIndex(of: threshold) ?? 0))
    case .critical(let threshold):
      return UInt8(clamping: 1 + warn.count + (critical.firstIndex(of: threshold) ?? 0))
    }
  }

  /// The threshold of that place.
  func nearness(_ reached: UInt8) -> Nearness {
    let place = Int(reached) - 1
    if place < 0 { return .far }
    if place < warn.count { return .near(warn[place]) }
    let others = critical.dropFirst(place - warn.count)
    return others.first.map { .critical($0) } ?? .far
  }
}
