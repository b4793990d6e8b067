extension PathRule {
  /// Whose certificate it is.
  static let identity: [PathRule] = [
    identityRule(
      "name.ip-as-dns", "RFC 9525 §6.5",
      asks: "An address that is asked for is written as an IP address, not as a DNS name."),
    identityRule(
      "name.cn-only", "RFC 9525 §2",
      asks: "The host that is asked for is among the subject alternative names, not only the common name."),
    identityRule("name.wildcard", "RFC 5922 §7.2", asks: "A SIP domain is not matched by a wildcard."),
    identityRule("name.mismatch", "RFC 9525 §6", asks: "The certificate is valid for the name that is asked for."),
    PathRule(
      "name.wildcard", "RFC 9525 §7.1", { _ in .info }, asks: "A host is named by itself, not by a wildcard.",
      fix: "have it issued for each host by name"
    ) { view in
      try view.request.identities.compactMap { identity in
        guard IdentityMatch.sipDomain(identity, view.request.profile) == nil else { return nil }
        return try IdentityMatch.wildcard(for: identity, view.leaf).map {
          Evidence(at: 0, IdentityMatch.wildcardMessage($0))
        }
      }
    },
  ]

  /// They are one question with several answers. Names that cannot be read are nobody's.
  private static func identityRule(_ code: String, _ clause: String, asks: String) -> PathRule {
    PathRule(code, clause, RuleSeverity.always, asks: asks) { view in
      var evidence: [Evidence] = []
      for identity in view.request.identities {
        do throws(DERError) {
          let mismatch = try IdentityMatch.mismatch(
            identity, view.leaf, allowsCommonName: view.request.allowsCommonName, profile: view.request.profile,
            isServed: view.request.isServed)
          guard let mismatch, mismatch.code == code else { continue }
          // Many who call live servers still take the common name.
          let isLenient = code == "name.cn-only" && view.request.isServed
          let found = mismatch.evidence
          evidence.append(
            Evidence(at: found.depth, found.sentence, fix: found.fix, severity: isLenient ? .warning : nil))
        } catch {
          guard code == "name.mismatch" else { continue }
          evidence.append(
            Evidence(
              at: 0, "The certificate is not valid for \(identity.text): its names cannot be read (\(error.reason)).",
              fix: "have the certificate issued again"))
        }
      }
      return evidence
    }
  }
}
