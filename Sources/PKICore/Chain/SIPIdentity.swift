import Vocabulary

/// The SIP domains that a certificate stands for (RFC 5922 §7.1).
package struct SIPIdentity: Hashable, Sendable {
  /// Where the domains are taken from.
  package enum Source: Hashable, Sendable {
    /// `sip:` URIs without a user.
    case uri
    /// DNS names, since there is no such URI.
    case dns
    /// The common name, since there are no alternative names at all.
    case commonName
  }

  /// Where the domains are taken from.
  package let source: Source
  /// The domains as they are written: also those that match nothing, such as wildcards.
  package let domains: [String]

  /// What a certificate says. Throws where its alternative names cannot be read.
  package init(_ certificate: Certificate) throws(DERError) {
    guard certificate.hasSubjectAlternativeNames else {
      self.source = .commonName
      self.domains = certificate.subject.commonName.map { [$0] } ?? []
      return
    }
    var hosts: [String] = []
    var uris: [String] = []
    for name in try certificate.subjectAlternativeNames {
      switch name {
      case .dns(let host): hosts.append(host)
      case .uri(let uri): if let domain = SIPIdentity.domain(ofURI: uri) { uris.append(domain) }
      default: continue
      }
    }
    self.source = uris.isEmpty ? .dns : .uri
    self.domains = uris.isEmpty ? hosts : uris
  }

  /// Whether one of the domains is this one: as a whole, in any case, never by a wildcard (RFC 5922 §7.2).
  package func matches(_ domain: String) -> Bool {
    guard let wanted = HostPattern.reference(domain) else { return false }
    return domains.contains { HostPattern.folded($0[...]) == wanted }
  }

  /// The wildcard that would have matched a host by RFC 9525; nil where none would.
  package func wildcard(for domain: String) -> String? {
    domains.first { presented in
      guard let pattern = HostPattern(presented), pattern.isWildcard else { return false }
      return pattern.matches(host: domain)
    }
  }

  /// The host of a `sip:` URI without a user; nil of any other. `sips:` is none, and an `@` anywhere names a user.
  private static func domain(ofURI uri: String) -> String? {
    guard uri.utf8.count > 4, uri.prefix(4).lowercased() == "sip:", !uri.utf8.contains(64) else { return nil }
    let rest = uri.dropFirst(4).prefix { $0 != ";" && $0 != "?" }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (48...57).contains($0) }) else {
      return String(rest)
    }
    return String(parts[0])
  }
}
