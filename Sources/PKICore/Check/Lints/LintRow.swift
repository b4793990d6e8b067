internal import Synchronization
import Vocabulary

/// The certificates of a path as the lints see them: decoded at the first question, and never where nobody asks.
final class PathLints: Sendable {
  private let known = Mutex<[LintedCertificate]?>(nil)

  func certificates(of view: PathView) -> [LintedCertificate] {
    if let known = known.withLock({ $0 }) { return known }
    let certificates = view.shapes.map { LintedCertificate($0) }
    known.withLock { $0 = certificates }
    return certificates
  }
}

/// Which law a lint speaks for, and how loudly.
struct LintLaw: Sendable {
  private let level: Severity
  private let isWebPKI: Bool

  /// RFC 5280 and what it stands on: asked under `rfc5280` and `webpki`.
  static func rfc(_ level: Severity) -> LintLaw { LintLaw(level: level, isWebPKI: false) }
  /// The Baseline Requirements and the root programs: asked under `webpki`, of what servers may use.
  static func web(_ level: Severity) -> LintLaw { LintLaw(level: level, isWebPKI: true) }

  /// Nil for the profiles of private deployments: old but working CAs break many of these rules.
  var severity: @Sendable (Profile) -> Severity? {
    { [level, isWebPKI] profile in
      switch profile {
      case .webpki: level
      case .rfc5280: isWebPKI ? nil : level
      case .cms, .sip: nil
      }
    }
  }

  func speaks(of certificate: LintedCertificate) -> Bool { !isWebPKI || certificate.isForServers }
}

/// Whose certificates a lint speaks of.
enum LintScope: Sendable {
  case any, authority, root, subordinate, subscriber, leaf

  func includes(_ certificate: LintedCertificate) -> Bool {
    switch self {
    case .any: true
    case .authority: certificate.isCA
    case .root: certificate.isRoot
    case .subordinate: certificate.isSubordinate
    case .subscriber: certificate.isSubscriber
    case .leaf: !certificate.isCA
    }
  }
}

/// The days from which a law held, for certificates that begin on them or later.
struct LintPeriod: Sendable {
  var from: Instant?
  var until: Instant?

  static let always = LintPeriod()
  /// RFC 5280 itself.
  static let rfc5280 = since(2008, 5, 1)
  /// RFC 6818, which changed what a notice may hold.
  static let rfc6818 = since(2013, 1, 1)
  /// The first Baseline Requirements.
  static let baseline = since(2012, 7, 1)
  /// Ballot SC-62, which wrote the profiles of certificates anew.
  static let profiles = since(2023, 9, 15)

  /// From a day on.
  static func since(_ year: Int, _ month: Int, _ day: Int) -> LintPeriod {
    LintPeriod(from: Instant(year: year, month: month, day: day))
  }

  /// The same, but not from a day on.
  func before(_ year: Int, _ month: Int, _ day: Int) -> LintPeriod {
    LintPeriod(from: from, until: Instant(year: year, month: month, day: day))
  }

  func includes(_ instant: Instant) -> Bool {
    if let from, instant < from { return false }
    if let until, instant >= until { return false }
    return true
  }
}

extension PathRule {
  /// A lint: a rule about the letter of each certificate by itself, which no verdict turns on. The question gives the
  /// sentence that says what is wrong, or nil.
  static func lint(
    _ code: String, _ clause: String, _ law: LintLaw, _ scope: LintScope = .any, _ period: LintPeriod = .always,
    asks: String, zlint: [String] = [], fix: String = "have the certificate issued again without that fault",
    question: @escaping @Sendable (LintedCertificate) -> String?
  ) -> PathRule {
    PathRule(code, clause, law.severity, asks: asks, zlint: zlint, fix: fix) { view in
      var evidence: [Evidence] = []
      for certificate in view.lints.certificates(of: view) {
        guard scope.includes(certificate), law.speaks(of: certificate), period.includes(certificate.begin),
          let message = question(certificate)
        else { continue }
        evidence.append(Evidence(at: certificate.shape.depth, Sentence(message)))
      }
      return evidence
    }
  }
}
