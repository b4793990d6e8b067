import Vocabulary

/// Networks that are nobody's on the public Internet (IANA's special-purpose registries, RFC 6890).
enum ReservedNetwork {
  private static let networks: [(base: [UInt8], bits: Int)] = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4", "::/128", "::1/128", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16",
    "fc00::/7", "fe80::/10", "ff00::/8",
  ].compactMap { text in
    let parts = text.split(separator: "/" as Character)
    guard let base = IPAddress.octets(String(parts[0])), let bits = Int(parts[1]) else { return nil }
    return (base, bits)
  }

  /// Whether an address of 4 or 16 octets lies in one of them.
  static func holds(_ address: ArraySlice<UInt8>) -> Bool {
    networks.contains { network in
      network.base.count == address.count && agree(network.base[...], address, bits: network.bits)
    }
  }

  /// Whether a network of so many bits and one of them share an address.
  static func meets(_ base: ArraySlice<UInt8>, bits: Int) -> Bool {
    networks.contains { network in
      network.base.count == base.count && agree(network.base[...], base, bits: min(bits, network.bits))
    }
  }

  private static func agree(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>, bits: Int) -> Bool {
    guard a.prefix(bits / 8).elementsEqual(b.prefix(bits / 8)) else { return false }
    guard bits % 8 != 0 else { return true }
    let mask = UInt8(truncatingIfNeeded: 0xff00 >> (bits % 8))
    return a[a.startIndex + bits / 8] & mask == b[b.startIndex + bits / 8] & mask
  }
}
