/// The host of a URI that has an authority: `https://user@host:443/path` (RFC 3986 §3.2).
enum URIHost {
  /// The host in small letters; nil without an authority, and where that names no DNS name.
  static func host(of uri: String) -> String? {
    guard let colon = uri.utf8.firstIndex(of: 58), isScheme(uri[..<colon]) else { return nil }
    let rest = uri[uri.utf8.index(after: colon)...]
    guard rest.hasPrefix("//") else { return nil }
    let authority = rest.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard authority.utf8.allSatisfy(isAuthority) else { return nil }
    let parts = authority.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count <= 2, let last = parts.last else { return nil }
    let pieces = last.split(separator: ":", omittingEmptySubsequences: false)
    guard pieces.count <= 2, pieces.count < 2 || pieces[1].utf8.allSatisfy(isDigit) else { return nil }
    return HostPattern.reference(String(pieces[0])) == nil ? nil : HostPattern.folded(pieces[0])
  }

  private static func isScheme(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, isLetter(first) else { return false }
    return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || [43, 45, 46].contains($0) }
  }

  /// No character that programs take for the end of an authority in different ways, such as a backslash.
  private static func isAuthority(_ octet: UInt8) -> Bool {
    isLetter(octet) || isDigit(octet) || "-._~%!$&'()*+,;=:@".utf8.contains(octet)
  }

  private static func isLetter(_ octet: UInt8) -> Bool { (65...90).contains(octet & 0xdf) && octet >= 65 }
  private static func isDigit(_ octet: UInt8) -> Bool { (48...57).contains(octet) }
}
