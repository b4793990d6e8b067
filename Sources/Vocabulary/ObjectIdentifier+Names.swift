// The identifiers that `pki` acts upon, by the names of the standards that define them.

extension ObjectIdentifier {
  // Attribute types (X.520, RFC 4519, RFC 2985).
  /// 2.5.4.3
  package static let commonName = ObjectIdentifier(2, 5, 4, 3)
  /// 2.5.4.6
  package static let countryName = ObjectIdentifier(2, 5, 4, 6)
  /// 2.5.4.7
  package static let localityName = ObjectIdentifier(2, 5, 4, 7)
  /// 2.5.4.8
  package static let stateOrProvinceName = ObjectIdentifier(2, 5, 4, 8)
  /// 2.5.4.10
  package static let organizationName = ObjectIdentifier(2, 5, 4, 10)
  /// 2.5.4.11
  package static let organizationalUnitName = ObjectIdentifier(2, 5, 4, 11)
  /// 2.5.4.5
  package static let serialNumberAttribute = ObjectIdentifier(2, 5, 4, 5)
  /// 2.5.4.46
  package static let dnQualifier = ObjectIdentifier(2, 5, 4, 46)
  /// 0.9.2342.19200300.100.1.25
  package static let domainComponent = ObjectIdentifier(0, 9, 2342, 19200300, 100, 1, 25)
  /// 1.2.840.113549.1.9.1
  package static let emailAddress = ObjectIdentifier(1, 2, 840, 113549, 1, 9, 1)

