import OpenSSL
import Platform
import Vocabulary

// Private keys: those that are open, and the locked ones with their passphrase.

/// What the header fields of RFC 1421 §4.6 say about a locked key.
struct TraditionalEncryption: Hashable, Sendable {
  /// The value of DEK-Info: cipher and initial vector.
  let dekInfo: String
  /// The cipher, by OpenSSL's name: `AES-256-CBC`; empty where it is not there.
  let cipher: String

  /// What a block's header fields say; nil where it is not locked by them.
  init?(_ block: PEMBlock) {
    guard block.header("Proc-Type")?.uppercased().hasSuffix("ENCRYPTED") == true else { return nil }
    dekInfo = block.header("DEK-Info") ?? ""
    cipher = dekInfo.split(separator: ",").first.map { $0.uppercased().filter { $0 != " " } } ?? ""
  }

  /// Whether only what libraries call legacy algorithms opens it: single DES, RC2 and their like.
  var isLegacy: Bool { ["DES-CBC", "RC2-CBC", "RC4", "IDEA-CBC", "BF-CBC", "CAST5-CBC", "RC5-CBC"].contains(cipher) }
}

extension ItemDecoder {
  /// A key that is not locked.
  func privateKey(_ octets: [UInt8], _ item: inout Item) throws(DERError) {
    let key = try PrivateKeyFile(plain: KeyBytes(octets))
    item.content = .privateKey(key)
    item.error = curveError(key, item)
  }

  /// A curve that is written out may be anything: only libcrypto knows whether it is one.
  private func curveError(_ key: PrivateKeyFile, _ item: Item) -> PKIError? {
    switch key.structure?.curve {
    case .explicit, .explicitBinary: break
    case .named, nil: return nil
    }
    do {
      _ = try PrivateKey(pkcs8: try key.privateKeyInfo())
      return nil
    } catch let error as OpenSSLError {
      return PKIError(
        .unsupported, source, "\(prefix(item))this private key is on a curve of its own, which libcrypto refuses",
        reason: error.reason)
    } catch { return error as? PKIError }
  }

  /// An openssh-key-v1 file.
  func openSSH(_ octets: [UInt8], _ item: inout Item) throws {
    item.kind = .sshPrivateKey
    let key = try SSHPrivateKey(octets)
    item.isEncrypted = key.isEncrypted
    let lock = PrivateKeyFile.Lock(
      format: .openssh, scheme: "\(key.cipher), \(key.derivation)", rounds: key.rounds, isLegacy: false)
    let file: PrivateKeyFile
    if let plain = key.plain { file = try PrivateKeyFile(plain: plain) } else { file = PrivateKeyFile(locked: lock) }
    if key.isEncrypted { item.notes.append("ssh-keygen -p -m PKCS8 -f FILE makes a key of it that opens here") }
    if key.publicKey.isSecurityKey { item.notes.append("the private part is in a hardware key") }
    item.content = .sshPrivateKey(key, file)
  }

  /// EncryptedPrivateKeyInfo (RFC 5958 §3), opened where there is a passphrase.
  func encryptedKey(_ octets: [UInt8], _ item: inout Item) throws {
    var file = DERReader(octets, rules: .lax)
    var info = try file.next(DERTag.sequence).children
    let scheme = EncryptionScheme(try info.next(DERTag.sequence).children)
    _ = try info.octetString()
    item.kind = .privateKey
    item.isEncrypted = true
    let lock = PrivateKeyFile.Lock(
      format: .pkcs8, scheme: scheme.name, rounds: scheme.rounds, isLegacy: scheme.isLegacy)
    item.content = .privateKey(PrivateKeyFile(locked: lock))
    guard let secret = try unlock?(item) else { return }
    open(&item, lock) { () throws(KeyDecryptionError) in
      try KeyUnlocking.pkcs8(octets, secret, allowSlow: limits.allowsSlow)
    }
  }

  /// A key under the header fields of RFC 1421, opened where there is a passphrase.
  func open(_ header: TraditionalEncryption, _ octets: [UInt8], _ item: inout Item) throws(PKIError) {
    item.kind = .privateKey
    item.isEncrypted = true
    let lock = PrivateKeyFile.Lock(
      format: .traditional, scheme: "\(header.cipher), one round of MD5", rounds: 1, isLegacy: header.isLegacy)
    item.content = .privateKey(PrivateKeyFile(locked: lock))
    guard !header.cipher.isEmpty else {
      item.error = PKIError(.content, source, "\(prefix(item))the DEK-Info of this private key is missing")
      return
    }
    guard let secret = try unlock?(item) else { return }
    open(&item, lock) { () throws(KeyDecryptionError) in
      try KeyUnlocking.traditional(octets, dekInfo: header.dekInfo, secret)
    }
  }

  private func open(
    _ item: inout Item, _ lock: PrivateKeyFile.Lock, _ open: () throws(KeyDecryptionError) -> KeyUnlocking.Opened
  ) {
    let opened: KeyUnlocking.Opened
    do {
      opened = try open()
    } catch {
      item.error = failure(error, item, lock.scheme)
      return
    }
    do {
      item.content = .privateKey(try PrivateKeyFile(plain: opened.key, lock: lock))
      if opened.usedLegacyProvider { item.notes.append("opened with OpenSSL's legacy provider (\(lock.scheme))") }
    } catch {
      item.error = PKIError(.content, source, "\(prefix(item))the private key under the lock is damaged: \(error)")
    }
  }
}
