internal import OpenSSL
internal import Synchronization

/// Whether one certificate's signature verifies with another's key; of issuers each pair is tried once.
final class LinkCheck: Sendable {
  private struct Link: Hashable {
    let certificate: Certificate
    let issuer: Certificate
  }

  private let known = Mutex<[Link: Bool]>([:])
  private let keys = Mutex<[Certificate: PublicKey]>([:])

  /// The most that is remembered: leaves come once each, those above them again and again.
  private static let limit = 1_024

  /// What is known of a signature.
  enum Answer {
    case verifies
    /// It does not, or it cannot be tried.
    case fails
    /// Nothing was left to try it with.
    case untried
  }

  /// Whether the signature verifies. `left` is how many may still be tried by this search: at none, what is not known
  /// yet is not tried.
  func signature(of certificate: Certificate, verifiesWith issuer: Certificate, left: inout Int) -> Answer {
    let link = Link(certificate: certificate, issuer: issuer)
    if let answer = known.withLock({ $0[link] }) { return answer ? .verifies : .fails }
    guard left > 0 else { return .untried }
    left -= 1
    let answer = verify(certificate, with: issuer)
    known.withLock { if $0.count < LinkCheck.limit { $0[link] = answer } }
    return answer ? .verifies : .fails
  }

  private func verify(_ certificate: Certificate, with issuer: Certificate) -> Bool {
    guard let key = key(of: issuer) else { return false }
    return (try? Signature.verifyCertificate(certificate.der, key: key)) ?? false
  }

  private func key(of issuer: Certificate) -> PublicKey? {
    if let known = keys.withLock({ $0[issuer] }) { return known }
    guard let key = try? PublicKey(publicKeyInfo: issuer.publicKey.encoding.array) else { return nil }
    keys.withLock { if $0.count < LinkCheck.limit { $0[issuer] = key } }
    return key
  }
}
