import Vocabulary

/// A DNS name as a certificate presents it: a host, or with `*.` before it every host one label below.
package struct HostPattern: Hashable, Sendable {
  /// The name in small letters, without `*.`.
  package let domain: String
  /// Whether `*.` stands before it.
  package let isWildcard: Bool

  /// A presented name; nil where it is no host name: an empty or too long label, a dot at the end, a `*` that is not
  /// the whole left-most label, anything but ASCII letters, digits, hyphens and underscores (RFC 9525 §6.3).
  package init?(_ presented: String) {
    let isWildcard = presented.hasPrefix("*.")
    guard let domain = HostPattern.folded(isWildcard ? presented.dropFirst(2) : presented[...]) else { return nil }
    self.domain = domain
    self.isWildcard = isWildcard
  }

  /// Whether it is for the host that somebody asks for: whole names in any case; a wildcard for exactly one label,
  /// and for none directly below a top-level domain. Addresses are no hosts.
  package func matches(host: String) -> Bool {
    guard let host = HostPattern.reference(host) else { return false }
    guard isWildcard else { return domain == host }
    guard domain.contains("." as Character), let dot = host.firstIndex(of: ".") else { return false }
    return host[host.index(after: dot)...] == domain
  }

  /// A host that somebody asks for, in small letters, without the dot that ends an absolute name; nil where it is
  /// none. A `*` asks for nothing, nor does an address.
  package static func reference(_ host: String) -> String? {
    guard IPAddress.octets(host) == nil else { return nil }
    return folded(host.hasSuffix(".") ? host.dropLast() : host[...])
  }

  /// A host name in small letters; nil where it is none.
  static func folded(_ text: Substring) -> String? {
    var folded: [UInt8] = []
    var label = 0
    for octet in text.utf8 {
      switch octet {
      case 65...90: folded.append(octet | 0x20)
      case 97...122, 48...57, 45, 95: folded.append(octet)
      case 46:
        guard label > 0 else { return nil }
        folded.append(octet)
        label = 0
        continue
      default: return nil
      }
      label += 1
      guard label <= 63 else { return nil }
    }
    guard label > 0, folded.count <= 253 else { return nil }
    return String(decoding: folded, as: UTF8.self)
  }
}

extension HostPattern: CustomStringConvertible {
  /// The name as it is presented, in small letters.
  package var description: String { isWildcard ? "*." + domain : domain }
}
