import Vocabulary

extension PathRule {
  /// The keys and signatures that the Baseline Requirements allow.
  static let webPKIKeys: [PathRule] = [
    .shape(
      "key.algorithm", "BR §7.1.3.1", RuleSeverity.webpki, asks: "A key is of RSA or on an elliptic curve.",
      zlint: ["e_public_key_type_not_allowed", "e_br_prohibit_dsa_usage", "e_prohibit_dsa_usage"],
      fix: "use RSA, or EC on P-256, P-384 or P-521"
    ) {
      shape in
      let key = shape.certificate.publicKey
      return [.rsaEncryption, .ecPublicKey].contains(key.algorithm.algorithm)
        ? nil : "The key of \(shape.name) is neither RSA nor EC (\(key.keyDescription.text))."
    },
    .shape(
      "key.rsa-size", "BR §6.1.5", RuleSeverity.webpki, asks: "The length of an RSA key is a multiple of 8 bits.",
      zlint: ["e_mp_modulus_must_be_divisible_by_8"],
      fix: "make a key of 2048, 3072 or 4096 bits"
    ) { shape in
      guard let bits = shape.certificate.publicKey.rsaKey?.bits, bits % 8 != 0 else { return nil }
      return "The RSA key of \(shape.name) has \(bits) bits, which is no multiple of 8."
    },
    .shape(
      "key.curve", "BR §6.1.5", RuleSeverity.webpki, asks: "An EC key is on P-256, P-384 or P-521.",
      zlint: ["e_ec_improper_curves"],
      fix: "make a key on P-256, P-384 or P-521"
    ) { shape in
      let key = shape.certificate.publicKey
      guard key.algorithm.algorithm == .ecPublicKey else { return nil }
      if let curve = key.namedCurve, [.p256, .p384, .p521].contains(curve) { return nil }
      return "The curve of the key of \(shape.name) is none of P-256, P-384 and P-521 (\(key.keyDescription.text))."
    },
    .shape(
      "sig.algorithm", "BR §7.1.3.2", RuleSeverity.webpki,
      asks: "A signature is of RSA or ECDSA with SHA-256, SHA-384 or SHA-512.",
      fix: "have it signed with SHA-256 or better"
    ) { shape in
      guard !shape.isAnchor, !signatures.contains(shape.certificate.signatureAlgorithm.algorithm) else { return nil }
      return "\(shape.name) is signed with \(shape.certificate.signatureAlgorithm.signatureName), which is not allowed."
    },
  ]

  private static let signatures: Set<ObjectIdentifier> = [
    .sha256WithRSA, .sha384WithRSA, .sha512WithRSA, .rsassaPss, .ecdsaWithSHA256, .ecdsaWithSHA384, .ecdsaWithSHA512,
  ]
}
