internal import OpenSSL
package import Vocabulary

extension ClientCandidate {
  /// A certificate of nobody, made in memory and forgotten with it: who takes it takes any.
  package static func throwAway(
    _ settings: ServerProbe.Settings, at instant: Instant
  ) throws(PKIError) -> ClientCandidate {
    let key = try SigningKey(making: .ec(.p256))
    let name = DistinguishedName([NameAttribute(type: .commonName, text: "pki-probe-throw-away")]).encoding
    var extensions = CertificateExtensions()
    extensions.keyUsage = .digitalSignature
    extensions.extendedKeyUsage = [.clientAuth]
    let plan = CertificatePlan(
      serial: try .random(), issuer: name, subject: name, notBefore: instant.adding(days: -1),
      notAfter: instant.adding(days: 1), publicKeyInfo: key.publicKeyInfo, extensions: extensions)
    guard let certificate = try? Certificate(der: try plan.certificate(signedWith: key)),
      let info = try? key.key.privateKeyInfo()
    else { throw PKIError(.unsupported, "", "no client certificate could be made up") }
    return try ClientCandidate([certificate], privateKeyInfo: info, settings)
  }
}
