import Vocabulary

extension PathRule {
  private static let clause = "RFC 5280 §4.2.1.4"

  /// Certificate policies: which, and what is said of them.
  static let policyLints: [PathRule] = which + notices + mapping

  private static let which: [PathRule] = [
    .lint(
      "policy.missing", "BR §7.1.2.7.9", .web(.error), .subscriber, .baseline,
      asks: "A server certificate has certificate policies.",
      zlint: ["e_sub_cert_certificate_policies_missing", "e_sub_cert_cert_policy_empty"]
    ) {
      $0.shape.policies?.isEmpty == false || $0.policiesAreDamaged ? nil : "\($0.name) has no certificate policies."
    },
    .lint(
      "policy.no-reserved", "BR §7.1.2.7.9", .web(.error), .subscriber, .profiles,
      asks: "A server certificate has one of the reserved policies of the CA/Browser Forum."
    ) { certificate in
      !certificate.policies.isEmpty && certificate.policies.isDisjoint(with: reservedPolicies)
        ? "\(certificate.name) has no reserved policy of the CA/Browser Forum." : nil
    },
    .lint(
      "policy.critical", "BR §7.1.2.7.9", .web(.warning), .any, .baseline,
      asks: "Certificate policies are not critical.",
      zlint: ["w_sub_cert_certificate_policies_marked_critical", "w_sub_ca_certificate_policies_marked_critical"]
    ) { certificate in
      !certificate.isRoot && certificate.shape.criticality(.certificatePolicies) == true
        ? "The certificate policies of \(certificate.name) are critical." : nil
    },
    .lint(
      "policy.any-qualifier", clause, .rfc(.error), .any, .rfc5280,
      asks: "anyPolicy has no qualifiers but a practice statement and a notice.",
      zlint: ["e_ext_cert_policy_disallowed_any_policy_qualifier"]
    ) { certificate in
      let isOdd = certificate.shape.policies?.contains { policy in
        policy.policy == .anyPolicy && policy.qualifiers.contains(where: \.isUnknown)
      }
      return isOdd == true ? "anyPolicy has a qualifier of its own in \(certificate.name)." : nil
    },
    .lint(
      "policy.qualifier", "BR §7.1.2.7.9", .web(.error), .any, .profiles,
      asks: "Policies have no qualifiers but a practice statement.",
      zlint: ["e_policy_qualifiers_other_than_cps_not_permitted"]
    ) { certificate in
      let isOdd = certificate.shape.policies?.contains { policy in
        policy.qualifiers.contains { !$0.isPracticeStatement }
      }
      return isOdd == true ? "A policy of \(certificate.name) has a qualifier that is no practice statement." : nil
    },
    .lint(
      "policy.cps-uri", "BR §7.1.2.7.9", .web(.error), .any, .baseline,
      asks: "A practice statement is to be had over HTTP.", zlint: ["e_invalid_cps_uri"]
    ) { certificate in
      for policy in certificate.shape.policies ?? [] {
        for case .practiceStatement(let text) in policy.qualifiers {
          let uri = LintedURI(text)
          guard let host = uri?.host, !host.isEmpty, ["http", "https"].contains(uri?.scheme) else {
            return "The practice statement of a policy of \(certificate.name) is no HTTP URI (\(text))."
          }
        }
      }
      return nil
    },
  ]

  // MARK: - Notices

  private static let notices: [PathRule] = [
    noticeLint(
      "policy.notice-reference", clause, .warning, .rfc5280, asks: "A notice says what it says, without reference.",
      zlint: "w_ext_cert_policy_contains_noticeref"
    ) { $0.hasReference ? "refers to a text elsewhere" : nil },
    noticeLint(
      "policy.notice-ia5", "RFC 6818 §3", .error, .rfc6818, asks: "The text of a notice is no IA5String.",
      zlint: "e_ext_cert_policy_explicit_text_ia5_string"
    ) { $0.tag == DERTag.ia5String ? "is an IA5String" : nil },
    noticeLint(
      "policy.notice-not-utf8", "RFC 6818 §3", .warning, .rfc6818, asks: "The text of a notice is an UTF8String.",
      zlint: "w_ext_cert_policy_explicit_text_not_utf8"
    ) { $0.tag.map { $0 != DERTag.utf8String } ?? false ? "is no UTF8String" : nil },
    noticeLint(
      "policy.notice-long", "RFC 6818 §3", .error, .rfc6818, asks: "The text of a notice has at most 200 characters.",
      zlint: "e_ext_cert_policy_explicit_text_too_long"
    ) { $0.text.unicodeScalars.count > 200 ? "has more than 200 characters" : nil },
    noticeLint(
      "policy.notice-control", "RFC 6818 §3", .warning, .rfc6818,
      asks: "The text of a notice has no control characters.",
      zlint: "w_ext_cert_policy_explicit_text_includes_control"
    ) { notice in
      let isControl: (Unicode.Scalar) -> Bool = { $0.value < 32 || (127...159).contains($0.value) }
      return [DERTag.utf8String, DERTag.visibleString, DERTag.bmpString].contains(notice.tag)
        && notice.text.unicodeScalars.contains(where: isControl) ? "has a control character" : nil
    },
  ]

