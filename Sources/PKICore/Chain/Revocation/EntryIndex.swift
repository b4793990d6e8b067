import Vocabulary

/// Where the entries of a revocation list stand, by their serial numbers: twelve octets for each, so that a list of a
/// million entries is gone through once and asked about any number of certificates.
struct EntryIndex: Sendable {
  private var keys: [UInt64] = []
  private var places: [UInt32] = []
  /// From which entry on the list speaks of another authority's certificates.
  private var turns: [(place: Int, issuer: [GeneralName])] = []

  /// Notes the entry of a serial number at a place; those of one list must come in their order.
  mutating func add(_ serial: SerialNumber, at place: Int) {
    keys.append(EntryIndex.key(serial))
    places.append(UInt32(clamping: place))
  }

  /// Notes that entries from a place on are of another authority's certificates.
  mutating func turn(to issuer: [GeneralName], at place: Int) {
    turns.append((place, issuer))
  }

  /// The places where entries of this serial number may stand, and whose certificates they are of; nil for those of
  /// who issued the list.
  func candidates(for serial: SerialNumber) -> [(place: Int, issuer: [GeneralName]?)] {
    let wanted = EntryIndex.key(serial)
    var found: [(Int, [GeneralName]?)] = []
    for (index, key) in keys.enumerated() where key == wanted {
      let place = Int(places[index])
      found.append((place, turns.last { $0.place <= place }?.issuer))
    }
    return found
  }

  /// FNV-1a over the content octets; two numbers with one key are told apart at their places.
  private static func key(_ serial: SerialNumber) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for octet in serial.content { hash = (hash ^ UInt64(octet)) &* 0x0100_0000_01b3 }
    return hash
  }
}
