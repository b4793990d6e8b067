/// IP addresses as text and as octets.
package enum IPAddress {
  /// The 4 or 16 octets of an IPv4 or IPv6 literal (brackets around the latter allowed); nil where it is none.
  package static func octets(_ text: String) -> [UInt8]? {
    // Most texts are names, and seen to be so at once.
    let hasColon = text.utf8.contains(UInt8(ascii: ":"))
    guard hasColon || text.utf8.allSatisfy(mayStandInV4) else { return nil }
    var text = Substring(text)
    if text.hasPrefix("["), text.hasSuffix("]") { text = text.dropFirst().dropLast() }
    return hasColon ? v6(text) : v4(text)
  }

  /// The literal of 4 or 16 octets (RFC 5952 for IPv6); `address/mask` for 8 or 32; hex for any other number.
  package static func text(_ octets: [UInt8]) -> String {
    switch octets.count {
    case 4: octets.map { String($0) }.joined(separator: ".")
    case 16: v6Text(octets)
    case 8: text(Array(octets[..<4])) + "/" + maskText(Array(octets[4...]))
    case 32: text(Array(octets[..<16])) + "/" + maskText(Array(octets[16...]))
    default: "invalid:" + Hexadecimal.text(octets)
    }
  }

  /// Digits, dots, and the brackets that may stand around.
  private static func mayStandInV4(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || byte == 0x2e || byte == 0x5b || byte == 0x5d
  }

  private static func v4(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var octets: [UInt8] = []
    for part in parts {
      let plain = !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) }
      guard plain, part.count <= 3, part == "0" || part.first != "0", let octet = UInt8(part) else { return nil }
      octets.append(octet)
    }
    return octets
  }

  private static func v6(_ text: Substring) -> [UInt8]? {
    guard let gap = text.firstRange(ofDoubleColon: ()) else {
      guard let octets = groups(text), octets.count == 16 else { return nil }
      return octets
    }
    let tail = text[gap.upperBound...]
    guard tail.firstRange(ofDoubleColon: ()) == nil, !tail.hasPrefix(":"),
      let head = gap.lowerBound == text.startIndex ? [] : groups(text[..<gap.lowerBound], mayEndInV4: false),
      let rest = tail.isEmpty ? [] : groups(tail), head.count + rest.count <= 14
    else { return nil }
    return head + [UInt8](repeating: 0, count: 16 - head.count - rest.count) + rest
  }

  /// The octets of groups with single colons between; the last may be an IPv4 literal if it ends the address.
  private static func groups(_ text: Substring, mayEndInV4: Bool = true) -> [UInt8]? {
    var octets: [UInt8] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if mayEndInV4, index == parts.count - 1, part.contains("." as Character) {
        guard let last = v4(part) else { return nil }
        octets += last
        continue
      }
      guard (1...4).contains(part.count), part.utf8.allSatisfy(isHexDigit), let group = UInt16(part, radix: 16)
      else { return nil }
      octets += [UInt8(group >> 8), UInt8(group & 0xff)]
    }
    return octets
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
  }

  private static func v6Text(_ octets: [UInt8]) -> String {
    // RFC 5952 §5: an address known to hold an IPv4 address shows it.
    let isMapped = octets[..<10].allSatisfy { $0 == 0 } && octets[10] == 0xff && octets[11] == 0xff
    if isMapped { return "::ffff:" + text(Array(octets[12...])) }
    let groups = stride(from: 0, to: 16, by: 2).map { UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1]) }
    var longest = 0..<0
    var start = 0
    while start < 8 {
      var end = start
      while end < 8, groups[end] == 0 { end += 1 }
      if end - start > max(longest.count, 1) { longest = start..<end }
      start = max(end, start + 1)
    }
    func hex(_ range: Range<Int>) -> String {
      groups[range].map { String($0, radix: 16) }.joined(separator: ":")
    }
    return longest.isEmpty ? hex(0..<8) : hex(0..<longest.lowerBound) + "::" + hex(longest.upperBound..<8)
  }

  /// The prefix length of a mask of leading ones, else the mask itself.
  private static func maskText(_ mask: [UInt8]) -> String {
    let bits = mask.flatMap { byte in (0..<8).map { byte >> (7 - UInt8($0)) & 1 } }
    let ones = bits.prefix { $0 == 1 }.count
    return bits[ones...].contains(1) ? text(mask) : String(ones)
  }
}

extension Substring {
  fileprivate func firstRange(ofDoubleColon: Void) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      let next = self.index(after: index)
      if next < endIndex, self[index] == ":", self[next] == ":" { return index..<self.index(after: next) }
      index = next
    }
    return nil
  }
}
