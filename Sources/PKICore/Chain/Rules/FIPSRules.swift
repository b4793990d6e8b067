import Vocabulary

extension PathRule {
  private static let newKey = "make a new key: RSA of 2048 bits or more with the exponent 65537, P-256, P-384 or P-521"

  /// What may stand on a path where only what FIPS 140 approves is allowed. Keys of anchors too: signatures below are
  /// verified with them.
  static let fips: [PathRule] = [
    fipsRule("SP 800-131A §3", asks: "For FIPS, a key is RSA of 2048 bits or more, or on P-256, P-384 or P-521.") {
      key in
      let kind = key.keyDescription
      switch key.algorithm.algorithm {
      case .rsaEncryption, .rsassaPss:
        return kind.bits ?? 0 >= 2_048 ? nil : "\(kind.text) is shorter than 2048 bits"
      case .ecPublicKey where key.namedCurve.map(SubjectPublicKeyInfo.commonCurves.contains) ?? false: return nil
      default: return "\(kind.text) is neither RSA nor on P-256, P-384 or P-521"
      }
    },
    fipsRule("SP 800-56B §6.4.1", asks: "For FIPS, an RSA exponent is odd and between 2^16 and 2^256.") { key in
      guard let rsa = key.rsaKey, !rsa.hasStandardExponent else { return nil }
      return "its public exponent is not odd and between 2^16 and 2^256"
    },
    fipsRule("SP 800-56B §6.4.2, SP 800-56A §5.6.2.3", asks: "For FIPS, a public key passes the tests of SP 800-56.") {
      key in
      switch key.algorithm.algorithm {
      case .rsaEncryption, .rsassaPss, .ecPublicKey: return KeyExamination.standardFault(of: key).map { "it \($0)" }
      default: return nil
      }
    },
    PathRule(
      "sig.fips", "SP 800-131A §9", RuleSeverity.always, asks: "For FIPS, signatures below the anchor use SHA-2.",
      fix: "have it issued again with SHA-256"
    ) { view in
      return view.numbered.compactMap { depth, certificate in
        guard depth != view.anchorDepth else { return nil }
        let signature = certificate.signatureAlgorithm
        if let digest = signature.signatureDigest, approvedDigests.contains(digest) { return nil }
        return Evidence(
          at: depth,
          "\(certificate.subject.shortText) is signed with \(signature.signatureName), which is not approved for FIPS: "
            + "only signatures with SHA-2 are.")
      }
    },
  ].asked(onlyIf: \.requiresFIPS, otherwise: "--fips was not given")

  private static let approvedDigests: Set<Digest> = [.sha224, .sha256, .sha384, .sha512]

  private static func fipsRule(
    _ clause: String, asks: String, _ fault: @escaping @Sendable (SubjectPublicKeyInfo) -> String?
  ) -> PathRule {
    PathRule("key.fips", clause, RuleSeverity.always, asks: asks, fix: newKey) { view in
      return view.numbered.compactMap { depth, certificate in
        fault(certificate.publicKey).map {
          Evidence(at: depth, "The key of \(certificate.subject.shortText) is not approved for FIPS: \($0).")
        }
      }
    }
  }
}
