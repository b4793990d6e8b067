import Vocabulary

extension PathRule {
  private static let names = "BR §7.1.4.2"
  private static let personal: [ObjectIdentifier] = [.organizationName, .givenName, .surname]

  /// What the Baseline Requirements ask of subjects.
  static let webSubjectLints: [PathRule] = domainValidated + validated + subscribers + encodings + reverseZones

  // MARK: - By the kind of validation

  private static let domainValidated: [PathRule] =
    [
      (ObjectIdentifier.organizationName, "organization", "org"), (.localityName, "locality", "locality"),
      (.postalCode, "postal-code", "postal"), (.stateOrProvinceName, "state", "province"),
      (.streetAddress, "street", "street"),
    ].map { type, word, zlint in
      .lint(
        "subject.dv-\(word)", "BR §7.1.6.4", .web(.error), .leaf, .baseline.before(2023, 9, 15),
        asks: "A subject of which only the domain was validated has no \(type.attributeKeyword).",
        zlint: ["e_cab_dv_conflicts_with_\(zlint)"]
      ) { certificate in
        certificate.policies.contains(.domainValidated) && certificate.has(type)
          ? "The subject of \(certificate.name) has \(type.attributeKeyword) though only the domain was validated."
          : nil
      }
    } + [
      .lint(
        "subject.dv", "BR §7.1.2.7.2", .web(.error), .subscriber, .profiles,
        asks: "A subject of which only the domain was validated has country and common name at most.",
        zlint: ["e_cab_dv_subject_invalid_values"]
      ) { certificate in
        guard certificate.policies.contains(.domainValidated) else { return nil }
        let more = certificate.attributes.first { $0.type != .countryName && $0.type != .commonName }
        return more.map {
          "The subject of \(certificate.name) has \($0.type.attributeKeyword) though only the domain was validated."
        }
      }
    ]

  private static let validated: [PathRule] = [
    policyLint(
      "subject.iv-name", .individualValidated, "given name and surname",
      zlint: ["e_cab_iv_requires_personal_name", "e_cab_iv_requires_personal_name_strict"]
    ) { certificate in
      let isPerson = certificate.has(.givenName) && certificate.has(.surname)
      return isPerson || (!LintPeriod.profiles.includes(certificate.begin) && certificate.has(.organizationName))
    },
    policyLint(
      "subject.iv-country", .individualValidated, "a country", zlint: ["e_cert_policy_iv_requires_country"]
    ) { $0.has(.countryName) },
    policyLint(
      "subject.iv-place", .individualValidated, "a locality or state",
      zlint: ["e_cert_policy_iv_requires_province_or_locality"]
    ) { $0.has(.localityName) || $0.has(.stateOrProvinceName) },
    policyLint(
      "subject.ov-organization", .organizationValidated, "an organization", zlint: ["e_cab_ov_requires_org"]
    ) { $0.has(.organizationName) },
    policyLint(
      "subject.ov-country", .organizationValidated, "a country", zlint: ["e_cert_policy_ov_requires_country"]
    ) { $0.has(.countryName) },
    policyLint(
      "subject.ov-place", .organizationValidated, "a locality or state",
      zlint: ["e_cert_policy_ov_requires_province_or_locality"]
    ) { $0.has(.localityName) || $0.has(.stateOrProvinceName) },
    policyLint(
      "subject.ev-organization", .extendedValidated, "an organization"
    ) { $0.has(.organizationName) },
    policyLint("subject.ev-country", .extendedValidated, "a country") {
      $0.has(.countryName)
    },
    policyLint(
      "subject.ev-category", .extendedValidated, "a business category"
    ) { $0.has(.businessCategory) },
    policyLint(
      "subject.ev-serial-number", .extendedValidated, "a serial number"
    ) { $0.has(.serialNumberAttribute) },
    .lint(
      "subject.iv-policy", names, .web(.error), .subscriber, .since(2016, 9, 7),
      asks: "A subject with given name or surname has the policy of individuals.",
      zlint: ["e_sub_cert_given_name_surname_contains_correct_policy"]
    ) { certificate in
      (certificate.has(.givenName) || certificate.has(.surname)) && !certificate.policies.contains(.individualValidated)
        ? "\(certificate.name) names a person without the policy of individuals (2.23.140.1.2.3)." : nil
    },
  ]

