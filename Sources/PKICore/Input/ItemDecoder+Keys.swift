import OpenSSL
import Platform
import Vocabulary

// Private keys: those that are open, and the locked ones with their passphrase.

/// What the header fields of RFC 1421 §4.6 say about a locked key.
struct TraditionalEncryption: Hashable, Sendable {
  /// The cipher, by OpenSSL's name: `AES-256-CBC`.
  let cipher: String
  /// The initial vector, which is the salt too; nil where it is no hex.
  let vector: [UInt8]?
  /// What the PEM label says the key is: `RSA`.
  let algorithm: String

  /// What a block's header fields say; nil where it is not locked by them.
  init?(_ block: PEMBlock) {
    guard block.header("Proc-Type")?.uppercased().contains("ENCRYPTED") == true else { return nil }
    let fields = (block.header("DEK-Info") ?? "").split(separator: ",", maxSplits: 1)
    cipher = fields.first.map { $0.uppercased().filter { $0 != " " } } ?? ""
    vector = fields.count == 2 ? Hexadecimal.bytes(fields[1].filter { $0 != " " }) : nil
    algorithm = block.label.split(separator: " ").first.map(String.init) ?? ""
  }

  /// Whether only what libraries call legacy algorithms opens it: single DES, RC2 and their like.
  var isLegacy: Bool { ["DES-CBC", "RC2-CBC", "RC4", "IDEA-CBC", "BF-CBC", "CAST5-CBC", "RC5-CBC"].contains(cipher) }
}

extension ItemDecoder {
  /// A key that is not locked.
  func privateKey(_ octets: [UInt8], _ item: inout Item) throws(DERError) {
    item.content = .privateKey(try PrivateKeyFile(plain: KeyBytes(octets)))
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
    open(&item, lock, isSupported: scheme.isKnown) { try KeyUnlocking.pkcs8(octets, secret) }
  }

  /// A key under the header fields of RFC 1421, opened where there is a passphrase.
  func open(_ header: TraditionalEncryption, _ octets: [UInt8], _ item: inout Item) throws(PKIError) {
    item.kind = .privateKey
    item.isEncrypted = true
    let lock = PrivateKeyFile.Lock(
      format: .traditional, scheme: "\(header.cipher), one round of MD5", rounds: 1, isLegacy: header.isLegacy)
    item.content = .privateKey(PrivateKeyFile(locked: lock))
    guard let vector = header.vector, !header.cipher.isEmpty else {
      item.error = PKIError(.content, source, "\(prefix(item))the DEK-Info of this private key is damaged")
      return
    }
    guard let secret = try unlock?(item) else { return }
    open(&item, lock, isSupported: true) { try KeyUnlocking.traditional(octets, header.cipher, vector, secret) }
  }

  private func open(
    _ item: inout Item, _ lock: PrivateKeyFile.Lock, isSupported: Bool, _ open: () throws -> KeyUnlocking.Opened
  ) {
    let place = prefix(item)
    do {
      let opened = try open()
      item.content = .privateKey(try PrivateKeyFile(plain: opened.key, lock: lock))
      if opened.usedLegacyProvider { item.notes.append("opened with OpenSSL's legacy provider (\(lock.scheme))") }
    } catch KeyUnlocking.Failure.wrongPassphrase {
      item.error = PKIError(.passphrase, source, "\(place)wrong passphrase")
    } catch KeyUnlocking.Failure.unsupported(let reason) {
      item.error = PKIError(.unsupported, source, "\(place)\(lock.scheme) cannot be opened here", reason: reason)
    } catch KeyUnlocking.Failure.limit(let reason) {
      item.error = PKIError(.limit, source, "\(place)\(reason)", hint: "--allow-slow opens it all the same")
    } catch let error as DERError {
      // What a wrong passphrase makes of a key is now and then well padded: it is no key then.
      item.error = lock.format == .traditional || error.offset == 0
        ? PKIError(.passphrase, source, "\(place)wrong passphrase")
        : PKIError(.content, source, "\(place)this private key is damaged inside: \(error)")
    } catch {
      item.error = PKIError(.content, source, "\(place)this locked private key is damaged", reason: "\(error)")
    }
  }
}
