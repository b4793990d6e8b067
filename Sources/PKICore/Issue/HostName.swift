/// The form of host names in certificates: letters, digits and hyphens (RFC 5280 §4.2.1.6, RFC 1123 §2.1).
package enum HostName {
  /// What is wrong with a host name, and what to write instead.
  package struct Fault: Hashable, Sendable {
    /// What is wrong, small initial, no full stop.
    package let message: String
    /// What would do; nil where it is plain.
    package let hint: String?
  }

  /// What is wrong with `text` as a host name, `*.` allowed at its left; nil where it is a good one.
  package static func fault(in text: String) -> Fault? {
    let octets = Array(text.utf8)
    guard !octets.isEmpty else { return Fault(message: "an empty host name", hint: nil) }
    guard octets.allSatisfy({ $0 < 0x80 }) else {
      return Fault(
        message: "not ASCII", hint: "give the A-label instead, which begins with xn-- (RFC 5890)")
    }
    guard octets.count <= 253 else { return Fault(message: "longer than 253 characters", hint: nil) }
    if octets.last == dot { return Fault(message: "ends in a dot", hint: "try \(text.dropLast())") }
    var labels = octets.split(separator: dot, omittingEmptySubsequences: false)
    if labels.first == [star] {
      labels.removeFirst()
      guard !labels.isEmpty else { return Fault(message: "a wildcard without a domain", hint: nil) }
    }
    for label in labels {
      if let fault = fault(inLabel: label) { return fault }
    }
    // No top-level domain is all digits: this is an address that somebody mistyped (RFC 1123 §2.1).
    if let last = labels.last, last.allSatisfy({ (48...57).contains($0) }) {
      return Fault(message: "neither a host name nor an address", hint: nil)
    }
    return nil
  }

  private static let (dot, star, underscore, hyphen) = (
    UInt8(ascii: "."), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "-")
  )

  private static func fault(inLabel label: ArraySlice<UInt8>) -> Fault? {
    if label.isEmpty { return Fault(message: "not a host name: two dots together, or one at the start", hint: nil) }
    if label.contains(star) {
      return Fault(message: "a wildcard may only be the whole left-most label", hint: "write it as *.example.com")
    }
    if label.contains(underscore) {
      return Fault(message: "an underscore is not allowed in a host name", hint: "use a hyphen")
    }
    guard label.allSatisfy(isLetterDigitHyphen) else {
      return Fault(message: "not a host name, which has letters, digits, hyphens and dots alone", hint: nil)
    }
    guard label.first != hyphen, label.last != hyphen else {
      return Fault(message: "a label begins or ends with a hyphen", hint: nil)
    }
    return label.count > 63 ? Fault(message: "a label is longer than 63 characters", hint: nil) : nil
  }

  private static func isLetterDigitHyphen(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == hyphen
  }
}
