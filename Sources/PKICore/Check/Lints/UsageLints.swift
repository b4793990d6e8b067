import Vocabulary

extension PathRule {
  private static let usage = "RFC 5280 §4.2.1.3"

  /// Key usage and extended key usage: how they are written, and what goes with which key.
  static let usageLints: [PathRule] = keyUsageForm + keyUsageByKey + extendedUsages

  private static let keyUsageForm: [PathRule] = [
    .lint(
      "ku.not-critical", usage, .rfc(.warning), .any, .rfc5280, asks: "The key usage is critical.",
      zlint: ["w_ext_key_usage_not_critical", "e_ca_key_usage_not_critical"]
    ) { $0.shape.criticality(.keyUsage) == false ? "The key usage of \($0.name) is not critical." : nil },
    .lint(
      "ku.unused-bits", "X.690 §11.2.2", .rfc(.error), asks: "The key usage ends at its last bit, as DER asks.",
      zlint: ["e_incorrect_ku_encoding"]
    ) { certificate in
      guard let (octets, unused) = bits(certificate), let last = octets.last, last != 0,
        last.trailingZeroBitCount != unused
      else { return nil }
      return "The key usage of \(certificate.name) does not end at its last bit."
    },
    .lint(
      "ku.trailing-zeros", "X.690 §11.2.2", .rfc(.error), asks: "The key usage has no octet of zeros at its end.",
      zlint: ["e_superfluous_ku_encoding"]
    ) { certificate in
      guard let (octets, _) = bits(certificate), octets.last == 0 else { return nil }
      return "The key usage of \(certificate.name) ends in an octet of zeros."
    },
    .lint(
      "ku.too-long", usage, .rfc(.error), asks: "The key usage has nine bits.", zlint: ["e_key_usage_incorrect_length"]
    ) { certificate in
      guard let (octets, unused) = bits(certificate), octets.count * 8 - unused > 9 else { return nil }
      return "The key usage of \(certificate.name) has more than nine bits."
    },
    .lint(
      "ku.no-cert-sign", "BR §7.1.2.10.7", .web(.error), .authority, .baseline,
      asks: "The key usage of a certificate authority has keyCertSign.", zlint: ["e_ca_key_cert_sign_not_set"]
    ) { lacks($0, .keyCertSign) },
    .lint(
      "ku.no-crl-sign", "BR §7.1.2.10.7", .web(.error), .authority, .baseline,
      asks: "The key usage of a certificate authority has cRLSign.", zlint: ["e_ca_crl_sign_not_set"]
    ) { lacks($0, .cRLSign) },
    .lint(
      "ku.ca-no-digital-signature", "BR §7.1.2.10.7", .web(.info), .authority, .baseline,
      asks: "The key usage of a certificate authority has digitalSignature, so that it can sign OCSP answers.",
      zlint: ["n_ca_digital_signature_not_set"]
    ) { lacks($0, .digitalSignature) },
  ]

  private static func lacks(_ certificate: LintedCertificate, _ usage: KeyUsage) -> String? {
    guard let own = certificate.shape.keyUsage, !own.contains(usage) else { return nil }
    return "The key usage of \(certificate.name) lacks \(usage.names.joined())."
  }

  /// The bits of the key usage as they are written, and how many of the last octet are unused.
  private static func bits(_ certificate: LintedCertificate) -> (octets: [UInt8], unused: Int)? {
    guard var reader = certificate.value(.keyUsage)?.reader(.lax), let (octets, unused) = try? reader.bitStringSlice()
    else { return nil }
    return (octets.array, unused)
  }

  // MARK: - By the algorithm of the key

  private static let encipherment: KeyUsage = [.keyEncipherment, .dataEncipherment]

