extension CheckRule {
  /// The private key that comes with the certificate.
  static let keys: [CheckRule] =
    [
      .certificate(
        "key.mismatch", "CMS 3.8 §4.3", CheckSeverity.error, asks: "The private key belongs to the certificate.",
        fix: "pki match KEY CERT . says which key of this folder does"
      ) { view in
        guard let key = view.key, let publicKey = key.publicKey, !publicKey.sameKey(as: view.leaf.publicKey) else {
          return []
        }
        return [
          CheckEvidence(
            "Key and certificate do not match: \(key.file) is another key.",
            fix: "pki match \(key.file) . shows what it belongs to")
        ]
      }
    ] + KeyFlaw.shownByPrivatePart.map(rule)

  private static func rule(of flaw: KeyFlaw) -> CheckRule {
    .certificate(flaw.code, flaw.clause, { flaw.severity($0.profile) }, asks: flaw.asksOfPrivatePart, fix: flaw.fix) {
      view in
      guard let key = view.key else { return [] }
      return key.weaknesses.filter { $0.flaw.id == flaw.id }.map { CheckEvidence(Sentence($0.sentence(key.file))) }
    }
  }
}

extension KeyFlaw {
  /// What only the private part of a key shows.
  fileprivate static let shownByPrivatePart: [KeyFlaw] = [smallPrivateExponent, closePrimes, mismatchedParts]

  fileprivate var asksOfPrivatePart: String {
    switch id {
    case .smallPrivateExponent: "The private exponent has more than half the bits of the modulus."
    case .closePrimes: "The primes of an RSA key differ within their first hundred bits."
    default: "The parts of a private key belong together."
    }
  }
}
