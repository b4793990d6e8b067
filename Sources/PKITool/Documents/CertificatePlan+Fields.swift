import Console
import PKICore
import Vocabulary

extension CertificatePlan {
  /// What a new certificate says, beside its names.
  func fields(now: Instant) -> [Field] {
    extensions.fields + [
      Field("not_before", "Valid from", .text(notBefore.description)),
      Field("not_after", "Valid until", DateText.end(notAfter, now: now)),
      Field("serial", "Serial", .text(serial.hex)),
      Field("serial_decimal", .text(serial.decimal)),
    ]
  }
}

/// Dates as people read them.
enum DateText {
  /// The end of a certificate with the days that are left: `2027-01-01T00:00:00Z, in 40 days`.
  static func end(_ instant: Instant, now: Instant) -> Document {
    let (words, style) = remaining(instant, now: now)
    return .spoken(Line([Span("\(instant)"), Span(", " + words, style)]), as: .text(instant.description))
  }

  /// How far away an end is, in words and in colour.
  static func remaining(_ instant: Instant, now: Instant) -> (String, Style) {
    let days = instant.days(since: now)
    if instant < now { return (days >= -1 ? "expired less than a day ago" : "expired \(-days) days ago", .bad) }
    if days == 0 { return ("in less than a day", .warning) }
    return (days == 1 ? "in 1 day" : "in \(days) days", days < 30 ? .warning : .plain)
  }
}
