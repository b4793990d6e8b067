/// An e-mail address taken apart (RFC 5321 §4.1.2): the local part as it is meant, the host in small letters.
struct Mailbox: Hashable {
  /// What stands before the last `@`, without quotation marks and escapes; its case counts (RFC 5280 §7.5).
  let local: String
  /// The host in small letters.
  let host: String

  /// An address; nil where it is none, or its host is an address literal.
  init?(_ text: String) {
    guard let at = text.lastIndex(of: "@"), let local = Mailbox.unquoted(text[..<at]),
      let host = HostPattern.folded(text[text.index(after: at)...])
    else { return nil }
    self.local = local
    self.host = host
  }

  /// `"a b"` and `a` both as what they name: the same box can be written in both ways.
  private static func unquoted(_ text: Substring) -> String? {
    guard text.hasPrefix("\"") else {
      let isPlain = text.unicodeScalars.allSatisfy { $0.value > 32 && $0.value != 127 && !specials.contains($0) }
      return text.isEmpty || !isPlain ? nil : String(text)
    }
    guard text.unicodeScalars.count > 2, text.hasSuffix("\"") else { return nil }
    var local = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.dropFirst().dropLast().unicodeScalars {
      if !isEscaped, scalar == "\\" {
        isEscaped = true
        continue
      }
      guard isEscaped || scalar != "\"", scalar.value >= 32, scalar.value != 127 else { return nil }
      local.append(scalar)
      isEscaped = false
    }
    return isEscaped || local.isEmpty ? nil : String(local)
  }

  private static let specials: Set<Unicode.Scalar> = ["(", ")", "<", ">", "[", "]", ":", ";", "@", "\\", ",", "\""]
}
