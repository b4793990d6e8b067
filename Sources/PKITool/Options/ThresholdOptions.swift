package import Console
package import Vocabulary

/// From when on the end of a certificate is a warning, and from when on an error.
package struct ThresholdOptions: OptionGroup {
  /// Where a warning is due; the command's own where none is given.
  package var warn: [Threshold] = []
  /// Where it is an error; none unless given.
  package var critical: [Threshold] = []

  /// None given.
  package init() {}

  package static let options: [Option<Self>] = options(initially: "30d")

  /// What help says of thresholds.
  static let discussion =
    "An end is near by days, hours or a part of the lifetime: 30d, 36h, 33%; of several thresholds the first that is "
    + "reached counts, and is named. What lives seven days or less would be near its end from its beginning: there, days "
    + "and hours reach no further than a third of the lifetime."

  /// The options, with what is said to hold where `--warn` is not given.
  static func options(initially: String) -> [Option<Self>] {
    [
      .list("warn", \.warn, "WHEN", "warn of an end so near: 30d, 36h or 33% of the lifetime", initially: initially),
      .list("critical", \.critical, "WHEN", "from so near on it is an error"),
    ]
  }

  /// What was given, with what is standard where it was not; a standard error never comes before a given warning.
  func thresholds(standard: Thresholds) -> Thresholds {
    var thresholds = Thresholds(warn: warn.isEmpty ? standard.warn : warn, critical: critical)
    if critical.isEmpty {
      thresholds.critical = standard.critical
      if thresholds.contradiction != nil { thresholds.critical = [] }
    }
    return thresholds
  }

  /// Throws where an error would come before its warning.
  func validate(standard: Thresholds) throws(UsageError) {
    guard let (critical, warn) = thresholds(standard: standard).contradiction else { return }
    throw UsageError(
      "--critical \(critical): further from the end than --warn \(warn)",
      hint: "the warning comes first: --warn \(critical) --critical \(warn)")
  }
}

extension Threshold: OptionValue {
  /// Days, hours, or a part of the lifetime.
  package static func parse(_ text: String) throws(InvalidValue) -> Threshold {
    guard let threshold = Threshold(text) else {
      throw InvalidValue(expected: "days, hours or a part of the lifetime such as 30d, 36h or 33%")
    }
    return threshold
  }

  /// As it is typed.
  package var shown: String? { description }
}
