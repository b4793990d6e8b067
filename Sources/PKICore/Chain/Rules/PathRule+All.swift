extension PathRule {
  /// Every rule that a path is held against, in the order in which they are asked.
  package static let all: [PathRule] = time + authority + purpose + identity + weakKeys + fips
}
