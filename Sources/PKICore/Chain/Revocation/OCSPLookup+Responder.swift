import Vocabulary
internal import OpenSSL

extension OCSPLookup {
  /// Throws a response that is not signed by the issuer of the certificate, or by whom it delegated that to
  /// (RFC 6960 §4.2.2.2).
  func checkSignature(
    _ basic: OCSPResponse.BasicResponse, _ source: String, _ depth: Int, _ path: [Certificate]
  ) throws(RevocationDoubt) {
    if basic.signatureAlgorithm.isWeakSignature, request.securityLevel > 0 {
      throw .weakResponse(source, basic.signatureAlgorithm.signatureName)
    }
    let issuer = path[depth + 1]
    let candidates = [issuer] + certificates(basic) + signers.untrusted
    let named = candidates.withoutDuplicates.filter { basic.responder.isHeld(by: $0) }
    guard !named.isEmpty else { throw .responderMissing(source) }
    let signed = named.prefix(OCSPLookup.mostCertificates).filter { signers.isSigned(basic, by: $0) }
    guard !signed.isEmpty else { throw .responseSignature(source) }
    if signed.contains(issuer) { return }
    for responder in signed where obstacle(responder, below: depth + 1, of: path) == nil { return }
    for responder in signed {
      if let obstacle = obstacle(responder, below: depth + 1, of: path) {
        throw .responderNotEntitled(source, responder.subject.shortText, obstacle)
      }
    }
  }

  private func certificates(_ basic: OCSPResponse.BasicResponse) -> [Certificate] {
    basic.certificates.prefix(OCSPLookup.mostCertificates).compactMap { try? Certificate(der: $0.array) }
  }

  /// Why a certificate does not make its holder the authority's responder; nil where it does.
  private func obstacle(_ responder: Certificate, below depth: Int, of path: [Certificate]) -> String? {
    guard signers.isIssued(responder, by: path[depth]) else {
      return "its certificate is not issued by \(path[depth].subject.shortText) itself"
    }
    guard let usages = try? responder.extendedKeyUsage, usages.contains(.ocspSigning) else {
      return "its certificate lacks the extended key usage OCSPSigning"
    }
    if let usage = try? responder.keyUsage, usage.isDisjoint(with: [.digitalSignature, .nonRepudiation]) {
      return "the key usage of its certificate lacks digitalSignature"
    }
    guard responder.isValid(at: request.instant) else { return "its certificate is not valid at that time" }
    guard signers.holds(responder, below: depth, of: path) else { return "its certificate does not hold" }
    if lists.isRevoked(0, in: [responder] + path[depth...]) { return "its certificate is revoked" }
    return nil
  }
}

extension OCSPResponse.Responder {
  /// Whether a certificate is the one that is meant, by its subject or by the SHA-1 of its key bits.
  fileprivate func isHeld(by certificate: Certificate) -> Bool {
    switch self {
    case .name(let name): name.matches(certificate.subject)
    case .keyHash(let hash): hash == certificate.publicKey.keyIdentifier
    }
  }
}
