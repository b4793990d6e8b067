package import Console
package import PKICore
import Platform
package import Vocabulary

/// `pki selfsigned`: a private key and a certificate that it signs itself.
package struct SelfSignedCommand: Command {
  package static let name = "selfsigned"
  package static let summary = "make a private key and a self-signed certificate"
  package static let discussion = [
    "Creates NAME.key and NAME.crt. As on the Meeting Server, the one certificate serves a service and as a CA for pki "
      + "sign: CA:TRUE, digitalSignature, keyEncipherment (RSA), keyCertSign, cRLSign, no extended key usage, 3650 days. "
      + "Without CN the name of the files is the common name.",
    "--leaf makes a certificate for a service alone, as browsers want it: CA:FALSE, serverAuth and clientAuth, 825 days. "
      + "--for ROLE makes such a one too, with the names and usages of the role.",
  ]
  package static let group = Group.issue
  package static let operandUsage = [
    Operand("NAME", .one, "the name of the files, without extension", completion: .none),
    Operand(
      "ATTRIBUTE", .any, "CN:\"My company CA\", O:\"Example Inc.\", subjectAltName:a,b",
      completion: .words(CSRCommand.attributes)),
  ]
  package static let options: [Option<Self>] =
    KeyOptions.options.map { $0.at(\.key) } + RoleOptions.options.map { $0.at(\.roles) }
    + [
      .flag("leaf", \.wantsLeaf, "a certificate for a service that signs nothing"),
      .value("path-length", \.pathLength, "N", "how many CAs may follow below this one", initially: "no limit"),
      .value("eku", \.extendedKeyUsage, "LIST", "extended key usages of a --leaf", initially: "serverAuth,clientAuth"),
      .value("key-usage", \.keyUsage, "LIST", "key usages", initially: "see above"),
      .value("serial", \.serial, "HEX", "the serial number", initially: "random, 159 bits"),
      .flag("must-staple", \.mustStaple, "demand a stapled OCSP response of the server"),
      .flag("no-cn-in-san", \.leavesOutCommonName, "do not put the common name among the alternative names"),
      .value("out-form", \.form, "FORM", "the form of the certificate"),
    ]
    + LifetimeOptions.options.map { $0.at(\.lifetime) }
    + PassphraseInput.options.map { $0.at(\.passin) } + PassphraseOutput.options.map { $0.at(\.passout) }
    + WriteOptions.options.map { $0.at(\.writing) }
  package static let examples = [
    Example("pki selfsigned dbca CN:\"My company CA\"", "a CA for pki sign"),
    Example("pki selfsigned webadmin CN:cms.example.com --leaf", "a certificate for a service in a laboratory"),
  ]

  var key = KeyOptions()
  var roles = RoleOptions()
  var wantsLeaf = false
  var pathLength: Int?
  var extendedKeyUsage: ExtendedKeyUsageList?
  var keyUsage: KeyUsageList?
  var serial: SerialNumber?
  var mustStaple = false
  var leavesOutCommonName = false
  var form = OutputForm.pem
  var lifetime = LifetimeOptions()
  var passin = PassphraseInput()
  var passout = PassphraseOutput()
  var writing = WriteOptions()
  package var operands: [String] = []

  package init() {}

  package func run(in world: World) throws(PKIError) -> Answer {
    let name = try Basename(operands[0])
    let needs = try roles.needs()
    try needs.checkSelfSigning()
    let names = try self.names(name, needs)
    let isLeaf = wantsLeaf || !needs.calls.isEmpty && !needs.isAuthority
    let usages = try RoleUsages(needs, extendedKeyUsage: extendedKeyUsage, keyUsage: keyUsage)
    try checkCombination(isLeaf: isLeaf)
    let subject = names.subject
    let days = needs.days ?? (isLeaf ? 825 : 3650)
    let lifetime = try lifetime.lifetime(now: world.clock.now, standard: days)
    try world.requireFree([key.file == nil ? name.key : nil, name.certificate], writing)
    let issued = try IssuedKey.make(key, path: name.key, passin: passin, passout: passout, writing: writing, in: world)
    try needs.checkKey(issued.key.publicKey)
    let plan = CertificatePlan(
      serial: try number(), issuer: subject.encoding, subject: subject.encoding,
      notBefore: lifetime.notBefore, notAfter: lifetime.notAfter, publicKeyInfo: issued.key.publicKeyInfo,
      extensions: extensions(names, usages, isLeaf: isLeaf, for: issued.key))
    let certificate = try plan.certificate(signedWith: issued.key, digest: key.digest?.digest)
    var outcome = Outcome(source: name.text)
    outcome.isDryRun = writing.isDryRun
    outcome.files = issued.files + [writing.file(name.certificate, form.encode("CERTIFICATE", certificate))]
    outcome.fields = fields(name, issued.file?.path, subject, plan, now: world.instant)
    outcome.notes = names.notes
    // A CA that names no host is not going to be shown to browsers.
    if !isLeaf, !names.alternativeNames.isEmpty {
      outcome.notes += ["browsers refuse a CA as a server's certificate: --leaf makes one for them"]
    }
    return Answer(outcome)
  }

  /// Subject and alternative names; the basename is the common name where nothing gives one.
  private func names(_ name: Basename, _ needs: RoleNeeds) throws(PKIError) -> RoleNames {
    let attributes = Array(operands.dropFirst())
    let names = try RoleNames(needs, attributes, leavesOutCommonName: leavesOutCommonName)
    if names.subject.commonName != nil || needs.allowsNoCommonName { return names }
    return try RoleNames(needs, attributes + ["CN:" + name.text], leavesOutCommonName: leavesOutCommonName)
  }

  private func number() throws(PKIError) -> SerialNumber {
    if let serial { return serial }
    return try .random()
  }

  private func checkCombination(isLeaf: Bool) throws(PKIError) {
    if wantsLeaf, !isLeaf || roles.roles.contains(where: \.isAuthority) {
      throw PKIError(.usage, "", "--leaf makes a certificate that signs nothing, and --for ca one that does")
    }
    if isLeaf, pathLength != nil {
      throw PKIError(.usage, "", "--path-length is for CAs, and --leaf makes none", hint: "leave out one of them")
    }
    if !isLeaf, extendedKeyUsage != nil {
      throw PKIError(.usage, "", "--eku needs --leaf: extended key usages in a CA restrict what it may sign")
    }
    if let pathLength, !(0...255).contains(pathLength) {
      throw PKIError(.usage, "", "--path-length \(pathLength): from 0 to 255")
    }
    if key.file != nil, key.isLocked {
      throw PKIError(.usage, "", "--lock encrypts a new key, and --key names an old one", hint: "see pki lock")
    }
  }

  private func extensions(
    _ names: RoleNames, _ usages: RoleUsages, isLeaf: Bool, for key: borrowing SigningKey
  ) -> CertificateExtensions {
    var extensions = CertificateExtensions()
    extensions.basicConstraints = (!isLeaf, pathLength)
    extensions.keyUsage = usages.keyUsage(of: key)
    if isLeaf {
      extensions.extendedKeyUsage = usages.extendedKeyUsage
    } else {
      extensions.keyUsage.formUnion([.keyCertSign, .cRLSign])
    }
    extensions.alternativeNames = names.alternativeNames
    extensions.subjectIsEmpty = names.subject.isEmpty
    let identifier = key.publicKey.keyIdentifier
    extensions.subjectKeyIdentifier = identifier
    extensions.authorityKeyIdentifier = identifier
    extensions.mustStaple = mustStaple
    return extensions
  }

  private func fields(
    _ name: Basename, _ keyFile: String?, _ subject: DistinguishedName, _ plan: CertificatePlan, now: Instant
  ) -> [Field] {
    let created = keyFile.map { "Created key file \($0) and certificate \(name.certificate)" }
    return [
      .said(Line(created ?? "Created certificate \(name.certificate)", .good)),
      Field("key_file", .text(orNull: keyFile)),
      Field("certificate_file", .text(name.certificate)),
      Field("subject", "Subject", .text(subject.description)),
    ] + plan.fields(now: now)
  }
}

extension SerialNumber: OptionValue {
  /// Hex digits, or decimal behind `dec:`; positive and at most 20 octets (RFC 5280 §4.1.2.2).
  package static func parse(_ text: String) throws(InvalidValue) -> SerialNumber {
    let decimal = text.hasPrefix("dec:")
    guard let serial = SerialNumber(decimal ? String(text.dropFirst(4)) : text, decimal: decimal),
      !serial.isZero, serial.content.count <= 20
    else { throw InvalidValue(expected: "hex digits such as 1f3a, positive and at most 20 octets") }
    return serial
  }
}
