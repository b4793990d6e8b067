import Vocabulary

/// Subtrees of addresses, grouped by mask: an address is looked up once for each mask.
struct AddressSubtrees {
  private var networks: [[UInt8]: Set<[UInt8]>] = [:]

  /// Adds an address with its mask, 8 or 32 octets, whose ones stand before its zeros (RFC 5280 §4.2.1.10).
  mutating func insert(_ base: [UInt8]) throws(NameConstraintError) {
    guard base.count == 8 || base.count == 32 else {
      throw NameConstraintError(reason: "an address and its mask have 8 or 32 octets, not \(base.count)")
    }
    let mask = Array(base[(base.count / 2)...])
    guard AddressSubtrees.isPrefix(mask) else {
      throw NameConstraintError(reason: "the mask of \(IPAddress.text(base)) is none: its ones must come first")
    }
    networks[mask, default: []].insert(AddressSubtrees.masked(base.prefix(mask.count), mask))
  }

  /// Whether the address, 4 or 16 octets, lies in one of the networks.
  func contains(_ address: [UInt8]) -> Bool {
    networks.contains { mask, members in
      mask.count == address.count && members.contains(AddressSubtrees.masked(address[...], mask))
    }
  }

  private static func masked(_ address: ArraySlice<UInt8>, _ mask: [UInt8]) -> [UInt8] {
    zip(address, mask).map { $0 & $1 }
  }

  private static func isPrefix(_ mask: [UInt8]) -> Bool {
    let rest = mask.drop { $0 == 0xff }
    guard let first = rest.first else { return true }
    return ~first & (~first &+ 1) == 0 && rest.dropFirst().allSatisfy { $0 == 0 }
  }
}
