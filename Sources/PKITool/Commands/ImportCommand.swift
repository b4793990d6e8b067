package import Console
package import PKICore
import Platform
import Vocabulary

/// `pki import`: what others sent, as files of the store.
package struct ImportCommand: Command {
  package static let name = "import"
  package static let summary = "sort files of any format into the store: keys, certificates, requests, CAs"
  package static let discussion = [
    "Takes files apart and puts what belongs together under one name: NAME.key, NAME.crt, NAME.csr, by the subject's common "
      + "name or --as. CAs whose keys are elsewhere join the list ca-certificates.pem. DH and EC parameters stay with their "
      + "certificate, and a revocation list goes beside the certificate of its CA, as CA.crl.",
    "A certificate whose key is in the store goes beside it. The same certificate twice is nothing new; one of the same issuer "
      + "and serial number is an update, which takes --force; one of the same subject alone is kept beside, as NAME-2. With --host every certificate that is no CA's must be for that host, or nothing is written.",
    "Keys are stored without a passphrase and readable by their owner alone, or under a new one with --lock.",
  ]
  package static let group = Group.convert
  package static let operandUsage = [Operand("FILE", .any, "what was sent, or a folder of it")]
  package static let options: [Option<Self>] =
    [
      .value("as", \.storeName, "NAME", "the name in the store", initially: "by the subject"),
      .flag("lock", \.isLocked, "put the keys under a new passphrase"),
      .list("host", \.hosts, "NAME", "refuse certificates that are not for this host name or address"),
    ] + InputOptions.options.map { $0.at(\.input) } + ManyOptions.options.map { $0.at(\.many) }
    + PassphraseOutput.options.map { $0.at(\.passout) }
    + WriteOptions.options.map { $0.at(\.writing) }
  package static let examples = [
    Example("pki import vendor.pfx --as callbridge", "callbridge.key, callbridge.crt, and the CAs"),
    Example("pki import answer.p7b", "the CA's answer beside its key"),
    Example("pki import answer.pem --host cb.example.com", "only if it is for that host"),
    Example("pki import downloads --dry-run", "what a folder would come to"),
  ]

  var storeName: String?
  var isLocked = false
  var hosts: [String] = []
  var input = InputOptions()
  var many = ManyOptions()
  var passout = PassphraseOutput()
  var writing = WriteOptions()
  package var operands: [String] = []

  package init() {}

  package mutating func validate() throws(UsageError) {
    try many.validate(operands, "FILE")
    for host in hosts where !IPText.isAddress(host) { try VerifyCommand.check(host, "--host") }
  }

  package func run(in world: World) throws(PKIError) -> Answer {
    var all = self
    all.operands = try many.operands(operands, in: world)
    return try all.answer(in: world)
  }

  private func answer(in world: World) throws(PKIError) -> Answer {
    guard !operands.isEmpty else { throw PKIError(.content, many.lists.joined(separator: " "), "it names no file") }
    ProcessGuard.protectSecrets()
    let sorting = try sorted(in: world)
    try sorting.verify(hosts)
    let rows = try rows(sorting, in: world)
    var outcome = Outcome(source: operands.joined(separator: " "))
    outcome.isDryRun = writing.isDryRun
    outcome.files = rows.compactMap(\.file)
    outcome.notes = notes(sorting, rows)
    outcome.fields = [
      Field("items", "", ImportRow.table(rows)),
      Field(
        "left_out", "Left out",
        .list(sorting.left.map { .spoken("\($0.what) (\($0.source)): \($0.reason)", as: $0.document) })),
    ]
    if !writing.isDryRun || outcome.files.isEmpty {
      outcome.fields.append(.said(Line(ImportRow.sentence(rows), .good)))
    }
    return Answer(outcome)
  }

  // MARK: - Reading

  private func sorted(in world: World) throws(PKIError) -> ImportSorting {
    var sorting = ImportSorting()
    var requests: String?
    for input in many.shard.of(world.inputs(operands, recursive: self.input.isRecursive)) {
      if let error = input.error { throw error }
      let material = try world.material(input.path, asking: .ifNeeded, passin: self.input.passin.source)
      if input.isFound, material.items.allSatisfy({ $0.kind == .unknown }) { continue }
      if let error = material.firstError { throw error.about(input.path) }
      try sorting.add(material)
      if material.items.contains(where: { $0.kind == .request }) { requests = input.path }
    }
    sorting.pair()
    let hasMore =
      !sorting.authorities.isEmpty || !sorting.lists.isEmpty
      || sorting.groups.contains { $0.key != nil || $0.certificate != nil }
    if let requests, !hasMore {
      throw PKIError(
        .refused, requests, "this is a certificate signing request (CSR), and what is wanted is the certificate",
        hint: "have a CA sign it, and import what comes back")
    }
    // A part of many files may have none to import.
    guard hasMore || many.shard != .all else {
      throw PKIError(
        .content, operands.joined(separator: " "),
        "there is neither a key nor a certificate nor a revocation list here",
        hint: "pki inspect \(operands[0]) shows what is in it")
    }
    return sorting
  }

  // MARK: - What goes where

  private func rows(_ sorting: ImportSorting, in world: World) throws(PKIError) -> [ImportRow] {
    var names = StoreNames(in: world, passin: storePassphrase)
    let typed = try typedName(sorting)
    let hasKeys = sorting.groups.contains { $0.key != nil }
    let locks = (isLocked || passout.source != nil) && hasKeys
    let passphrase = locks ? try world.newPassphrase(of: "the imported keys", from: passout.source) : Secret()
    var rows: [ImportRow] = []
    var owners: [(certificate: Certificate, stem: String)] = []
    for group in sorting.groups {
      let slot: StoreSlot
      if let typed {
        slot = StoreSlot(typed, group, passin: storePassphrase, in: world)
      } else {
        slot = try names.place(group)
      }
      try refuse(slot, group, in: world)
      if let certificate = group.certificate { owners.append((certificate, slot.stem)) }
      if let key = group.key {
        rows.append(try row(key, group, slot, lockedWith: locks ? passphrase.copy() : nil, in: world))
      }
      if let request = group.request {
        let bytes = PEMEncoding.block("CERTIFICATE REQUEST", request.der)
        rows.append(row("csr", "CSR of \(request.subject.shortText)", bytes, slot.request, group, slot))
      }
      if let certificate = group.certificate, let bytes = group.certificateFile {
        let more = group.parameters.map { ", \($0.kind.rawValue) parameters" }.joined()
        rows.append(
          row("crt", "certificate of \(certificate.subject.shortText)\(more)", bytes, slot.certificate, group, slot))
      }
    }
    if !sorting.authorities.isEmpty { rows.append(try trustRow(sorting, in: world)) }
    for (list, source) in sorting.lists {
      let slot = try ListSlot(list, typed: sorting.groups.isEmpty ? typed : nil, beside: owners, in: world)
      try rows.append(row(list, from: source, slot, in: world))
    }
    return rows
  }

  /// The source that may be asked again for what is locked in the store; nil where it gives its line once.
  private var storePassphrase: PassphraseSource? {
    switch input.passin.source {
    case .environment, .file: input.passin.source
    case .prompt, .standardInput, .descriptor, nil: nil
    }
  }

  private func typedName(_ sorting: ImportSorting) throws(PKIError) -> String? {
    guard let storeName else { return nil }
    let name = try StoreName(typed: storeName)
    if sorting.groups.isEmpty, sorting.authorities.isEmpty, sorting.lists.count == 1 { return name.text }
    guard !sorting.groups.isEmpty else {
      throw PKIError(
        .usage, "", "--as names a key and what belongs to it, and these are CAs without keys",
        hint: "leave it out: they join \(TrustListUpdate.path)")
    }
    guard sorting.groups.count == 1 else {
      throw PKIError(
        .usage, "", "--as names one key and what belongs to it, and there are \(sorting.groups.count)",
        hint: "without it they become \(sorting.groups.compactMap(\.name?.text).joined(separator: ", "))")
    }
    return name.text
  }

  /// Nothing is written over without --force, and never is half of a pair put beside another's other half.
  private func refuse(_ slot: StoreSlot, _ group: ImportSorting.Group, in world: World) throws(PKIError) {
    for (part, state) in [(group.key == nil, slot.key), (group.certificate == nil, slot.certificate)]
    where part && state == .taken {
      throw PKIError(
        .refused, slot.stem + (group.key == nil ? ".key" : ".crt"), "what has this name belongs to another key",
        hint: "choose another name with --as")
    }
    let parts = [
      (group.key != nil, slot.key, ".key"), (true, slot.request, ".csr"),
      (group.certificate != nil, slot.certificate, ".crt"),
    ]
    for (isThere, state, ending) in parts where state == .taken || isThere && state == .updated {
      try world.requireFree([slot.stem + ending], writing)
    }
  }

  private func row(
    _ key: PrivateKeyFile, _ group: ImportSorting.Group, _ slot: StoreSlot, lockedWith passphrase: consuming Secret?,
    in world: World
  ) throws(PKIError) -> ImportRow {
    var row = ImportRow(
      path: slot.stem + ".key", type: "private-key", holds: "private key, \(key.described)",
      source: group.sources["key"] ?? "", state: slot.key == .taken ? .updated : slot.key)
    row.isOpened = key.lock != nil && passphrase == nil && row.state != .unchanged
    guard row.state != .unchanged else { return row }
    let signing = try world.usable(key, of: row.source)
    row.file =
      if let passphrase { writing.key(row.path, try signing.pem(lockedWith: passphrase)) } else {
        writing.key(row.path, try signing.pem())
      }
    return row
  }

  private func row(
    _ ending: String, _ holds: String, _ bytes: [UInt8], _ state: StoreSlot.State, _ group: ImportSorting.Group,
    _ slot: StoreSlot
  ) -> ImportRow {
    var row = ImportRow(
      path: "\(slot.stem).\(ending)", type: ending == "csr" ? "csr" : "certificate", holds: holds,
      source: group.sources[ending] ?? "", state: state == .taken ? .updated : state)
    if row.state != .unchanged { row.file = writing.file(row.path, bytes) }
    return row
  }

  private func trustRow(_ sorting: ImportSorting, in world: World) throws(PKIError) -> ImportRow {
    let update = try TrustListUpdate(adding: sorting.authorities.map(\.certificate), in: world)
    var sources: [String] = []
    for (_, source) in sorting.authorities where !sources.contains(source) { sources.append(source) }
    let isNew = update.file?.existing == .refuse
    var row = ImportRow(
      path: TrustListUpdate.path, type: "trust-list",
      holds: (update.total == 1 ? "1 CA" : "\(update.total) CAs") + (isNew ? "" : ", \(update.added) of them new"),
      source: sources.joined(separator: ", "), state: update.file == nil ? .unchanged : isNew ? .new : .updated)
    row.file = update.file
    return row
  }

  // MARK: - Notes

  private func notes(_ sorting: ImportSorting, _ rows: [ImportRow]) -> [String] {
    var notes: [String] = []
    for row in rows where row.isOutdated {
      notes.append("\(row.path) is newer than the list of \(row.source), and stays")
    }
    for row in rows where row.isOpened { notes.append("\(row.path) is stored without its passphrase; --lock sets one") }
    for row in rows where row.type == "certificate" && row.state == .new {
      let stem = row.path.dropLast(4)
      if stem.contains("." as Character) {
        notes.append("\(row.path): the Meeting Server takes one dot in a name; --as chooses another")
      }
    }
    return notes
  }
}
