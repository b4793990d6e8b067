import Vocabulary

/// A certificate under check, and everything that is known about it.
package struct CheckView: Sendable {
  /// The file as it was named.
  package let source: String
  /// The certificate.
  package let leaf: Certificate
  /// The certificate with its extensions decoded.
  let shape: CertificateShape
  /// Its private key; nil where none was given.
  package let key: CheckedKey?
  /// The certificates as they stand in the file, and behind them those that were given as its chain.
  package let presented: [Certificate]
  /// The path as it was judged; nil where nobody is trusted.
  package let path: JudgedPath?
  /// What is asked.
  package let request: CheckRequest
  /// The CAs that everyone trusts, where somebody asks for such.
  let publicRoots: Set<Certificate>

  /// The roles that are asked for.
  var calls: [RoleCall] { request.needs.calls }
  /// What severities depend on.
  var context: CheckContext {
    CheckContext(
      profile: request.verification.profile, roles: request.needs.calls.map(\.role), target: request.target)
  }
  /// The instant that dates are judged by.
  var instant: Instant { request.verification.instant }
  /// The alternative names; none where they cannot be read.
  var names: [GeneralName] { shape.alternativeNames ?? [] }
  /// The certificates above the leaf: of the judged path, or of the chain as it was presented.
  var above: [(depth: Int, certificate: Certificate)] {
    let certificates = path?.certificates ?? PresentedChain(leaf, presented).links
    return certificates.enumerated().dropFirst().map { ($0.offset, $0.element) }
  }
  /// Whether a CA that everyone trusts signed it; nil where the top of the chain is not at hand.
  var isPublic: Bool? {
    guard !publicRoots.isEmpty else { return nil }
    if let path, path.isAnchored { return path.certificates.last.map(publicRoots.contains) }
    let chain = PresentedChain(leaf, presented)
    return chain.isComplete ? chain.links.last.map(publicRoots.contains) : nil
  }
}

extension CheckView {
  /// What could not be told, with the option that would supply what it needs.
  var notChecked: [NotChecked] {
    var missing: [NotChecked] = []
    if calls.isEmpty { missing.append(NotChecked("what a service needs of it", "--for ROLE")) }
    if path == nil { missing.append(NotChecked("the path to a trusted CA", "--trust FILE")) }
    if key == nil { missing.append(NotChecked("whether the private key belongs to it", "--key FILE")) }
    if request.verification.identities.isEmpty, !shape.isCA {
      missing.append(NotChecked("whether it is valid for the name that is called", "--host NAME"))
    }
    if path != nil, request.verification.revocation.mode == .off {
      missing.append(NotChecked("whether it is revoked", "--crl FILE"))
    }
    for call in calls {
      for parameter in call.role.parameters where call.parameters[parameter.parameter].isEmpty {
        guard parameter.isRequired || parameter.parameter != .fqdn && parameter.parameter != .user else { continue }
        missing.append(
          NotChecked("\(call.role.name): \(parameter.meaning)", "--set \(parameter.parameter.rawValue)=NAME"))
      }
      if call.role.clause(of: .sameIssuer) != nil, request.sibling == nil {
        missing.append(NotChecked("\(call.role.name): the same issuer", "--same-issuer FILE"))
      }
      if call.role.clause(of: .publicCA) != nil || call.role.clause(of: .privateCA) != nil, isPublic == nil {
        missing.append(NotChecked("\(call.role.name): whether a public CA signed it", "--trust system"))
      }
    }
    return missing
  }
}
