extension PathRule {
  /// Every rule that a path is held against, in the order in which they are asked.
  package static let all: [PathRule] =
    malformed + time + authority + use + whose + names + strength + weakKeys + fips + shapes + policy + web

  /// What it may be used for.
  private static let use = purpose.asked(
    onlyIf: { $0.purpose != .any && $0.purpose != .ca }, otherwise: PathRule.noSuchPurpose)
  /// What is said where a rule of a purpose is not asked.
  static let noSuchPurpose = "no such purpose was asked for with --purpose"
  /// Whose certificate it is.
  private static let whose = identity.asked(
    onlyIf: { !$0.identities.isEmpty }, otherwise: "no name was asked for with --host, --ip, --email or --sip")
  /// What names a path may have.
  private static let names = nameConstraints + nameConstraintShape
  /// The letter of RFC 5280 §4.
  private static let shapes = frame + authorityShape + keyIdentifiers + nameShape
  /// The letter of the Baseline Requirements.
  private static let web = webPKI + webPKIKeys + [publicSuffix]
}
