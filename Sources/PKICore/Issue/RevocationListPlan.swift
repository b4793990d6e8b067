package import Vocabulary

/// What a new revocation list says, except who signs it.
package struct RevocationListPlan: Sendable {
  /// The number, above that of every list before it.
  package var number: SerialNumber
  /// When it is made.
  package var thisUpdate: Instant
  /// When the next one comes, at the latest.
  package var nextUpdate: Instant
  /// What is revoked.
  package var records: [RevokedFile.Record]

  /// A list of these revocations.
  package init(
    number: SerialNumber, thisUpdate: Instant, nextUpdate: Instant, records: [RevokedFile.Record]
  ) {
    self.number = number
    self.thisUpdate = thisUpdate
    self.nextUpdate = nextUpdate
    self.records = records
  }
}

extension CertificateAuthority {
  /// The signed list (RFC 5280 §5.1), version 2, DER. Throws an authority that may not sign lists.
  package borrowing func revocationList(_ plan: RevocationListPlan, caFile: String) throws(PKIError) -> [UInt8] {
    let usage = try certificate.read(caFile) { (c) throws(DERError) in try c.keyUsage }
    guard usage?.contains(.cRLSign) ?? true else {
      throw PKIError(
        .refused, caFile, "this CA may not sign revocation lists: its key usage lacks cRLSign",
        hint: "pki inspect \(caFile) shows its key usage")
    }
    let identifier =
      try certificate.read(caFile) { (c) throws(DERError) in try c.subjectKeyIdentifier }
      ?? certificate.publicKey.keyIdentifier
    let scheme = try SignatureScheme(publicKeyInfo: key.publicKeyInfo, digest: nil)
    let issuer = certificate.subjectDER.array
    var writer = DERWriter()
    writer.sequence { body in
      body.integer(1)
      body.raw(scheme.algorithm)
      body.raw(issuer)
      body.time(plan.thisUpdate)
      body.time(plan.nextUpdate)
      // An empty list of entries must be left out (RFC 5280 §5.1.2.6).
      if !plan.records.isEmpty {
        body.sequence { entries in
          for record in plan.records { entries.revocation(record) }
        }
      }
      body.put(DERTag.context(0)) { extensions in
        extensions.sequence { list in
          list.plainExtension(.authorityKeyIdentifier) { value in
            value.sequence { $0.put(DERTag.context(0, constructed: false), identifier) }
          }
          list.plainExtension(.cRLNumber) { $0.put(DERTag.integer, plan.number.content) }
        }
      }
    }
    return try key.signed(writer.bytes, with: scheme)
  }
}

extension DERWriter {
  /// One entry; that no reason is known is said by leaving it out (RFC 5280 §5.3.1).
  fileprivate mutating func revocation(_ record: RevokedFile.Record) {
    sequence { entry in
      entry.put(DERTag.integer, record.serial.content)
      entry.time(record.time)
      guard record.reason != .unspecified else { return }
      entry.sequence { extensions in
        extensions.plainExtension(.cRLReason) { $0.integer(record.reason.rawValue, DERTag.enumerated) }
      }
    }
  }

  fileprivate mutating func plainExtension(_ identifier: ObjectIdentifier, value: (inout DERWriter) -> Void) {
    sequence { field in
      field.objectIdentifier(identifier)
      field.put(DERTag.octetString, body: value)
    }
  }
}

extension SerialNumber {
  /// The number after this one; after a negative one, 1.
  package var successor: SerialNumber {
    guard !isNegative else { return SerialNumber(magnitude: [1]) }
    var digits = Array(magnitude.reversed())
    for index in digits.indices {
      digits[index] &+= 1
      if digits[index] != 0 { return SerialNumber(magnitude: digits.reversed()) }
    }
    return SerialNumber(magnitude: [1] + digits.reversed())
  }

  /// The larger of two numbers that are not negative; either may be missing.
  package static func larger(_ a: SerialNumber?, _ b: SerialNumber?) -> SerialNumber? {
    guard let a, let b else { return a ?? b }
    return a.isBelow(b) ? b : a
  }
}
