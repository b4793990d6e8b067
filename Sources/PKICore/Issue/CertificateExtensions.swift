package import Vocabulary

/// The extensions that a new request or certificate carries, written in a fixed order.
package struct CertificateExtensions: Sendable {
  /// basicConstraints: nil leaves it out; the path length only where it is a CA.
  package var basicConstraints: (isCA: Bool, pathLength: Int?)?
  /// keyUsage; empty leaves it out.
  package var keyUsage: KeyUsage = []
  /// extKeyUsage; empty leaves it out.
  package var extendedKeyUsage: [ObjectIdentifier] = []
  /// subjectAltName; empty leaves it out.
  package var alternativeNames: [GeneralName] = []
  /// Whether the subject is empty, which makes the alternative names critical (RFC 5280 §4.2.1.6).
  package var subjectIsEmpty = false
  /// subjectKeyIdentifier.
  package var subjectKeyIdentifier: [UInt8]?
  /// authorityKeyIdentifier: the key identifier alone.
  package var authorityKeyIdentifier: [UInt8]?
  /// Where the revocation list is.
  package var revocationListURLs: [String] = []
  /// Where the issuer's certificate is.
  package var issuerURLs: [String] = []
  /// Where the OCSP responder is.
  package var responderURLs: [String] = []
  /// TLS feature status_request (RFC 7633): the server must staple an OCSP response.
  package var mustStaple = false
  /// The name of a version 1 Microsoft certificate template.
  package var microsoftTemplate: String?
  /// Extensions that are taken over from elsewhere as they are encoded.
  package var carried: [Extension] = []

  /// No extension at all.
  package init() {}

  /// Extensions, a SEQUENCE of Extension (RFC 5280 §4.1); nil where there is none.
  package var encoding: [UInt8]? {
    var list = DERWriter()
    list.sequence { writer in
      putConstraints(&writer)
      putUsages(&writer)
      putNames(&writer)
      putKeyIdentifiers(&writer)
      putLocations(&writer)
      putFeatures(&writer)
    }
    return list.bytes.count > 2 ? list.bytes : nil
  }

  private func put(
    _ identifier: ObjectIdentifier, critical: Bool = false, _ writer: inout DERWriter,
    value: (inout DERWriter) -> Void
  ) {
    writer.sequence { entry in
      entry.objectIdentifier(identifier)
      if critical { entry.booleanTrue() }
      entry.put(DERTag.octetString, body: value)
    }
  }

  private func putConstraints(_ writer: inout DERWriter) {
    guard let basicConstraints else { return }
    put(.basicConstraints, critical: true, &writer) { value in
      value.sequence { constraints in
        guard basicConstraints.isCA else { return }
        constraints.booleanTrue()
        if let length = basicConstraints.pathLength { constraints.integer(length) }
      }
    }
  }

  private func putUsages(_ writer: inout DERWriter) {
    if !keyUsage.isEmpty {
      put(.keyUsage, critical: true, &writer) { $0.namedBits(keyUsage.rawValue) }
    }
    if !extendedKeyUsage.isEmpty {
      put(.extendedKeyUsage, &writer) { value in
        value.sequence { list in
          for usage in extendedKeyUsage { list.objectIdentifier(usage) }
        }
      }
    }
  }

  private func putNames(_ writer: inout DERWriter) {
    guard !alternativeNames.isEmpty else { return }
    put(.subjectAlternativeName, critical: subjectIsEmpty, &writer) { $0.generalNames(alternativeNames) }
  }

  private func putKeyIdentifiers(_ writer: inout DERWriter) {
    if let subjectKeyIdentifier {
      put(.subjectKeyIdentifier, &writer) { $0.put(DERTag.octetString, subjectKeyIdentifier) }
    }
    if let authorityKeyIdentifier {
      put(.authorityKeyIdentifier, &writer) { value in
        value.sequence { $0.put(DERTag.context(0, constructed: false), authorityKeyIdentifier) }
      }
    }
  }

  private func putLocations(_ writer: inout DERWriter) {
    if !revocationListURLs.isEmpty {
      put(.cRLDistributionPoints, &writer) { value in
        value.sequence { points in
          for url in revocationListURLs { CertificateExtensions.putDistributionPoint(url, &points) }
        }
      }
    }
    let accesses = responderURLs.map { (ObjectIdentifier.ocspAccess, $0) } + issuerURLs.map { (.caIssuersAccess, $0) }
    guard !accesses.isEmpty else { return }
    put(.authorityInformationAccess, &writer) { value in
      value.sequence { list in
        for (method, url) in accesses {
          list.sequence { access in
            access.objectIdentifier(method)
            access.generalName(.uri(url))
          }
        }
      }
    }
  }

  private static func putDistributionPoint(_ url: String, _ points: inout DERWriter) {
    points.sequence { point in
      point.put(DERTag.context(0)) { name in
        name.put(DERTag.context(0)) { $0.generalName(.uri(url)) }
      }
    }
  }

  private func putFeatures(_ writer: inout DERWriter) {
    if mustStaple {
      put(.tlsFeature, &writer) { value in value.sequence { $0.integer(5) } }
    }
    if let microsoftTemplate {
      put(.microsoftTemplateName, &writer) { value in
        value.put(DERTag.bmpString, microsoftTemplate.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] })
      }
    }
    for one in carried {
      put(one.identifier, critical: one.isCritical, &writer) { $0.raw(one.value.array) }
    }
  }
}