  private static let keyUsageByKey: [PathRule] = [
    keyLint(
      "ku.rsa-leaf", "RFC 3279 §2.3.1", .rfc(.error), .leaf, .rsaEncryption,
      asks: "The key usage of an RSA key that is no CA's has signature and encipherment only.",
      zlint: ["e_rsa_allowed_ku_ee"]
    ) { $0.subtracting(encipherment.union([.digitalSignature, .nonRepudiation])) },
    keyLint(
      "ku.rsa-ca", "RFC 3279 §2.3.1", .rfc(.error), .authority, .rsaEncryption,
      asks: "The key usage of the RSA key of a CA has signing and encipherment only.", zlint: ["e_rsa_allowed_ku_ca"]
    ) { $0.subtracting(encipherment.union([.digitalSignature, .nonRepudiation, .keyCertSign, .cRLSign])) },
    keyLint(
      "ku.rsa-ca-encipherment", "RFC 3279 §2.3.1", .rfc(.warning), .authority, .rsaEncryption,
      asks: "An RSA key that signs certificates or revocation lists enciphers nothing.",
      zlint: ["e_rsa_allowed_ku_no_encipherment_ca"]
    ) { usage in
      usage.isDisjoint(with: [.keyCertSign, .cRLSign]) ? [] : usage.intersection(encipherment)
    },
    keyLint(
      "ku.ec-encipherment", "RFC 8813 §3", .rfc(.error), .any, .ecPublicKey, .since(2020, 8, 1),
      asks: "The key usage of an EC key has no encipherment, which it cannot do.", zlint: ["e_ecdsa_allowed_ku"]
    ) { $0.intersection(encipherment) },
    keyLint(
      "ku.ec-leaf", "RFC 5480 §3", .rfc(.info), .leaf, .ecPublicKey,
      asks: "The key usage of an EC key that is no CA's has digitalSignature, nonRepudiation and keyAgreement only.",
      zlint: ["n_ecdsa_ee_invalid_ku"]
    ) { $0.subtracting([.digitalSignature, .nonRepudiation, .keyAgreement]) },
    .lint(
      "ku.ec-server", "BR §7.1.2.7.11", .web(.error), .subscriber, .profiles,
      asks: "The key usage of the EC key of a server has digitalSignature, and keyAgreement at most.",
      zlint: ["e_cabf_ecc_allowed_key_usages"]
    ) { certificate in
      guard certificate.certificate.publicKey.algorithm.algorithm == .ecPublicKey, let own = certificate.shape.keyUsage
      else { return nil }
      let isGood = own.contains(.digitalSignature) && own.isSubset(of: [.digitalSignature, .keyAgreement])
      return isGood ? nil : "The key usage of \(certificate.name) is not digitalSignature alone."
    },
    .lint(
      "ku.ec-key-agreement", "BR §7.1.2.7.11", .web(.warning), .subscriber, .profiles,
      asks: "The key usage of the EC key of a server lacks keyAgreement, which nothing needs.",
      zlint: ["w_cabf_ecc_ku_keyagreement_present"]
    ) { certificate in
      certificate.certificate.publicKey.algorithm.algorithm == .ecPublicKey
        && certificate.shape.keyUsage?.contains(.keyAgreement) == true
        ? "The key usage of \(certificate.name) has keyAgreement." : nil
    },
  ]

  /// A lint about the key usage that goes with an algorithm: what of it does not.
  private static func keyLint(
    _ code: String, _ clause: String, _ law: LintLaw, _ scope: LintScope, _ algorithm: ObjectIdentifier,
    _ period: LintPeriod = .since(2002, 4, 1), asks: String, zlint: [String],
    wrong: @escaping @Sendable (KeyUsage) -> KeyUsage
  ) -> PathRule {
    .lint(code, clause, law, scope, period, asks: asks, zlint: zlint) { certificate in
      guard certificate.certificate.publicKey.algorithm.algorithm == algorithm,
        let names = certificate.shape.keyUsage.map(wrong)?.names, !names.isEmpty
      else { return nil }
      return
        "The key usage of \(certificate.name) has \(names.joined(separator: ", ")), which does not go with its key."
    }
  }

