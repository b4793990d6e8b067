internal import OpenSSL
internal import Synchronization

/// What the looking up of many certificates shares: the lists, gone through once, and the signatures of lists and
/// responses that have been tried, each once with each key.
final class RevocationMemory: Sendable {
  /// The lists at hand, in an order that does not depend on that of the command line.
  let lists: [PreparedList]
  private let known = Mutex<[Attempt: Bool]>([:])
  private static let limit = 4_096

  private struct Attempt: Hashable {
    let object: DERSlice
    let key: DERSlice
  }

  /// Goes through the lists of a request; nil where nobody asks.
  init?(_ request: RevocationRequest) {
    guard request.mode != .off else { return nil }
    lists = request.lists.map { PreparedList($0) }.sorted { $0.list.der.lexicographicallyPrecedes($1.list.der) }
  }

  /// Whether an object is signed with a certificate's key; false too where that cannot be told, and where it would
  /// have to be tried though nothing is `left`.
  func isSigned(
    _ object: DERSlice, by signer: Certificate, left: inout Int,
    _ verify: (_ publicKeyInfo: [UInt8]) throws(OpenSSLError) -> Bool
  ) -> Bool {
    let attempt = Attempt(object: object, key: signer.publicKey.encoding)
    if let answer = known.withLock({ $0[attempt] }) { return answer }
    guard left > 0 else { return false }
    left -= 1
    let answer = (try? verify(signer.publicKey.encoding.array)) ?? false
    known.withLock { if $0.count < RevocationMemory.limit { $0[attempt] = answer } }
    return answer
  }
}
