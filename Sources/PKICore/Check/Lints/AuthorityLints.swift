import Vocabulary

extension PathRule {
  /// What only CAs are asked, and only OCSP responders.
  static let authorityLints: [PathRule] = [
    .lint(
      "ca.country-missing", "BR §7.1.2.10.2", .web(.error), .authority, .baseline,
      asks: "The subject of a certificate authority has a country.", zlint: ["e_ca_country_name_missing"]
    ) { lacks($0, .countryName) },
    .lint(
      "ca.country", "BR §7.1.2.10.2", .web(.error), .authority, .baseline,
      asks: "The country of a certificate authority is of ISO 3166-1.", zlint: ["e_ca_country_name_invalid"]
    ) { certificate in
      let wrong = certificate.values(.countryName).first { !Country.isCode($0) }
      return wrong.map { "The country of the CA \(certificate.name) is none (\($0))." }
    },
    .lint(
      "ca.organization-missing", "BR §7.1.2.10.2", .web(.error), .authority, .baseline,
      asks: "The subject of a certificate authority has an organization.", zlint: ["e_ca_organization_name_missing"]
    ) { lacks($0, .organizationName) },
    .lint(
      "ca.common-name-missing", "BR §7.1.2.10.2", .web(.error), .authority, .since(2017, 6, 8),
      asks: "The subject of a certificate authority has a common name.", zlint: ["e_ca_common_name_missing"]
    ) { lacks($0, .commonName) },
    .lint(
      "ca.unit", "BR §7.1.2.10.2", .web(.error), .authority, .profiles,
      asks: "The subject of a certificate authority has no organizational unit.",
      zlint: ["e_subj_orgunit_in_ca_cert"]
    ) { certificate in
      certificate.has(.organizationalUnitName)
        ? "The subject of the CA \(certificate.name) has an organizational unit." : nil
    },
    .lint(
      "ca.no-policies", "BR §7.1.2.10.5", .web(.error), .subordinate, .baseline,
      asks: "A subordinate CA has certificate policies.", zlint: ["e_sub_ca_certificate_policies_missing"]
    ) { $0.shape.has(.certificatePolicies) ? nil : "The CA certificate \($0.name) has no certificate policies." },
    .lint(
      "ca.policies", "BR §7.1.2.10.5", .web(.error), .subordinate, .profiles,
      asks: "A subordinate CA has anyPolicy alone, or reserved policies of the CA/Browser Forum without it.",
      zlint: ["e_invalid_ca_certificate_policies"]
    ) { certificate in
      guard certificate.shape.has(.certificatePolicies) else {
        return "The CA certificate \(certificate.name) has no certificate policies."
      }
      if certificate.policies.contains(.anyPolicy) {
        return certificate.policies.count > 1 ? "The CA certificate \(certificate.name) has more than anyPolicy." : nil
      }
      return certificate.policies.isDisjoint(with: reservedPolicies)
        ? "The CA certificate \(certificate.name) has no reserved policy of the CA/Browser Forum." : nil
    },
    .lint(
      "ca.several-reserved-policies", "BR §7.1.2.10.5", .web(.error), .subordinate, .profiles,
      asks: "A subordinate CA has one reserved policy of the CA/Browser Forum.",
      zlint: ["e_ca_multiple_reserved_policy_oids"]
    ) { certificate in
      !certificate.policies.contains(.anyPolicy) && certificate.policies.intersection(reservedPolicies).count > 1
        ? "The CA certificate \(certificate.name) has several reserved policies." : nil
    },
    .lint(
      "ca.eku", "BR §7.1.2.10.6", .rfc(.error), .subordinate, .profiles,
      asks: "A subordinate CA for servers issues for nothing but servers and clients.", zlint: ["e_ca_invalid_eku"]
    ) { certificate in
      guard certificate.mayBeUsed(for: .serverAuth) else { return nil }
      let wrong = certificate.shape.extendedKeyUsage?.first { forbidden.contains($0) }
      return wrong.map { "The CA \(certificate.name) for servers has \($0.extendedKeyUsageName) too." }
    },
    .lint(
      "ca.mixed-usages", "Mozilla Root Store Policy §5.3", .web(.info), .subordinate, .since(2019, 1, 1),
      asks: "A subordinate CA issues for servers or for e-mail, not for both, and says for what.",
      zlint: ["n_mp_allowed_eku"]
    ) { certificate in
      guard certificate.shape.has(.extendedKeyUsage) else {
        return "The CA \(certificate.name) does not say what it issues for."
      }
      if certificate.mayBeUsed(for: .anyExtendedKeyUsage) { return "The CA \(certificate.name) issues for anything." }
      return certificate.mayBeUsed(for: .serverAuth) && certificate.mayBeUsed(for: .emailProtection)
        ? "The CA \(certificate.name) issues for servers and for e-mail." : nil
    },
    .lint(
      "ca.eku-unconstrained", "BR §7.1.5", .rfc(.info), .subordinate, .since(2013, 8, 3),
      asks: "The extended key usage of a subordinate CA has serverAuth or clientAuth.",
      zlint: ["n_sub_ca_eku_not_technically_constrained"]
    ) { certificate in
      certificate.shape.has(.extendedKeyUsage) && !certificate.mayBeUsed(for: .serverAuth)
        && !certificate.mayBeUsed(for: .clientAuth)
        ? "The extended key usage of the CA \(certificate.name) has neither serverAuth nor clientAuth." : nil
    },
    .lint(
      "eku.in-root", "BR §7.1.2.1.2", .rfc(.error), .root, .baseline, asks: "A root has no extended key usage.",
      zlint: ["e_root_ca_extended_key_usage_present"], fix: "use another root of that CA"
    ) { certificate in
      certificate.shape.depth == 0 && certificate.shape.has(.extendedKeyUsage)
        ? "The root \(certificate.name) has extended key usage." : nil
    },
    .lint(
      "bc.root-path-length", "BR §7.1.2.1.4", .rfc(.warning), .root, .baseline, asks: "A root has no path length.",
      zlint: ["w_root_ca_basic_constraints_path_len_constraint_field_present"]
    ) { $0.shape.basicConstraints?.pathLength != nil ? "The root \($0.name) has a path length." : nil },
    .lint(
      "policy.in-root", "BR §7.1.2.1.2", .rfc(.warning), .root, .baseline, asks: "A root has no certificate policies.",
      zlint: ["w_root_ca_contains_cert_policy"]
    ) { $0.shape.has(.certificatePolicies) ? "The root \($0.name) has certificate policies." : nil },
    .lint(
      "ocsp.no-check", "BR §4.9.9", .rfc(.error), .leaf, .baseline,
      asks: "An OCSP responder says that it need not be checked itself.",
      zlint: ["e_ocsp_id_pkix_ocsp_nocheck_ext_not_included_server_auth"]
    ) { certificate in
      certificate.mayBeUsed(for: .ocspSigning) && !certificate.shape.has(.ocspNoCheck)
        ? "The OCSP responder \(certificate.name) lacks id-pkix-ocsp-nocheck." : nil
    },
    .lint(
      "ocsp.policies", "BR §7.1.2.8.2", .rfc(.error), .leaf, .profiles,
      asks: "An OCSP responder has no certificate policies.", zlint: ["e_ocsp_cert_cp_forbidden"]
    ) { certificate in
      certificate.mayBeUsed(for: .ocspSigning) && certificate.shape.has(.certificatePolicies)
        ? "The OCSP responder \(certificate.name) has certificate policies." : nil
    },
  ]

  static let reservedPolicies: Set<ObjectIdentifier> = [
    .domainValidated, .organizationValidated, .individualValidated, .extendedValidated,
  ]

  private static let forbidden: Set<ObjectIdentifier> = [
    .emailProtection, .codeSigning, .timeStamping, .ocspSigning, .anyExtendedKeyUsage,
  ]

  private static func lacks(_ certificate: LintedCertificate, _ type: ObjectIdentifier) -> String? {
    certificate.values(type).contains { !$0.isEmpty }
      ? nil : "The subject of the CA \(certificate.name) lacks \(type.attributeKeyword)."
  }
}
