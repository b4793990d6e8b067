import Console
import PKICore
import Vocabulary

extension CertificateRequest {
  /// Subject, key, what is asked for, and whether the request is signed with its own key.
  var fields: [Field] {
    let key = publicKey.keyDescription
    return [Field.said("Request", .text("\(key.text), \(signatureAlgorithm.signatureName)"))] + key.fields
      + publicKey.weaknessFields
      + [
        Field("signature_algorithm", .text(signatureAlgorithm.signatureName)),
        Field(
          "subject", "Subject",
          .spoken(subject.isEmpty ? "(empty)" : subject.description, as: .text(subject.description))),
        Field("subject_attributes", subject.attributesDocument),
      ] + requestedFields
      + [
        Field("challenge_password", hasChallengePassword ? "Challenge" : nil, .truth(hasChallengePassword)),
        Field("spki_sha256", .text(Hexadecimal.text(Fingerprint.sha256(publicKey.encoding.array)))),
        signatureField,
      ] + (faults.isEmpty ? [] : [Field("faults", "Faults", .texts(faults))])
  }

  /// All extensions that are asked for.
  var fullFields: [Field] {
    let list = (try? extensions) ?? []
    return list.isEmpty ? [] : [Field("extensions", "Extensions", .list(list.map(\.document)))]
  }

  private var requestedFields: [Field] {
    var fields = (try? subjectAlternativeNames.fields) ?? []
    if let usage = (try? keyUsage) ?? nil { fields.append(Field("key_usage", "Key usage", .texts(usage.names))) }
    if let usages = (try? extendedKeyUsage) ?? nil {
      fields.append(Field("eku", "Extended usage", .texts(usages.map(\.extendedKeyUsageName))))
    }
    if let constraints = (try? basicConstraints) ?? nil {
      fields.append(Field("ca", "CA", .truth(constraints.isCA)))
      fields.append(Field("path_length", .number(orNull: constraints.pathLength)))
    }
    do {
      _ = try extensions
    } catch {
      fields.append(
        Field("extensions_error", "Extensions", .spoken("damaged: \(error.reason)", .bad, as: .text(error.reason))))
    }
    return fields
  }

  private var signatureField: Field {
    switch hasValidSignature {
    case true?: Field("signature_valid", "Signature", .spoken("made with its own key", .good, as: .truth(true)))
    case false?: Field("signature_valid", "Signature", .spoken("does not verify", .bad, as: .truth(false)))
    case nil: Field("signature_valid", "Signature", .spoken("cannot be checked", .warning, as: .null))
    }
  }
}

extension Field {
  /// A field that text shows only where it has a label.
  init(_ key: String, _ label: String?, _ value: Document) {
    if let label { self.init(key, label, value) } else { self.init(key, value) }
  }
}
