import Platform
import Testing
import Vocabulary

@testable import PKICore

/// Keys, requests and authorities for the tests of issuing, made anew with each.
final class Workshop: Sendable {
  static let now = Instant(rfc3339: "2026-03-01T12:00:00Z") ?? Instant(seconds: 0)

  let key: Secret

  /// A workshop with a key on P-256.
  init() throws {
    key = try Workshop.newKey()
  }

  /// PKCS#8 of a new key.
  static func newKey(_ type: KeyType = .ec(.p256)) throws -> Secret {
    let pem = try SigningKey(making: type).pem()
    return try MaterialReader().read(pem, name: "key").privateKey().privateKeyInfo()
  }

  /// A self-signed certificate of the workshop's key.
  func certificate(
    _ name: String = "Test CA", isCA: Bool = true, pathLength: Int? = nil, usage: KeyUsage = [.keyCertSign, .cRLSign],
    days: Int = 3650, from begin: Instant? = nil
  ) throws -> Certificate {
    let signing = try SigningKey(privateKeyInfo: key)
    var extensions = CertificateExtensions()
    extensions.basicConstraints = (isCA, pathLength)
    extensions.keyUsage = usage
    extensions.subjectKeyIdentifier = signing.publicKey.keyIdentifier
    let subject = try DistinguishedNameSyntax.name("CN=\(name)").encoding
    let lifetime = try Lifetime(now: Workshop.now, days: days, notBefore: begin)
    let plan = CertificatePlan(
      serial: try .random(), issuer: subject, subject: subject, notBefore: lifetime.notBefore,
      notAfter: lifetime.notAfter, publicKeyInfo: signing.publicKeyInfo, extensions: extensions)
    return try Certificate(der: plan.certificate(signedWith: signing))
  }

  /// The workshop as an authority.
  func authority(_ certificate: Certificate) throws -> CertificateAuthority {
    try CertificateAuthority(
      certificate: certificate, file: "ca.crt", key: SigningKey(privateKeyInfo: key), keyFile: "ca.key",
      at: Workshop.now)
  }

  /// A request for these attributes and extensions, by a key of its own.
  static func request(
    _ attributes: [String], type: KeyType = .ec(.p256), digest: Digest? = nil,
    _ change: (inout CertificateExtensions) -> Void = { _ in }
  ) throws -> CertificateRequest {
    let signing = try SigningKey(making: type)
    let syntax = try SubjectSyntax(AttributeSyntax(attributes))
    var extensions = CertificateExtensions()
    extensions.alternativeNames = syntax.alternativeNames.withCommonName(of: syntax.subject)
    change(&extensions)
    let plan = RequestPlan(subject: syntax.subject, extensions: extensions)
    return try CertificateRequest(der: plan.request(signedWith: signing, digest: digest))
  }

  /// What an authority makes of a request.
  func signed(
    _ request: CertificateRequest, by certificate: Certificate? = nil, days: Int = 825,
    _ change: (inout SigningPlan) -> Void = { _ in }
  ) throws -> (certificate: Certificate, notes: [String]) {
    let authority = try authority(certificate ?? self.certificate())
    var plan = SigningPlan(lifetime: try Lifetime(now: Workshop.now, days: days))
    change(&plan)
    let issued = try authority.sign(request, file: "www.csr", caFile: "ca.crt", plan: plan)
    return (try Certificate(der: issued.der), issued.notes)
  }
}
