/// Keys that are known to be bad: the SHA-256 of each as a SubjectPublicKeyInfo.
package struct KeyBlocklist: Sendable, Hashable {
  private struct Print: Hashable {
    let high: UInt128
    let low: UInt128

    /// A hash of 32 octets; nil for one of another size.
    init?(octets: [UInt8]) {
      guard octets.count == 32 else { return nil }
      high = octets[..<16].reduce(0) { $0 << 8 | UInt128($1) }
      low = octets[16...].reduce(0) { $0 << 8 | UInt128($1) }
    }

    /// A hash of 64 digits; nil where one is none.
    init?(digits: [UInt8]) {
      guard digits.count == 64 else { return nil }
      var values: [UInt128] = [0, 0]
      for (index, digit) in digits.enumerated() {
        guard let value = Print.value(of: digit) else { return nil }
        values[index / 32] = values[index / 32] << 4 | value
      }
      (high, low) = (values[0], values[1])
    }

    private static func value(of digit: UInt8) -> UInt128? {
      switch digit {
      case 48...57: UInt128(digit - 48)
      case 65...70: UInt128(digit - 55)
      case 97...102: UInt128(digit - 87)
      default: nil
      }
    }
  }

  private let prints: Set<Print>

  /// How many keys it names.
  package var count: Int { prints.count }

  /// A file of such hashes in hexadecimal, one a line in any order; blank lines and what follows a `#` are passed over.
  /// Throws where a line is something else, naming it, and where there is none.
  package init(_ text: [UInt8]) throws(PKIError) {
    var prints: Set<Print> = []
    var number = 0
    for line in text.split(separator: 10, omittingEmptySubsequences: false) {
      number += 1
      let word = line.prefix { $0 != 35 }.filter { $0 > 32 }
      if word.isEmpty { continue }
      guard let print = Print(digits: word) else {
        throw PKIError(
          .content, "", "line \(number) is not a SHA-256 in hexadecimal",
          hint: "pki inspect --json shows that of a key as spki_sha256")
      }
      prints.insert(print)
    }
    guard !prints.isEmpty else { throw PKIError(.content, "", "this blocklist names no key") }
    self.prints = prints
  }

  /// Whether it names this key.
  package func names(_ key: SubjectPublicKeyInfo) -> Bool {
    let digest = Fingerprint.sha256(key.encoding.array)
    return Print(octets: digest).map(prints.contains) ?? false
  }
}
