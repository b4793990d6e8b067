extension PathRule {
  /// Every rule that a path is held against, in the order in which they are asked.
  package static let all: [PathRule] =
    malformed + time + authority + purpose + identity + names + strength + weakKeys + fips + shapes + policy + web

  /// What names a path may have.
  private static let names = nameConstraints + nameConstraintShape
  /// The letter of RFC 5280 §4.
  private static let shapes = frame + authorityShape + keyIdentifiers + nameShape
  /// The letter of the Baseline Requirements.
  private static let web = webPKI + webPKIKeys + [publicSuffix]
}
