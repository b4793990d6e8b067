import Vocabulary

extension ObjectIdentifier {
  static let surname = ObjectIdentifier(2, 5, 4, 4)
  static let streetAddress = ObjectIdentifier(2, 5, 4, 9)
  static let businessCategory = ObjectIdentifier(2, 5, 4, 15)
  static let postalCode = ObjectIdentifier(2, 5, 4, 17)
  static let givenName = ObjectIdentifier(2, 5, 4, 42)
  static let organizationIdentifier = ObjectIdentifier(2, 5, 4, 97)
  static let jurisdictionCountry = ObjectIdentifier(1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 3)
}

extension PathRule {
  /// The letter of distinguished names: lengths, characters, encodings.
  static let subjectLints: [PathRule] = lengths + characters + shape

  private static let bounds = "RFC 5280 Appendix A.1"

  private static let lengths: [PathRule] = [
    length(.commonName, 64, "common-name", "e_subject_common_name_max_length"),
    length(.emailAddress, 255, "email", "e_subject_email_max_length"),
    length(.givenName, 32_768, "given-name", "e_subject_given_name_max_length"),
    length(.surname, 32_768, "surname", "e_subject_surname_max_length"),
    length(.localityName, 128, "locality", "e_subject_locality_name_max_length"),
    length(.organizationName, 64, "organization", "e_subject_organization_name_max_length"),
    length(.organizationalUnitName, 64, "unit", "e_subject_organizational_unit_name_max_length"),
    length(.postalCode, 16, "postal-code", "e_subject_postal_code_max_length"),
    length(.stateOrProvinceName, 128, "state", "e_subject_state_name_max_length"),
    length(.streetAddress, 128, "street", "e_subject_street_address_max_length"),
    length(.serialNumberAttribute, 64, "serial-number", "e_subject_dn_serial_number_max_length"),
    length(.givenName, 64, "given-name-hint", "w_subject_given_name_recommended_max_length", level: .warning),
    length(.surname, 64, "surname-hint", "w_subject_surname_recommended_max_length", level: .warning),
  ]

  private static func length(
    _ type: ObjectIdentifier, _ most: Int, _ word: String, _ zlint: String, level: Severity = .error
  ) -> PathRule {
    let what = type.attributeKeyword
    return .lint(
      "subject.\(word)-long", level == .error ? bounds : "X.411 Annex B", .rfc(level),
      asks: "The attribute \(what) of a subject has at most \(most) characters.", zlint: [zlint], fix: "shorten it"
    ) { certificate in
      let long = certificate.attributes.first {
        $0.type == type && $0.content.count > most && $0.text.unicodeScalars.count > most
      }
      return long.map {
        "The attribute \(what) of \(certificate.name) has \($0.text.unicodeScalars.count) characters; at most \(most) are allowed."
      }
    }
  }

  private static let characters: [PathRule] = [
    attributeLint(
      "subject.control-character", bounds, .rfc(.error), asks: "No value of a subject has a control character.",
      zlint: ["e_subject_dn_not_printable_characters"]
    ) { attribute in
      attribute.text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        ? "has a control character" : nil
    },
    attributeLint(
      "subject.printable-alphabet", "RFC 5280 Appendix B", .rfc(.error),
      asks: "A PrintableString of a subject has only letters, digits, space and '()+,-./:=?.",
      zlint: ["e_subject_printable_string_badalpha"], fix: "have it issued with UTF8String"
    ) { $0.stringTag == DERTag.printableString && !$0.isWellFormed ? "is no PrintableString" : nil },
    attributeLint(
      "subject.latin1-mixup", "RFC 5280 §4.1.2.4", .rfc(.error),
      asks: "No value of a subject is UTF-8 that was taken for Latin-1.", zlint: ["e_utf8_latin1_mixup"]
    ) { Mojibake.isIn($0.text) ? "is UTF-8 that was taken for Latin-1 and encoded once more" : nil },
    attributeLint(
      "subject.html", "RFC 5280 §4.1.2.4", .rfc(.error), asks: "No value of a subject has an entity of HTML.",
      zlint: ["e_subj_contains_html_entities"]
    ) { Mojibake.hasEntity($0.text) ? "has an entity of HTML" : nil },
    attributeLint(
      "subject.replacement-character", "RFC 5280 §4.1.2.4", .rfc(.error),
      asks: "No value of a subject has a character that stands for one that was lost."
    ) { $0.text.unicodeScalars.contains("\u{fffd}") ? "has a replacement character" : nil },
    attributeLint(
      "subject.leading-space", "RFC 5280 §7.1", .rfc(.warning), asks: "No value of a subject begins with a space.",
      zlint: ["w_subject_dn_leading_whitespace"]
    ) { $0.content.first == 32 ? "begins with a space" : nil },
    attributeLint(
      "subject.trailing-space", "RFC 5280 §7.1", .rfc(.warning), asks: "No value of a subject ends with a space.",
      zlint: ["w_subject_dn_trailing_whitespace"]
    ) { $0.content.last == 32 ? "ends with a space" : nil },
    issuerLint(
      "issuer.leading-space", asks: "No value of an issuer begins with a space.",
      zlint: "w_issuer_dn_leading_whitespace"
    ) { $0.content.first == 32 ? "begins with a space" : nil },
    issuerLint(
      "issuer.trailing-space", asks: "No value of an issuer ends with a space.",
      zlint: "w_issuer_dn_trailing_whitespace"
    ) { $0.content.last == 32 ? "ends with a space" : nil },
    attributeLint(
      "subject.country-encoding", bounds, .rfc(.error), asks: "The country of a subject is a PrintableString.",
      zlint: ["e_subject_dn_country_not_printable_string"]
    ) { $0.type == .countryName && $0.stringTag != DERTag.printableString ? "is no PrintableString" : nil },
    issuerLint(
      "issuer.country-encoding", level: .error, asks: "The country of an issuer is a PrintableString.",
      zlint: "e_issuer_dn_country_not_printable_string"
    ) { $0.type == .countryName && $0.stringTag != DERTag.printableString ? "is no PrintableString" : nil },
    attributeLint(
      "subject.country-case", "ISO 3166-1 §5.1", .rfc(.error), asks: "The country of a subject is in capitals.",
      zlint: ["e_subj_country_not_uppercase"]
    ) { attribute in
      attribute.type == .countryName && attribute.content.contains { (97...122).contains($0) }
        ? "is not in capitals" : nil
    },
  ]

