package import Platform
package import Vocabulary

/// A client certificate that may be shown to servers, and who shows it.
package struct ClientCandidate: Sendable {
  /// The certificate, then its issuers as they are sent.
  package let certificates: [Certificate]
  let calls: ServerProbe

  /// A certificate with its issuers, its private key and how servers are called with it.
  package init(
    _ certificates: [Certificate], privateKeyInfo: borrowing Secret, _ settings: ServerProbe.Settings
  ) throws(PKIError) {
    self.certificates = certificates
    calls = try ServerProbe(settings, certificates: certificates, privateKeyInfo: privateKeyInfo)
  }

  /// What is sent of these certificates, in whatever order they stand: the leaf, then its issuers without the root,
  /// which who asks has; empty where there is none.
  package static func chain(of certificates: [Certificate]) -> [Certificate] {
    ChainHead(certificates).map { chain(of: $0.leaf, among: $0.rest) } ?? []
  }

  /// What is sent of a certificate with issuers from among these.
  package static func chain(of leaf: Certificate, among others: [Certificate]) -> [Certificate] {
    [leaf] + PresentedChain(leaf, others).links.dropFirst().filter { !$0.isSelfIssued || !$0.isSelfSigned }
  }

  /// Whether it fits a server: it may be a client's, its time is now, and an authority that the server accepts stands
  /// in its chain, where the server names any.
  func fits(_ answer: ServerAnswer, at instant: Instant) -> Bool {
    guard let own = certificates.first, ClientCandidate.isForClients(own, at: instant) else { return false }
    return answer.acceptsIssuer(of: certificates)
  }

  /// Whether a certificate may be a client's at an instant: its usages, where there are any, allow it.
  package static func isForClients(_ certificate: Certificate, at instant: Instant) -> Bool {
    guard !certificate.isAuthority, let begin = certificate.notBefore.instant, let end = certificate.notAfter.instant,
      begin <= instant, instant <= end
    else { return false }
    guard let usages = (try? certificate.extendedKeyUsage) ?? nil else { return true }
    return usages.contains(.clientAuth) || usages.contains(.anyExtendedKeyUsage)
  }
}

extension ServerAnswer {
  /// Whether an issuer of these certificates is among the authorities that the server accepts; many name none, and
  /// accept others.
  func acceptsIssuer(of certificates: [Certificate]) -> Bool {
    acceptableAuthorities.isEmpty
      || acceptableAuthorities.contains { der in
        let name = DistinguishedName(reading: DERSlice(der))
        return certificates.contains { $0.issuer.matches(name) }
      }
  }
}
