package import Vocabulary

/// What a certificate request asks for.
package struct RequestPlan: Sendable {
  /// The subject asked for.
  package var subject: DistinguishedName
  /// The extensions asked for.
  package var extensions: CertificateExtensions

  /// A request for this subject with these extensions.
  package init(subject: DistinguishedName, extensions: CertificateExtensions) {
    self.subject = subject
    self.extensions = extensions
  }

  /// The CertificationRequest (RFC 2986 §4.2), DER, signed with `key`.
  package func request(
    signedWith key: borrowing SigningKey, digest: Digest? = nil
  ) throws(PKIError) -> [UInt8] {
    let scheme = try SignatureScheme(publicKeyInfo: key.publicKeyInfo, digest: digest)
    var writer = DERWriter()
    writer.sequence { info in
      info.integer(0)
      info.distinguishedName(subject)
      info.raw(key.publicKeyInfo)
      info.put(DERTag.context(0)) { attributes in
        guard let extensions = extensions.encoding else { return }
        attributes.sequence { attribute in
          attribute.objectIdentifier(.extensionRequest)
          attribute.put(DERTag.set, extensions)
        }
      }
    }
    return try key.signed(writer.bytes, with: scheme)
  }
}
