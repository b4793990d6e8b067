extension PathRule {
  /// Whose certificate it is.
  static let identity: [PathRule] = [
    identityRule("name.ip-as-dns", "RFC 9525 §6.5"), identityRule("name.cn-only", "RFC 9525 §2"),
    identityRule("name.wildcard", "RFC 5922 §7.2"), identityRule("name.mismatch", "RFC 9525 §6"),
    PathRule("name.wildcard", "RFC 9525 §7.1", { _ in .info }, fix: "have it issued for each host by name") { view in
      try view.request.identities.compactMap { identity in
        guard IdentityMatch.sipDomain(identity, view.request.profile) == nil else { return nil }
        return try IdentityMatch.wildcard(for: identity, view.leaf).map {
          Evidence(at: 0, IdentityMatch.wildcardMessage($0))
        }
      }
    },
  ]

  /// They are one question with several answers. Names that cannot be read are nobody's.
  private static func identityRule(_ code: String, _ clause: String) -> PathRule {
    PathRule(code, clause, RuleSeverity.always) { view in
      var evidence: [Evidence] = []
      for identity in view.request.identities {
        do throws(DERError) {
          let mismatch = try IdentityMatch.mismatch(
            identity, view.leaf, allowsCommonName: view.request.allowsCommonName, profile: view.request.profile)
          if let mismatch, mismatch.code == code { evidence.append(mismatch.evidence) }
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
