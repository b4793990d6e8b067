package import Console
package import PKICore
import Platform

/// `pki unlock`: a locked private key without its passphrase.
package struct UnlockCommand: Command {
  package static let name = "unlock"
  package static let summary = "take the passphrase off a private key"
  package static let discussion = [
    "Replaces the locked key by the unlocked one, in place, at once, readable by its owner alone. A key that is not locked "
      + "is left untouched."
  ]
  package static let group = Group.convert
  package static let operandUsage = [Operand("KEY", .one, "the private key")]
  package static let options: [Option<Self>] =
    [
      .value(
        "out", \.out, "FILE", "write the unlocked key to FILE instead; - is standard output", short: "o",
        initially: "in place")
    ]
    + PassphraseInput.options.map { $0.at(\.passin) } + WriteOptions.options.map { $0.at(\.writing) }
  package static let examples = [
    Example("pki unlock callbridge.key", "asks for the passphrase"),
    Example("pki unlock vendor.p12 --out callbridge.key --passin file:pass", "the key of a PKCS#12 file"),
  ]

  var out: String?
  var passin = PassphraseInput()
  var writing = WriteOptions()
  package var operands: [String] = []

  package init() {}

  package func run(in world: World) throws(PKIError) -> Answer {
    let path = operands[0]
    let target = try KeyRewrite(path, out: out, writing: writing, in: world)
    let material = try world.material(path, asking: .ifNeeded, passin: passin.source)
    let key = try material.privateKey()
    var outcome = Outcome(source: path)
    let isLocked = key.lock != nil || material.items.contains { $0.kind == .pkcs12 }
    guard isLocked || !target.isInPlace else {
      outcome.notes = ["\(path): this key is not locked, and was left as it is"]
      outcome.fields = [.said(Line("\(path) is not locked")), Field("unlocked", .truth(false))]
      return Answer(outcome)
    }
    try target.checkWhole(material)
    let signing = try world.usable(key, of: path)
    outcome.isDryRun = writing.isDryRun
    if target.isStandardOutput { try world.refuseKeysAtTerminal() }
    target.write(try signing.pem(), in: &outcome)
    outcome.fields += [
      .said(Line("\(isLocked ? "Unlocked" : "Copied") \(path)" + (out.map { " to \($0)" } ?? ""), .good)),
      Field("unlocked", .truth(isLocked)),
      Field("key_file", .text(target.path)),
    ]
    return Answer(outcome)
  }
}

/// `pki lock`: a private key under a passphrase.
package struct LockCommand: Command {
  package static let name = "lock"
  package static let summary = "put a private key under a passphrase"
  package static let discussion = [
    "Replaces the key by the locked one, in place: PKCS#8, AES-256-CBC, PBKDF2-HMAC-SHA256 with 600,000 rounds, which is "
      + "read everywhere."
  ]
  package static let group = Group.convert
  package static let operandUsage = [Operand("KEY", .one, "the private key")]
  package static let options: [Option<Self>] =
    [
      .flag("scrypt", \.usesScrypt, "use scrypt, N = 2^17, which OpenSSL's own programs and GnuTLS refuse"),
      .value(
        "out", \.out, "FILE", "write the locked key to FILE instead; - is standard output", short: "o",
        initially: "in place"),
    ]
    + PassphraseInput.options.map { $0.at(\.passin) } + PassphraseOutput.options.map { $0.at(\.passout) }
    + WriteOptions.options.map { $0.at(\.writing) }
  package static let examples = [Example("pki lock callbridge.key", "asks for a passphrase, twice")]

  var usesScrypt = false
  var out: String?
  var passin = PassphraseInput()
  var passout = PassphraseOutput()
  var writing = WriteOptions()
  package var operands: [String] = []

  package init() {}

  package func run(in world: World) throws(PKIError) -> Answer {
    let path = operands[0]
    let target = try KeyRewrite(path, out: out, writing: writing, in: world)
    let material = try world.material(path, asking: .ifNeeded, passin: passin.source)
    let key = try material.privateKey()
    try target.checkWhole(material)
    let signing = try world.usable(key, of: path)
    let passphrase = try world.newPassphrase(of: target.path, from: passout.source)
    var outcome = Outcome(source: path)
    outcome.isDryRun = writing.isDryRun
    target.write(try signing.pem(lockedWith: passphrase, lock: usesScrypt ? .scrypt : .pbkdf2), in: &outcome)
    outcome.fields += [
      .said(Line("Locked \(path)" + (out.map { " to \($0)" } ?? ""), .good)), Field("locked", .truth(true)),
      Field("key_file", .text(target.path)),
    ]
    if usesScrypt {
      outcome.notes = [
        "pki and Python open this key; OpenSSL's own programs and GnuTLS find scrypt at N = 2^17 too dear"
      ]
    }
    return Answer(outcome)
  }
}

/// Where a key goes that is rewritten: in the place of the old one, or into a new file.
struct KeyRewrite {
  let path: String
  let isInPlace: Bool
  private let writing: WriteOptions

  init(_ path: String, out: String?, writing: WriteOptions, in world: World) throws(PKIError) {
    self.path = out ?? path
    self.isInPlace = out == nil || out == path && path != "-"
    self.writing = writing
    if path == "-", out == nil {
      throw PKIError(.usage, "", "standard input cannot be replaced", hint: "name the new file with --out FILE")
    }
    if !isInPlace, !isStandardOutput { try world.requireFree([self.path], writing) }
  }

  /// A file that holds more than the key cannot be replaced by the key: the rest would be lost.
  func checkWhole(_ material: Material) throws(PKIError) {
    guard isInPlace, material.items.count > 1 || material.items.first?.privateKey == nil else { return }
    throw PKIError(
      .refused, material.source, "this is \(material.described): in its place the key alone would be left",
      hint: "write the key to a file of its own with --out FILE")
  }

  /// Whether the key goes to standard output, and not into a file.
  var isStandardOutput: Bool { path == "-" }

  /// Puts the key where it goes.
  func write(_ bytes: [UInt8], in outcome: inout Outcome) {
    guard !isStandardOutput else { return outcome.put(bytes) }
    outcome.files = [
      isInPlace
        ? FileToWrite(path: path, bytes: bytes, kind: .secret, existing: .replace(keepBackup: false))
        : writing.key(path, bytes)
    ]
  }
}

extension World {
  /// An open key, ready to be used.
  func usable(_ key: PrivateKeyFile, of path: String) throws(PKIError) -> SigningKey {
    ProcessGuard.protectSecrets()
    do {
      return try SigningKey(privateKeyInfo: key.privateKeyInfo())
    } catch {
      throw error.about(path)
    }
  }
}