  private static func policyLint(
    _ code: String, _ policy: ObjectIdentifier, _ what: String, zlint: [String] = [],
    holds: @escaping @Sendable (LintedCertificate) -> Bool
  ) -> PathRule {
    .lint(
      code, "BR §7.1.2.7, EVG §9.2", .web(.error), .leaf, .since(2015, 9, 28),
      asks: "A subject under the policy \(policy) has \(what).", zlint: zlint
    ) { certificate in
      certificate.policies.contains(policy) && !holds(certificate)
        ? "The subject of \(certificate.name) has not \(what), which its policy \(policy) asks for." : nil
    }
  }

  // MARK: - Subscribers

  private static let subscribers: [PathRule] = [
    .lint(
      "subject.country-missing", names, .web(.error), .subscriber, .since(2016, 9, 7),
      asks: "A subject with an organization or a person's name has a country.",
      zlint: ["e_sub_cert_country_name_must_appear"]
    ) { certificate in
      personal.contains { certificate.has($0) } && !certificate.has(.countryName)
        ? "The subject of \(certificate.name) names a holder but no country." : nil
    },
    .lint(
      "subject.place-missing", names, .web(.error), .subscriber, .since(2016, 9, 7),
      asks: "A subject with an organization or a person's name has a locality or a state.",
      zlint: ["e_sub_cert_locality_name_must_appear", "e_sub_cert_province_must_appear"]
    ) { certificate in
      personal.contains { certificate.has($0) } && !certificate.has(.localityName)
        && !certificate.has(.stateOrProvinceName)
        ? "The subject of \(certificate.name) names a holder but neither locality nor state." : nil
    },
    placeLint(.stateOrProvinceName, "state", "e_sub_cert_province_must_not_appear"),
    placeLint(.localityName, "locality", "e_sub_cert_locality_name_must_not_appear"),
    placeLint(.postalCode, "postal-code", "e_sub_cert_postal_code_must_not_appear"),
    placeLint(.streetAddress, "street", "e_sub_cert_street_address_should_not_exist"),
    .lint(
      "subject.unit", "BR §7.1.4.2.2", .web(.error), .subscriber, .since(2022, 9, 1),
      asks: "A subject has no organizational unit.", zlint: ["e_organizational_unit_name_prohibited"]
    ) { certificate in
      certificate.has(.organizationalUnitName) ? "The subject of \(certificate.name) has an organizational unit." : nil
    },
    .lint(
      "subject.unit-alone", "BR §7.1.4.2.2", .web(.error), .subscriber, .since(2021, 8, 25),
      asks: "A subject with an organizational unit has an organization.",
      zlint: ["e_subject_contains_organizational_unit_name_and_no_organization_name"]
    ) { certificate in
      certificate.has(.organizationalUnitName) && !certificate.has(.organizationName)
        ? "The subject of \(certificate.name) has an organizational unit but no organization." : nil
    },
    attributeLint(
      "subject.meaningless", names, .web(.error), .any, .baseline,
      asks: "No value of a subject is a mere sign that something was left out.",
      zlint: ["e_subject_contains_noninformational_value"]
    ) { attribute in
      let says: (UInt8) -> Bool = { HostLabels.isLetterOrDigit($0) || $0 >= 0x80 }
      return attribute.content.isEmpty || attribute.content.contains(where: says) ? nil : "says nothing"
    },
    attributeLint(
      "subject.state-characters", "BR §3.2.2.1", .web(.error), .subscriber, .baseline,
      asks: "State and locality are plain names.",
      zlint: ["e_state_or_province_name_must_not_contain_control_characters"]
    ) { attribute in
      guard attribute.type == .stateOrProvinceName || attribute.type == .localityName else { return nil }
      return attribute.content.contains { Array(":;\\[]{}|=".utf8).contains($0) }
        ? "has a character that no such name has" : nil
    },
    attributeLint(
      "subject.country", names, .web(.error), .leaf, .baseline,
      asks: "The country of a subject is of ISO 3166-1, or XX.",
      zlint: ["e_subject_country_not_iso"], fix: "have it issued with the two-letter code"
    ) { $0.type != .countryName || $0.text == "XX" || Country.isCode($0.text) ? nil : "is no country" },
    .lint(
      "cn.reserved-ip", "BR §7.1.4.2.1", .web(.error), .subscriber, .baseline,
      asks: "An address that is the common name is a public one.", zlint: ["e_subject_contains_reserved_ip"]
    ) { certificate in
      let reserved = certificate.values(.commonName).first {
        IPAddress.octets($0).map { ReservedNetwork.holds($0[...]) } ?? false
      }
      return reserved.map { "The common name \($0) is an address that is reserved." }
    },
    .lint(
      "cn.present", "BR §7.1.2.7.1", .web(.info), .subscriber, .baseline,
      asks: "The name stands among the alternative names alone, not in a common name too.",
      zlint: ["n_subject_common_name_included", "w_subject_common_name_included"],
      fix: "leave the common name out where no old peer needs it"
    ) { $0.has(.commonName) ? "\($0.name) has a common name, which nobody should look at any more." : nil },
  ]

