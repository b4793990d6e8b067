package import Platform

internal import COpenSSL

extension PKCS12 {
  /// Who must be able to open a new file.
  package enum Compatibility: Hashable, Sendable {
    /// AES-256-CBC under PBKDF2-HMAC-SHA256, checksum with SHA-256: everything since about 2018.
    case modern
    /// Triple DES and a checksum with SHA-1: older Windows, macOS, Java and appliances.
    case legacy
  }

  /// A PFX, DER, of a key and certificates. The first certificate is the key's own, and both are tied together; the
  /// name is given to both. Throws where key and certificate do not belong together and where the passphrase holds a
  /// NUL byte. The corresponding C functions are `PKCS12_create_ex` and `PKCS12_set_mac`.
  package static func make(
    certificates: [[UInt8]], key: borrowing PrivateKey, friendlyName: String?, passphrase: borrowing Secret,
    compatibility: Compatibility = .modern, rounds: Int = 100_000
  ) throws(OpenSSLError) -> [UInt8] {
    unsafe try make(certificates, key.pointer, friendlyName, passphrase, compatibility, Int32(clamping: rounds))
  }

  /// A PFX, DER, of certificates alone. Throws where the passphrase holds a NUL byte.
  package static func make(
    certificates: [[UInt8]], friendlyName: String?, passphrase: borrowing Secret,
    compatibility: Compatibility = .modern, rounds: Int = 100_000
  ) throws(OpenSSLError) -> [UInt8] {
    unsafe try make(certificates, nil, friendlyName, passphrase, compatibility, Int32(clamping: rounds))
  }

  private static let operation = "make the PKCS#12 file"

  private static func make(
    _ certificates: [[UInt8]], _ key: OpaquePointer?, _ name: String?, _ passphrase: borrowing Secret,
    _ compatibility: Compatibility, _ rounds: Int32
  ) throws(OpenSSLError) -> [UInt8] {
    defer { ErrorTrace.clearQueue() }
    var handles: [X509Handle] = []
    for certificate in certificates { handles.append(try X509Handle(der: certificate)) }
    let others = unsafe try Owned(operation, pki_sk_X509_new_null(), { unsafe pki_sk_X509_free($0) })
    let own = unsafe key == nil ? nil : handles.first
    for handle in unsafe key == nil ? handles[...] : handles.dropFirst() {
      unsafe try check(operation, pki_sk_X509_push(others.pointer, handle.pointer))
    }
    let word = try terminated(passphrase)
    let cipher = compatibility == .modern ? NID_aes_256_cbc : NID_pbe_WithSHA1And3_Key_TripleDES_CBC
    let digest = unsafe compatibility == .modern ? EVP_sha256() : EVP_sha1()
    let file = unsafe try word.withUnsafeBytes { bytes throws(OpenSSLError) in
      let word = unsafe bytes.bindMemory(to: CChar.self).baseAddress
      // -1: the checksum is put on afterwards, with a hash function of our choice.
      let file = unsafe try Owned(
        operation,
        PKCS12_create_ex(
          word, name, key, own?.pointer, others.pointer, cipher, cipher, rounds, -1, 0, nil, nil),
        { unsafe PKCS12_free($0) })
      unsafe try check(operation, PKCS12_set_mac(file.pointer, word, -1, nil, 16, rounds, digest))
      return unsafe try encoded(operation) { unsafe i2d_PKCS12(file.pointer, $0) }
    }
    return file
  }

  /// The passphrase with the NUL byte that `PKCS12_create_ex` wants at its end.
  private static func terminated(_ passphrase: borrowing Secret) throws(OpenSSLError) -> Secret {
    let holdsNUL = unsafe passphrase.withUnsafeBytes { unsafe $0.contains(0) }
    if holdsNUL { throw OpenSSLError(operation: operation, because: "the passphrase holds a NUL byte") }
    var writer = SecretWriter(capacity: passphrase.count + 1)
    writer.put([0])
    unsafe passphrase.withUnsafeBytes { unsafe writer.put($0) }
    guard let word = writer.finish() else { throw OpenSSLError(operation: operation) }
    return word
  }
}
