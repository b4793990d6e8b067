internal import OpenSSL
internal import Synchronization

/// The certificates that stand above many leaves, as libcrypto has parsed them: each is parsed once.
final class HandleCache: Sendable {
  private let handles = Mutex<[Certificate: X509Handle]>([:])

  /// The most that are kept; leaves are not.
  private static let limit = 1_024

  /// The parsed certificate; throws what libcrypto cannot read.
  func handle(of certificate: Certificate) throws(OpenSSLError) -> X509Handle {
    if let known = handles.withLock({ $0[certificate] }) { return known }
    let handle = try X509Handle(der: certificate.der)
    handles.withLock { if $0.count < HandleCache.limit { $0[certificate] = handle } }
    return handle
  }
}
