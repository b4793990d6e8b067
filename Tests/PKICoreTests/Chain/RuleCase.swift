import PKICore
import Testing

/// Something wrong with a chain, and who says what about it.
struct RuleCase: Sendable, CustomTestStringConvertible {
  /// Which profiles refuse what is wrong.
  enum Law: Sendable {
    /// Every one.
    case always
    /// `rfc5280` and `webpki`; the others warn.
    case strict
    /// `webpki`; the others warn.
    case warning
    /// `webpki`; `rfc5280` warns and the others say nothing.
    case webPKI
    /// None: all warn.
    case caution
    /// None: it is said everywhere as good to know.
    case note
    /// Told by the profile: what no other law here says.
    case by(@Sendable (Profile) -> Severity?)

    func severity(_ profile: Profile) -> Severity? {
      switch (self, profile) {
      case (.always, _), (.strict, .rfc5280), (.strict, .webpki), (.warning, .webpki), (.webPKI, .webpki): .error
      case (.strict, _), (.warning, _), (.webPKI, .rfc5280), (.caution, _): .warning
      case (.note, _): .info
      case (.webPKI, _): nil
      case (.by(let severity), _): severity(profile)
      }
    }
  }

  let code: String
  let law: Law
  let depth: Int
  let what: String
  /// Whether nothing but this is wrong: then who merely warns accepts.
  var isAlone = true
  let change: @Sendable (inout ChainDraft) throws -> Void

  init(
    _ code: String, _ law: Law, at depth: Int, _ what: String, isAlone: Bool = true,
    change: @escaping @Sendable (inout ChainDraft) throws -> Void
  ) {
    self.code = code
    self.law = law
    self.depth = depth
    self.what = what
    self.isAlone = isAlone
    self.change = change
  }

  var testDescription: String { "\(code): \(what)" }

  /// Expects the fault under the profiles that ask for it, and acceptance under those that do not refuse.
  func check() throws {
    var draft = try ChainDraft()
    try change(&draft)
    for profile in Profile.allCases {
      let verification = try draft.verification(profile)
      let path = verification.path
      let found = (path.errors + path.warnings).first { $0.code == code && $0.depth == depth }
      #expect(found?.severity == law.severity(profile), "\(profile): \(path.faults.map(\.code))")
      guard isAlone, law.severity(profile) != .error else { continue }
      #expect(verification.isGood, "\(profile): \(path.errors.map(\.message))")
    }
  }
}

/// Something that looks wrong and is not: no profile may say this of it.
struct GoodCase: Sendable, CustomTestStringConvertible {
  let code: String
  let what: String
  /// The law under which it holds: the one that asks most, where that can be.
  let profile: Profile
  let change: @Sendable (inout ChainDraft) throws -> Void

  init(
    _ code: String, _ what: String, by profile: Profile = .webpki,
    change: @escaping @Sendable (inout ChainDraft) throws -> Void
  ) {
    self.code = code
    self.what = what
    self.profile = profile
    self.change = change
  }

  var testDescription: String { "not \(code): \(what)" }

  /// Expects the chain to hold under its law, without this fault.
  func check() throws {
    var draft = try ChainDraft()
    try change(&draft)
    let verification = try draft.verification(profile)
    #expect(!verification.path.faults.contains { $0.code == code })
    #expect(verification.isGood, "\(verification.path.errors.map(\.message))")
  }
}
