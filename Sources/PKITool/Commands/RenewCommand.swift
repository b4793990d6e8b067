package import Console
package import PKICore
import Platform
import Vocabulary

/// `pki renew`: a request that asks again for what a certificate has.
package struct RenewCommand: Command {
  package static let name = "renew"
  package static let summary = "make a request that asks again for what a certificate has"
  package static let discussion = [
    "Creates NAME.csr, where NAME is the name of CERT's file: the same subject, alternative names, key usages, CA:TRUE, TLS "
      + "features and Microsoft template, as the certificate encodes them. What a request cannot carry over is named.",
    "Attributes replace those of the certificate, and an empty one (OU:) takes it away; with another CN the name that stood "
      + "for the old one goes, and the new one comes first. subjectAltName: replaces all names; --add-san and --drop-san "
      + "change the list. --for ROLE adds what the role needs. A subject or a name that pki csr would not take (a country that "
      + "is none, an underscore in a host name) is refused; --force asks for it as it is.",
    "The key stays the same: it is searched for in the store by its public key. --new-key makes another, NAME.key.",
  ]
  package static let group = Group.issue
  package static let operandUsage = [
    Operand("CERT", .one, "the certificate: a name of the store, a file, or - for standard input"),
    Operand(
      "ATTRIBUTE", .any, "CN:host.example.com, O:\"Example Inc.\", subjectAltName:a,b",
      completion: .words(CSRCommand.attributes)),
  ]
  package static let options: [Option<Self>] =
    [
      .list("add-san", \.added, "NAME", "add an alternative name; a comma list, repeatable"),
      .list("drop-san", \.dropped, "NAME", "leave out an alternative name; a comma list, repeatable"),
      .value("as", \.newName, "NAME", "the name of the new files", initially: "that of CERT"),
    ] + RenewedKeyOptions.options.map { $0.at(\.key) } + RoleOptions.options.map { $0.at(\.roles) }
    + [
      .value("eku", \.extendedKeyUsage, "LIST", "extended key usages instead of the certificate's"),
      .value("key-usage", \.keyUsage, "LIST", "key usages instead of the certificate's"),
      .optionalValue(
        "ms-template", \.template, "NAME", whenBare: "WebServer",
        "ask for the Microsoft certificate template NAME instead"),
      .flag("must-staple", \.mustStaple, "ask for a certificate that demands a stapled OCSP response"),
      .flag("no-cn-in-san", \.leavesOutCommonName, "do not put a new common name among the alternative names"),
      .value("out-form", \.form, "FORM", "the form of the request"),
    ]
    + PassphraseInput.options.map { $0.at(\.passin) } + PassphraseOutput.options.map { $0.at(\.passout) }
    + WriteOptions.options.map { $0.at(\.writing) }
  package static let examples = [
    Example("pki renew callbridge", "callbridge.csr from callbridge.crt, with the same key"),
    Example("pki renew edge.crt --add-san node3.example.com --new-key --as edge2", "one more name, another key"),
    Example("pki renew callbridge --for callbridge", "with what the role needs beside"),
    Example("pki inspect --pem bundle.p7b | pki renew - --as cb", "a certificate from elsewhere"),
  ]

  var added: [String] = []
  var dropped: [String] = []
  var newName: String?
  var key = RenewedKeyOptions()
  var roles = RoleOptions()
  var extendedKeyUsage: ExtendedKeyUsageList?
  var keyUsage: KeyUsageList?
  var template: String?
  var mustStaple = false
  var leavesOutCommonName = false
  var form = OutputForm.pem
  var passin = PassphraseInput()
  var passout = PassphraseOutput()
  var writing = WriteOptions()
  package var operands: [String] = []

  package init() {}

  package func run(in world: World) throws(PKIError) -> Answer {
    try key.check()
    let needs = try roles.needs()
    try needs.requireParameters()
    let path = StorePath(operands[0])
    let source =
      path.operand == "-" ? "-" : try world.existing(path.certificate, or: [path.stem + ".cer", path.stem + ".pem"])
    let certificate = try leaf(of: source, in: world)
    let name = try basename(path, certificate)
    var (plan, notes) = try renewal(of: certificate, needs)
    notes += try judge(plan, of: source)
    try world.requireFree([key.isNew ? name.key : nil, name.request], writing)
    let keyFile = key.isNew ? nil : try self.keyFile(of: certificate, path, source, name, in: world)
    let issued = try IssuedKey.make(
      key.options(for: certificate.publicKey, file: keyFile), path: name.key, passin: passin, passout: passout,
      writing: writing, in: world)
    try needs.checkKey(issued.key.publicKey)
    notes += fit(&plan, to: issued.key, from: certificate.publicKey)
    let request = RequestPlan(subject: plan.subject, extensions: plan.extensions)
    let der = try request.request(signedWith: issued.key, digest: key.digest?.digest)
    var outcome = Outcome(source: path.operand)
    outcome.isDryRun = writing.isDryRun
    outcome.files = issued.files + [writing.file(name.request, form.encode("CERTIFICATE REQUEST", der))]
    outcome.fields = fields(name, issued.file?.path, keyFile, plan) + plan.limits
    outcome.fields += try changes(certificate, der, name)
    outcome.notes = notes + self.notes(name, keyFile, plan)
    return Answer(outcome)
  }

  // MARK: - The certificate

  private func leaf(of source: String, in world: World) throws(PKIError) -> Certificate {
    let certificates = try world.material(source, passin: passin.source).certificates()
    guard let leaf = ChainHead(certificates)?.leaf else { throw PKIError(.content, source, "no certificate is in it") }
    guard !leaf.isSelfIssued || writing.force else {
      throw PKIError(
        .refused, source, "this certificate is self-signed: no CA would renew it",
        hint: "pki selfsigned makes another with --key; --force makes a request all the same")
    }
    return leaf
  }

  private func basename(_ path: StorePath, _ certificate: Certificate) throws(PKIError) -> Basename {
    if let newName { return try Basename(dotted: newName) }
    guard path.operand == "-" else {
      return try Basename(dotted: path.stem.split(separator: "/").last.map(String.init) ?? path.stem)
    }
    let name = (certificate.subject.commonName ?? "").map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "-" }
    do throws(PKIError) {
      return try Basename(dotted: String(name))
    } catch {
      throw PKIError(.usage, "", "standard input has no name for the new files", hint: "name them with --as NAME")
    }
  }

  // MARK: - What is asked for

  private func renewal(
    of certificate: Certificate, _ needs: RoleNeeds
  ) throws(PKIError) -> (plan: Renewal, notes: [String]) {
    var changes = RenewalChanges(
      try AttributeSyntax(Array(operands.dropFirst()), nearest: Suggestion.nearest))
    for text in added { changes.added += try AlternativeNameSyntax.list(text) }
    changes.dropped = dropped
    changes.leavesOutCommonName = leavesOutCommonName
    var plan = Renewal(of: certificate)
    let notes = try plan.apply(changes, needs)
    plan.add(needs)
    if let usages = extendedKeyUsage?.usages { plan.extensions.extendedKeyUsage = usages }
    if let usage = keyUsage?.usage { plan.extensions.keyUsage = usage }
    if !needs.calls.isEmpty {
      _ = try needs.extendedKeyUsage(given: extendedKeyUsage?.usages)
      try needs.checkKeyUsage(plan.extensions.keyUsage.isEmpty ? .digitalSignature : plan.extensions.keyUsage)
    }
    if let template { plan.extensions.setTemplate(template) }
    if mustStaple { plan.extensions.setMustStaple() }
    return (plan, notes)
  }

  /// Throws what cannot be asked for again, in Pexip's words; --force asks for it all the same, and names it.
  private func judge(_ plan: Renewal, of source: String) throws(PKIError) -> [String] {
    let faults = plan.faults
    guard let first = faults.first, !writing.force else {
      return faults.map { "asked for all the same: \($0.message)" }
    }
    let reasons = faults.prefix(3).map(\.message).joined(separator: "; ")
    throw PKIError(
      .refused, source,
      "It was not possible to automatically create a certificate signing request from this certificate: \(reasons)",
      hint: first.hint)
  }

  /// Takes away the usage that RSA keys have, where the new key is none and the old one was.
  private func fit(
    _ plan: inout Renewal, to key: borrowing SigningKey, from old: SubjectPublicKeyInfo
  ) -> [String] {
    guard old.keyDescription.algorithm == "RSA", key.publicKey.keyDescription.algorithm != "RSA", keyUsage == nil,
      plan.extensions.keyUsage.contains(.keyEncipherment)
    else { return [] }
    plan.extensions.keyUsage.remove(.keyEncipherment)
    return ["left out: the key usage keyEncipherment, which is for RSA keys"]
  }

  // MARK: - The key

  /// The file of the certificate's own key.
  private func keyFile(
    of certificate: Certificate, _ path: StorePath, _ source: String, _ name: Basename, in world: World
  ) throws(PKIError) -> String {
    if let file = key.file { return file }
    let near = path.operand == "-" ? [name.key] : [path.key, name.key, source]
    if let found = world.keyFile(of: certificate.publicKey, first: near, passin: passin) { return found }
    // A locked key tells nobody whose it is.
    if let locked = near.first(where: { world.isLockedKey($0) }) {
      let opened = try world.signingKey(locked, passin: passin.source)
      if opened.publicKey.sameKey(as: certificate.publicKey) { return locked }
    }
    throw PKIError(
      .content, source, "no file of the store holds the private key of this certificate",
      hint: "--key FILE names it, and --new-key makes another")
  }
}
