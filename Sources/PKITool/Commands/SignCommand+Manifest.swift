import Console
import PKICore
import Platform
import Vocabulary

// `pki sign --from manifest.ndjson CA`: every request that a table names.
extension SignCommand {
  /// Signs what a manifest names and is not signed yet.
  func runManifest(_ file: String, in world: World) throws(PKIError) -> Answer {
    let requests = try ManifestRequests(world.table(file))
    let needs = try roles.needs()
    try needs.requireParameters()
    let plan = try plan(needs, now: world.clock.now)
    let ca = StorePath(operands[operands.count - 1])
    let caFile = try world.existing(ca.certificate, or: [ca.stem + ".cer", ca.stem + ".pem"])
    let shared = Shared(try authority(ca, caFile, in: world))
    let count = many.shard.count(of: requests.count)
    var run = BulkRun("certificates", total: count, journal: nil, in: world)
    try run.run(count: count, chunk: 8) { number in
      do throws(PKIError) {
        let request = try requests.request(many.shard.index(number))
        return try shared.with { (authority: borrowing CertificateAuthority) throws(PKIError) in
          try step(request, signedBy: authority, caFile, plan, needs, in: world)
        }
      } catch {
        return BulkStep(error: error)
      }
    }
    var outcome = Outcome(source: file)
    outcome.notes = run.notes
    outcome.add(run.errors, of: run.failed)
    outcome.fields = run.fields(rows: requests.count, made: "certificates", dryRun: writing.isDryRun)
    return Answer(outcome)
  }

  private func step(
    _ named: ManifestRequests.Named, signedBy authority: borrowing CertificateAuthority, _ caFile: String,
    _ plan: SigningPlan, _ needs: RoleNeeds, in world: World
  ) throws(PKIError) -> BulkStep {
    let path = StorePath(named.name.text)
    let request = try world.request(path.request)
    if let hash = named.keyHash, hash != Fingerprint.sha256(request.publicKey.encoding.array) {
      throw PKIError(
        .mismatch, path.request, "the request is of another key than \(named.place) says",
        hint: "pki csr --from makes what is missing and notes what is there")
    }
    let (granted, notes) = try plan.granting(needs, to: request, file: path.request)
    var step = BulkStep(nil)
    var certificate: [UInt8]
    var files: [FileToWrite] = []
    if try exists(path.newCertificate, in: world) {
      let found = try world.certificate(path.newCertificate)
      if let difference = try authority.difference(
        of: found, from: request, file: path.request, plan: granted, at: world.instant)
      {
        throw PKIError(
          .exists, path.newCertificate, "the certificate is there and does not fit: \(difference)",
          hint: "take it away to have it signed anew")
      }
      certificate = PEMEncoding.block("CERTIFICATE", found.der)
    } else {
      let issued = try authority.sign(request, file: path.request, caFile: caFile, plan: granted)
      certificate = PEMEncoding.block("CERTIFICATE", issued.der)
      files.append(writing.file(path.newCertificate, certificate))
      step.notes = notes + issued.notes
    }
    if writesChain, try !exists(path.newFullChain, in: world) {
      certificate += PEMEncoding.block("CERTIFICATE", authority.certificate.der)
      files.append(writing.file(path.newFullChain, certificate))
    }
    guard !files.isEmpty else { return step }
    if writing.isDryRun {
      step.wouldWrite = true
      return step
    }
    do { step.group = try world.folder.stage(files) } catch { throw PKIError(writing: error) }
    return step
  }

  private func exists(_ path: String, in world: World) throws(PKIError) -> Bool {
    try world.holdsFile(path)
  }
}

/// The requests that a manifest names; of a name that stands there several times the last line counts.
struct ManifestRequests: Sendable {
  /// A request of the store.
  struct Named: Sendable {
    /// The name of its files.
    let name: Basename
    /// The SHA-256 of its key; nil where the line says none.
    let keyHash: [UInt8]?
    /// File and line, for messages.
    let place: String
  }

  private let table: RowTable
  private var rows: [Int] = []

  /// How many there are.
  var count: Int { rows.count }

  /// The requests of a table. Throws the first row that names none.
  init(_ table: RowTable) throws(PKIError) {
    self.table = table
    var last = NameMarks()
    for index in 0..<table.count { last[try named(index).name.text] = index }
    for index in 0..<table.count where last[try named(index).name.text] == index { rows.append(index) }
    guard !rows.isEmpty else { throw PKIError(.content, table.source, "it names no request") }
  }

  /// One of them.
  func request(_ number: Int) throws(PKIError) -> Named { try named(rows[number]) }

  private func named(_ index: Int) throws(PKIError) -> Named {
    do throws(TableError) {
      let row = try table.row(index)
      let text = row.texts("name").first ?? ""
      let name: Basename
      do { name = try Basename(dotted: text) } catch {
        throw TableError(row.place, PKIError(.content, "", error.message, hint: "pki csr --from writes such a file"))
      }
      let hash = row.texts("spki_sha256").first.map { Hexadecimal.bytes($0) ?? [] }
      return Named(name: name, keyHash: hash, place: "\(table.source):\(row.place.line)")
    } catch {
      throw error.about(table.source)
    }
  }
}
