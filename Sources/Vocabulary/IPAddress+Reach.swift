extension IPAddress {
  /// The sort of network that the 4 or 16 octets of an address keep to, in words with their article: "a loopback
  /// address"; nil for one that is reached over the public internet (the IANA registries of special purposes, RFC 6890).
  ///
  /// An IPv6 address that carries an IPv4 address (RFC 4291 §2.5.5.2, RFC 6052, RFC 3056) is judged by that one.
  package static func limitedReach(_ octets: [UInt8]) -> String? {
    switch octets.count {
    case 4: limitedReach(octets, blocks: v4Blocks)
    case 16: v6Reach(octets)
    default: "no address"
    }
  }

  /// A range of addresses: its first octets, how many bits of them count, and what to call it.
  private typealias Block = (start: [UInt8], bits: Int, name: String)

  private static let v4Blocks: [Block] = [
    ([0], 8, "an address of this host"), ([10], 8, "a private address"), ([100, 64], 10, "a carrier's address"),
    ([127], 8, "a loopback address"), ([169, 254], 16, "a link-local address"), ([172, 16], 12, "a private address"),
    ([192, 0, 0], 24, "a reserved address"), ([192, 0, 2], 24, "an address of examples"),
    ([192, 88, 99], 24, "a reserved address"), ([192, 168], 16, "a private address"),
    ([198, 18], 15, "an address of test networks"), ([198, 51, 100], 24, "an address of examples"),
    ([203, 0, 113], 24, "an address of examples"), ([224], 4, "a multicast address"), ([240], 4, "a reserved address"),
  ]

  private static let v6Blocks: [Block] = [
    ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 128, "a loopback address"),
    ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 128, "an address of this host"),
    ([0xfc], 7, "a private address"), ([0xfe, 0x80], 10, "a link-local address"),
    ([0xfe, 0xc0], 10, "a private address"), ([0xff], 8, "a multicast address"),
    ([0x20, 0x01, 0], 23, "a reserved address"), ([0x20, 0x01, 0x0d, 0xb8], 32, "an address of examples"),
    ([0x3f, 0xff, 0], 20, "an address of examples"),
  ]

  private static func v6Reach(_ octets: [UInt8]) -> String? {
    if let reach = limitedReach(octets, blocks: v6Blocks) { return reach }
    let carriers: [(start: [UInt8], bits: Int, offset: Int)] = [
      ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff], 96, 12), ([0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0], 96, 12),
      ([0x20, 0x02], 16, 2),
    ]
    for carrier in carriers where isIn(octets, carrier.start, bits: carrier.bits) {
      return limitedReach(Array(octets[carrier.offset..<(carrier.offset + 4)]))
    }
    // Nothing else is given out for the public (RFC 4291 §2.4).
    return isIn(octets, [0x20], bits: 3) ? nil : "a reserved address"
  }

  private static func limitedReach(_ octets: [UInt8], blocks: [Block]) -> String? {
    blocks.first { isIn(octets, $0.start, bits: $0.bits) }?.name
  }

  private static func isIn(_ octets: [UInt8], _ start: [UInt8], bits: Int) -> Bool {
    for (index, octet) in start.enumerated() {
      let counting = min(8, bits - 8 * index)
      guard counting > 0 else { return true }
      let mask = UInt8(truncatingIfNeeded: 0xff << (8 - counting))
      if octets[index] & mask != octet & mask { return false }
    }
    return true
  }
}
