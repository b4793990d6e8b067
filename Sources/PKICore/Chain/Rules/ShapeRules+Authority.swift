import Vocabulary

extension PathRule {
  /// What RFC 5280 §4.2 asks of CAs, and of who is none.
  static let authorityShape: [PathRule] = [
    .shape(
      "bc.missing", "RFC 5280 §4.2.1.9", RuleSeverity.strict, asks: "A certificate authority has basic constraints."
    ) { shape in
      shape.depth > 0 && !shape.has(.basicConstraints)
        ? "The CA certificate \(shape.name) lacks basic constraints." : nil
    },
    .shape(
      "bc.not-critical", "RFC 5280 §4.2.1.9", RuleSeverity.strict,
      asks: "The basic constraints of a certificate authority are critical.",
      zlint: ["e_basic_constraints_not_critical"]
    ) { shape in
      shape.isCA && shape.criticality(.basicConstraints) == false
        ? "The basic constraints of the CA \(shape.name) are not critical." : nil
    },
    .shape(
      "bc.path-length", "RFC 5280 §4.2.1.9", RuleSeverity.strict,
      asks: "Only a certificate authority that may sign certificates has a path length.",
      zlint: ["e_path_len_constraint_improperly_included"]
    ) { shape in
      guard let constraints = shape.basicConstraints, constraints.pathLength != nil else { return nil }
      if !constraints.isCA { return "\(shape.name) has a path length though it is no CA." }
      return shape.keyUsage?.contains(.keyCertSign) == false
        ? "\(shape.name) has a path length though its key usage lacks keyCertSign." : nil
    },
    // §6.1.4 (n) lets a CA without key usage sign; that it lacks one is the CA's fault, not the path's.
    .shape(
      "ku.missing", "RFC 5280 §4.2.1.3", RuleSeverity.warningBelowWebPKI,
      asks: "A certificate authority has a key usage.",
      zlint: ["e_ca_key_usage_missing", "e_root_ca_key_usage_present"]
    ) { shape in
      shape.isAuthority && !shape.has(.keyUsage) ? "The CA certificate \(shape.name) lacks key usage." : nil
    },
    .shape(
      "ku.empty", "RFC 5280 §4.2.1.3", RuleSeverity.strict, asks: "A key usage that is there allows something.",
      zlint: ["e_ext_key_usage_without_bits"]
    ) {
      shape in
      shape.keyUsage?.isEmpty == true ? "The key usage of \(shape.name) is empty." : nil
    },
    .shape(
      "ku.cert-sign", "RFC 5280 §4.2.1.3", RuleSeverity.strict,
      asks: "Only a certificate authority may have keyCertSign.", zlint: ["e_ext_key_usage_cert_sign_without_ca"]
    ) { shape in
      shape.keyUsage?.contains(.keyCertSign) == true && !shape.isCA
        ? "The key usage of \(shape.name) has keyCertSign though it is no CA." : nil
    },
    .shape(
      "eku.empty", "RFC 5280 §4.2.1.12", RuleSeverity.strict, asks: "An extended key usage that is there names a usage."
    ) { shape in
      shape.extendedKeyUsage?.isEmpty == true ? "The extended key usage of \(shape.name) is empty." : nil
    },
    .shape(
      "ext.not-critical", "RFC 5280 §4.2.1.11, §4.2.1.14", RuleSeverity.strict,
      asks: "Policy constraints and inhibitAnyPolicy are critical.",
      zlint: ["e_ext_policy_constraints_not_critical", "e_inhibit_any_policy_not_critical"]
    ) { shape in
      let names = mustBeCritical.filter { shape.criticality($0) == false }.map(\.extensionName)
      return names.isEmpty ? nil : "An extension of \(shape.name) must be critical: \(names.joined(separator: ", "))."
    },
    .shape(
      "ext.wrongly-critical", "RFC 5280 §4.2", RuleSeverity.strict,
      asks: "Key identifiers, information access and the freshest CRL are not critical.",
      zlint: [
        "e_ext_aia_marked_critical", "e_sub_ca_aia_marked_critical", "e_sub_cert_aia_marked_critical",
        "e_ext_authority_key_identifier_critical", "e_ext_subject_key_identifier_critical",
        "e_subject_info_access_marked_critical", "e_ext_freshest_crl_marked_critical",
        "e_ext_subject_directory_attr_critical",
      ]
    ) { shape in
      let names = mustNotBeCritical.filter { shape.criticality($0) == true }.map(\.extensionName)
      return names.isEmpty
        ? nil : "An extension of \(shape.name) must not be critical: \(names.joined(separator: ", "))."
    },
    .shape(
      "aia.malformed", "RFC 5280 §4.2.2.1", RuleSeverity.strict,
      asks: "Authority information access is not empty, and its URIs begin with a scheme."
    ) { shape in
      guard let access = shape.authorityInformationAccess else { return nil }
      if access.isEmpty { return "The authority information access of \(shape.name) is empty." }
      let wrong = access.first { if case .uri(let text) = $0.location { !hasScheme(text) } else { false } }
      return wrong.map { "The authority information access of \(shape.name) has no URI but “\($0.location.value)”." }
    },
  ]

  private static let mustBeCritical: [ObjectIdentifier] = [.policyConstraints, .inhibitAnyPolicy]

  private static let mustNotBeCritical: [ObjectIdentifier] = [
    .subjectKeyIdentifier, .authorityKeyIdentifier, .authorityInformationAccess, .subjectInformationAccess,
    .freshestCRL, .subjectDirectoryAttributes,
  ]

  /// Whether a text begins as a URI does (RFC 3986 §3.1) and something follows.
  static func hasScheme(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let first = parts[0].first, !parts[1].isEmpty else { return false }
    let isLetter: (UInt8) -> Bool = { (65...90).contains($0) || (97...122).contains($0) }
    return isLetter(first)
      && parts[0].allSatisfy { isLetter($0) || (48...57).contains($0) || [43, 45, 46].contains($0) }
  }
}
