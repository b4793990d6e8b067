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
  /// The lines that the certificates of the file begin on, in their order; empty where they stand in no file.
  let lines: [Int]
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
  /// The line of the file that a certificate begins on, the first time it stands there; nil where it does not.
  func line(of certificate: Certificate) -> Int? {
    presented.prefix(lines.count).firstIndex(of: certificate).map { lines[$0] }
  }

  /// The line of the file that a certificate begins on, the last time it stands there; nil where it does not.
  func lastLine(of certificate: Certificate) -> Int? {
    presented.prefix(lines.count).lastIndex(of: certificate).map { lines[$0] }
  }

  /// The line of the file that the certificate at a depth begins on.
  func line(at depth: Int?) -> Int? {
    guard let depth, !lines.isEmpty else { return nil }
    if depth == 0 { return line(of: leaf) }
    return above.first { $0.depth == depth }.flatMap { line(of: $0.certificate) }
  }

  /// What could not be told, with the option that would supply what it needs.
  var notChecked: [NotChecked] {
    var missing = request.notChecked.filter { $0 != .name || !shape.isCA }
    if key == nil { missing.insert(.key, at: missing.firstIndex { $0 == .name || $0 == .revocation } ?? missing.count) }
    for call in calls where isPublic == nil && call.role.asksWhoSigned {
      missing.append(NotChecked("\(call.role.name): whether a public CA signed it", "--trust system"))
    }
    return missing
  }
}

extension Role {
  /// Whether a public CA must have signed, or a private one.
  fileprivate var asksWhoSigned: Bool { clause(of: .publicCA) != nil || clause(of: .privateCA) != nil }
}

extension CheckRequest {
  /// What the request leaves out, whichever certificate it is about.
  package var notChecked: [NotChecked] {
    var missing: [NotChecked] = []
    if needs.calls.isEmpty { missing.append(.service) }
    if pool == nil { missing.append(.path) }
    if verification.identities.isEmpty { missing.append(.name) }
    if pool != nil, verification.revocation.mode == .off { missing.append(.revocation) }
    for call in needs.calls {
      for parameter in call.role.parameters where call.parameters[parameter.parameter].isEmpty {
        guard parameter.isRequired || parameter.parameter != .fqdn && parameter.parameter != .user else { continue }
        missing.append(
          NotChecked("\(call.role.name): \(parameter.meaning)", "--set \(parameter.parameter.rawValue)=NAME"))
      }
      if call.role.clause(of: .sameIssuer) != nil, sibling == nil {
        missing.append(NotChecked("\(call.role.name): the same issuer", "--same-issuer FILE"))
      }
    }
    return missing
  }
}

extension NotChecked {
  fileprivate static let service = NotChecked("what a service needs of it", "--for ROLE")
  fileprivate static let path = NotChecked("the path to a trusted CA", "--trust FILE")
  fileprivate static let key = NotChecked("whether the private key belongs to it", "--key FILE")
  fileprivate static let name = NotChecked("whether it is valid for the name that is called", "--host NAME")
  fileprivate static let revocation = NotChecked("whether it is revoked", "--crl FILE")
}
