package import Vocabulary

extension RevokedFile.Record {
  /// The revocation of a certificate. Throws one that the authority did not issue, since its list would say nothing
  /// about it.
  package init(
    revoking certificate: Certificate, file: String, by authority: Certificate, authorityFile: String, at time: Instant,
    reason: RevocationReason
  ) throws(PKIError) {
    guard certificate != authority else {
      throw PKIError(
        .refused, file, "this is the CA itself, which cannot revoke itself",
        hint: "take it out of the files of those who trust it")
    }
    guard certificate.issuer.matches(authority.subject) else {
      throw PKIError(
        .refused, file,
        "this certificate was issued by \(certificate.issuer.shortText), not by \(authority.subject.shortText) "
          + "(\(authorityFile))")
    }
    guard certificate.isSigned(by: authority) else {
      throw PKIError(
        .refused, file, "its signature does not verify with the key of \(authorityFile)",
        hint: "another CA of that name issued it")
    }
    guard !certificate.serial.isNegative else {
      throw PKIError(.unsupported, file, "its serial number is negative, which no list of ours can hold")
    }
    self.init(serial: certificate.serial, time: time, reason: reason, subject: certificate.subject.description)
  }
}

extension RevocationReason {
  /// Number 0: nobody said why.
  package static let unspecified = RevocationReason(rawValue: 0)

  /// The reason of this name of RFC 5280 §5.3.1; nil where there is none that a complete list may give.
  package init?(named name: String) {
    let found = (0...10).map(RevocationReason.init).first { $0.name == name }
    guard let found, found.rawValue != 7, found != .removeFromCRL else { return nil }
    self = found
  }
}
