/// Which law a certificate is held against; every verdict names its own.
package enum Profile: String, CaseIterable, Hashable, Sendable {
  /// RFC 5280 §6 with the Meeting Server's guide; faults of shape that old but working CAs have are warnings.
  case cms
  /// And every rule of shape of RFC 5280 §4.
  case rfc5280
  /// And the rules of the CA/Browser Forum.
  case webpki
  /// `cms`, with identities by RFC 5922.
  case sip
}

/// How bad a fault is.
package enum Severity: String, Hashable, Sendable, Comparable {
  /// Good to know.
  case info
  /// Breaks for some, or soon; or a stricter profile would refuse it.
  case warning
  /// Will not work, or is unsafe.
  case error

  package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }
}
