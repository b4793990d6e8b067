package import Vocabulary

/// What a certificate says or a request asks for, in one form, so that two of either can be held against each other.
package struct Statement: Sendable {
  /// The encoding of the whole.
  package let der: [UInt8]
  /// The subject.
  package let subject: DistinguishedName
  /// The public key.
  package let publicKey: SubjectPublicKeyInfo
  /// The extensions, or those asked for.
  package let extensions: [Extension]
  /// The algorithm of the signature on it.
  package let signatureAlgorithm: AlgorithmIdentifier
  /// The certificate; nil of a request.
  package let certificate: Certificate?

  /// What a certificate says.
  package init(_ certificate: Certificate) {
    self.der = certificate.der
    self.subject = certificate.subject
    self.publicKey = certificate.publicKey
    self.extensions = certificate.extensions
    self.signatureAlgorithm = certificate.signatureAlgorithm
    self.certificate = certificate
  }

  /// What a request asks for; throws where its extensions cannot be read. `file` is what an error speaks of.
  package init(_ request: CertificateRequest, file: String) throws(PKIError) {
    do {
      self.extensions = try request.extensions
    } catch {
      throw PKIError(.content, file, "the extensions that this request asks for are damaged: \(error.reason)")
    }
    self.der = request.der
    self.subject = request.subject
    self.publicKey = request.publicKey
    self.signatureAlgorithm = request.signatureAlgorithm
    self.certificate = nil
  }

  /// The first extension of this identifier.
  func first(_ identifier: ObjectIdentifier) -> Extension? { extensions.first { $0.identifier == identifier } }

  /// The alternative names; empty where there are none or they cannot be read.
  package var alternativeNames: [GeneralName] {
    (try? first(.subjectAlternativeName)?.decode(listOf: GeneralName.self, .lax)) ?? []
  }

  /// The key usages; empty without the extension.
  package var keyUsage: KeyUsage { (try? first(.keyUsage)?.decode(KeyUsage.self, .lax)) ?? [] }

  /// The extended key usages; empty without the extension.
  package var extendedKeyUsage: [ObjectIdentifier] {
    (try? first(.extendedKeyUsage)?.decode(listOf: ObjectIdentifier.self, .lax)) ?? []
  }

  /// Whether it is a CA's, and its path length; no CA's without the extension.
  package var basicConstraints: BasicConstraints {
    (try? first(.basicConstraints)?.decode(BasicConstraints.self, .lax)) ?? BasicConstraints(isCA: false)
  }
}

extension ObjectIdentifier {
  /// Whether the extension is written by the CA at its own discretion, whatever a request asks for: key identifiers,
  /// locations, policies, promises of logs.
  package var isLeftToCA: Bool { ObjectIdentifier.leftToCA.contains(self) }

  private static let leftToCA: Set<ObjectIdentifier> = [
    .subjectKeyIdentifier, .authorityKeyIdentifier, .authorityInformationAccess, .cRLDistributionPoints, .freshestCRL,
    .certificatePolicies, .signedCertificateTimestamps, .microsoftApplicationPolicies, .microsoftCAVersion,
  ]

  /// Whether the extension differs from one issue to the next though nothing was changed: key identifiers, and the
  /// promises of logs, which hold for one serial number.
  var differsByIssue: Bool {
    self == .subjectKeyIdentifier || self == .authorityKeyIdentifier || self == .signedCertificateTimestamps
  }
}
