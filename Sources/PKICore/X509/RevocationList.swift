package import Vocabulary

/// A certificate revocation list (RFC 5280 §5.1), read without libcrypto; its entries stay in the encoding.
package struct RevocationList: Sendable {
  /// The encoding of the whole list.
  package let der: [UInt8]
  /// What is not encoded as it should be, though it could be read; empty where all is well.
  package let faults: [String]
  /// The part that is signed, header and content.
  package let tbsCertList: DERSlice
  /// The version as it is encoded: 0 for v1, 1 for v2.
  package let version: Int
  /// The signature algorithm as the signature covers it.
  package let innerSignatureAlgorithm: AlgorithmIdentifier
  /// The DER of the issuer's name.
  package let issuerDER: DERSlice
  /// When the list was issued.
  package let thisUpdate: Time
  /// When the next one will have been issued; nil where that is not said.
  package let nextUpdate: Time?
  /// The content of the SEQUENCE OF entries; nil where there is none.
  let entryContent: DERSlice?
  /// All extensions of the list in their order, duplicates too.
  package let extensions: [Extension]
  /// The signature algorithm as it stands beside the signature.
  package let signatureAlgorithm: AlgorithmIdentifier
  /// The signature's octets.
  package let signature: DERSlice
  /// The rules that the list was readable by.
  let rules: DERReader.Rules

  /// The list that `der` consists of; octets after it are cut off and mentioned in `faults`. Entries are not read.
  package init(der: [UInt8]) throws(DERError) {
    do {
      try self.init(der, .strict, faults: [])
    } catch let strict {
      var reader = DERReader(der, rules: .lax)
      let whole = try reader.next(DERTag.sequence).whole
      let exact = whole.count == der.count ? der : Array(der[whole])
      do { try self.init(exact, .lax, faults: [strict.description]) } catch { throw strict }
    }
  }

  private init(_ der: [UInt8], _ rules: DERReader.Rules, faults: [String]) throws(DERError) {
    var outer = DERReader(der, rules: rules)
    var list = try outer.next(DERTag.sequence).children
    try outer.finish()
    let signed = try list.next(DERTag.sequence)
    var fields = signed.children
    self.der = der
    self.rules = rules
    self.tbsCertList = signed.slice
    self.version = fields.nextTag == DERTag.integer ? try fields.smallInteger() : 0
    self.innerSignatureAlgorithm = try AlgorithmIdentifier(&fields)
    self.issuerDER = try DistinguishedName.skip(&fields)
    self.thisUpdate = try Time(&fields)
    let isTime = fields.nextTag == DERTag.utcTime || fields.nextTag == DERTag.generalizedTime
    self.nextUpdate = isTime ? try Time(&fields) : nil
    self.entryContent = try fields.optional(DERTag.sequence)?.contentSlice
    self.extensions = try fields.extensions(DERTag.context(0))
    try fields.finish()
    self.signatureAlgorithm = try AlgorithmIdentifier(&list)
    self.signature = try list.bitStringSlice().octets
    try list.finish()
    self.faults =
      faults + thisUpdate.notes.map { "this update: \($0)" } + (nextUpdate?.notes ?? []).map { "next update: \($0)" }
  }
}

extension RevocationList: Hashable {
  package static func == (a: RevocationList, b: RevocationList) -> Bool { a.der == b.der }

  package func hash(into hasher: inout Hasher) { hasher.combine(der.suffix(32)) }
}

extension RevocationList {
  /// The version as people count: 1 or 2.
  package var shownVersion: Int { version + 1 }

  /// The issuer's name, decoded anew each time.
  package var issuer: DistinguishedName { DistinguishedName(reading: issuerDER) }

  /// The number of the list (RFC 5280 §5.2.3); nil without the extension. Throws where it cannot be read.
  package var number: SerialNumber? {
    get throws(DERError) { try extensions.only(.cRLNumber)?.decode(SerialNumber.self) }
  }

  /// The number of the list that this one adds to (RFC 5280 §5.2.4); nil where it stands for itself.
  package var deltaBase: SerialNumber? {
    get throws(DERError) { try extensions.only(.deltaCRLIndicator)?.decode(SerialNumber.self) }
  }

  /// What the list covers (RFC 5280 §5.2.5); nil without the extension: then all of the issuer's certificates.
  package var issuingDistributionPoint: IssuingDistributionPoint? {
    get throws(DERError) { try extensions.only(.issuingDistributionPoint)?.decode(IssuingDistributionPoint.self) }
  }

  /// The short name of the issuer's key; nil without the extension.
  package var authorityKeyIdentifier: AuthorityKeyIdentifier? {
    get throws(DERError) { try extensions.only(.authorityKeyIdentifier)?.decode(AuthorityKeyIdentifier.self) }
  }
}
