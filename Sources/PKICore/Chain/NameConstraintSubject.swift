import Vocabulary

/// The names of a certificate that constraints bind.
struct NameConstraintSubject {
  /// The subject, its e-mail addresses, the alternative names; of a leaf without the latter its host-like common names.
  let names: [GeneralName]

  /// The names of one certificate. Throws where its alternative names cannot be read.
  init(_ certificate: Certificate, isLeaf: Bool, _ countsShortCommonNames: Bool) throws(DERError) {
    var names = try certificate.subjectAlternativeNames
    let subject = certificate.subject
    if !subject.isEmpty { names.append(.directory(subject)) }
    // With alternative names too, as libcrypto does: much software reads addresses there all the same.
    names += subject.values(of: .emailAddress).map { .email($0) }
    if isLeaf, !certificate.hasSubjectAlternativeNames {
      for name in subject.values(of: .commonName)
      where NameConstraintSubject.isHostLike(name, countsShort: countsShortCommonNames) {
        names.append(.dns(name))
      }
    }
    self.names = names
  }

  /// Whether old peers may take a common name for a host name. A name without a dot is as a rule a person or a role.
  private static func isHostLike(_ name: String, countsShort: Bool) -> Bool {
    guard let pattern = HostPattern(name), IPAddress.octets(name) == nil else { return false }
    return countsShort || pattern.isWildcard || pattern.domain.contains("." as Character)
  }
}
