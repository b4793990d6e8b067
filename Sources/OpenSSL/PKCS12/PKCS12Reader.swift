internal import COpenSSL
internal import Platform
internal import Vocabulary

/// Goes through a PFX and gathers what it holds.
struct PKCS12Reader {
  let allowSlow: Bool
  /// The passphrases that may be right; the first that opens something stays alone.
  var candidates: [Passphrase] = []
  private(set) var entries: [PKCS12Entry] = []
  private(set) var usedLegacyProvider = false
  private var rounds = 0

  init(allowSlow: Bool) { self.allowSlow = allowSlow }

  /// Goes through the containers in their order, opening those that are locked.
  mutating func readAuthenticatedSafe(of file: OpaquePointer) throws(KeyDecryptionError) {
    guard let safes = unsafe PKCS12_unpack_authsafes(file) else {
      throw .damaged("a PKCS#12 file without readable contents")
    }
    defer { unsafe pki_sk_PKCS7_pop_free(safes) }
    for index in 0..<max(0, unsafe pki_sk_PKCS7_num(safes)) {
      guard let safe = unsafe pki_sk_PKCS7_value(safes, index) else { continue }
      let bags = unsafe try bags(of: safe)
      defer { unsafe pki_sk_PKCS12_SAFEBAG_pop_free(bags) }
      unsafe try read(bags, depth: 0)
    }
  }

  private mutating func bags(of safe: UnsafeMutablePointer<PKCS7>) throws(KeyDecryptionError) -> OpaquePointer {
    switch unsafe OBJ_obj2nid(safe.pointee.type) {
    case NID_pkcs7_data:
      guard let bags = unsafe PKCS12_unpack_p7data(safe) else { throw .damaged("a damaged part of a PKCS#12 file") }
      return unsafe bags
    case NID_pkcs7_encrypted:
      guard let encrypted = unsafe safe.pointee.d.encrypted, let content = unsafe encrypted.pointee.enc_data,
        let octets = unsafe content.pointee.enc_data, let data = unsafe ASN1_STRING_get0_data(octets)
      else { throw .damaged("a locked part of a PKCS#12 file without contents") }
      let algorithm = unsafe try der { unsafe i2d_X509_ALGOR(content.pointee.algorithm, $0) }
      let bytes = unsafe UnsafeRawBufferPointer(start: data, count: Int(ASN1_STRING_length(octets)))
      return unsafe try unlockedBags(algorithm, bytes)
    default: throw .unsupportedCipher("a public key")
    }
  }

  private mutating func unlockedBags(
    _ algorithm: [UInt8], _ bytes: UnsafeRawBufferPointer
  ) throws(KeyDecryptionError) -> OpaquePointer {
    let scheme = try PasswordScheme(algorithm: algorithm)
    try spend(scheme.rounds)
    let cipher = try PasswordCipher(scheme, allowSlow: allowSlow)
    for candidate in candidates {
      let opened: Secret
      do throws(KeyDecryptionError) {
        opened = unsafe try cipher.open(bytes, candidate)
      } catch .wrongPassphrase { continue }
      let bags = unsafe opened.withUnsafeBytes { bytes -> OpaquePointer? in
        var next = unsafe bytes.bindMemory(to: UInt8.self).baseAddress
        return unsafe ASN1_item_d2i(nil, &next, bytes.count, PKCS12_SAFEBAGS_it())
      }
      guard let bags = unsafe bags else { continue }
      candidates = [candidate]
      if cipher.algorithms.isLegacy { usedLegacyProvider = true }
      return unsafe bags
    }
    throw .wrongPassphrase
  }

  /// Several parts and keys, each within the limit, may still keep the machine busy together.
  mutating func spend(_ more: Int) throws(KeyDecryptionError) {
    rounds += min(more, 1 << 40)
    guard allowSlow || rounds <= 50_000_000 else { throw .tooCostly("\(rounds) rounds of key derivation in all") }
  }
}

extension PKCS12Reader {
  private mutating func read(_ bags: OpaquePointer, depth: Int) throws(KeyDecryptionError) {
    guard depth < 8 else { throw .damaged("a PKCS#12 file nested more than 8 deep") }
    for index in 0..<max(0, unsafe pki_sk_PKCS12_SAFEBAG_num(bags)) {
      guard let bag = unsafe pki_sk_PKCS12_SAFEBAG_value(bags, index) else { continue }
      if let inner = unsafe PKCS12_SAFEBAG_get0_safes(bag) {
        unsafe try read(inner, depth: depth + 1)
        continue
      }
      guard entries.count < 10_000 else { throw .tooCostly("room for more than 10,000 entries") }
      let content = unsafe try content(of: bag)
      entries.append(
        unsafe PKCS12Entry(content: content, friendlyName: friendlyName(of: bag), localKeyID: localKeyID(of: bag)))
    }
  }

