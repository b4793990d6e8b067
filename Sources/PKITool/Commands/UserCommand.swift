package import Console
package import PKICore
import Platform
import Vocabulary

/// `pki user`: the certificate of an administrator who logs in to a Pexip system in secure mode.
package struct UserCommand: Command {
  package static let name = "user"
  package static let summary = "make an administrator's certificate for Pexip's secure mode"
  package static let discussion = [
    "Creates NAME.p12, the key and its certificate for the browser, and NAME.pem, the certificate alone, which the system is "
      + "given as a trusted CA: RSA 4096, /O=Users/CN=NAME, the user principal name NAME, CA:TRUE, digitalSignature, "
      + "keyEncipherment, keyCertSign, no extended key usage, 3650 days. As the secure mode guide has it, NAME.p12 is "
      + "the only copy of the key.",
    "The passphrase of NAME.p12 is asked for, or comes from --passout; it may be empty.",
  ]
  package static let group = Group.issue
  package static let operandUsage = [
    Operand("NAME", .one, "the user, as the directory knows it", completion: .none)
  ]
  package static let options: [Option<Self>] =
    [.flag("legacy", \.isLegacy, "encrypt NAME.p12 with Triple DES, for Windows before 2019 and old browsers")]
    + LifetimeOptions.options.map { $0.at(\.lifetime) } + PassphraseOutput.options.map { $0.at(\.passout) }
    + WriteOptions.options.map { $0.at(\.writing) }
  package static let examples = [
    Example("pki user jo", "jo.p12 and jo.pem"),
    Example("pki user jo@example.com --passout file:word", "the name with its domain"),
  ]

  var isLegacy = false
  var lifetime = LifetimeOptions()
  var passout = PassphraseOutput()
  var writing = WriteOptions()
  package var operands: [String] = []

  package init() {}

  package func run(in world: World) throws(PKIError) -> Answer {
    let user = operands[0]
    try UserCommand.check(user)
    let (container, file) = (user + ".p12", user + ".pem")
    let lifetime = try lifetime.lifetime(now: world.clock.now, standard: 3650)
    try world.requireFree([container, file], writing)
    let passphrase = try world.newPassphrase(of: container, from: passout.source)
    let key = try SigningKey(making: .rsa(bits: 4096))
    let plan = try UserCommand.plan(user, lifetime, key)
    let der = try plan.certificate(signedWith: key)
    let certificate: Certificate
    do { certificate = try Certificate(der: der) } catch { throw PKIError(.content, "", "\(error.reason)") }
    let pfx = try PKCS12File.der(
      key: key, certificates: [certificate], name: user, passphrase: passphrase,
      compatibility: isLegacy ? .legacy : .modern)
    var outcome = Outcome(source: user)
    outcome.isDryRun = writing.isDryRun
    outcome.files = [writing.key(container, pfx), writing.file(file, PEMEncoding.block("CERTIFICATE", der))]
    outcome.fields =
      [
        .said(Line("Created \(container) with the only copy of the key, and certificate \(file)", .good)),
        Field("pkcs12_file", .text(container)), Field("certificate_file", .text(file)),
        Field("subject", "Subject", .text(certificate.subject.description)),
      ] + plan.fields(now: world.instant)
    outcome.notes = ["import \(container) in the browser, and \(file) as a trusted CA; keep \(container) safe"]
    return Answer(outcome)
  }

  /// The certificate as the guide's script makes it, but with a random serial number.
  private static func plan(
    _ user: String, _ lifetime: Lifetime, _ key: borrowing SigningKey
  ) throws(PKIError) -> CertificatePlan {
    let subject = DistinguishedName([
      NameAttribute(type: .organizationName, text: "Users"), NameAttribute(type: .commonName, text: user),
    ])
    var extensions = CertificateExtensions()
    extensions.basicConstraints = (true, nil)
    extensions.keyUsage = [.digitalSignature, .keyEncipherment, .keyCertSign]
    extensions.alternativeNames = [.upn(user)]
    extensions.subjectKeyIdentifier = key.publicKey.keyIdentifier
    extensions.authorityKeyIdentifier = key.publicKey.keyIdentifier
    return CertificatePlan(
      serial: try .random(), issuer: subject.encoding, subject: subject.encoding, notBefore: lifetime.notBefore,
      notAfter: lifetime.notAfter, publicKeyInfo: key.publicKeyInfo, extensions: extensions)
  }

  /// Throws a name that no file can have; a domain behind `@` is allowed.
  private static func check(_ user: String) throws(PKIError) {
    let parts = user.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    for part in parts { _ = try Basename(dotted: part) }
    guard user.unicodeScalars.count <= 64 else {
      throw PKIError(.usage, "", "\(user): a common name has at most 64 characters")
    }
  }
}
