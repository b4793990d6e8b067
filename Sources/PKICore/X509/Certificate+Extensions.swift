package import Vocabulary

// Each of these is nil, or empty, where the extension is absent, and throws where it is there and cannot be read by
// the strict rules or stands there twice: who judges must not take the second for the first.

extension Certificate {
  /// Whether it is a CA's (RFC 5280 §4.2.1.9); nil without the extension.
  package var basicConstraints: BasicConstraints? {
    get throws(DERError) { try value(.basicConstraints, BasicConstraints.self) }
  }

  /// What the key may be used for (RFC 5280 §4.2.1.3); nil without the extension: then for anything.
  package var keyUsage: KeyUsage? {
    get throws(DERError) { try value(.keyUsage, KeyUsage.self) }
  }

  /// What the certificate may be used for (RFC 5280 §4.2.1.12); nil without the extension: then for anything.
  package var extendedKeyUsage: [ObjectIdentifier]? {
    get throws(DERError) { try list(.extendedKeyUsage, ObjectIdentifier.self) }
  }

  /// The names of the subject (RFC 5280 §4.2.1.6); empty without the extension.
  package var subjectAlternativeNames: [GeneralName] {
    get throws(DERError) { try list(.subjectAlternativeName, GeneralName.self) ?? [] }
  }

  /// Whether there is a subject alternative name extension at all, readable or not: then the common name is no
  /// host name (RFC 9525 §6.3).
  package var hasSubjectAlternativeNames: Bool {
    extensions.contains { $0.identifier == .subjectAlternativeName }
  }

  /// The names of the issuer (RFC 5280 §4.2.1.7); empty without the extension.
  package var issuerAlternativeNames: [GeneralName] {
    get throws(DERError) { try list(.issuerAlternativeName, GeneralName.self) ?? [] }
  }

  /// The short name of the key (RFC 5280 §4.2.1.2); nil without the extension.
  package var subjectKeyIdentifier: [UInt8]? {
    get throws(DERError) { try value(.subjectKeyIdentifier, SubjectKeyIdentifier.self)?.octets }
  }

  /// The short name of the issuer's key (RFC 5280 §4.2.1.1); nil without the extension.
  package var authorityKeyIdentifier: AuthorityKeyIdentifier? {
    get throws(DERError) { try value(.authorityKeyIdentifier, AuthorityKeyIdentifier.self) }
  }

  /// Where revocation lists are to be had (RFC 5280 §4.2.1.13); empty without the extension.
  package var distributionPoints: [DistributionPoint] {
    get throws(DERError) { try list(.cRLDistributionPoints, DistributionPoint.self) ?? [] }
  }

  /// Where OCSP answers and issuers are to be had (RFC 5280 §4.2.2.1); empty without the extension.
  package var authorityInformationAccess: [AccessDescription] {
    get throws(DERError) { try list(.authorityInformationAccess, AccessDescription.self) ?? [] }
  }

  /// The names allowed below a CA (RFC 5280 §4.2.1.10); nil without the extension.
  package var nameConstraints: NameConstraints? {
    get throws(DERError) { try value(.nameConstraints, NameConstraints.self) }
  }

  /// The policies of issue (RFC 5280 §4.2.1.4); nil without the extension.
  package var certificatePolicies: [PolicyInformation]? {
    get throws(DERError) { try list(.certificatePolicies, PolicyInformation.self) }
  }

  /// Policies that equal one another (RFC 5280 §4.2.1.5); nil without the extension.
  package var policyMappings: [PolicyMapping]? {
    get throws(DERError) { try list(.policyMappings, PolicyMapping.self) }
  }

  /// When policies become compulsory (RFC 5280 §4.2.1.11); nil without the extension.
  package var policyConstraints: PolicyConstraints? {
    get throws(DERError) { try value(.policyConstraints, PolicyConstraints.self) }
  }

  /// Certificates until anyPolicy counts for nothing (RFC 5280 §4.2.1.14); nil without the extension.
  package var inhibitAnyPolicy: Int? {
    get throws(DERError) { try value(.inhibitAnyPolicy, SmallInteger.self)?.value }
  }

  /// The old Netscape type; nil without the extension.
  package var netscapeType: NetscapeType? {
    get throws(DERError) { try value(.netscapeCertType, NetscapeType.self) }
  }

  /// Whether a server must staple an OCSP answer (RFC 7633): TLS feature 5 or 17.
  package var mustStaple: Bool {
    get throws(DERError) {
      try list(.tlsFeature, SmallInteger.self)?.contains { $0.value == 5 || $0.value == 17 } ?? false
    }
  }

  /// Promises of logs (RFC 6962 §3.3); empty without the extension.
  package var signedCertificateTimestamps: [SignedCertificateTimestamp] {
    get throws(DERError) {
      try value(.signedCertificateTimestamps, SignedCertificateTimestampList.self)?.timestamps ?? []
    }
  }

  /// The URIs of OCSP responders; empty where there are none or they cannot be read.
  package var ocspURIs: [String] { accessURIs(.ocspAccess) }

  /// The URIs of the issuer's certificate; empty where there are none or they cannot be read.
  package var caIssuerURIs: [String] { accessURIs(.caIssuersAccess) }

  private func accessURIs(_ method: ObjectIdentifier) -> [String] {
    var uris: [String] = []
    for access in (try? authorityInformationAccess) ?? [] where access.method == method {
      if case .uri(let text) = access.location { uris.append(text) }
    }
    return uris
  }

  private func value<Value: DERReadable>(
    _ identifier: ObjectIdentifier, _ type: Value.Type
  ) throws(DERError) -> Value? {
    try extensions.only(identifier)?.decode(type)
  }

  private func list<Value: DERReadable>(
    _ identifier: ObjectIdentifier, _ type: Value.Type
  ) throws(DERError) -> [Value]? {
    try extensions.only(identifier)?.decode(listOf: type)
  }
}