  private mutating func content(of bag: OpaquePointer) throws(KeyDecryptionError) -> PKCS12Entry.Content {
    if let info = unsafe PKCS12_SAFEBAG_get0_p8inf(bag) {
      do throws(OpenSSLError) {
        return .key(SecretBox(unsafe try PrivateKey.encoded(info)))
      } catch {
        throw .damaged("a damaged private key in a PKCS#12 file")
      }
    }
    if let locked = unsafe PKCS12_SAFEBAG_get0_pkcs8(bag) {
      return .key(try unlockedKey(unsafe try der { unsafe i2d_X509_SIG(locked, $0) }))
    }
    switch unsafe PKCS12_SAFEBAG_get_nid(bag) {
    case NID_certBag:
      return unsafe try value(of: bag).map { .certificate($0) } ?? .unknown(ObjectIdentifier(content: []))
    case NID_crlBag:
      return unsafe try value(of: bag).map { .revocationList($0) } ?? .unknown(ObjectIdentifier(content: []))
    case NID_secretBag: return .secret
    default:
      let text = unsafe dottedText(PKCS12_SAFEBAG_get0_type(bag))
      return .unknown(ObjectIdentifier(dotted: text) ?? ObjectIdentifier(content: []))
    }
  }

  private mutating func unlockedKey(_ locked: [UInt8]) throws(KeyDecryptionError) -> SecretBox {
    var outer = ElementReader(locked)
    if var reader = outer.enter(0x30), let algorithm = reader.next(0x30) {
      try spend(PasswordScheme(algorithm: reader.copy(algorithm.whole)).rounds)
    }
    for candidate in candidates {
      do throws(KeyDecryptionError) {
        let unlocked = try KeyEncryption.decryptPKCS8(locked, candidate, allowSlow: allowSlow)
        candidates = [candidate]
        if unlocked.usedLegacyProvider { usedLegacyProvider = true }
        return SecretBox(unlocked.bytes.copy())
      } catch .wrongPassphrase { continue }
    }
    throw .wrongPassphrase
  }

  /// The octets inside a CertBag or CRLBag (RFC 7292 §4.2.3, §4.2.4) of the kind X.509; nil for other kinds.
  private func value(of bag: OpaquePointer) throws(KeyDecryptionError) -> [UInt8]? {
    let kind = unsafe PKCS12_SAFEBAG_get_bag_nid(bag)
    guard kind == NID_x509Certificate || kind == NID_x509Crl else { return nil }
    let bytes = unsafe try der { unsafe i2d_PKCS12_SAFEBAG(bag, $0) }
    var outer = ElementReader(bytes)
    guard var reader = outer.enter(0x30), reader.next(0x06) != nil, var explicit = reader.enter(0xa0),
      var inner = explicit.enter(0x30), inner.next(0x06) != nil, var value = inner.enter(0xa0),
      let octets = value.next(0x04)
    else { throw .damaged("a damaged certificate in a PKCS#12 file") }
    return value.copy(octets.content)
  }

  private func friendlyName(of bag: OpaquePointer) -> String? {
    guard let name = unsafe PKCS12_get_friendlyname(bag) else { return nil }
    defer { unsafe pki_OPENSSL_free(name) }
    return unsafe String(cString: name)
  }

  private func localKeyID(of bag: OpaquePointer) -> [UInt8]? {
    guard let value = unsafe PKCS12_SAFEBAG_get0_attr(bag, NID_localKeyID),
      unsafe value.pointee.type == V_ASN1_OCTET_STRING, let octets = unsafe value.pointee.value.octet_string,
      let data = unsafe ASN1_STRING_get0_data(octets)
    else { return nil }
    return unsafe [UInt8](UnsafeBufferPointer(start: data, count: Int(ASN1_STRING_length(octets))))
  }

  private func der(
    _ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
  ) throws(KeyDecryptionError) -> [UInt8] {
    do throws(OpenSSLError) {
      return unsafe try encoded("read the PKCS#12 file", encode)
    } catch {
      throw .damaged("a damaged part of a PKCS#12 file")
    }
  }
}

extension PasswordScheme {
  /// The rounds of key derivation; scrypt counts by its own limit.
  var rounds: Int {
    switch derivation {
    case .one(let rounds), .pbkdf2(let rounds, _): rounds
    case .scrypt(let scrypt): scrypt.cost * scrypt.blockSize * scrypt.parallelization
    }
  }
}
