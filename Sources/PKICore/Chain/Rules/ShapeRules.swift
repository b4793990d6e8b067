import Vocabulary

extension PathRule {
  /// What is malformed under every law: nobody can say what such a certificate means.
  static let malformed: [PathRule] = [
    .shape(
      "cert.version", "RFC 5280 §4.1.2.1", RuleSeverity.always,
      asks: "The version is 1, 2 or 3, and has what came with it.",
      zlint: ["e_cert_unique_identifier_version_not_2_or_3"]
    ) { shape in
      let certificate = shape.certificate
      guard (0...2).contains(certificate.version) else {
        return "\(shape.name) says that it is version \(certificate.shownVersion); there are only 1, 2 and 3."
      }
      let hasUniqueID = certificate.issuerUniqueID != nil || certificate.subjectUniqueID != nil
      return certificate.version == 0 && hasUniqueID
        ? "\(shape.name) is of version 1 and has a unique identifier, which came with version 2." : nil
    },
    .shape(
      "ext.before-v3", "RFC 5280 §4.1.2.9", RuleSeverity.always,
      asks: "Only a certificate of version 3 has extensions.", zlint: ["e_cert_extensions_version_not_3"]
    ) { shape in
      let certificate = shape.certificate
      guard (0...1).contains(certificate.version), certificate.hasExtensionList else { return nil }
      return "\(shape.name) is of version \(certificate.shownVersion) and has extensions, which came with version 3."
    },
    .shape(
      "ext.duplicate", "RFC 5280 §4.2", RuleSeverity.always, asks: "An extension stands in a certificate once.",
      zlint: ["e_ext_duplicate_extension"]
    ) {
      shape in
      var seen: Set<ObjectIdentifier> = []
      let twice = shape.certificate.extensions.first { !seen.insert($0.identifier).inserted }
      return twice.map { "\(shape.name) has the same extension twice (\($0.identifier.extensionName))." }
    },
    .shape("ext.damaged", "RFC 5280 §4.2", RuleSeverity.always, asks: "Each extension can be read.") { shape in
      shape.unreadable.first(where: \.isLost).map {
        "An extension of \(shape.name) cannot be read (\($0.identifier.extensionName)): \($0.reason)."
      }
    },
    .shape(
      "ext.critical", "RFC 5280 §4.2", RuleSeverity.always, asks: "Each critical extension is understood.",
      fix: "have the certificate issued without it"
    ) {
      shape in
      let unknown = shape.certificate.extensions.filter { $0.isCritical && !processed.contains($0.identifier) }
      guard !unknown.isEmpty else { return nil }
      let names = unknown.map(\.identifier.extensionName).joined(separator: ", ")
      return "\(shape.name) has a critical extension that is not understood (\(names))."
    },
    .shape(
      "sig.mismatch", "RFC 5280 §4.1.1.2", RuleSeverity.always,
      asks: "Both places that name the signature algorithm name the same one.",
      zlint: ["e_cert_sig_alg_not_match_tbs_sig_alg"]
    ) { shape in
      let (inner, outer) = (shape.certificate.innerSignatureAlgorithm, shape.certificate.signatureAlgorithm)
      guard inner != outer else { return nil }
      return "\(shape.name) names two signature algorithms: \(inner.signatureName) inside, "
        + "\(outer.signatureName) beside the signature."
    },
    .shape(
      "cert.not-der", "X.690 §10, RFC 5280 §4.1", RuleSeverity.always, asks: "The frame of the certificate is DER."
    ) { shape in
      shape.certificate.frameFault.map { "\(shape.name) is not encoded as DER: \($0)." }
    },
  ]

  /// What verification takes account of, by itself or through libcrypto, and so may be critical.
  private static let processed: Set<ObjectIdentifier> = [
    .basicConstraints, .keyUsage, .extendedKeyUsage, .subjectAlternativeName, .nameConstraints, .certificatePolicies,
    .policyMappings, .policyConstraints, .inhibitAnyPolicy, .cRLDistributionPoints, .netscapeCertType, .ocspNoCheck,
  ]
}

extension Certificate {
  /// Whether there is a list of extensions, be it an empty one.
  var hasExtensionList: Bool { fieldTags.contains(DERTag.context(3)) }

  /// Whether the version is written out.
  var writesVersion: Bool { fieldTags.first == DERTag.context(0) }

  /// The tags of the fields that are signed, in their order; empty where they cannot be read.
  private var fieldTags: [UInt8] {
    var tags: [UInt8] = []
    var reader = tbsCertificate.reader(.lax)
    guard var fields = try? reader.next(DERTag.sequence).children else { return [] }
    while !fields.atEnd, let field = try? fields.next() { tags.append(field.tag) }
    return tags
  }

  /// Why the frame is no strict DER; nil where it is.
  var frameFault: String? {
    guard !faults.isEmpty else { return nil }
    var ignored: [String] = []
    do throws(DERError) {
      _ = try Frame(der, .strict, faults: &ignored)
      return nil
    } catch {
      return error.reason
    }
  }
}
