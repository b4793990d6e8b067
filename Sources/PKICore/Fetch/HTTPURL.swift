import Vocabulary

/// An http URL, taken apart strictly (RFC 3986 §3, RFC 9110 §4.2.1): what programs read in different ways is refused.
package struct HTTPURL: Hashable, Sendable {
  /// The host name in small letters, or the address without brackets.
  package let host: String
  /// The octets of the host where it is an address.
  package let address: [UInt8]?
  /// The port; 80 unless the URL names another.
  package let port: UInt16
  /// Path and query, as the server is asked for them.
  package let target: String

  /// The most characters that are looked at.
  static let longest = 2_048

  /// Takes a URL apart; throws `scheme` for one that is not of http, and `malformed`.
  package init(_ text: String) throws(FetchFailure) {
    guard text.utf8.count <= HTTPURL.longest else { throw .malformed("longer than \(HTTPURL.longest) characters") }
    guard text.utf8.allSatisfy(HTTPURL.isAllowed) else {
      throw .malformed("it holds a character that stands in no URL")
    }
    guard let colon = text.utf8.firstIndex(of: 58) else { throw .malformed("it has no scheme") }
    let scheme = text[..<colon].lowercased()
    guard HTTPURL.isScheme(scheme) else { throw .malformed("it has no scheme") }
    guard scheme == "http" else { throw .scheme(scheme) }
    let rest = text[text.utf8.index(after: colon)...]
    guard rest.hasPrefix("//") else { throw .malformed("it names no host") }
    let authority = rest.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let place = try HTTPURL.place(authority)
    host = place.host
    address = IPAddress.octets(place.host)
    port = place.port
    let tail = text[authority.endIndex...].prefix { $0 != "#" }
    target = tail.hasPrefix("/") ? String(tail) : "/" + tail
  }

  /// Host and port as the Host header has them (RFC 9110 §7.2).
  package var authority: String {
    let shown = address?.count == 16 ? "[\(host)]" : host
    return port == 80 ? shown : "\(shown):\(port)"
  }

  /// Where a Location leads to: a URL of its own, or a path on the same host.
  func following(_ location: String) throws(FetchFailure) -> HTTPURL {
    let isPath = location.hasPrefix("/") && !location.hasPrefix("//")
    return try HTTPURL(isPath ? "http://\(authority)\(location)" : location)
  }

  /// Whether host and port are the same.
  func isSamePlace(as other: HTTPURL) -> Bool { host == other.host && port == other.port }

  // MARK: - Parts

  private static func place(_ authority: Substring) throws(FetchFailure) -> (host: String, port: UInt16) {
    guard !authority.contains("@" as Character) else { throw .malformed("it holds a user name") }
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]"), let octets = IPAddress.octets(String(authority[...end])),
        octets.count == 16
      else { throw .malformed("its host is no address") }
      return (IPAddress.text(octets), try port(authority[authority.index(after: end)...]))
    }
    let name = authority.prefix { $0 != ":" }
    let port = try port(authority[name.endIndex...])
    if let octets = IPAddress.octets(String(name)) { return (IPAddress.text(octets), port) }
    // A name that ends in a number is an address that some programs understand and others do not.
    guard let host = HostPattern.reference(String(name)), let last = host.split(separator: "." as Character).last,
      !isNumber(last)
    else { throw .malformed("its host is no host name") }
    return (host, port)
  }

  private static func port(_ text: Substring) throws(FetchFailure) -> UInt16 {
    guard !text.isEmpty, text != ":" else { return 80 }
    let digits = text.dropFirst()
    guard text.hasPrefix(":"), digits.count <= 5, digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let port = UInt16(digits), port > 0
    else { throw .malformed("its port is none") }
    return port
  }

  /// Digits alone, or what C takes for a number in another base.
  private static func isNumber(_ label: Substring) -> Bool {
    label.hasPrefix("0x") || label.utf8.allSatisfy { (48...57).contains($0) }
  }

  private static func isScheme(_ text: String) -> Bool {
    guard let first = text.utf8.first, (97...122).contains(first) else { return false }
    return text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || [43, 45, 46].contains($0) }
  }

  /// Visible ASCII, less what RFC 3986 leaves out: `"`, `<`, `>`, `\`, `^`, backtick, `{`, `|`, `}`.
  private static func isAllowed(_ octet: UInt8) -> Bool {
    (0x21...0x7e).contains(octet) && ![34, 60, 62, 92, 94, 96, 123, 124, 125].contains(octet)
  }
}

extension HTTPURL: CustomStringConvertible {
  /// The URL with its small letters and without what it does not need.
  package var description: String { "http://\(authority)\(target)" }
}