  // Certificate extensions (RFC 5280 §4.2 and others).
  /// SubjectDirectoryAttributes (RFC 5280 §4.2.1.8).
  package static let subjectDirectoryAttributes = ObjectIdentifier(2, 5, 29, 9)
  /// 2.5.29.14
  package static let subjectKeyIdentifier = ObjectIdentifier(2, 5, 29, 14)
  /// 2.5.29.15
  package static let keyUsage = ObjectIdentifier(2, 5, 29, 15)
  /// 2.5.29.17
  package static let subjectAlternativeName = ObjectIdentifier(2, 5, 29, 17)
  /// 2.5.29.18
  package static let issuerAlternativeName = ObjectIdentifier(2, 5, 29, 18)
  /// 2.5.29.19
  package static let basicConstraints = ObjectIdentifier(2, 5, 29, 19)
  /// 2.5.29.30
  package static let nameConstraints = ObjectIdentifier(2, 5, 29, 30)
  /// 2.5.29.31
  package static let cRLDistributionPoints = ObjectIdentifier(2, 5, 29, 31)
  /// 2.5.29.32
  package static let certificatePolicies = ObjectIdentifier(2, 5, 29, 32)
  /// 2.5.29.33
  package static let policyMappings = ObjectIdentifier(2, 5, 29, 33)
  /// 2.5.29.35
  package static let authorityKeyIdentifier = ObjectIdentifier(2, 5, 29, 35)
  /// 2.5.29.36
  package static let policyConstraints = ObjectIdentifier(2, 5, 29, 36)
  /// 2.5.29.37
  package static let extendedKeyUsage = ObjectIdentifier(2, 5, 29, 37)
  /// 2.5.29.46
  package static let freshestCRL = ObjectIdentifier(2, 5, 29, 46)
  /// 2.5.29.54
  package static let inhibitAnyPolicy = ObjectIdentifier(2, 5, 29, 54)
  /// 1.3.6.1.5.5.7.1.1
  package static let authorityInformationAccess = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 1, 1)
  /// 1.3.6.1.5.5.7.1.11
  package static let subjectInformationAccess = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 1, 11)
  /// 1.3.6.1.5.5.7.1.24
  package static let tlsFeature = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 1, 24)
  /// 1.3.6.1.4.1.11129.2.4.2
  package static let signedCertificateTimestamps = ObjectIdentifier(1, 3, 6, 1, 4, 1, 11129, 2, 4, 2)
  /// 1.3.6.1.4.1.11129.2.4.3
  package static let precertificatePoison = ObjectIdentifier(1, 3, 6, 1, 4, 1, 11129, 2, 4, 3)
  /// 2.16.840.1.113730.1.1
  package static let netscapeCertType = ObjectIdentifier(2, 16, 840, 1, 113730, 1, 1)
  /// 2.16.840.1.113730.1.13
  package static let netscapeComment = ObjectIdentifier(2, 16, 840, 1, 113730, 1, 13)
  /// 1.3.6.1.5.5.7.48.1.5
  package static let ocspNoCheck = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 48, 1, 5)
  /// 1.3.6.1.4.1.311.20.2
  package static let microsoftTemplateName = ObjectIdentifier(1, 3, 6, 1, 4, 1, 311, 20, 2)
  /// 1.3.6.1.4.1.311.21.7
  package static let microsoftTemplate = ObjectIdentifier(1, 3, 6, 1, 4, 1, 311, 21, 7)
  /// 1.3.6.1.4.1.311.21.10
  package static let microsoftApplicationPolicies = ObjectIdentifier(1, 3, 6, 1, 4, 1, 311, 21, 10)
  /// 1.3.6.1.4.1.311.21.1
  package static let microsoftCAVersion = ObjectIdentifier(1, 3, 6, 1, 4, 1, 311, 21, 1)

  // Revocation list extensions (RFC 5280 §5.2, §5.3).
  /// 2.5.29.20
  package static let cRLNumber = ObjectIdentifier(2, 5, 29, 20)
  /// 2.5.29.21
  package static let cRLReason = ObjectIdentifier(2, 5, 29, 21)
  /// 2.5.29.24
  package static let invalidityDate = ObjectIdentifier(2, 5, 29, 24)
  /// 2.5.29.27
  package static let deltaCRLIndicator = ObjectIdentifier(2, 5, 29, 27)
  /// 2.5.29.28
  package static let issuingDistributionPoint = ObjectIdentifier(2, 5, 29, 28)
  /// 2.5.29.29
  package static let certificateIssuer = ObjectIdentifier(2, 5, 29, 29)

  // Extended key usages (RFC 5280 §4.2.1.12, RFC 5924).
  /// 2.5.29.37.0
  package static let anyExtendedKeyUsage = ObjectIdentifier(2, 5, 29, 37, 0)
  /// 1.3.6.1.5.5.7.3.1
  package static let serverAuth = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 1)
  /// 1.3.6.1.5.5.7.3.2
  package static let clientAuth = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 2)
  /// 1.3.6.1.5.5.7.3.3
  package static let codeSigning = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 3)
  /// 1.3.6.1.5.5.7.3.4
  package static let emailProtection = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 4)
  /// 1.3.6.1.5.5.7.3.8
  package static let timeStamping = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 8)
  /// 1.3.6.1.5.5.7.3.9
  package static let ocspSigning = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 9)
  /// 1.3.6.1.5.5.7.3.20
  package static let sipDomain = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 20)

  // Policies, access methods, otherName types, request attributes.
  /// 2.5.29.32.0
  package static let anyPolicy = ObjectIdentifier(2, 5, 29, 32, 0)
  /// 1.3.6.1.5.5.7.48.1
  package static let ocspAccess = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 48, 1)
  /// 1.3.6.1.5.5.7.48.2
  package static let caIssuersAccess = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 48, 2)
  /// 1.3.6.1.4.1.311.20.2.3
  package static let userPrincipalName = ObjectIdentifier(1, 3, 6, 1, 4, 1, 311, 20, 2, 3)
  /// 1.3.6.1.5.5.7.8.7
  package static let dnsServiceName = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 8, 7)
  /// 1.2.840.113549.1.9.14
  package static let extensionRequest = ObjectIdentifier(1, 2, 840, 113549, 1, 9, 14)
  /// 1.3.6.1.4.1.311.2.1.14
  package static let microsoftExtensionRequest = ObjectIdentifier(1, 3, 6, 1, 4, 1, 311, 2, 1, 14)
  /// 1.2.840.113549.1.9.7
  package static let challengePassword = ObjectIdentifier(1, 2, 840, 113549, 1, 9, 7)

  // Public key algorithms and curves.
  /// 1.2.840.113549.1.1.1
  package static let rsaEncryption = ObjectIdentifier(1, 2, 840, 113549, 1, 1, 1)
  /// 1.2.840.113549.1.1.10
  package static let rsassaPss = ObjectIdentifier(1, 2, 840, 113549, 1, 1, 10)
  /// 1.2.840.10045.2.1
  package static let ecPublicKey = ObjectIdentifier(1, 2, 840, 10045, 2, 1)
  /// 1.2.840.10040.4.1
  package static let dsa = ObjectIdentifier(1, 2, 840, 10040, 4, 1)
  /// 1.2.840.113549.1.3.1
  package static let dhKeyAgreement = ObjectIdentifier(1, 2, 840, 113549, 1, 3, 1)
  /// 1.2.840.10046.2.1
  package static let dhPublicNumber = ObjectIdentifier(1, 2, 840, 10046, 2, 1)
  /// 1.3.101.110
  package static let x25519 = ObjectIdentifier(1, 3, 101, 110)
  /// 1.3.101.111
  package static let x448 = ObjectIdentifier(1, 3, 101, 111)
  /// 1.3.101.112
  package static let ed25519 = ObjectIdentifier(1, 3, 101, 112)
  /// 1.3.101.113
  package static let ed448 = ObjectIdentifier(1, 3, 101, 113)
  /// 2.16.840.1.101.3.4.3.17
  package static let mlDSA44 = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 3, 17)
  /// 2.16.840.1.101.3.4.3.18
  package static let mlDSA65 = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 3, 18)
  /// 2.16.840.1.101.3.4.3.19
  package static let mlDSA87 = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 3, 19)
  /// 1.2.840.10045.3.1.7
  package static let p256 = ObjectIdentifier(1, 2, 840, 10045, 3, 1, 7)
  /// 1.3.132.0.34
  package static let p384 = ObjectIdentifier(1, 3, 132, 0, 34)
  /// 1.3.132.0.35
  package static let p521 = ObjectIdentifier(1, 3, 132, 0, 35)

  // Hash functions and the mask of RSA-PSS.
  /// 2.16.840.1.101.3.4.2.1
  package static let sha256 = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 2, 1)
  /// 2.16.840.1.101.3.4.2.2
  package static let sha384 = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 2, 2)
  /// 2.16.840.1.101.3.4.2.3
  package static let sha512 = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 2, 3)
  /// 1.2.840.113549.1.1.8
  package static let mgf1 = ObjectIdentifier(1, 2, 840, 113549, 1, 1, 8)

  // Signature algorithms that `pki` makes.
  /// 1.2.840.113549.1.1.11
  package static let sha256WithRSA = ObjectIdentifier(1, 2, 840, 113549, 1, 1, 11)
  /// 1.2.840.113549.1.1.12
  package static let sha384WithRSA = ObjectIdentifier(1, 2, 840, 113549, 1, 1, 12)
  /// 1.2.840.113549.1.1.13
  package static let sha512WithRSA = ObjectIdentifier(1, 2, 840, 113549, 1, 1, 13)
  /// 1.2.840.10045.4.3.2
  package static let ecdsaWithSHA256 = ObjectIdentifier(1, 2, 840, 10045, 4, 3, 2)
  /// 1.2.840.10045.4.3.3
  package static let ecdsaWithSHA384 = ObjectIdentifier(1, 2, 840, 10045, 4, 3, 3)
  /// 1.2.840.10045.4.3.4
  package static let ecdsaWithSHA512 = ObjectIdentifier(1, 2, 840, 10045, 4, 3, 4)

  // Content types (PKCS#7, PKCS#12).
  /// 1.2.840.113549.1.7.1
  package static let pkcs7Data = ObjectIdentifier(1, 2, 840, 113549, 1, 7, 1)
  /// 1.2.840.113549.1.7.2
  package static let pkcs7SignedData = ObjectIdentifier(1, 2, 840, 113549, 1, 7, 2)
  /// 1.2.840.113549.1.7.3
  package static let pkcs7EnvelopedData = ObjectIdentifier(1, 2, 840, 113549, 1, 7, 3)
  /// 1.2.840.113549.1.7.6
  package static let pkcs7EncryptedData = ObjectIdentifier(1, 2, 840, 113549, 1, 7, 6)
}
