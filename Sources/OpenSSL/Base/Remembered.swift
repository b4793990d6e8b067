internal import Synchronization

/// What was made of bytes, kept for the next time that the same bytes come: for issuers, of which there are few and
/// which are met often.
final class Remembered<Value: Sendable>: Sendable {
  private let memory = Mutex<[[UInt8]: Value]>([:])
  private let limit: Int

  /// Whoever comes with a thousand different ones does not fill the memory: at `limit` it begins anew.
  init(limit: Int = 256) { self.limit = limit }

  /// The value of these bytes, made at their first time.
  func value(of bytes: [UInt8], make: ([UInt8]) throws(OpenSSLError) -> Value) throws(OpenSSLError) -> Value {
    if let known = memory.withLock({ $0[bytes] }) { return known }
    let value = try make(bytes)
    memory.withLock { memory in
      if memory.count >= limit { memory.removeAll() }
      memory[bytes] = value
    }
    return value
  }
}
