internal import OpenSSL
internal import Synchronization

/// Whether one certificate's signature verifies with another's key; each pair is tried once.
final class LinkCheck: Sendable {
  private struct Link: Hashable {
    let certificate: Certificate
    let issuer: Certificate
  }

  private let known = Mutex<[Link: Bool]>([:])
  private let mostChecks: Int

  /// At most so many signatures are checked: whoever hands in a thousand issuers of one name gets no more.
  init(mostChecks: Int = 64) {
    self.mostChecks = mostChecks
  }

  /// Whether the signature verifies; false too where it cannot be tried or the limit is reached.
  func signature(of certificate: Certificate, verifiesWith issuer: Certificate) -> Bool {
    let link = Link(certificate: certificate, issuer: issuer)
    if let answer = known.withLock({ $0[link] }) { return answer }
    guard known.withLock({ $0.count }) < mostChecks else { return false }
    let answer = LinkCheck.verify(certificate, with: issuer)
    known.withLock { $0[link] = answer }
    return answer
  }

  private static func verify(_ certificate: Certificate, with issuer: Certificate) -> Bool {
    guard let key = try? PublicKey(publicKeyInfo: issuer.publicKey.encoding.array) else { return false }
    return (try? Signature.verifyCertificate(certificate.der, key: key)) ?? false
  }
}
