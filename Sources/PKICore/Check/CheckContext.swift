/// What the severity of a rule depends on: the law, the roles that ask, and how the certificate was met.
package struct CheckContext: Sendable {
  /// The law.
  package let profile: Profile
  /// The roles that the certificate is for; for a rule of roles, the one that asks. Empty where nobody said.
  package let roles: [Role]
  /// How the certificate was met.
  package let target: CheckTarget

  /// A context.
  package init(profile: Profile, roles: [Role] = [], target: CheckTarget = .file) {
    self.profile = profile
    self.roles = roles
    self.target = target
  }
}

/// How a certificate was met: in a file, or presented by a server of some kind.
package enum CheckTarget: String, CaseIterable, Hashable, Sendable {
  case file
  /// HTTPS and whatever else browsers and ordinary clients call.
  case web
  /// SIP over TLS.
  case sip
  /// Skype for Business and Lync, federation among them.
  case skype
}
