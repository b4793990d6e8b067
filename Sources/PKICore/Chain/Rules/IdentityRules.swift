extension PathRule {
  /// Whose certificate it is.
  static let identity: [PathRule] = [
    identityRule("name.ip-as-dns", "RFC 9525 §6.5"), identityRule("name.cn-only", "RFC 9525 §2"),
    identityRule("name.mismatch", "RFC 9525 §6"),
  ]

  /// The three are one question with three answers.
  private static func identityRule(_ code: String, _ clause: String) -> PathRule {
    PathRule(code, clause, RuleSeverity.always) { view in
      var evidence: [Evidence] = []
      for identity in view.request.identities {
        let mismatch = try IdentityMatch.mismatch(
          identity, view.leaf, allowsCommonName: view.request.allowsCommonName)
        if let mismatch, mismatch.code == code { evidence.append(mismatch.evidence) }
      }
      return evidence
    }
  }
}
