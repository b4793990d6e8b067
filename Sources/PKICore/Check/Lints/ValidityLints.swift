import Vocabulary

extension PathRule {
  /// How long certificates may be valid, the last second included.
  static let validityLints: [PathRule] = [
    .lint(
      "validity.not-positive", "RFC 5280 §4.1.2.5", .rfc(.error), asks: "A certificate ends after it begins.",
      zlint: ["e_validity_time_not_positive"]
    ) { certificate in
      certificate.end < certificate.begin
        ? "\(certificate.name) ends on \(certificate.end), before it begins on \(certificate.begin)." : nil
    },
    .lint(
      "validity.too-long", "BR §6.3.2, Apple HT211025", .web(.error), .leaf,
      asks: "A server certificate is valid for 398 days at most: from 2026-03-15 on 200, from 2027-03-15 on 100, "
        + "from 2029-03-15 on 47.",
      zlint: [
        "e_tls_server_cert_valid_time_longer_than_398_days", "e_server_cert_valid_time_longer_than_200_days",
        "e_server_cert_valid_time_longer_than_100_days", "e_server_cert_valid_time_longer_than_47_days",
        "e_sub_cert_valid_time_longer_than_825_days", "e_sub_cert_valid_time_longer_than_39_months",
      ], fix: "have it issued for a shorter time"
    ) { certificate in
      guard let limit = ValidityLimit.of(certificate), certificate.validSeconds > limit.seconds else { return nil }
      return "\(certificate.name) is valid for \(days(certificate)); at most \(limit.words) are allowed."
    },
    .lint(
      "validity.near-limit", "BR §6.3.2", .web(.info), .leaf,
      asks:
        "A server certificate is valid for at least a day less than it might be, so that no second too many matters.",
      fix: "have it issued for a day less"
    ) { certificate in
      guard let limit = ValidityLimit.of(certificate), certificate.validSeconds <= limit.seconds,
        certificate.validSeconds > limit.seconds - 86_400
      else { return nil }
      return "\(certificate.name) is valid for \(days(certificate)), which is all of \(limit.words)."
    },
  ]

  private static func days(_ certificate: LintedCertificate) -> String {
    let (days, rest) = certificate.validSeconds.quotientAndRemainder(dividingBy: 86_400)
    guard rest != 0 else { return "\(days) days" }
    return rest == 1 ? "\(days) days and a second" : "\(days) days and \(rest) seconds"
  }
}

/// How long a certificate that begins on a day may be valid.
struct ValidityLimit: Sendable {
  let from: Instant
  let seconds: Int64
  /// "398 days".
  let words: String

  private init(_ year: Int, _ month: Int, _ day: Int, days: Int, more: Int64 = 0, words: String? = nil) {
    self.from = Instant(year: year, month: month, day: day) ?? Instant(seconds: 0)
    self.seconds = Int64(days) * 86_400 + more
    self.words = words ?? "\(days) days"
  }

  /// The newest first. The last second did not count before Ballot SC-31. Three years and three months are 1187 days and a half at the most.
  private static let all = [
    ValidityLimit(2029, 3, 15, days: 47), ValidityLimit(2027, 3, 15, days: 100), ValidityLimit(2026, 3, 15, days: 200),
    ValidityLimit(2020, 9, 1, days: 398), ValidityLimit(2018, 3, 1, days: 825, more: 1),
    ValidityLimit(2016, 7, 2, days: 1188, more: 1, words: "39 months"),
  ]

  /// The limit of a certificate; nil where there was none when it began.
  static func of(_ certificate: LintedCertificate) -> ValidityLimit? {
    all.first { $0.from <= certificate.begin }
  }
}
