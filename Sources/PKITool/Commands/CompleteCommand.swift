package import Console
package import PKICore
import Platform
import Vocabulary

/// `pki complete`: the CA's answer to a request is judged and installed.
package struct CompleteCommand: Command {
  package static let name = "complete"
  package static let summary = "install the certificate that a CA has made from a request"
  package static let discussion = [
    "Looks whether CERT is for this CSR and its key, says what the CA changed of what was asked for and whether the chain "
      + "is complete, then writes NAME.crt and NAME-fullchain.crt and renames NAME.csr to NAME.csr.done. CERT and BUNDLE "
      + "may be PEM, DER or PKCS#7, with the chain in any order; issuers are also looked for in the store.",
    "--from DIR takes all answers of a folder, --files-from FILE those of a list, whatever their names: each is matched with the requests of the store by "
      + "its public key. Where pki csr --from has left a manifest.ndjson, it says which request and which key are meant. "
      + "What fits none is named, and counts as exit 1.",
  ]
  package static let group = Group.issue
  package static let operandUsage = [
    Operand("CSR", .optional, "the request: a name of the store, or a file"),
    Operand("CERT", .any, "the certificate, and files with those above it"),
  ]
  package static let options: [Option<Self>] =
    [
      .value("from", \.folder, "DIR", "take all answers in this folder"),
      .flag("strict", \.isStrict, "install nothing where the CA changed names, usages or subject"),
      .value("key", \.keyFile, "FILE", "the private key", initially: "NAME.key"),
    ] + ManyOptions.options.map { $0.at(\.many) } + PassphraseInput.options.map { $0.at(\.passin) }
    + WriteOptions.options.map { $0.at(\.writing) }
  package static let examples = [
    Example("pki complete callbridge answer.p7b", "callbridge.crt and callbridge-fullchain.crt"),
    Example("pki complete edge edge.cer intermediate.cer root.cer", "certificate and chain in files of their own"),
    Example("pki complete --from answers", "whatever the CA sent"),
    Example("find mail -name '*.cer' -print0 | pki complete -0 --files-from -", "answers from all over the place"),
  ]

  var folder: String?
  var isStrict = false
  var keyFile: String?
  var many = ManyOptions()
  var passin = PassphraseInput()
  var writing = WriteOptions()
  package var operands: [String] = []

  package init() {}

  package mutating func validate() throws(UsageError) {
    if !takesMany, many.shard != .all { throw UsageError("--shard is for the answers of --from DIR") }
    if many.endsWithNull, many.lists.isEmpty { throw UsageError("-0 is for names from --files-from FILE") }
    if takesMany {
      let option = folder == nil ? "--files-from" : "--from"
      if !operands.isEmpty {
        throw UsageError("\(option) takes the answers, and \(operands[0]) is one request too many")
      }
      if keyFile != nil { throw UsageError("--key names one key, and \(option) takes many answers") }
    } else if operands.count < 2 {
      throw UsageError(
        operands.isEmpty ? "CSR is missing: the request" : "CERT is missing: the certificate that the CA has made",
        hint: "pki complete CSR CERT, or pki complete --from DIR")
    } else if operands[0] == "-" {
      throw UsageError("standard input has no name for the new files", hint: "the request is a file, CERT may be -")
    }
  }

  /// Whether answers are taken from a folder or a list, whatever they answer.
  var takesMany: Bool { folder != nil || !many.lists.isEmpty }

  package func run(in world: World) throws(PKIError) -> Answer {
    if takesMany { return try completeMany(in: world) }
    let path = StorePath(operands[0])
    let request = try waiting(path, in: world)
    let certificates = try world.certificates(Array(operands.dropFirst()), passin: passin.source)
    let completion = try IssuedAnswer(
      of: request, file: path.request, among: certificates, others: world.storeCertificates)
    guard let completion else {
      throw mismatch(operands[1], "it is not for \(path.request)", ChainHead(certificates)?.leaf.publicKey, in: world)
    }
    return Answer(try outcome(of: completion, to: request, path, in: world))
  }

  /// The request that waits for its answer. Throws where it has had it.
  private func waiting(_ path: StorePath, in world: World) throws(PKIError) -> CertificateRequest {
    do { return try world.request(path.request) } catch {
      let done = path.request + ".done"
      guard error.kind == .unreadable, world.isFile(done) else { throw error }
      throw PKIError(
        .unreadable, path.request, "there is no such file: its answer has come, and it is \(done) now",
        hint:
          "pki renew \(path.stem) asks for the next certificate; mv \(done) \(path.request) lets it have another answer"
      )
    }
  }

  /// A certificate that is another key's, with what it belongs to.
  func mismatch(
    _ file: String, _ why: String, _ key: SubjectPublicKeyInfo?, in world: World
  ) -> PKIError {
    let owners = key.map { world.owners(of: $0, kinds: [.request, .privateKey, .sshPrivateKey]) } ?? []
    return PKIError(
      .refused, file,
      "Certificate and private key do not appear to be part of the same key pair: \(why)",
      hint: owners.isEmpty
        ? "no request or key of the store matches it" : "it belongs to " + owners.joined(separator: ", "))
  }

  // MARK: - One answer

  func outcome(
    of completion: IssuedAnswer, to request: CertificateRequest, _ path: StorePath, in world: World
  ) throws(PKIError) -> Outcome {
    var outcome = Outcome(source: takesMany ? path.request : path.operand)
    outcome.isDryRun = writing.isDryRun
    let key = try self.key(of: request, path, in: world)
    outcome.notes = key.notes + notes(on: completion, path, now: world.instant)
    let isRefused = isStrict && completion.difference.isEssential
    if isRefused {
      outcome.status = .no
    } else {
      outcome.files = try files(of: completion, path, in: world)
      if path.request.hasSuffix(".csr") {
        outcome.moves = [FileMove(old: path.request, new: try world.freeName(path.request + ".done"))]
      }
    }
    outcome.fields = fields(of: completion, path, key.file, isRefused: isRefused, now: world.instant)
    return outcome
  }

  /// The private key's file, where it can be told, and what is worth knowing about it. Throws a key that is another.
  private func key(
    of request: CertificateRequest, _ path: StorePath, in world: World
  ) throws(PKIError) -> (file: String?, notes: [String]) {
    let file = keyFile ?? path.key
    guard keyFile != nil || world.isFile(file) else {
      if let found = world.keyFile(of: request.publicKey, first: [], passin: passin) { return (found, []) }
      return (nil, ["the store holds no private key for this certificate"])
    }
    if passin.source == nil, world.isLockedKey(file) {
      return (file, ["\(file) is locked: whether it is the key of this certificate was not looked at (--passin)"])
    }
    let key = try world.signingKey(file, passin: passin.source)
    guard key.publicKey.sameKey(as: request.publicKey) else {
      let owner = world.keyFile(of: request.publicKey, first: [], passin: passin)
      throw PKIError(
        .refused, file, "Certificate and private key do not appear to be part of the same key pair",
        hint: owner.map { "the key of \(path.request) is in \($0): --key \($0)" }
          ?? "no key of the store matches \(path.request)")
    }
    return (file, [])
  }

  /// The certificate, and it with those above it; what stands there already is not written again.
  private func files(of completion: IssuedAnswer, _ path: StorePath, in world: World) throws(PKIError) -> [FileToWrite]
  {
    var files = [writing.file(path.newCertificate, PEMEncoding.block("CERTIFICATE", completion.certificate.der))]
    if completion.chain.count > 1 {
      let chain = completion.chain.flatMap { PEMEncoding.block("CERTIFICATE", $0.der) }
      files.append(writing.file(path.newFullChain, chain))
    }
    files.removeAll { file in world.isFile(file.path) && (try? world.bytes(file.path)) == file.bytes }
    try world.requireFree(files.map(\.path), writing)
    return files
  }
}

extension World {
  /// All certificates in the files of the store.
  var storeCertificates: [Certificate] { (try? certificates(".", passin: nil)) ?? [] }

  /// The name, or the first of `NAME.1`, `NAME.2`, … that nothing has.
  func freeName(_ path: String) throws(PKIError) -> String {
    var candidate = path
    var number = 0
    do {
      while try folder.exists(candidate) {
        number += 1
        candidate = "\(path).\(number)"
      }
    } catch { throw PKIError(writing: .system(error)) }
    return candidate
  }
}
