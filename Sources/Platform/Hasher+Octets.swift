extension Hasher {
  /// Takes in all octets at once: one after the other they cost ten times as much.
  package mutating func combine(octets: [UInt8]) {
    unsafe octets.withUnsafeBytes { unsafe combine(bytes: $0) }
  }
}
