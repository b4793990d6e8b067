extension PathRule {
  /// The rules about the letter of certificates that no verdict turns on: `check` asks them, `verify` does not.
  package static let lints: [PathRule] =
    hostLints + alternativeNameLints + subjectLints + webSubjectLints + validityLints + usageLints + authorityLints
    + accessLints + policyLints + encodingLints
}
