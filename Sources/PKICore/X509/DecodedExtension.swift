package import Vocabulary

/// What an extension says.
package enum DecodedExtension: Hashable, Sendable {
  case basicConstraints(BasicConstraints)
  case keyUsage(KeyUsage)
  case extendedKeyUsage([ObjectIdentifier])
  case subjectAlternativeName([GeneralName])
  case issuerAlternativeName([GeneralName])
  case subjectKeyIdentifier(SubjectKeyIdentifier)
  case authorityKeyIdentifier(AuthorityKeyIdentifier)
  case cRLDistributionPoints([DistributionPoint])
  case freshestCRL([DistributionPoint])
  case authorityInformationAccess([AccessDescription])
  case subjectInformationAccess([AccessDescription])
  case nameConstraints(NameConstraints)
  case certificatePolicies([PolicyInformation])
  case policyMappings([PolicyMapping])
  case policyConstraints(PolicyConstraints)
  /// After so many certificates anyPolicy counts for nothing (RFC 5280 §4.2.1.14).
  case inhibitAnyPolicy(Int)
  case privateKeyUsagePeriod(PrivateKeyUsagePeriod)
  case netscapeType(NetscapeType)
  case netscapeComment(String)
  /// TLS extensions that a server must offer; 5 is status_request, "must staple" (RFC 7633).
  case tlsFeature([Int])
  case signedCertificateTimestamps([SignedCertificateTimestamp])
  case precertificatePoison
  case ocspNoCheck
  case microsoftTemplateName(String)
  case microsoftTemplate(MicrosoftTemplate)
  case microsoftApplicationPolicies([PolicyInformation])
  case microsoftCAVersion(MicrosoftCAVersion)
  case cRLNumber(SerialNumber)
  case deltaCRLIndicator(SerialNumber)
  case issuingDistributionPoint(IssuingDistributionPoint)
  /// The CRLReason of RFC 5280 §5.3.1: 1 is keyCompromise.
  case reasonCode(RevocationReason)
  case invalidityDate(Time)
  case certificateIssuer([GeneralName])
  /// An extension that is not known here, with the DER of its value.
  case unknown(ObjectIdentifier, value: DERSlice)
}

extension Extension {
  /// What the extension says, read by the strict rules; an unknown one is not looked into.
  package func decoded() throws(DERError) -> DecodedExtension {
    try decoded(.strict)
  }

  /// What the extension says, read as libcrypto would, and why the strict rules do not read it; nil where they do.
  ///
  /// Throws where the lax rules fail too.
  package func decodedLaxly() throws(DERError) -> (value: DecodedExtension, fault: DERError?) {
    do {
      return (try decoded(.strict), nil)
    } catch let strict {
      return (try decoded(.lax), strict)
    }
  }

  private func decoded(_ rules: DERReader.Rules) throws(DERError) -> DecodedExtension {
    if let decoded = try decodedStandard(rules) { return decoded }
    if let decoded = try decodedVendors(rules) { return decoded }
    if let decoded = try decodedRevocation(rules) { return decoded }
    return .unknown(identifier, value: value)
  }

