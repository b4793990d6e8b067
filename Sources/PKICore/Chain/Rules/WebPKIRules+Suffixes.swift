import Vocabulary

extension PathRule {
  /// Wildcards that cover what belongs to many (BR §3.2.2.6).
  ///
  /// Under a suffix of a registry none is right. A suffix that a company registered for its customers is its own, and
  /// its certificates for it are right; but whoever is a customer cannot be told by it.
  static let publicSuffix = PathRule(
    "san.public-suffix", "BR §3.2.2.6", RuleSeverity.webpki,
    asks: "A wildcard does not cover a public suffix, under which names belong to many.",
    zlint: ["n_dnsname_wildcard_left_of_public_suffix"],
    fix: "have it issued for the names themselves"
  ) { view in
    let suffixes = view.request.publicSuffixes
    for case .dns(let name) in view.shapes[0].alternativeNames ?? [] {
      guard name.hasPrefix("*."), let kind = suffixes.kind(of: String(name.dropFirst(2))) else { continue }
      guard kind == .registry || view.reliesOn(name) else { continue }
      return [Evidence(at: 0, "The wildcard \(name) covers a public suffix, under which names belong to many.")]
    }
    return []
  }
}

extension PathView {
  /// Whether a host that is asked for is among the names only by this wildcard, or no host is asked for at all.
  fileprivate func reliesOn(_ wildcard: String) -> Bool {
    var asked = false
    for case .host(let host) in request.identities {
      asked = true
      let names = shapes[0].alternativeNames ?? []
      let isNamed = names.contains { name in
        guard case .dns(let text) = name, text != wildcard else { return false }
        return IdentityMatch.matches(presented: text, host: host)
      }
      if !isNamed, IdentityMatch.matches(presented: wildcard, host: host) { return true }
    }
    return !asked
  }
}
