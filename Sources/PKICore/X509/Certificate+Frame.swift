import Vocabulary

extension Certificate {
  /// The fields of a certificate, in their order, names and extensions not decoded.
  struct Frame: Sendable {
    let tbsCertificate: DERSlice
    let version: Int
    let serial: SerialNumber
    let innerSignatureAlgorithm: AlgorithmIdentifier
    let issuer: DERSlice
    let notBefore: Time
    let notAfter: Time
    let subject: DERSlice
    let publicKey: SubjectPublicKeyInfo
    let issuerUniqueID: DERSlice?
    let subjectUniqueID: DERSlice?
    let extensions: [Extension]
    let signatureAlgorithm: AlgorithmIdentifier
    let signature: DERSlice

    /// Reads a Certificate; what can be passed over is added to `faults`, the rest thrown.
    init(_ der: [UInt8], _ rules: DERReader.Rules, faults: inout [String]) throws(DERError) {
      var outer = DERReader(der, rules: rules)
      var certificate = try outer.next(DERTag.sequence).children
      try outer.finish()
      let signed = try certificate.next(DERTag.sequence)
      var fields = signed.children
      self.tbsCertificate = signed.slice
      self.version = try Frame.version(&fields, faults: &faults)
      self.serial = try SerialNumber(&fields)
      self.innerSignatureAlgorithm = try AlgorithmIdentifier(&fields)
      self.issuer = try Frame.name(&fields, "issuer", faults: &faults)
      var validity = try fields.next(DERTag.sequence).children
      self.notBefore = try Time(&validity)
      self.notAfter = try Time(&validity)
      try validity.finish()
      self.subject = try Frame.name(&fields, "subject", faults: &faults)
      self.publicKey = try SubjectPublicKeyInfo(&fields)
      self.issuerUniqueID = try fields.uniqueIdentifier(1)
      self.subjectUniqueID = try fields.uniqueIdentifier(2)
      self.extensions = try fields.extensions(DERTag.context(3))
      try fields.finish()
      self.signatureAlgorithm = try AlgorithmIdentifier(&certificate)
      self.signature = try certificate.bitStringSlice().octets
      try certificate.finish()
      note(&faults)
    }

    private static func version(_ fields: inout DERReader, faults: inout [String]) throws(DERError) -> Int {
      guard var explicit = try fields.optional(DERTag.context(0))?.children else { return 0 }
      let version = try explicit.smallInteger()
      try explicit.finish()
      if version == 0 { faults.append("version 1 is written out though it is the default") }
      return version
    }

    /// A Name; by the lax rules one that is broken inside too.
    private static func name(
      _ fields: inout DERReader, _ what: String, faults: inout [String]
    ) throws(DERError) -> DERSlice {
      let start = fields
      do {
        return try DistinguishedName.skip(&fields)
      } catch {
        guard fields.rules == .lax else { throw error }
        fields = start
        faults.append("the \(what) cannot be read whole: \(error)")
        return try fields.next(DERTag.sequence).slice
      }
    }

    private func note(_ faults: inout [String]) {
      if innerSignatureAlgorithm != signatureAlgorithm {
        faults.append("the signature algorithm stands there twice, and differently")
      }
      for note in notBefore.notes { faults.append("not before: \(note)") }
      for note in notAfter.notes { faults.append("not after: \(note)") }
      for each in extensions where each.writesOutDefault {
        faults.append("extension \(each.identifier) says it is not critical, though that is the default")
      }
    }
  }
}

extension DERReader {
  /// The extensions inside an explicit tag; none where the next element has another.
  mutating func extensions(_ tag: UInt8) throws(DERError) -> [Extension] {
    guard var inner = try optional(tag)?.children else { return [] }
    let extensions = try inner.sequence(of: Extension.self)
    try inner.finish()
    return extensions
  }

  fileprivate mutating func uniqueIdentifier(_ number: UInt8) throws(DERError) -> DERSlice? {
    let tag = DERTag.context(number, constructed: false)
    return nextTag == tag ? try bitStringSlice(tag).octets : nil
  }
}
