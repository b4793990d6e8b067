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

  /// An earlier one, after one of `parts` equal parts of the time that is left.
  package func part(of parts: Int) -> Deadline {
    Deadline(end: Clock.monotonicMilliseconds + millisecondsLeft / max(1, parts))
  }
}
