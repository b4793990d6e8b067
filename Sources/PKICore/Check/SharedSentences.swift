import Vocabulary

// One condition has one wording, whoever finds it.
extension Instant {
  /// Of the end of a certificate that is past: "The certificate expired 3 days ago, on …".
  func expiredSentence(at now: Instant) -> String {
    "The certificate expired \(Instant.days(max(0, -days(since: now)))) ago, on \(self)."
  }

  /// Of the end of a certificate that is ahead: "The certificate expires in 3 days, on …".
  func endSentence(at now: Instant) -> String {
    "The certificate expires in \(Instant.days(days(since: now))), on \(self)."
  }

  private static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }
}