  // MARK: - Extended key usage

  private static let extendedUsages: [PathRule] = [
    .lint(
      "eku.any-critical", "RFC 5280 §4.2.1.12", .rfc(.warning), .any, .rfc5280,
      asks: "An extended key usage with anyExtendedKeyUsage is not critical.", zlint: ["w_eku_critical_improperly"]
    ) { certificate in
      certificate.shape.criticality(.extendedKeyUsage) == true && certificate.mayBeUsed(for: .anyExtendedKeyUsage)
        ? "The extended key usage of \(certificate.name) allows anything and is critical." : nil
    },
    .lint(
      "eku.inconsistent", "RFC 5280 §4.2.1.12", .rfc(.warning), .subscriber, .rfc5280,
      asks: "The key usage has nothing that none of the extended usages goes with.",
      zlint: ["e_key_usage_and_extended_key_usage_inconsistent"]
    ) { certificate in
      guard let usage = certificate.shape.keyUsage, !usage.isEmpty, let purposes = certificate.shape.extendedKeyUsage,
        !purposes.isEmpty
      else { return nil }
      var allowed: KeyUsage = []
      for purpose in purposes {
        guard let more = suitable[purpose] else { return nil }
        allowed.formUnion(more)
      }
      let odd = usage.subtracting(allowed).names
      return odd.isEmpty
        ? nil
        : "The key usage of \(certificate.name) has \(odd.joined(separator: ", ")), which none of its extended usages "
          + "goes with."
    },
    .lint(
      "eku.no-server-nor-client", "BR §7.1.2.7.10", .web(.error), .subscriber, .baseline,
      asks: "The extended key usage of a server certificate has serverAuth.",
      zlint: ["e_sub_cert_eku_server_auth_client_auth_missing", "e_sub_cert_eku_check"]
    ) { certificate in
      certificate.shape.extendedKeyUsage?.isEmpty == false && !certificate.mayBeUsed(for: .serverAuth)
        && !certificate.mayBeUsed(for: .clientAuth)
        ? "The extended key usage of \(certificate.name) has neither serverAuth nor clientAuth." : nil
    },
    .lint(
      "eku.extra", "BR §7.1.2.7.10", .web(.warning), .subscriber, .baseline,
      asks: "The extended key usage of a server certificate has serverAuth, clientAuth and emailProtection at most.",
      zlint: ["w_sub_cert_eku_extra_values"]
    ) { certificate in
      let extra = certificate.shape.extendedKeyUsage?.first {
        ![.serverAuth, .clientAuth, .emailProtection].contains($0)
      }
      return extra.map { "The extended key usage of \(certificate.name) has \($0.extendedKeyUsageName) too." }
    },
    .lint(
      "eku.client-auth", "Chrome Root Program Policy 1.8 §1.3.2", .web(.error), .subscriber, .since(2026, 6, 15),
      asks: "The extended key usage of a public server certificate lacks clientAuth.",
      zlint: ["e_client_auth_not_allowed"], fix: "use a private CA for clients"
    ) { certificate in
      certificate.mayBeUsed(for: .serverAuth) && certificate.mayBeUsed(for: .clientAuth)
        ? "The extended key usage of \(certificate.name) has clientAuth beside serverAuth." : nil
    },
  ]

  /// What key usage each purpose of RFC 5280 §4.2.1.12 goes with.
  private static let suitable: [ObjectIdentifier: KeyUsage] = [
    .serverAuth: [.digitalSignature, .keyEncipherment, .keyAgreement],
    .clientAuth: [.digitalSignature, .keyAgreement],
    .codeSigning: [.digitalSignature],
    .emailProtection: [.digitalSignature, .nonRepudiation, .keyEncipherment, .keyAgreement],
    .timeStamping: [.digitalSignature, .nonRepudiation],
    .ocspSigning: [.digitalSignature, .nonRepudiation],
  ]
}
