internal import Synchronization

/// The encoding of a private key in memory, shared by those who hold it and overwritten when the last lets go.
///
/// Whoever keeps a copy of `bytes` beyond that keeps the key.
package final class KeyBytes: Sendable {
  private let storage: Mutex<[UInt8]>

  /// Takes over the bytes of a key.
  package init(_ bytes: [UInt8]) {
    self.storage = Mutex(bytes)
  }

  deinit {
    storage.withLock { $0.overwrite() }
  }

  /// The encoding, which is DER.
  package var bytes: [UInt8] { storage.withLock { $0 } }
}

extension [UInt8] {
  /// Overwrites all that the array has room for with zeros, and empties it.
  mutating func overwrite() {
    append(contentsOf: repeatElement(0, count: Swift.max(0, capacity - count)))
    for index in indices { self[index] = 0 }
    removeAll(keepingCapacity: true)
  }
}
