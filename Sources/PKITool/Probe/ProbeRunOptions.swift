package import Console

/// How long a run of `probe` may take, and how much it does at the same time.
package struct ProbeRunOptions: OptionGroup {
  /// Seconds for one address, everything included.
  package var timeout = 5
  /// How many targets are probed at the same time.
  package var jobs = 32

  /// All defaults.
  package init() {}

  package static let options: [Option<Self>] = [
    .value("timeout", \.timeout, "SECONDS", "for each address, from connecting to the end"),
    .value("jobs", \.jobs, "N", "how many targets at the same time"),
  ]

  /// Throws numbers that nobody means.
  func validate() throws(UsageError) {
    try ProbeRunOptions.check("--timeout", timeout, 1...600)
    try ProbeRunOptions.check("--jobs", jobs, 1...256)
  }

  /// Throws where a number is out of its range.
  static func check(_ option: String, _ value: Int, _ range: ClosedRange<Int>) throws(UsageError) {
    guard range.contains(value) else {
      throw UsageError("\(option) \(value): from \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
