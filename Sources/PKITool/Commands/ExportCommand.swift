package import Console
package import PKICore
import Platform
import Vocabulary

/// `pki export`: a certificate, its chain and its key in the formats that others want.
package struct ExportCommand: Command {
  package static let name = "export"
  package static let summary = "write a certificate, its chain and its key as PKCS#12, PEM, PKCS#7 or DER"
  package static let discussion = [
    "Reads NAME.crt and NAME.key, and writes a PKCS#12 file under a new passphrase: AES-256-CBC, PBKDF2-HMAC-SHA256 with 100,000 "
      + "rounds, a checksum with SHA-256. --compat legacy writes triple DES and SHA-1 instead, which Windows before 2019, Java "
      + "before 8u301 and old appliances read.",
    "With --pem one file holds them in PEM, and may hold those of several NAMEs or of a folder, but for CAs': private keys with their "
      + "certificates, then the CAs above them, each once. The keys are open, unless --lock or --passout locks them.",
    "Without --out the file is named after the subject, as Pexip Infinity does: SUBJECT_keycert.p12 with the private key, "
      + "SUBJECT_certificate.p12, .pem, .p7b or .der without; all_keycerts.pem and all_certificates.pem for several. Only "
      + "PKCS#12 and PEM hold the key. With --out - JSON has the file as well: PEM as pem, all else in base64 as der.",
  ]
  package static let group = Group.convert
  package static let operandUsage = [
    Operand(
      "NAME", .any, "the name of NAME.crt and NAME.key, or a file that holds both; with --pem several, or a folder")
  ]
  package static let options: [Option<Self>] =
    [
      .value("key", \.keyFile, "FILE", "the private key", initially: "NAME.key"),
      .flag("no-key", \.leavesOutKey, "certificates alone"),
      .list("chain", \.chain, "FILE", "certificates above the first, in any order"),
      .value("compat", \.compatibility, "AGE", "who must open the PKCS#12 file"),
      .flag("pem", \.isPEM, "PEM: private key, certificate and chain, of one NAME or of several"),
      .flag("lock", \.isLocked, "with --pem: put the keys under a new passphrase"),
      .flag("p7b", \.isPKCS7, "a PKCS#7 file of the certificates, in PEM; with --der binary"),
      .flag("der", \.isDER, "the certificate alone in DER"),
      .value(
        "name", \.friendlyName, "TEXT", "what the PKCS#12 file calls the certificate", initially: "its common name"),
      .value("out", \.out, "FILE", "write to FILE", short: "o", initially: "named after the subject"),
    ] + ManyOptions.listOptions.map { $0.at(\.many) } + PassphraseInput.options.map { $0.at(\.passin) }
    + PassphraseOutput.options.map { $0.at(\.passout) }
    + WriteOptions.options.map { $0.at(\.writing) }
  package static let examples = [
    Example("pki export callbridge --chain bundle.pem", "asks for a passphrase and writes PKCS#12"),
    Example("pki export edge --compat legacy --passout file:word -o edge.pfx", "for an old Windows"),
    Example("pki export . --pem --lock", "every certificate of the store with its key, in all_keycerts.pem"),
    Example("pki export edge --p7b --chain bundle.pem", "certificates for Windows and Java"),
    Example("pki export edge --der -o edge.cer", "the certificate in DER"),
  ]

  var keyFile: String?
  var leavesOutKey = false
  var chain: [String] = []
  var compatibility = PKCS12Compatibility.modern
  var isPEM = false
  var isLocked = false
  var isPKCS7 = false
  var isDER = false
  var friendlyName: String?
  var out: String?
  var many = ManyOptions()
  var passin = PassphraseInput()
  var passout = PassphraseOutput()
  var writing = WriteOptions()
  package var operands: [String] = []

  package init() {}

  package mutating func validate() throws(UsageError) {
    try many.validate(operands, "NAME")
    try validateForm()
    if leavesOutKey, keyFile != nil { throw UsageError("--key and --no-key contradict each other") }
    let hasMany = operands.count > 1 || !many.lists.isEmpty
    if hasMany, !isPEM {
      throw UsageError("several NAMEs go into one file with --pem alone", hint: "or export them one after the other")
    }
    if hasMany, keyFile != nil { throw UsageError("--key names one key, and there are several NAMEs") }
  }

  private func validateForm() throws(UsageError) {
    let forms = [("--pem", isPEM), ("--p7b", isPKCS7), ("--der", isDER)].filter(\.1).map(\.0)
    if isPEM, forms.count > 1 { throw UsageError("--pem and \(forms[1]) are two different files") }
    if isLocked, !isPEM {
      throw UsageError("--lock is for --pem", hint: "PKCS#12 is locked always, and nothing else holds the key")
    }
    if isLocked, leavesOutKey { throw UsageError("--lock locks keys, and --no-key leaves them out") }
    guard let form = forms.first else { return }
    if compatibility != .modern { throw UsageError("--compat is for PKCS#12, and \(form) is another format") }
    if friendlyName != nil { throw UsageError("--name is for PKCS#12, and \(form) is another format") }
    if passout.source != nil, !holdsKey {
      throw UsageError("\(form) has no passphrase here", hint: "leave out --passout")
    }
    if isPEM { return }
    if keyFile != nil { throw UsageError("\(form) holds no key", hint: "leave out --key, or write PKCS#12") }
    if isDER, !isPKCS7, !chain.isEmpty {
      throw UsageError("--der holds one certificate", hint: "add --p7b for a binary file of several")
    }
  }

  package func run(in world: World) throws(PKIError) -> Answer {
    if isPEM { return try exportPEM(in: world) }
    if (try? world.folder.kind(of: operands[0])) == .folder {
      throw PKIError(.usage, "", "\(operands[0]) is a folder, and one file holds what is in it with --pem alone")
    }
    let entry = try entry(named: operands[0], in: world)
    let certificates = try ordered(entry.others, own: entry.certificate, in: world)
    guard let key = entry.key else {
      return try answer(certificates, "_certificate", in: world) { (path) throws(PKIError) in
        try self.encoded(certificates, for: path, in: world)
      }
    }
    return try answer(certificates, "_keycert", in: world) { (path) throws(PKIError) in
      let passphrase = try world.newPassphrase(of: path, from: self.passout.source)
      return try key.with { (key: borrowing SigningKey) throws(PKIError) in
        Content(
          bytes: try PKCS12File.der(
            key: key, certificates: certificates.chosen, name: self.friendlyName ?? entry.certificate.subject.shortText,
            passphrase: passphrase, compatibility: self.compatibility), isOpen: passphrase.count == 0)
      }
    }
  }

  /// Whether the file holds the private key.
  var holdsKey: Bool { !isPKCS7 && !isDER && !leavesOutKey }

  /// A certificate to export, its key, and what stood beside it.
  struct Entry {
    let certificate: Certificate
    let key: Shared<SigningKey>?
    let others: [Certificate]
  }

  /// A NAME of the command line: its certificate must be there, and its key, unless that is left out.
  func entry(
    named operand: String, noting origins: CertificateOrigins? = nil, in world: World
  ) throws(PKIError) -> Entry {
    let name = StorePath(operand)
    let file = try world.existing(name.certificate, or: [name.stem + ".cer", name.stem + ".pem", name.operand])
    let material = try world.material(file, asking: .ifNeeded, passin: passin.source)
    let given = try material.certificates()
    origins?.note(material)
    guard holdsKey else { return Entry(certificate: ChainHead(given)?.leaf ?? given[0], key: nil, others: given) }
    let keyPath = try keyPath(name, material, in: world)
    let key = try signingKey(keyPath, of: name, material, in: world)
    let own = try ExportCommand.own(given, of: key.publicKey, file, keyPath)
    return Entry(certificate: own, key: Shared(key), others: given)
  }

  /// The key to export; what came from standard input is not there a second time.
  private func signingKey(
    _ path: String, of name: StorePath, _ material: Material, in world: World
  ) throws(PKIError) -> SigningKey {
    guard name.isStandardInput, keyFile == nil else { return try world.signingKey(path, passin: passin.source) }
    return try world.usable(material.privateKey(), of: material.source)
  }

  /// The certificate of a key. Throws where none of those given is.
  private static func own(
    _ given: [Certificate], of key: SubjectPublicKeyInfo, _ file: String, _ keyFile: String
  ) throws(PKIError) -> Certificate {
    if let own = given.first(where: { key.sameKey(as: $0.publicKey) }) { return own }
    throw PKIError(
      .refused, file == keyFile ? file : "\(file), \(keyFile)",
      "Certificate and private key do not appear to be part of the same key pair",
      hint: "pki match . finds the key that belongs to it")
  }

  /// The file of the key: the one that is named, NAME.key, or the certificate's own where it holds one.
  private func keyPath(_ name: StorePath, _ material: Material, in world: World) throws(PKIError) -> String {
    if let keyFile { return keyFile }
    if (try? world.folder.exists(name.key)) ?? false { return name.key }
    if material.items.contains(where: { $0.privateKey != nil }) { return material.source }
    throw PKIError(
      .unreadable, name.key, "there is no such file",
      hint: "name the private key with --key FILE, or export the certificates alone with --no-key")
  }

  // MARK: - Certificates

  /// The certificate with those above it, and what is worth knowing about them.
  private struct Ordered {
    let chosen: [Certificate]
    let notes: [String]
  }

  private func ordered(_ given: [Certificate], own: Certificate, in world: World) throws(PKIError) -> Ordered {
    if isDER, !isPKCS7 { return Ordered(chosen: [own], notes: []) }
    let origins = CertificateOrigins()
    let others = try given.filter { $0 != own } + world.certificates(chain, passin: passin.source, noting: origins)
    let bundle = CertificateBundle(above: own, others, at: world.instant)
    return Ordered(chosen: bundle.path, notes: BundleNotes(bundle, origins, at: world.instant).notes)
  }

  /// The bytes of the new file, and whether anybody can open it: by the empty passphrase.
  private struct Content {
    let bytes: [UInt8]
    var isOpen = false
  }

  /// The file's bytes where it holds no key.
  private func encoded(_ certificates: Ordered, for path: String, in world: World) throws(PKIError) -> Content {
    if isPKCS7 {
      let der = PKCS7File.der(certificates.chosen)
      return Content(bytes: isDER ? der : PEMEncoding.block("PKCS7", der))
    }
    if isDER { return Content(bytes: certificates.chosen[0].der) }
    let passphrase = try world.newPassphrase(of: path, from: passout.source)
    let name = friendlyName ?? certificates.chosen[0].subject.shortText
    return Content(
      bytes: try PKCS12File.der(
        certificates: certificates.chosen, name: name, passphrase: passphrase, compatibility: compatibility))
  }

  // MARK: - The answer

  /// Whether the file is text that terminals show.
  private var isText: Bool { isPEM || isPKCS7 && !isDER }

  private var format: String { isPKCS7 ? "PKCS#7" : isDER ? "DER" : "PKCS#12" }

  /// The outcome that writes a file, which others cannot read where it is closed; or that gives it to standard output,
  /// where JSON has it as text, or as what its octets are in base64.
  func outcome(_ source: String, of bytes: [UInt8], to path: String, closed: Bool) -> Outcome {
    var outcome = Outcome(source: source)
    if path == "-" {
      outcome.put(bytes)
      if !isText { outcome.fields = [Field("der", .text(Base64.text(bytes)))] }
    } else {
      outcome.isDryRun = writing.isDryRun
      outcome.files = [closed ? writing.key(path, bytes) : writing.file(path, bytes)]
    }
    return outcome
  }

  private func answer(
    _ certificates: Ordered, _ suffix: String, in world: World, content: (String) throws(PKIError) -> Content
  ) throws(PKIError) -> Answer {
    let ending = isPKCS7 ? ".p7b" : isDER ? ".der" : ".p12"
    let stem = StoreName(of: certificates.chosen[0])?.text ?? StorePath(operands[0]).stem
    let path = out ?? stem + suffix + ending
    if path != "-" { try world.requireFree([path], writing) }
    if path == "-", !isText, world.isSeen, world.globals.format == .text {
      throw PKIError(.usage, "", "binary data does not go to a terminal", hint: "write it to a file with --out FILE")
    }
    let content = try content(path)
    var outcome = outcome(operands[0], of: content.bytes, to: path, closed: format == "PKCS#12")
    outcome.notes = certificates.notes
    if content.isOpen { outcome.notes.append("\(path): the passphrase is empty, and whoever has the file has the key") }
    if compatibility == .legacy {
      outcome.notes.append(
        "\(path): locked with triple DES and SHA-1, which old Windows and Java read, and which are weak: delete it after use"
      )
    }
    let count = certificates.chosen.count
    let parts = (holdsKey ? "private key, " : "") + (count == 1 ? "1 certificate" : "\(count) certificates")
    outcome.fields += [
      .said(Line("Exported \(operands[0]) to \(path) (\(format): \(parts))", .good)),
      Field("file", .text(path)), Field("export_format", .text(format)), Field("holds_key", .truth(holdsKey)),
      Field("compatibility", format == "PKCS#12" ? .text(compatibility.rawValue) : .null),
      Field("certificates", .texts(certificates.chosen.map(\.subject.description))),
    ]
    return Answer(outcome)
  }
}

extension PKCS12Compatibility: Choice {}
