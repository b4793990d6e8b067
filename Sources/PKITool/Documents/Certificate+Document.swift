import Console
import PKICore
import Vocabulary

extension Certificate {
  /// What an operator decides by, in a dozen lines.
  func fields(at instant: Instant) -> [Field] {
    let key = publicKey.keyDescription
    return [Field.said("Certificate", .text("\(key.text), \(signatureAlgorithm.signatureName)"))]
      + key.fields + publicKey.weaknessFields
      + [
        Field("signature_algorithm", .text(signatureAlgorithm.signatureName)),
        Field("version", .number(shownVersion)),
        Field(
          "subject", "Subject",
          .spoken(subject.isEmpty ? "(empty)" : subject.description, as: .text(subject.description))),
        Field("subject_attributes", subject.attributesDocument),
        Field("issuer", "Issuer", .spoken(issuerWords, as: .text(issuer.description))),
        Field("issuer_attributes", issuer.attributesDocument),
        Field("self_signed", .truth(isSelfIssued)),
        Field("not_before", "Valid from", notBefore.document),
        Field("not_after", "Valid until", endDocument(at: instant)),
        Field("days_left", .number(orNull: notAfter.instant?.days(since: instant))),
      ] + nameFields + usageFields
      + [
        Field("serial", "Serial", .text(serial.hex)), Field("serial_decimal", .text(serial.decimal)),
      ] + fingerprintFields + statusFields(at: instant)
  }

  /// In one line: who, what key, how long, what state.
  func shortSpans(at instant: Instant) -> [Span] {
    let status = statuses(at: instant)[0]
    let end = notAfter.instant.map(\.date) ?? "no end"
    return [
      Span(subject.shortText, .strong), Span("  \(publicKey.keyDescription.text)  until \(end)  "),
      Span(status.words, status.style),
    ]
  }

  /// All extensions, public key and signature.
  var fullFields: [Field] {
    [
      Field("extensions", "Extensions", .list(extensions.map(\.document))),
      Field("public_key", "Public key", .hexadecimal(publicKey.key.array)),
      Field("signature", "Signature", .hexadecimal(signature.array)),
    ]
  }

  private var issuerWords: String {
    isSelfIssued ? "itself" : issuer.isEmpty ? "(empty)" : issuer.description
  }

  private func endDocument(at instant: Instant) -> Document {
    notAfter.instant.map { DateText.end($0, now: instant) } ?? notAfter.document
  }

  private var nameFields: [Field] {
    do {
      return try subjectAlternativeNames.fields
    } catch {
      return [Field("san_error", "Names", .spoken("damaged: \(error.reason)", .bad, as: .text(error.reason)))]
    }
  }

  private var usageFields: [Field] {
    var fields: [Field] = []
    if let usage = (try? keyUsage) ?? nil { fields.append(Field("key_usage", "Key usage", .texts(usage.names))) }
    if let usages = (try? extendedKeyUsage) ?? nil {
      fields.append(Field("eku", "Extended usage", .texts(usages.map(\.extendedKeyUsageName))))
    }
    let constraints = (try? basicConstraints) ?? nil
    let isCA = constraints?.isCA ?? false
    let words = isCA ? constraints?.pathLength.map { "yes, path length \($0)" } ?? "yes" : "no"
    fields.append(Field("ca", "CA", .spoken(words, as: .truth(isCA))))
    fields.append(Field("path_length", .number(orNull: constraints?.pathLength)))
    return fields
  }

  private var fingerprintFields: [Field] {
    [
      Field("fingerprint_sha256", "SHA-256", .text(Hexadecimal.colons(Fingerprint.sha256(der)))),
      Field("thumbprint", "SHA-1", .text(Hexadecimal.text(Fingerprint.sha1(der), uppercase: true))),
      Field("spki_sha256", .text(Hexadecimal.text(Fingerprint.sha256(publicKey.encoding.array)))),
    ]
  }

  private func statusFields(at instant: Instant) -> [Field] {
    let statuses = statuses(at: instant)
    let line = Line(
      statuses.enumerated().flatMap { index, status in
        (index > 0 ? [Span(", ")] : []) + [Span(status.words, status.style)]
      })
    let fields = [
      Field("status", "Status", .spoken(line, as: .text(statuses[0].words))),
      Field("statuses", .texts(statuses.map(\.words))),
    ]
    return faults.isEmpty ? fields : fields + [Field("faults", "Faults", .texts(faults))]
  }
}

extension CertificateStatus {
  /// How the words look.
  var style: Style {
    switch self {
    case .good: .good
    case .expired, .notYetValid, .weakKey: .bad
    default: .warning
    }
  }
}

extension Time {
  /// RFC 3339, or the text that stands there where it is no time.
  var document: Document {
    instant.map { .text($0.description) } ?? .spoken("damaged: \(text)", .bad, as: .text(text))
  }
}

extension Document {
  /// Many octets: lines of 32 in text, one string in JSON.
  static func hexadecimal(_ octets: [UInt8]) -> Document {
    let text = Hexadecimal.text(octets)
    var lines: [Line] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      lines.append(Line(String(rest.prefix(64))))
      rest = rest.dropFirst(64)
    }
    return .spoken(lines, as: .text(text))
  }
}