  private static func noticeLint(
    _ code: String, _ clause: String, _ level: Severity, _ period: LintPeriod, asks: String, zlint: String,
    fault: @escaping @Sendable (UserNotice) -> String?
  ) -> PathRule {
    .lint(code, clause, .rfc(level), .any, period, asks: asks, zlint: [zlint]) { certificate in
      guard certificate.shape.has(.certificatePolicies) else { return nil }
      for notice in UserNotice.all(certificate) {
        if let fault = fault(notice) { return "The notice of a policy of \(certificate.name) \(fault)." }
      }
      return nil
    }
  }

  // MARK: - Mapping

  private static let mapping: [PathRule] = [
    .lint(
      "policy.map-not-critical", "RFC 5280 §4.2.1.5", .rfc(.warning), .any, .rfc5280,
      asks: "Policy mappings are critical.", zlint: ["w_ext_policy_map_not_critical"]
    ) { $0.shape.criticality(.policyMappings) == false ? "The policy mappings of \($0.name) are not critical." : nil },
    .lint(
      "policy.map-unlisted", "RFC 5280 §4.2.1.5", .rfc(.warning), .any, .rfc5280,
      asks: "A policy that is mapped is one of the certificate's own.", zlint: ["w_ext_policy_map_not_in_cert_policy"]
    ) { certificate in
      let unlisted = certificate.shape.policyMappings?.first { !certificate.policies.contains($0.issuer) }
      return unlisted.map { "\(certificate.name) maps the policy \($0.issuer), which it does not have." }
    },
  ]
}

extension PolicyInformation.Qualifier {
  /// Whether RFC 5280 does not know it.
  fileprivate var isUnknown: Bool { if case .other = self { true } else { false } }

  /// Whether it says to be a practice statement, however that is written.
  fileprivate var isPracticeStatement: Bool {
    switch self {
    case .practiceStatement: true
    case .other(let type, _): type == ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 2, 1)
    case .userNotice: false
    }
  }
}

extension LintedCertificate {
  /// Whether there are policies that cannot be read.
  fileprivate var policiesAreDamaged: Bool { shape.has(.certificatePolicies) && shape.policies == nil }
}

/// A notice of a policy as it is written (RFC 5280 §4.2.1.4).
private struct UserNotice {
  private(set) var hasReference = false
  /// The string type of its text; nil where there is none.
  private(set) var tag: UInt8?
  private(set) var text = ""

  /// The notices of all policies, as far as they can be read.
  static func all(_ certificate: LintedCertificate) -> [UserNotice] {
    var notices: [UserNotice] = []
    var value = certificate.value(.certificatePolicies)?.reader(.lax)
    guard var policies = try? value?.next(DERTag.sequence).children else { return [] }
    while !policies.atEnd, var policy = try? policies.next(DERTag.sequence).children {
      guard (try? policy.objectIdentifier()) != nil, var qualifiers = try? policy.next(DERTag.sequence).children
      else { continue }
      while !qualifiers.atEnd, var qualifier = try? qualifiers.next(DERTag.sequence).children {
        guard (try? qualifier.objectIdentifier()) == userNotice,
          var fields = try? qualifier.next(DERTag.sequence).children
        else { continue }
        notices.append(UserNotice(&fields))
      }
    }
    return notices
  }

  private static let userNotice = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 2, 2)

  private init(_ fields: inout DERReader) {
    while !fields.atEnd, let field = try? fields.next() {
      if field.tag == DERTag.sequence {
        hasReference = true
      } else {
        tag = field.tag
        text = CharacterString(field.tag, field.contentSlice.octets).text
      }
    }
  }
}
