import Console
import PKICore
import Platform
import Vocabulary

// `pki export --pem`: one file of PEM, for one name or for several.
extension ExportCommand {
  /// What is exported, in its order.
  private struct Selection {
    private(set) var entries: [Entry] = []
    private var certificates: Set<Certificate> = []
    /// CAs of the folders, which are good for chains.
    var authorities: [Certificate] = []
    /// Certificates without a key that can be opened, each with its file.
    var keyless: [(certificate: Certificate, file: String)] = []
    var notes: [String] = []
    let origins = CertificateOrigins()

    func holds(_ certificate: Certificate) -> Bool { certificates.contains(certificate) }

    /// Takes in an entry, unless its certificate is there.
    mutating func add(_ entry: Entry) {
      if certificates.insert(entry.certificate).inserted { entries.append(entry) }
    }
  }

  /// Exports everything that is named into one file of PEM.
  func exportPEM(in world: World) throws(PKIError) -> Answer {
    var selection = Selection()
    for input in try world.inputs(many.operands(operands, in: world), recursive: false) {
      if let error = input.error { throw error }
      if input.isFound {
        try addFound(input.path, to: &selection, in: world)
      } else {
        selection.add(try entry(named: input.path, noting: selection.origins, in: world))
      }
    }
    selection.notes += selection.keyless.filter { !selection.holds($0.certificate) }.map {
      "left out: \($0.file), whose private key is not beside it, or is locked"
    }
    let source = (operands + many.lists).joined(separator: " ")
    guard !selection.entries.isEmpty else {
      throw PKIError(
        .content, source,
        holdsKey ? "there is no certificate with its private key here" : "there is no certificate here",
        hint: holdsKey ? "--no-key exports certificates alone" : nil)
    }
    let path = out ?? name(of: selection, source)
    if path != "-" { try world.requireFree([path], writing) }
    if path == "-", holdsKey { try world.refuseKeysAtTerminal() }
    let above = try authorities(of: &selection, in: world)
    let bytes = try keysAndCertificates(selection, path, in: world) + above.flatMap(\.pem)
    var outcome = outcome(source, of: bytes, to: path, closed: holdsKey)
    outcome.notes = selection.notes
    outcome.fields += fields(selection, above, source, path)
    return Answer(outcome)
  }

  private func name(of selection: Selection, _ source: String) -> String {
    let suffix = holdsKey ? "keycert" : "certificate"
    guard selection.entries.count == 1 else { return "all_\(suffix)s.pem" }
    let stem = StoreName(of: selection.entries[0].certificate)?.text ?? StorePath(source).stem
    return "\(stem)_\(suffix).pem"
  }

  // MARK: - What is exported

  /// A file of a folder: passed over where it holds no certificate, a CA's, whose key nobody hands out by the way, or one
  /// whose key is not beside it.
  private func addFound(_ file: String, to selection: inout Selection, in world: World) throws(PKIError) {
    let material = try world.material(file, passin: passin.source)
    guard material.items.contains(where: { $0.kind == .certificate }) else { return }
    let given = try material.certificates()
    selection.origins.note(material)
    selection.authorities += given.filter(\.isAuthority)
    guard let own = ChainHead(given)?.leaf, !selection.holds(own) else { return }
    guard !own.isAuthority else {
      if holdsKey, key(of: own, beside: file, in: world) != nil {
        selection.notes.append("left out: \(file), which is a CA's: its name alone exports it with its key")
      }
      return
    }
    guard holdsKey else {
      selection.add(Entry(certificate: own, key: nil, others: given))
      return
    }
    guard let key = key(of: own, beside: file, in: world) else {
      selection.keyless.append((own, file))
      return
    }
    selection.add(Entry(certificate: own, key: key, others: given))
  }

  /// The private key of a certificate of a folder, where it is beside it or in its file and can be opened: nobody is asked
  /// for the passphrases of files that were not named.
  private func key(of certificate: Certificate, beside file: String, in world: World) -> Shared<SigningKey>? {
    let stem = StorePath(file).stem
    for path in [stem + ".key", stem + ".pem"].filter(world.isFile) + [file] {
      guard let material = try? world.material(path, passin: passin.source),
        let info = try? material.privateKey().privateKeyInfo(), let key = try? SigningKey(privateKeyInfo: info)
      else { continue }
      if key.publicKey.sameKey(as: certificate.publicKey) { return Shared(key) }
    }
    return nil
  }

  /// The certificates above those that are exported, each once; notes what is missing of them.
  private func authorities(of selection: inout Selection, in world: World) throws(PKIError) -> [Certificate] {
    let more = try world.certificates(chain, passin: passin.source, noting: selection.origins) + selection.authorities
    var above: [Certificate] = []
    var notes: [String] = []
    for entry in selection.entries {
      let bundle = CertificateBundle(above: entry.certificate, entry.others + more, at: world.instant)
      for certificate in bundle.path.dropFirst() where !above.contains(certificate) && !selection.holds(certificate) {
        above.append(certificate)
      }
      let found =
        selection.entries.count == 1
        ? BundleNotes(bundle, selection.origins, at: world.instant).notes : bundle.missing.map { [$0.sentence] } ?? []
      notes += found.filter { !notes.contains($0) }
    }
    selection.notes += notes
    return above
  }

  // MARK: - The file

  private func keysAndCertificates(
    _ selection: Selection, _ path: String, in world: World
  ) throws(PKIError) -> [UInt8] {
    guard holdsKey else { return selection.entries.flatMap(\.certificate.pem) }
    let isLocked = isLocked || passout.source != nil
    let passphrase = isLocked ? try world.newPassphrase(of: path, from: passout.source) : Secret()
    var bytes: [UInt8] = []
    for entry in selection.entries {
      if let key = entry.key {
        bytes += try key.with { (key: borrowing SigningKey) throws(PKIError) in
          isLocked ? try key.pem(lockedWith: passphrase) : try key.pem()
        }
      }
      bytes += entry.certificate.pem
    }
    return bytes
  }

  private func fields(
    _ selection: Selection, _ above: [Certificate], _ source: String, _ path: String
  ) -> [Field] {
    let certificates = selection.entries.map(\.certificate) + above
    let keys = holdsKey ? selection.entries.count : 0
    let keyWords = keys == 0 ? "" : keys == 1 ? "private key, " : "\(keys) private keys, "
    let parts = keyWords + (certificates.count == 1 ? "1 certificate" : "\(certificates.count) certificates")
    return [
      .said(Line("Exported \(source) to \(path) (PEM: \(parts))", .good)),
      Field("file", .text(path)), Field("export_format", .text("PEM")), Field("holds_key", .truth(holdsKey)),
      Field("compatibility", .null), Field("keys", .number(keys)),
      Field("locked", .truth(holdsKey && (isLocked || passout.source != nil))),
      Field("certificates", .texts(certificates.map(\.subject.description))),
    ]
  }
}
