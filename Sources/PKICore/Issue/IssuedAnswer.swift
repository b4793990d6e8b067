package import Vocabulary

/// A CA's answer to a request: the certificate, those above it, and what the CA made of what was asked for.
package struct IssuedAnswer: Sendable {
  /// The certificate.
  package let certificate: Certificate
  /// The certificate and those above it, each signed by the next, as far as they are there.
  package let chain: [Certificate]
  /// In what the certificate is not what the request asks for.
  package let difference: Difference

  /// The answer among `certificates`, whatever their order: of several for the same key the newest; nil where none is for
  /// this request's key. The chain goes on among `others`. Throws a request whose extensions are damaged.
  package init?(
    of request: CertificateRequest, file: String, among certificates: [Certificate], others: [Certificate] = []
  ) throws(PKIError) {
    let own = certificates.filter { $0.publicKey.sameKey(as: request.publicKey) }
    let newest = own.max { ($0.notBefore.instant ?? .distantPast) < ($1.notBefore.instant ?? .distantPast) }
    guard let newest else { return nil }
    certificate = newest
    chain = PresentedChain(newest, certificates + others).links
    difference = Difference(from: try Statement(request, file: file), to: Statement(newest))
  }

  /// Whether the chain ends with a root.
  package var isComplete: Bool { chain.last?.isSelfSigned ?? false }

  /// The name of the issuer that is not there, and where the last certificate says that it is to be had; nil where the chain
  /// is complete.
  package var missingIssuer: (name: DistinguishedName, urls: [String])? {
    guard !isComplete, let last = chain.last else { return nil }
    return (last.issuer, last.caIssuerURIs)
  }
}

extension Instant {
  fileprivate static let distantPast = Instant(seconds: -62_135_596_800)
}