  /// The extensions of RFC 5280 §4.2.
  private func decodedStandard(_ rules: DERReader.Rules) throws(DERError) -> DecodedExtension? {
    switch identifier {
    case .basicConstraints: .basicConstraints(try decode(BasicConstraints.self, rules))
    case .keyUsage: .keyUsage(try decode(KeyUsage.self, rules))
    case .extendedKeyUsage: .extendedKeyUsage(try decode(listOf: ObjectIdentifier.self, rules))
    case .subjectAlternativeName: .subjectAlternativeName(try decode(listOf: GeneralName.self, rules))
    case .issuerAlternativeName: .issuerAlternativeName(try decode(listOf: GeneralName.self, rules))
    case .subjectKeyIdentifier: .subjectKeyIdentifier(try decode(SubjectKeyIdentifier.self, rules))
    case .authorityKeyIdentifier: .authorityKeyIdentifier(try decode(AuthorityKeyIdentifier.self, rules))
    case .cRLDistributionPoints: .cRLDistributionPoints(try decode(listOf: DistributionPoint.self, rules))
    case .freshestCRL: .freshestCRL(try decode(listOf: DistributionPoint.self, rules))
    case .authorityInformationAccess: .authorityInformationAccess(try decode(listOf: AccessDescription.self, rules))
    case .subjectInformationAccess: .subjectInformationAccess(try decode(listOf: AccessDescription.self, rules))
    case .nameConstraints: .nameConstraints(try decode(NameConstraints.self, rules))
    case .certificatePolicies: .certificatePolicies(try decode(listOf: PolicyInformation.self, rules))
    case .policyMappings: .policyMappings(try decode(listOf: PolicyMapping.self, rules))
    case .policyConstraints: .policyConstraints(try decode(PolicyConstraints.self, rules))
    case .inhibitAnyPolicy: .inhibitAnyPolicy(try decode(SmallInteger.self, rules).value)
    case .privateKeyUsagePeriod: .privateKeyUsagePeriod(try decode(PrivateKeyUsagePeriod.self, rules))
    default: nil
    }
  }

  /// What others have defined.
  private func decodedVendors(_ rules: DERReader.Rules) throws(DERError) -> DecodedExtension? {
    switch identifier {
    case .netscapeCertType: .netscapeType(try decode(NetscapeType.self, rules))
    case .netscapeComment: .netscapeComment(try decode(AnyText.self, rules).value)
    case .tlsFeature: .tlsFeature(try decode(listOf: SmallInteger.self, rules).map(\.value))
    case .signedCertificateTimestamps:
      .signedCertificateTimestamps(try decode(SignedCertificateTimestampList.self, rules).timestamps)
    case .precertificatePoison: .precertificatePoison
    case .ocspNoCheck: .ocspNoCheck
    case .microsoftTemplateName: .microsoftTemplateName(try decode(AnyText.self, rules).value)
    case .microsoftTemplate: .microsoftTemplate(try decode(MicrosoftTemplate.self, rules))
    case .microsoftApplicationPolicies:
      .microsoftApplicationPolicies(try decode(listOf: PolicyInformation.self, rules))
    case .microsoftCAVersion: .microsoftCAVersion(try decode(MicrosoftCAVersion.self, rules))
    default: nil
    }
  }

  /// The extensions of revocation lists and their entries (RFC 5280 §5.2, §5.3).
  private func decodedRevocation(_ rules: DERReader.Rules) throws(DERError) -> DecodedExtension? {
    switch identifier {
    case .cRLNumber: .cRLNumber(try decode(SerialNumber.self, rules))
    case .deltaCRLIndicator: .deltaCRLIndicator(try decode(SerialNumber.self, rules))
    case .issuingDistributionPoint: .issuingDistributionPoint(try decode(IssuingDistributionPoint.self, rules))
    case .cRLReason: .reasonCode(try decode(RevocationReason.self, rules))
    case .invalidityDate: .invalidityDate(try decode(Time.self, rules))
    case .certificateIssuer: .certificateIssuer(try decode(listOf: GeneralName.self, rules))
    default: nil
    }
  }
}

extension ObjectIdentifier {
  fileprivate static let privateKeyUsagePeriod = ObjectIdentifier(2, 5, 29, 16)
}

extension SerialNumber: DERReadable {
  /// An INTEGER of any length.
  package init(_ reader: inout DERReader) throws(DERError) {
    self.init(content: try reader.integer())
  }
}

/// An INTEGER that fits 31 bits and is not negative.
struct SmallInteger: DERReadable {
  let value: Int

  init(_ reader: inout DERReader) throws(DERError) {
    self.value = try reader.smallInteger()
  }
}

/// A string of any type.
private struct AnyText: DERReadable {
  let value: String

  init(_ reader: inout DERReader) throws(DERError) {
    self.value = try reader.text()
  }
}
