import Console
import PKICore
import Platform
import Vocabulary

/// Makes keys and requests of rows, or finds that they are there.
struct RequestMaker: Sendable {
  let command: CSRCommand
  let world: World
  /// Whose lines the manifest holds.
  let known: NameMarks
  /// Whether the store held no key and no request when the work began: what comes there in the meantime is found when
  /// names are given.
  let isFresh: Bool
  /// What keys of the types that rows ask for are called, all of them.
  let specimens: [KeyType: String]

  /// The request of a row: what is missing of its files, and its line where the manifest lacks it.
  func make(_ row: RequestRow) -> BulkStep {
    do throws(PKIError) {
      let hasRequest = try exists(row.name.request)
      if let keyFile = row.keyFile {
        return try step(row, key: readKey(keyFile), keyFile, isNew: false, hasRequest: hasRequest)
      }
      if try exists(row.name.key) {
        return try step(row, key: readKey(row.name.key), row.name.key, isNew: false, hasRequest: hasRequest)
      }
      guard !hasRequest else {
        throw PKIError(
          .mismatch, row.name.request, "the request is there, and its key \(row.name.key) is not",
          hint: "take it away, or bring its key back")
      }
      if command.writing.isDryRun { return .wouldWrite }
      return try step(row, key: SigningKey(making: row.keyType), row.name.key, isNew: true, hasRequest: false)
    } catch {
      return BulkStep(error: error)
    }
  }

  private func exists(_ path: String) throws(PKIError) -> Bool {
    if isFresh { return false }
    return try world.holdsFile(path)
  }

  private func readKey(_ path: String) throws(PKIError) -> SigningKey {
    try world.signingKey(path, passin: command.passin.source)
  }

  private func step(
    _ row: RequestRow, key: borrowing SigningKey, _ keyFile: String, isNew: Bool, hasRequest: Bool
  ) throws(PKIError) -> BulkStep {
    let plan = command.plan(row.names, row.usages, row.needs, for: key)
    if row.keyFile == nil, !isNew { try check(key, keyFile, row) }
    var files: [FileToWrite] = []
    if hasRequest {
      try check(row, plan, key, keyFile)
    } else if command.writing.isDryRun {
      return .wouldWrite
    } else {
      if isNew { files.append(command.writing.key(row.name.key, try key.pem())) }
      let request = try plan.request(signedWith: key, digest: command.key.digest?.digest)
      files.append(command.writing.file(row.name.request, command.form.encode("CERTIFICATE REQUEST", request)))
    }
    let fingerprint = Fingerprint.sha256(key.publicKeyInfo)
    let isKnown = known[row.name.text] == Manifest.mark(of: fingerprint)
    if files.isEmpty && (isKnown || command.writing.isDryRun) { return BulkStep(nil) }
    let line =
      isKnown ? [] : Manifest.line(row.name, keyFile: keyFile, key: fingerprint, plan, at: world.clock.now)
    do {
      return BulkStep(files.isEmpty ? nil : try world.folder.stage(files), line: line)
    } catch {
      throw PKIError(writing: error)
    }
  }

  /// Throws a key of another type than the row asks for.
  private func check(_ key: borrowing SigningKey, _ file: String, _ row: RequestRow) throws(PKIError) {
    let found = key.publicKey.keyDescription.text
    guard found != specimens[row.keyType] else { return }
    throw PKIError(
      .mismatch, file, "the key is there and is \(found), where \(row.keyType.word) is wanted",
      hint: "take its files away, or ask for what is there")
  }

  /// Throws a request that is not the row's.
  private func check(
    _ row: RequestRow, _ plan: RequestPlan, _ key: borrowing SigningKey, _ keyFile: String
  ) throws(PKIError) {
    let file = row.name.request
    let request = try world.request(file)
    guard request.publicKey.sameKey(as: key.publicKey) else {
      throw PKIError(
        .mismatch, file, "the request and the key \(keyFile) do not belong together",
        hint: "pki match \(keyFile) \(file) says which key belongs to it")
    }
    if let difference = plan.difference(from: request) {
      throw PKIError(
        .exists, file, "the request is there and does not fit the row: \(difference)",
        hint: "take it away to have it made anew with its key")
    }
  }
}
