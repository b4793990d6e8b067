package import Console
import PKICore
package import Vocabulary

/// From when until when a new certificate is valid.
package struct LifetimeOptions: OptionGroup {
  /// Days from its beginning; nil is the command's default.
  package var days: Int?
  /// The first second; nil is an hour ago.
  package var notBefore: Instant?
  /// The last second; nil is worked out from the days.
  package var notAfter: Instant?

  /// The command's defaults.
  package init() {}

  package static let options: [Option<Self>] = [
    .value("days", \.days, "N", "days that the certificate is valid", initially: "see above"),
    .value("not-before", \.notBefore, "TIME", "when it begins", initially: "an hour ago, as clocks differ"),
    .value("not-after", \.notAfter, "TIME", "its last second, instead of --days"),
  ]

  /// The lifetime, with `standard` days where none are given.
  func lifetime(now: Instant, standard: Int) throws(PKIError) -> Lifetime {
    if days != nil, notAfter != nil {
      throw PKIError(.usage, "", "--days and --not-after both say when it ends", hint: "give one of them")
    }
    return try Lifetime(now: now, days: days ?? standard, notBefore: notBefore, notAfter: notAfter)
  }
}
