import Vocabulary

extension PathRule {
  /// What the Baseline Requirements of the CA/Browser Forum (BR) ask beyond RFC 5280 of leaves, and of roots.
  static let webPKI: [PathRule] = [
    leafShape(
      "san.missing", "BR §7.1.2.7.12", asks: "The certificate has subject alternative names.",
      zlint: ["e_ext_san_missing"]
    ) { shape in
      shape.has(.subjectAlternativeName)
        ? nil : "The certificate has no subject alternative names; browsers look nowhere else."
    },
    leafShape(
      "san.critical", "BR §7.1.2.7.12", asks: "Subject alternative names beside a subject are not critical.",
      zlint: ["w_ext_san_critical_with_subject_dn"]
    ) {
      shape in
      !shape.hasEmptySubject && shape.criticality(.subjectAlternativeName) == true
        ? "The subject alternative names are critical though there is a subject." : nil
    },
    leafShape(
      "cn.not-in-san", "BR §7.1.4.3",
      asks: "A common name is one of the subject alternative names, character by character, and the only one.",
      zlint: [
        "e_subject_common_name_not_exactly_from_san", "e_subject_common_name_not_from_san",
        "w_extra_subject_common_names",
      ]
    ) { shape in
      let names = shape.certificate.subject.values(of: .commonName)
      guard let name = names.first, !shape.isCA else { return nil }
      if names.count > 1 { return "The subject has \(names.count) common names; at most one is allowed." }
      let written = (shape.alternativeNames ?? []).contains { alternative in
        switch alternative {
        case .dns(let text): text == name
        case .ip(let octets): IPAddress.text(octets) == name
        default: false
        }
      }
      return written
        ? nil : "The common name \(name) is not, character by character, one of the subject alternative names."
    },
    leafShape(
      "eku.missing", "BR §7.1.2.7.10", asks: "The certificate has an extended key usage.",
      zlint: ["e_sub_cert_eku_missing"],
      fix: "have it issued with serverAuth"
    ) { shape in
      shape.has(.extendedKeyUsage) || shape.isCA ? nil : "The certificate has no extended key usage."
    },
    leafShape("eku.critical", "BR §7.1.2.7.6", asks: "The extended key usage is not critical.") { shape in
      shape.criticality(.extendedKeyUsage) == true ? "The extended key usage is critical." : nil
    },
    leafShape(
      "eku.any", "BR §7.1.2.7.10", asks: "The extended key usage does not name anyExtendedKeyUsage.",
      fix: "have it issued with the usages that it needs"
    ) { shape in
      shape.extendedKeyUsage?.contains(.anyExtendedKeyUsage) == true
        ? "The extended key usage has anyExtendedKeyUsage." : nil
    },
    leafShape(
      "leaf.ca", "BR §7.1.2.7.8", asks: "A server certificate is no certificate authority.",
      zlint: ["e_sub_cert_not_is_ca"],
      fix: "have it issued with CA:FALSE"
    ) { shape in
      shape.isCA ? "The server certificate is itself a certificate authority." : nil
    },
    rootShape("eku.in-root", "BR §7.1.2.1.2", asks: "A root has no extended key usage.") { shape in
      shape.has(.extendedKeyUsage) ? "The root \(shape.name) has extended key usage." : nil
    },
    rootShape(
      "aki.of-root", "BR §7.1.2.1.3",
      asks: "An authority key identifier of a root is its own subject key identifier and nothing else."
    ) { shape in
      guard let identifier = shape.authorityKeyIdentifier else { return nil }
      let begin = "The authority key identifier of the root \(shape.name)"
      guard let key = identifier.keyIdentifier else { return "\(begin) holds no key identifier." }
      if !identifier.issuer.isEmpty || identifier.serial != nil { return "\(begin) names an issuer or serial number." }
      return key == shape.subjectKeyIdentifier ? nil : "\(begin) is not its subject key identifier."
    },
  ]

  /// A rule about leaves; a CA that is looked at as such is none.
  private static func leafShape(
    _ code: String, _ clause: String, asks: String, zlint: [String] = [],
    fix: String = "have the certificate issued again without that fault",
    question: @escaping @Sendable (CertificateShape) -> String?
  ) -> PathRule {
    PathRule(code, clause, RuleSeverity.webpki, asks: asks, zlint: zlint, fix: fix) { view in
      guard view.request.purpose != .ca, let message = question(view.shapes[0]) else { return [] }
      return [Evidence(at: 0, Sentence(message))]
    }
  }

  private static func rootShape(
    _ code: String, _ clause: String, asks: String, zlint: [String] = [],
    question: @escaping @Sendable (CertificateShape) -> String?
  ) -> PathRule {
    .shape(code, clause, RuleSeverity.webpki, asks: asks, zlint: zlint, fix: "use another root of that CA") {
      $0.depth > 0 && $0.isAnchor && $0.certificate.isSelfIssued ? question($0) : nil
    }
  }
}