  private static let shape: [PathRule] = [
    .lint(
      "subject.several-in-one", "RFC 5280 §4.1.2.4", .rfc(.info),
      asks: "Each attribute of a subject stands by itself.", zlint: ["n_multiple_subject_rdn"]
    ) { certificate in
      certificate.subject.relativeNames.contains { $0.count > 1 }
        ? "The subject of \(certificate.name) has several attributes in one relative name." : nil
    },
    .lint(
      "issuer.several-in-one", "RFC 5280 §4.1.2.4", .rfc(.warning),
      asks: "Each attribute of an issuer stands by itself.", zlint: ["w_multiple_issuer_rdn"]
    ) { certificate in
      certificate.issuer.relativeNames.contains { $0.count > 1 }
        ? "The issuer of \(certificate.name) has several attributes in one relative name." : nil
    },
  ]

  /// A lint about each attribute of a subject: what is wrong with one, to be said of it.
  static func attributeLint(
    _ code: String, _ clause: String, _ law: LintLaw, _ scope: LintScope = .any, _ period: LintPeriod = .always,
    asks: String, zlint: [String] = [], fix: String = "have the certificate issued again without that fault",
    fault: @escaping @Sendable (NameAttribute) -> String?
  ) -> PathRule {
    .lint(code, clause, law, scope, period, asks: asks, zlint: zlint, fix: fix) { certificate in
      for attribute in certificate.attributes {
        if let fault = fault(attribute) {
          return "The attribute \(attribute.type.attributeKeyword) of \(certificate.name) (\(attribute.text)) \(fault)."
        }
      }
      return nil
    }
  }

  private static func issuerLint(
    _ code: String, level: Severity = .warning, asks: String, zlint: String,
    fault: @escaping @Sendable (NameAttribute) -> String?
  ) -> PathRule {
    .lint(code, level == .error ? bounds : "RFC 5280 §7.1", .rfc(level), asks: asks, zlint: [zlint]) { certificate in
      for attributes in certificate.issuer.relativeNames {
        for attribute in attributes {
          guard let fault = fault(attribute) else { continue }
          return
            "The attribute \(attribute.type.attributeKeyword) of the issuer of \(certificate.name) (\(attribute.text)) \(fault)."
        }
      }
      return nil
    }
  }
}

/// Text that came through one encoding too many.
enum Mojibake {
  /// Whether two octets of UTF-8 stand there as two characters: Ã or Â and what follows it.
  static func isIn(_ text: String) -> Bool {
    var lead = false
    for scalar in text.unicodeScalars {
      if lead, (0x80...0xbf).contains(scalar.value) { return true }
      lead = scalar.value == 0xc3 || scalar.value == 0xc2
    }
    return false
  }

  /// Whether there is `&name;` or `&#number;`.
  static func hasEntity(_ text: String) -> Bool {
    var rest = text.utf8[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
      rest = rest[rest.index(after: start)...]
      let word = rest.prefix { HostLabels.isLetterOrDigit($0) || $0 == UInt8(ascii: "#") }
      if !word.isEmpty, word.count <= 10, rest.dropFirst(word.count).first == UInt8(ascii: ";") { return true }
    }
    return false
  }
}
