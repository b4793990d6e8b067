import Vocabulary

/// When the common name of a leaf may be taken for a host name by whoever uses the certificate.
struct CommonNameScope {
  /// Also where it is an address, and beside alternative names if none of them is a DNS name: libcrypto's own name
  /// check turns to it then. That matters where nobody said which name is asked for; a name that was asked for and
  /// found leaves the common name without use.
  var includesAnyUse = false
  /// Also without a dot: such a name is as a rule a person or a role.
  var includesShortNames = false
}

/// The names of a certificate that constraints bind.
struct NameConstraintSubject {
  /// The alternative names, the subject, its e-mail addresses, and of a leaf its common names if they may be hosts.
  let names: [GeneralName]

  /// The names of one certificate. Throws where its alternative names cannot be read.
  init(_ certificate: Certificate, isLeaf: Bool, _ scope: CommonNameScope) throws(DERError) {
    var names = try certificate.subjectAlternativeNames
    let hasHost = names.contains { $0.constraintKind == .dns }
    let subject = certificate.subject
    if !subject.isEmpty { names.append(.directory(subject)) }
    // With alternative names too, as libcrypto does: much software reads addresses there all the same.
    names += subject.values(of: .emailAddress).map { .email($0) }
    let isRead = certificate.hasSubjectAlternativeNames ? scope.includesAnyUse && !hasHost : true
    if isLeaf, isRead {
      for name in subject.values(of: .commonName) where NameConstraintSubject.isHostLike(name, scope) {
        names.append(.dns(name))
      }
    }
    self.names = names
  }

  private static func isHostLike(_ name: String, _ scope: CommonNameScope) -> Bool {
    guard let pattern = HostPattern(name) else { return false }
    let labels = pattern.domain.split(separator: ".")
    guard labels.allSatisfy({ !$0.hasPrefix("-") && !$0.hasSuffix("-") }) else { return false }
    guard scope.includesAnyUse || IPAddress.octets(name) == nil else { return false }
    return scope.includesShortNames || pattern.isWildcard || labels.count > 1
  }
}
