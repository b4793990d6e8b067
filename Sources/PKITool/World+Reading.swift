import PKICore
import Platform
import Vocabulary

extension World {
  /// The bytes of a file; "-" is standard input.
  func source(_ path: String) throws(PKIError) -> ByteSource {
    do {
      let limit = globals.maximumSize.bytes
      return path == "-" ? try StandardInput.open(limit: limit) : try folder.open(path, limit: limit)
    } catch {
      throw missing(path, error)
    }
  }

  /// All bytes of a file, for what is to be kept as it is.
  func bytes(_ path: String) throws(PKIError) -> [UInt8] {
    let source = try source(path)
    do {
      return try source.readToEnd()
    } catch {
      throw PKIError(reading: error)
    }
  }

  /// The table in a file; "-" is standard input.
  func table(_ path: String) throws(PKIError) -> RowTable {
    let name = path == "-" ? StandardInput.name : path
    let bytes = try bytes(path)
    if let error = notATable(bytes, name) { throw error }
    do {
      return try RowTable(bytes, source: name)
    } catch {
      throw error.about(name)
    }
  }

  /// What a file is that is no table but of our own trade; nil where it is none of ours.
  private func notATable(_ bytes: [UInt8], _ name: String) -> PKIError? {
    // No table begins as PEM or DER does.
    guard bytes.first == 0x30 || bytes.starts(with: "-----BEGIN ".utf8),
      let material = try? MaterialReader().read(Array(bytes.prefix(1 << 16)), name: name),
      material.items.contains(where: { $0.kind != .unknown && $0.error == nil })
    else { return nil }
    let isCertificate = material.items[0].kind == .certificate
    return PKIError(
      .content, name, "this is \(material.described), not a table",
      hint: isCertificate ? "pki renew \(name) asks again for what a certificate has" : RowTable.forms)
  }

  /// The keys that a file says are bad.
  func blocklist(_ path: String) throws(PKIError) -> KeyBlocklist {
    let text = try bytes(path)
    do {
      return try KeyBlocklist(text)
    } catch {
      throw error.about(path)
    }
  }

  /// A reader of `path` that asks for passphrases where a source was given, or always.
  func reader(of path: String, asking: Asking = .ifGiven, passin: PassphraseSource?) -> MaterialReader {
    if asking == .ifGiven, passin == nil { return MaterialReader(limits: limits) }
    return MaterialReader(
      limits: limits,
      unlock: { [self] (_: Item) throws(PKIError) -> Secret? in
        try passphrase(of: path, from: passin)
      })
  }

  /// What guards against hostile files, as far as the options raise it.
  private var limits: MaterialLimits {
    var limits = MaterialLimits.standard
    limits.allowsSlow = globals.allowsSlow
    if globals.maximumSize != GlobalOptions().maximumSize {
      limits.certificate.certificateOctets = max(limits.certificate.certificateOctets, globals.maximumSize.bytes)
      limits.blockOctets = max(limits.blockOctets, globals.maximumSize.bytes)
    }
    return limits
  }

  /// When a passphrase is asked for.
  enum Asking {
    /// Where `--passin` names a source.
    case ifGiven
    /// Where something is locked.
    case ifNeeded
  }

  /// Everything in a file.
  func material(
    _ path: String, asking: Asking = .ifGiven, passin: PassphraseSource? = nil
  ) throws(PKIError) -> Material {
    try reader(of: path, asking: asking, passin: passin).read(source(path))
  }

  /// The first certificate of a file.
  func certificate(_ path: String) throws(PKIError) -> Certificate { try material(path).certificate() }

  /// The request in a file.
  func request(_ path: String) throws(PKIError) -> CertificateRequest { try material(path).request() }

  /// The private key in a file, unlocked with a passphrase where it is locked.
  func signingKey(_ path: String, passin: PassphraseSource?) throws(PKIError) -> SigningKey {
    ProcessGuard.protectSecrets()
    let material = try material(path, asking: .ifNeeded, passin: passin)
    do {
      return try SigningKey(privateKeyInfo: material.privateKey().privateKeyInfo())
    } catch {
      throw error.about(path)
    }
  }

  /// Whether a file has this name itself, and no link, pipe or folder; no where that cannot be told.
  func isFile(_ path: String) -> Bool { (try? folder.kind(of: path, followingLinks: false)) == .regular }

  /// The first of several paths that exists; the first of all where none does.
  func existing(_ path: String, or others: [String]) throws(PKIError) -> String {
    for candidate in [path] + others where (try? folder.exists(candidate)) ?? false {
      return candidate
    }
    return path
  }

  /// Throws where a file would be overwritten: said before a key is made, not after.
  func requireFree(_ paths: [String?], _ writing: WriteOptions) throws(PKIError) {
    guard !writing.force else { return }
    for path in paths.compactMap({ $0 }) {
      let kind: FileKind?
      do { kind = try folder.kind(of: path, followingLinks: false) } catch { throw PKIError(writing: .system(error)) }
      switch kind {
      case nil: continue
      case .symbolicLink: throw PKIError(writing: .symbolicLink(path))
      case .regular: throw PKIError(writing: .exists(path))
      default: throw PKIError(writing: .notRegular(path))
      }
    }
  }

  /// Throws where standard output, which private keys are to go to, is a terminal.
  func refuseKeysAtTerminal() throws(PKIError) {
    guard isSeen else { return }
    throw PKIError(.usage, "", "private keys do not go to a terminal", hint: "write them to a file with --out FILE")
  }

  /// A file that cannot be read, with the files of that name that can.
  private func missing(_ path: String, _ failure: ReadFailure) -> PKIError {
    var error = PKIError(reading: failure)
    guard case .system(let system) = failure, system.isMissing else { return error }
    let near = ["crt", "key", "csr", "pem", "cer"].map { "\(path).\($0)" }.filter { (try? folder.exists($0)) ?? false }
    if !near.isEmpty { error.hint = "there is " + near.joined(separator: ", ") }
    return error
  }
}

extension PKIError {
  /// The same error about a file, where it names none.
  func about(_ file: String) -> PKIError {
    subject.isEmpty ? PKIError(kind, file, message, hint: hint, reason: reason) : self
  }
}
