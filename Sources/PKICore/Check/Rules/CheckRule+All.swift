extension CheckRule {
  /// Every rule of service, in the order in which they are asked.
  package static let all: [CheckRule] =
    roleNames + roleUsage + roleKeys + roleIssuer + served + time + keys + chain + notes
}
