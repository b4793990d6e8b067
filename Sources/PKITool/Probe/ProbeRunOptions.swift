package import Console
import PKICore
import Platform

/// How long a run of `probe` may take, and how much it does at the same time.
package struct ProbeRunOptions: OptionGroup {
  /// Seconds for one address, everything included.
  package var timeout = 5
  /// How often a call that nobody answered is made again.
  package var retries = 0
  /// Seconds for the whole run; nil where it may take its time.
  package var deadline: Int?
  /// How many addresses are called at the same time.
  package var jobs = 32
  /// How many connections one address gets at the same time.
  package var perHost = 4
  /// Milliseconds between the beginnings of two calls.
  package var delay = 0

  /// All defaults.
  package init() {}

  /// The words of the command line that set them.
  package static let options: [Option<Self>] = [
    .value("timeout", \.timeout, "SECONDS", "for each address, from connecting to the end, all tries together"),
    .value("retries", \.retries, "N", "call again who does not answer, refuses or hangs up; all tries share the time"),
    .value("deadline", \.deadline, "SECONDS", "for the whole run; what is not done by then is named"),
    .value("jobs", \.jobs, "N", "how many addresses are called at the same time"),
    .value("per-host", \.perHost, "N", "how many connections one address gets at the same time"),
    .value("delay", \.delay, "MS", "milliseconds between the beginnings of two calls"),
  ]

  /// Throws numbers that nobody means.
  func validate() throws(UsageError) {
    try ProbeRunOptions.check("--timeout", timeout, 1...600)
    try ProbeRunOptions.check("--retries", retries, 0...10)
    if let deadline { try ProbeRunOptions.check("--deadline", deadline, 1...86_400) }
    try ProbeRunOptions.check("--jobs", jobs, 1...256)
    try ProbeRunOptions.check("--per-host", perHost, 1...256)
    try ProbeRunOptions.check("--delay", delay, 0...60_000)
  }

  /// Throws where a number is out of its range.
  static func check(_ option: String, _ value: Int, _ range: ClosedRange<Int>) throws(UsageError) {
    guard range.contains(value) else {
      throw UsageError("\(option) \(value): from \(range.lowerBound) to \(range.upperBound)")
    }
  }

  /// The same for a run that begins now.
  var pace: ProbePace {
    var pace = ProbePace()
    pace.calls = jobs
    pace.callsPerHost = perHost
    pace.spacing = delay
    pace.retries = retries
    pace.deadline = deadline.map { Deadline(milliseconds: $0 * 1_000) }
    return pace
  }
}
