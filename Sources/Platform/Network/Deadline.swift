internal import Glibc

/// When something must be over, on the clock that never runs backwards.
package struct Deadline: Sendable {
  private let end: Int

  /// So many milliseconds from now.
  package init(milliseconds: Int) {
    end = Clock.monotonicMilliseconds + milliseconds
  }

  private init(end: Int) { self.end = end }

  /// The milliseconds that are left; 0 once it has passed.
  package var millisecondsLeft: Int { max(0, end - Clock.monotonicMilliseconds) }

  /// Whether it has passed.
  package var hasPassed: Bool { millisecondsLeft == 0 }

  /// The earlier of two; itself where there is no other.
  package func limited(by other: Deadline?) -> Deadline {
    guard let other, other.end < end else { return self }
    return other
  }

  /// Waits so long, or until it has passed. The corresponding C function is `nanosleep`.
  package static func pause(milliseconds: Int, by deadline: Deadline?) {
    let end = Deadline(milliseconds: milliseconds).limited(by: deadline)
    while !end.hasPassed {
      let left = end.millisecondsLeft
      var time = timespec(tv_sec: left / 1_000, tv_nsec: left % 1_000 * 1_000_000)
      _ = unsafe nanosleep(&time, nil)
    }
  }

  /// An earlier one, after one of `parts` equal parts of the time that is left.
  package func part(of parts: Int) -> Deadline {
    Deadline(end: Clock.monotonicMilliseconds + millisecondsLeft / max(1, parts))
  }
}
