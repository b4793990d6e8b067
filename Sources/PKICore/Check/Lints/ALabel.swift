/// Labels of internationalised names as the DNS has them: `xn--` and Punycode (RFC 5890 §2.3.2.1, RFC 3492).
enum ALabel {
  /// Whether a label claims to be one.
  static func isOne(_ label: ArraySlice<UInt8>) -> Bool {
    label.prefix(4).elementsEqual("xn--".utf8, by: HostLabels.isSameLetter)
  }

  /// The characters that an A-label stands for; nil where it stands for none (RFC 3492 §6.2).
  static func decoded(_ label: ArraySlice<UInt8>) -> [Unicode.Scalar]? {
    let code = label.dropFirst(4)
    var scalars: [Unicode.Scalar] = []
    var rest = code
    if let delimiter = code.lastIndex(of: HostLabels.hyphen) {
      scalars = code[..<delimiter].map { Unicode.Scalar($0) }
      rest = code[(delimiter + 1)...]
    }
    guard !rest.isEmpty, scalars.allSatisfy(\.isASCII) else { return nil }
    var next = 128
    var place = 0
    var bias = 72
    while !rest.isEmpty {
      guard let distance = variableLengthInteger(&rest, bias) else { return nil }
      let count = scalars.count + 1
      bias = adapted(distance, count, isFirst: place == 0 && next == 128)
      place += distance
      next += place / count
      place %= count
      guard next <= 0x10ffff, let scalar = Unicode.Scalar(UInt32(next)) else { return nil }
      scalars.insert(scalar, at: place)
      place += 1
    }
    return scalars
  }

  private static let (base, lowest, highest) = (36, 1, 26)

  private static func variableLengthInteger(_ rest: inout ArraySlice<UInt8>, _ bias: Int) -> Int? {
    var value = 0
    var weight = 1
    var position = base
    while let octet = rest.popFirst() {
      guard let digit = digit(octet) else { return nil }
      value += digit * weight
      let threshold = min(max(position - bias, lowest), highest)
      if digit < threshold { return value }
      weight *= base - threshold
      guard weight < 1 << 32, value < 1 << 32 else { return nil }
      position += base
    }
    return nil
  }

  private static func digit(_ octet: UInt8) -> Int? {
    switch octet {
    case 48...57: Int(octet) - 22
    case 65...90: Int(octet) - 65
    case 97...122: Int(octet) - 97
    default: nil
    }
  }

  private static func adapted(_ distance: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? distance / 700 : distance / 2
    delta += delta / count
    var steps = 0
    while delta > (base - lowest) * highest / 2 {
      delta /= base - lowest
      steps += base
    }
    return steps + (base - lowest + 1) * delta / (delta + 38)
  }
}
