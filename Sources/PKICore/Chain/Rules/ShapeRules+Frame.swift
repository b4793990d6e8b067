import Vocabulary

extension PathRule {
  /// What RFC 5280 §4.1 asks of the fields around the extensions. Serials and the writing of dates are not judged
  /// in a root: some that everybody trusts have the number zero, and nothing rests on it.
  static let frame: [PathRule] = [
    .shape(
      "serial.not-positive", "RFC 5280 §4.1.2.2", RuleSeverity.strict, asks: "A serial number is greater than zero.",
      zlint: ["e_serial_number_not_positive"]
    ) { shape in
      let serial = shape.certificate.serial
      guard !shape.isRoot, serial.isNegative || serial.isZero else { return nil }
      return "The serial number of \(shape.name) is \(serial.isZero ? "zero" : "negative (\(serial.hex))")."
    },
    .shape(
      "serial.too-long", "RFC 5280 §4.1.2.2", RuleSeverity.strict, asks: "A serial number has at most 20 octets.",
      zlint: ["e_serial_number_longer_than_20_octets"]
    ) { shape in
      let octets = shape.certificate.serial.content.count
      guard !shape.isRoot, octets > 20 else { return nil }
      return "The serial number of \(shape.name) is \(octets) octets long; at most 20 are allowed."
    },
    .shape(
      "cert.old-version", "RFC 5280 §4.1.2.1", RuleSeverity.strict,
      asks: "A certificate is of version 3, which alone can hold names and usages.",
      zlint: ["e_invalid_certificate_version"]
    ) { shape in
      let version = shape.certificate.version
      guard !shape.isRoot, (0...1).contains(version) else { return nil }
      return "\(shape.name) is of version \(version + 1): it can hold no names or usages."
    },
    .shape(
      "cert.version-written", "X.690 §11.5", RuleSeverity.strict,
      asks: "The default version is left out of the encoding."
    ) { shape in
      shape.certificate.version == 0 && shape.certificate.writesVersion
        ? "\(shape.name) writes out version 1, though that is the default." : nil
    },
    .shape(
      "cert.unique-id", "RFC 5280 §4.1.2.8", RuleSeverity.strict,
      asks: "A certificate has no unique identifiers, which nobody writes any more.",
      zlint: ["e_cert_contains_unique_identifier"]
    ) { shape in
      let certificate = shape.certificate
      guard certificate.issuerUniqueID != nil || certificate.subjectUniqueID != nil else { return nil }
      return "\(shape.name) has a unique identifier, which CAs must not write."
    },
    .shape(
      "time.encoding", "RFC 5280 §4.1.2.5", RuleSeverity.strict,
      asks: "Dates are written in UTC with seconds: as UTCTime through 2049, as GeneralizedTime afterwards.",
      zlint: [
        "e_utc_time_does_not_include_seconds", "e_utc_time_not_in_zulu", "e_generalized_time_not_in_zulu",
        "e_generalized_time_does_not_include_seconds", "e_generalized_time_includes_fraction_seconds",
        "e_wrong_time_format_pre2050",
      ]
    ) { shape in
      let certificate = shape.certificate
      guard !shape.isRoot, let note = (certificate.notBefore.notes + certificate.notAfter.notes).first else {
        return nil
      }
      return "The dates of \(shape.name) are not written as RFC 5280 asks: \(note)."
    },
    .shape("name.empty-issuer", "RFC 5280 §4.1.2.4", RuleSeverity.strict, asks: "The issuer has a name.") { shape in
      shape.certificate.issuerDER.count <= 2 ? "The issuer's name in \(shape.name) is empty." : nil
    },
    .shape(
      "name.empty-subject", "RFC 5280 §4.1.2.6", RuleSeverity.strict, asks: "A certificate authority has a name.",
      zlint: ["e_ca_subject_field_empty"]
    ) { shape in
      shape.isAuthority && shape.hasEmptySubject ? "The certificate of a CA has an empty subject." : nil
    },
    .shape(
      "ext.empty", "RFC 5280 §4.1.2.9", RuleSeverity.strict,
      asks: "A list of extensions that is there has an extension."
    ) { shape in
      shape.certificate.extensions.isEmpty && shape.certificate.hasExtensionList
        ? "\(shape.name) has a list of extensions with nothing in it." : nil
    },
    .shape("ext.encoding", "X.690 §10", RuleSeverity.strict, asks: "Extensions that no verdict turns on are DER too.") {
      shape in
      shape.unreadable.first { !$0.isLost }.map {
        "An extension of \(shape.name) is not encoded as DER (\($0.identifier.extensionName)): \($0.reason)."
      }
    },
  ]
}
