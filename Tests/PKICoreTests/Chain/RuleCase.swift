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

    func severity(_ profile: Profile) -> Severity? {
      switch (self, profile) {
      case (.always, _), (.strict, .rfc5280), (.strict, .webpki), (.warning, .webpki), (.webPKI, .webpki): .error
      case (.strict, _), (.warning, _), (.webPKI, .rfc5280): .warning
      case (.webPKI, _): nil
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
  let change: @Sendable (inout ChainDraft) throws -> Void

  init(_ code: String, _ what: String, change: @escaping @Sendable (inout ChainDraft) throws -> Void) {
    self.code = code
    self.what = what
    self.change = change
  }

  var testDescription: String { "not \(code): \(what)" }

  /// Expects the chain to hold under the law that asks most, without this fault.
  func check(_ profile: Profile = .webpki) throws {
    var draft = try ChainDraft()
    try change(&draft)
    let verification = try draft.verification(profile)
    #expect(!verification.path.faults.contains { $0.code == code })
    #expect(verification.isGood, "\(verification.path.errors.map(\.message))")
  }
}
