package import Vocabulary

/// A certification request, PKCS#10 (RFC 2986 §4), read without libcrypto.
package struct CertificateRequest: Sendable {
  /// One attribute of a request: its type and the DER of each of its values.
  package struct Attribute: Hashable, Sendable {
    /// Which attribute.
    package let identifier: ObjectIdentifier
    /// The DER of its values.
    package let values: [DERSlice]
  }

  /// The encoding of the whole request.
  package let der: [UInt8]
  /// What is not encoded as it should be, though it could be read; empty where all is well.
  package let faults: [String]
  /// The part that is signed, header and content.
  package let information: DERSlice
  /// The version as it is encoded: 0 for v1, the only one there is.
  package let version: Int
  /// The DER of the subject's name.
  package let subjectDER: DERSlice
  /// The public key.
  package let publicKey: SubjectPublicKeyInfo
  /// All attributes in their order.
  package let attributes: [Attribute]
  /// The signature algorithm.
  package let signatureAlgorithm: AlgorithmIdentifier
  /// The signature's octets.
  package let signature: DERSlice

  /// The request that `der` consists of; octets after it are cut off and mentioned in `faults`.
  package init(der: [UInt8]) throws(DERError) {
    do {
      try self.init(der, .strict, faults: [])
    } catch let strict {
      var reader = DERReader(der, rules: .lax)
      let whole = try reader.next(DERTag.sequence).whole
      do { try self.init(Array(der[whole]), .lax, faults: [strict.description]) } catch { throw strict }
    }
  }

  private init(_ der: [UInt8], _ rules: DERReader.Rules, faults: [String]) throws(DERError) {
    var outer = DERReader(der, rules: rules)
    var request = try outer.next(DERTag.sequence).children
    try outer.finish()
    let signed = try request.next(DERTag.sequence)
    var fields = signed.children
    self.der = der
    self.information = signed.slice
    self.version = try fields.smallInteger()
    self.subjectDER = try DistinguishedName.skip(&fields)
    self.publicKey = try SubjectPublicKeyInfo(&fields)
    let attributes = try fields.optionalSequence(of: Attribute.self, DERTag.context(0))
    try fields.finish()
    self.attributes = attributes ?? []
    self.signatureAlgorithm = try AlgorithmIdentifier(&request)
    self.signature = try request.bitStringSlice().octets
    try request.finish()
    self.faults = attributes == nil ? faults + ["the attributes are missing"] : faults
  }
}

extension CertificateRequest: Hashable {
  package static func == (a: CertificateRequest, b: CertificateRequest) -> Bool { a.der == b.der }

  package func hash(into hasher: inout Hasher) { hasher.combine(der) }
}

extension CertificateRequest.Attribute: DERReadable {
  /// An Attribute (RFC 2986 §4.1).
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    self.identifier = try fields.objectIdentifier()
    var set = try fields.next(DERTag.set).children
    try fields.finish()
    var values: [DERSlice] = []
    while !set.atEnd { values.append(try set.next().slice) }
    self.values = values
  }
}

extension CertificateRequest {
  /// The subject's name, decoded anew each time.
  package var subject: DistinguishedName { DistinguishedName(reading: subjectDER) }

  /// The extensions that are asked for, by the attribute of PKCS#9 or of Microsoft; empty where there are none.
  ///
  /// Throws where the attribute cannot be read, even by the lax rules.
  package var extensions: [Extension] {
    get throws(DERError) {
      for attribute in attributes
      where attribute.identifier == .extensionRequest || attribute.identifier == .microsoftExtensionRequest {
        guard let value = attribute.values.first else { continue }
        var reader = value.reader(.lax)
        return try reader.sequence(of: Extension.self)
      }
      return []
    }
  }

  /// Whether there is a challenge password, which the holder of the request can read.
  package var hasChallengePassword: Bool {
    attributes.contains { $0.identifier == .challengePassword }
  }

  /// The names that are asked for; empty without the extension. Throws where they cannot be read.
  package var subjectAlternativeNames: [GeneralName] {
    get throws(DERError) {
      try extensions.only(.subjectAlternativeName)?.decode(listOf: GeneralName.self) ?? []
    }
  }

  /// The usage of the key that is asked for; nil without the extension. Throws where it cannot be read.
  package var keyUsage: KeyUsage? {
    get throws(DERError) { try extensions.only(.keyUsage)?.decode(KeyUsage.self) }
  }

  /// The extended usages that are asked for; nil without the extension. Throws where they cannot be read.
  package var extendedKeyUsage: [ObjectIdentifier]? {
    get throws(DERError) { try extensions.only(.extendedKeyUsage)?.decode(listOf: ObjectIdentifier.self) }
  }

  /// Whether a CA is asked for; nil without the extension. Throws where it cannot be read.
  package var basicConstraints: BasicConstraints? {
    get throws(DERError) { try extensions.only(.basicConstraints)?.decode(BasicConstraints.self) }
  }
}