  private static func placeLint(_ type: ObjectIdentifier, _ word: String, _ zlint: String) -> PathRule {
    .lint(
      "subject.\(word)-alone", names, .web(.error), .subscriber, .since(2016, 9, 7),
      asks: "A subject without organization and person's name has no \(type.attributeKeyword).", zlint: [zlint]
    ) { certificate in
      certificate.has(type) && !personal.contains { certificate.has($0) }
        ? "The subject of \(certificate.name) has \(type.attributeKeyword) but names no holder." : nil
    }
  }

  // MARK: - Order and encoding

  private static let encodings: [PathRule] = [
    .lint(
      "subject.duplicate", "BR §7.1.4.1", .web(.error), .any, .profiles,
      asks: "An attribute stands in a subject once, but for street and domain component.",
      zlint: ["e_duplicate_subject_attribs"]
    ) { certificate in
      var seen: Set<ObjectIdentifier> = []
      let twice = certificate.attributes.first {
        $0.type != .streetAddress && $0.type != .domainComponent && !seen.insert($0.type).inserted
      }
      return twice.map { "The subject of \(certificate.name) has \($0.type.attributeKeyword) twice." }
    },
    .lint(
      "subject.order", names, .web(.error), .subscriber, .profiles,
      asks: "The attributes of a subject stand in the order of the Baseline Requirements, the country first.",
      zlint: ["e_invalid_subject_rdn_order"]
    ) { certificate in
      let places = certificate.attributes.compactMap { order.firstIndex(of: $0.type) }
      return zip(places, places.dropFirst()).allSatisfy { $0 <= $1 }
        ? nil : "The attributes in the subject of \(certificate.name) are not in their order."
    },
    attributeLint(
      "subject.encoding", "BR §7.1.4.2, tables 77 and 78", .web(.error), .any, .profiles,
      asks: "Each attribute of a subject has the string type that is asked for.",
      zlint: ["e_subject_rdns_correct_encoding"]
    ) { attribute in
      let tags: [UInt8]
      switch attribute.type {
      case .countryName, .serialNumberAttribute, .jurisdictionCountry: tags = [DERTag.printableString]
      case .domainComponent, .emailAddress: tags = [DERTag.ia5String]
      default: tags = [DERTag.utf8String, DERTag.printableString]
      }
      return tags.contains(attribute.stringTag) ? nil : "has a string type that is not allowed"
    },
  ]

  private static let order: [ObjectIdentifier] = [
    .domainComponent, .countryName, .stateOrProvinceName, .localityName, .postalCode, .streetAddress,
    .organizationName, .surname, .givenName, .organizationalUnitName, .commonName,
  ]
}

extension ObjectIdentifier {
  /// Reserved policies of the CA/Browser Forum (BR §7.1.6.1).
  static let domainValidated = ObjectIdentifier(2, 23, 140, 1, 2, 1)
  static let organizationValidated = ObjectIdentifier(2, 23, 140, 1, 2, 2)
  static let individualValidated = ObjectIdentifier(2, 23, 140, 1, 2, 3)
  static let extendedValidated = ObjectIdentifier(2, 23, 140, 1, 1)
}
