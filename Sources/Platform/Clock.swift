internal import Glibc
package import Vocabulary

/// What time it is: the machine's time, or a fixed one.
package struct Clock: Sendable {
  private let fixed: Instant?

  /// The machine's clock.
  package static let system = Clock(fixed: nil)

  /// A clock that stands still.
  package static func fixed(_ instant: Instant) -> Clock { Clock(fixed: instant) }

  private init(fixed: Instant?) { self.fixed = fixed }

  /// The present second of UTC.
  package var now: Instant {
    if let fixed { return fixed }
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Instant(seconds: Int64(time.tv_sec))
  }

  /// Milliseconds since some moment in the past; it never runs backwards and knows nothing of the calendar.
  package static var monotonicMilliseconds: Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}
