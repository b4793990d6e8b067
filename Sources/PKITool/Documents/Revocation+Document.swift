import Console
import PKICore
import Vocabulary

extension RevocationList {
  /// Who issued it, when, until when, and how many entries it has.
  func fields(at instant: Instant) -> [Field] {
    let number = (try? number) ?? nil
    var fields: [Field] = [
      .said("Revocation list", .text("version \(shownVersion), \(signatureAlgorithm.signatureName)")),
      Field("version", .number(shownVersion)),
      Field("signature_algorithm", .text(signatureAlgorithm.signatureName)),
      Field("issuer", "Issuer", .text(issuer.description)),
      Field("this_update", "Issued", thisUpdate.document),
      Field(
        "next_update", "Next due",
        nextUpdate.map { next in next.instant.map { DateText.end($0, now: instant) } ?? next.document } ?? .null),
      Field("crl_number", "Number", number.map { .text($0.decimal) } ?? .null),
      Field("entries", "Entries", .number(entryCount)),
      Field("fingerprint_sha256", "SHA-256", .text(Hexadecimal.colons(Fingerprint.sha256(der)))),
    ]
    if let base = (try? deltaBase) ?? nil { fields.append(Field("delta_base", "Delta of", .text(base.decimal))) }
    if !faults.isEmpty { fields.append(Field("faults", "Faults", .texts(faults))) }
    return fields
  }

  /// Extensions, and the first entries.
  var fullFields: [Field] {
    var rows: [Document] = []
    var entries = entries()
    while rows.count < 1_000, let entry = try? entries.next() { rows.append(entry.document) }
    return [
      Field("extensions", "Extensions", .list(extensions.map(\.document))),
      Field("revoked", "Revoked", .list(rows)),
    ]
  }
}

extension RevokedCertificate {
  /// Serial, date and reason.
  var document: Document {
    let reason = (try? reason) ?? nil
    let words = "\(serial.hex)  \(date.instant?.description ?? date.text)" + (reason.map { "  \($0.name)" } ?? "")
    return .spoken(
      words,
      as: .fields([
        Field("serial", .text(serial.hex)), Field("date", date.document), Field("reason", .text(orNull: reason?.name)),
      ]))
  }
}

extension OCSPRequest {
  /// Which certificates it asks about.
  var fields: [Field] {
    [
      .said("OCSP request", .text("about \(certificates.count.counted("certificate"))")),
      Field("serials", "Serials", .texts(certificates.map(\.serial.hex))), Field("signed", "Signed", .truth(isSigned)),
    ]
  }
}

extension OCSPResponse {
  /// What the responder answered.
  func fields(at instant: Instant) -> [Field] {
    let words = Status(rawValue: status).map { "\($0)" } ?? "status \(status)"
    var fields: [Field] = [Field("status", "OCSP response", .text(words))]
    guard let basic else { return fields }
    fields.append(Field("produced_at", "Produced", basic.producedAt.document))
    switch basic.responder {
    case .name(let name): fields.append(Field("responder", "Responder", .text(name.description)))
    case .keyHash(let hash): fields.append(Field("responder", "Responder", .text("key " + Hexadecimal.text(hash))))
    }
    fields.append(Field("signature_algorithm", "Signature", .text(basic.signatureAlgorithm.signatureName)))
    fields.append(Field("responses", "Answers", .list(basic.responses.map { $0.document(at: instant) })))
    return fields
  }
}

extension OCSPResponse.SingleResponse {
  /// Which certificate is what, and until when that holds.
  func document(at instant: Instant) -> Document {
    let (word, style): (String, Style) =
      switch status {
      case .good: ("good", .good)
      case .revoked: ("revoked", .bad)
      case .unknown: ("unknown", .warning)
      }
    return .fields([
      Field("serial", "Serial", .text(certificate.serial.hex)),
      Field("state", "State", .text(word, style)),
      Field("this_update", "From", thisUpdate.document),
      Field("next_update", "Until", nextUpdate?.document ?? .null),
    ])
  }
}

extension PKCS7Content {
  /// What sort, and how much is in it.
  var fields: [Field] {
    [
      .said("PKCS#7", .text("\(sort.rawValue), \(certificates.count.counted("certificate"))")),
      Field("content", .text(sort.rawValue)), Field("certificates", .number(certificates.count)),
      Field("crls", .number(revocationLists.count)), Field("signers", .number(signers)),
    ]
  }
}

extension PKCS12Content {
  /// Whether it is open, and how it is protected.
  var fields: [Field] {
    [
      .said("PKCS#12", .text(isOpen ? "opened" : "locked; --passin opens it")), Field("open", .truth(isOpen)),
      Field(
        "mac", "Integrity",
        .text(orNull: macDigest.map { digest in macRounds.map { "\(digest), \($0) rounds" } ?? digest })),
      Field("lock_schemes", "Locked with", .texts(schemes.map(\.name))),
    ]
  }
}
