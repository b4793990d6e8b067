package import Vocabulary

/// From when until when a new certificate is valid.
package struct Lifetime: Hashable, Sendable {
  /// The first second.
  package var notBefore: Instant
  /// The last second.
  package var notAfter: Instant

  /// The lifetime that options ask for: notBefore is an hour before `now`, because clocks differ, and notAfter
  /// the last second of `days` days from it. Throws what ends before it begins.
  package init(
    now: Instant, days: Int, notBefore: Instant? = nil, notAfter: Instant? = nil
  ) throws(PKIError) {
    guard days >= 1, days <= 36_525 else {
      throw PKIError(.usage, "", "--days \(days): from 1 to 36525 (a hundred years)")
    }
    self.notBefore = notBefore ?? now.adding(seconds: -3_600)
    self.notAfter = notAfter ?? self.notBefore.adding(days: days).adding(seconds: -1)
    guard self.notAfter > self.notBefore else {
      throw PKIError(.usage, "", "the certificate would end at \(self.notAfter), before it begins at \(self.notBefore)")
    }
    guard self.notAfter.civil.year <= 9_999, self.notBefore.civil.year >= 1 else {
      throw PKIError(.usage, "", "a certificate cannot be valid outside the years 1 to 9999")
    }
  }
}
