package import Vocabulary

/// What a check asks of every certificate.
package struct CheckRequest: Sendable {
  /// Law, names, dates and how strict the path is judged; its purpose is worked out from roles and names.
  package var verification: VerificationRequest
  /// Who is trusted, and what may stand between; nil where nobody said, and the path is not judged.
  package var pool: TrustPool?
  /// The roles with their parameters.
  package var needs = RoleNeeds.none
  /// A certificate that must have the same issuer, and its file.
  package var sibling: (certificate: Certificate, file: String)?
  /// When the end of a certificate is near.
  package var thresholds = CheckRequest.standardThresholds
  /// How the certificates were met.
  package var target = CheckTarget.file

  /// Thirty days, when Pexip's alarm comes, and fourteen.
  package static let standardThresholds = Thresholds(warn: [.days(30)], critical: [.days(14)])

  /// A check as of an instant.
  package init(instant: Instant) {
    self.verification = VerificationRequest(instant: instant)
  }
}

/// One certificate to check, with what came along.
package struct CheckSubject: Sendable {
  /// The file as it was named; "-" is standard input.
  package let source: String
  /// The certificates of the file, as they stand in it.
  package let certificates: [Certificate]
  /// The line that each of them begins on; empty where they have none, because they stand in no file.
  package let lines: [Int]
  /// The certificates that were given as its chain, as they stand there.
  package var chain: [Certificate] = []
  /// Its private key; nil where none was given.
  package var key: CheckedKey?

  /// The certificates of a file, with the lines that they begin on.
  package init(source: String, certificates: [Certificate], lines: [Int] = []) {
    self.source = source
    self.certificates = certificates
    self.lines = lines
  }
}

/// Something that a check could not tell, and the option that would supply what it needs.
package struct NotChecked: Hashable, Sendable {
  /// What, in a few words.
  package let what: String
  /// The option with its placeholder: `--trust FILE`.
  package let option: String

  /// Something that was not given.
  package init(_ what: String, _ option: String) {
    self.what = what
    self.option = option
  }
}
