package import Platform

/// How much is done at the same time, how often, and until when.
package struct ProbePace: Sendable {
  /// Calls at the same time.
  package var calls = 32
  /// Of them, to one address.
  package var callsPerHost = 4
  /// Milliseconds between the beginnings of two calls.
  package var spacing = 0
  /// How often a call that nobody answered is made again.
  package var retries = 0
  /// When the whole run must be over; nil where it may take its time.
  package var deadline: Deadline?

  /// The defaults, without a deadline.
  package init() {}

  /// Whether the time of the whole run is over.
  var isOver: Bool { deadline?.hasPassed ?? false }

  /// The most milliseconds before a call is made again: who restarts is up by then, who is busy is left alone.
  private static let pause = 250

  /// Makes a call through the gate by a deadline, again where it came to nothing that might pass, and says so where time
  /// ran out. All tries share the time of the address.
  func call(
    _ address: SocketAddress, through gate: CallGate, in time: inout AddressTime, _ call: (Deadline) -> ServerAnswer
  ) -> ServerAnswer? {
    var tries = 0
    var start: Int?
    var last: ServerAnswer?
    while true {
      let timed = gate.pass(address.octets, by: deadline) {
        start = start ?? Clock.monotonicMilliseconds
        let end = time.begin()
        if let last, end.hasPassed { return last }
        tries += 1
        return call(end.part(of: retries + 2 - tries).limited(by: deadline))
      }
      guard var answer = timed else { return nil }
      answer.tries = tries
      answer.milliseconds = Clock.monotonicMilliseconds - (start ?? 0)
      guard let failure = answer.failure, failure.mayPass, answer.certificates.isEmpty else { return answer }
      if isOver {
        if failure.isTimeout { answer.failure = .late }
        return answer
      }
      guard tries <= retries, !time.begin().hasPassed else { return answer }
      last = answer
      // Of little time little is waited.
      let share = time.begin().part(of: 4 * (retries + 1 - tries)).millisecondsLeft
      Deadline.pause(milliseconds: min(ProbePace.pause, share), by: deadline)
    }
  }
}

/// The time that an address has for everything: all tries, and the call with the client certificate that it asked for.
struct AddressTime {
  private let milliseconds: Int
  private var end: Deadline?

  /// So many milliseconds from the first call on: waiting for one's turn does not count.
  init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// When it is over; it begins with the first question.
  mutating func begin() -> Deadline {
    let end = end ?? Deadline(milliseconds: milliseconds)
    self.end = end
    return end
  }
}

extension ProbeFailure {
  /// Nothing could be told since the run was over before.
  static let late = ProbeFailure("run.deadline", "The time for the whole run was over before this was done.")

  /// Whether another call might come to something else.
  var mayPass: Bool {
    [
      "net.refused", "net.timeout", "net.unreachable", "tls.timeout", "tls.closed", "tls.reset", "starttls.closed",
      "starttls.timeout",
    ].contains(code)
  }

  fileprivate var isTimeout: Bool { code.hasSuffix(".timeout") }
}
