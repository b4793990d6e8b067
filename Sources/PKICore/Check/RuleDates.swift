package import Vocabulary

/// What changes on a day: dates as data, so that a later decision is a changed row.
package enum RuleDates {
  /// When a public CA stops, or its leaves stop being accepted, where client authentication is wanted.
  package struct ClientAuthEnd: Sendable {
    /// Who.
    package let who: String
    /// From when on.
    package let day: Instant
    /// Where it is written.
    package let clause: String
  }

  /// The ends of client authentication in certificates of public CAs, the earliest first.
  package static let clientAuthEnds: [ClientAuthEnd] = [
    ClientAuthEnd(who: "Let's Encrypt", day: day(2026, 7, 8), clause: "Let's Encrypt, tlsclient profile"),
    ClientAuthEnd(who: "every CA in Chrome", day: day(2027, 3, 15), clause: "Chrome Root Program 1.8"),
  ]

  /// The most days that a certificate of a public CA is valid which begins on a day or later, the latest first.
  package static let publicLifetimes: [(from: Instant, days: Int)] = [
    (day(2029, 3, 15), 47), (day(2027, 3, 15), 100), (day(2026, 3, 15), 200), (day(2020, 9, 1), 398),
  ]

  /// The most days for a certificate that begins at an instant; nil before there was a limit that still matters.
  package static func publicLifetime(beginning: Instant) -> Int? {
    publicLifetimes.first { $0.from <= beginning }?.days
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Instant {
    Instant(year: year, month: month, day: day) ?? Instant(seconds: 0)
  }
}
