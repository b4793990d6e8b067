import Vocabulary

extension PathRule {
  /// By what issuers are found (RFC 5280 §4.2.1.1, §4.2.1.2). Version 1 and 2 have no room for them, which
  /// `cert.old-version` says.
  static let keyIdentifiers: [PathRule] = [
    .shape(
      "ski.missing", "RFC 5280 §4.2.1.2", RuleSeverity.strict,
      asks: "A certificate authority has a subject key identifier.", zlint: ["e_ext_subject_key_identifier_missing_ca"]
    ) { shape in
      shape.certificate.version == 2 && shape.isAuthority && !shape.has(.subjectKeyIdentifier)
        ? "The CA certificate \(shape.name) lacks a subject key identifier." : nil
    },
    .shape(
      "aki.missing", "RFC 5280 §4.2.1.1", RuleSeverity.strict,
      asks: "A certificate that is not self-signed has an authority key identifier.",
      zlint: ["e_ext_authority_key_identifier_missing"]
    ) { shape in
      guard shape.certificate.version == 2, !shape.has(.authorityKeyIdentifier), !shape.isSignedWithOwnKey
      else { return nil }
      return "\(shape.name) lacks an authority key identifier."
    },
    .shape(
      "aki.no-key-id", "RFC 5280 §4.2.1.1", RuleSeverity.strict,
      asks: "An authority key identifier holds a key identifier.",
      zlint: ["e_ext_authority_key_identifier_no_key_identifier"]
    ) { shape in
      guard let identifier = shape.authorityKeyIdentifier, identifier.keyIdentifier == nil,
        !shape.isSignedWithOwnKey
      else { return nil }
      return "The authority key identifier of \(shape.name) holds no key identifier."
    },
    .shape(
      "aki.half", "RFC 5280 §4.2.1.1", RuleSeverity.strict,
      asks: "An authority key identifier has both issuer and serial number, or neither."
    ) { shape in
      guard let identifier = shape.authorityKeyIdentifier, identifier.issuer.isEmpty != (identifier.serial == nil)
      else { return nil }
      return
        "The authority key identifier of \(shape.name) has only one of issuer and serial number; both or none belong."
    },
  ]
}
