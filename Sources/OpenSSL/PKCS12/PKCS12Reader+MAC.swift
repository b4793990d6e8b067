internal import COpenSSL
internal import Vocabulary

extension PKCS12Reader {
  /// Finds the passphrase that the checksum (RFC 7292 §4, RFC 9579) is keyed with. Throws `wrongPassphrase` where
  /// none of the candidates is. The corresponding C function is `PKCS12_verify_mac`.
  mutating func checkMAC(of file: OpaquePointer) throws(KeyDecryptionError) {
    var digest: UnsafePointer<X509_ALGOR>?
    var counter: UnsafePointer<ASN1_INTEGER>?
    var count: Int64 = 1
    unsafe PKCS12_get0_mac(nil, &digest, nil, &counter, file)
    let type = unsafe dottedText(digest?.pointee.algorithm)
    if unsafe counter != nil, unsafe ASN1_INTEGER_get_int64(&count, counter) != 1 { count = .max }
    if type == ObjectIdentifier.pbmac1.description {
      guard OPENSSL_version_major() > 3 || OPENSSL_version_minor() >= 4 else { throw .unsupportedCipher("PBMAC1") }
      count = unsafe Int64(clamping: try pbmac1Rounds(digest))
    } else {
      guard try !Algorithms(cipher: nil, digests: [name(of: type)]).isLegacy else {
        throw .unsupportedCipher(type)
      }
    }
    let rounds = Int(clamping: count)
    try PasswordScheme.check(rounds: rounds, allowSlow: allowSlow)
    try spend(rounds)
    for candidate in candidates where unsafe PKCS12_verify_mac(file, candidate.start, candidate.count) == 1 {
      candidates = [candidate]
      return
    }
    throw .wrongPassphrase
  }

  private func name(of type: String) -> String {
    let nid = unsafe OBJ_txt2nid(type)
    guard nid != 0, let name = unsafe OBJ_nid2sn(nid) else { return type }
    return unsafe String(cString: name)
  }

  /// The rounds inside the parameters of PBMAC1 (RFC 8018 §A.5).
  private func pbmac1Rounds(_ algorithm: UnsafePointer<X509_ALGOR>?) throws(KeyDecryptionError) -> Int {
    let bytes: [UInt8]
    do throws(OpenSSLError) {
      bytes = unsafe try encoded("read the PKCS#12 file") { unsafe i2d_X509_ALGOR(algorithm, $0) }
    } catch {
      throw .damaged("a damaged checksum of a PKCS#12 file")
    }
    var outer = ElementReader(bytes)
    var reader = outer.enter(0x30)
    _ = reader?.next(0x06)
    var parameters = reader?.enter(0x30)
    var key = parameters?.enter(0x30)
    _ = key?.next(0x06)
    var derivation = key?.enter(0x30)
    _ = derivation?.next(0x04)
    guard let rounds = derivation?.number() else { throw .damaged("a damaged checksum of a PKCS#12 file") }
    return rounds
  }
}
