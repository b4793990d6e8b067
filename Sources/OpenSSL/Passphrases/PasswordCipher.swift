internal import COpenSSL
internal import Platform

/// A passphrase as C takes it. PKCS#12 tells none at all from an empty one.
@safe struct Passphrase {
  let start: UnsafePointer<CChar>?
  let count: Int32

  /// No passphrase.
  static var none: Passphrase { unsafe Passphrase(start: nil, count: 0) }

  init(_ bytes: UnsafeRawBufferPointer) {
    unsafe self.init(start: bytes.bindMemory(to: CChar.self).baseAddress, count: Int32(clamping: bytes.count))
  }

  private init(start: UnsafePointer<CChar>?, count: Int32) {
    unsafe self.start = start
    self.count = count
  }
}

/// Locks and unlocks bytes by a scheme.
@safe struct PasswordCipher {
  let scheme: PasswordScheme
  let algorithms: Algorithms

  /// Throws what stands against trying at all: cost, missing algorithms.
  init(_ scheme: PasswordScheme, allowSlow: Bool) throws(KeyDecryptionError) {
    try scheme.checkCost(allowSlow: allowSlow)
    self.scheme = scheme
    self.algorithms = try Algorithms(cipher: scheme.cipher, digests: scheme.digests)
  }

  /// The bytes with the lock taken off. Padding is all that tells a wrong passphrase here: one in 256 gets by,
  /// and the caller must look at what came out.
  func open(_ bytes: UnsafeRawBufferPointer, _ passphrase: Passphrase) throws(KeyDecryptionError) -> Secret {
    defer { ErrorTrace.clearQueue() }
    let block = algorithms.blockSize(scheme.cipher)
    guard bytes.count > 0, bytes.count % block == 0 else {
      throw .damaged("\(bytes.count) locked bytes, which is no multiple of \(block)")
    }
    guard let opened = unsafe run(bytes, passphrase, encrypting: false) else { throw .wrongPassphrase }
    return opened
  }

  /// The bytes with the lock put on; nil where libcrypto fails.
  func lock(_ bytes: UnsafeRawBufferPointer, _ passphrase: Passphrase) -> Secret? {
    unsafe run(bytes, passphrase, encrypting: true)
  }

  private func run(_ bytes: UnsafeRawBufferPointer, _ passphrase: Passphrase, encrypting: Bool) -> Secret? {
    if case .scrypt(let parameters) = scheme.derivation {
      return unsafe runScrypt(parameters, bytes, passphrase, encrypting: encrypting)
    }
    guard let algorithm = unsafe decodedAlgorithm() else { return nil }
    defer { unsafe X509_ALGOR_free(algorithm) }
    var output: UnsafeMutablePointer<UInt8>?
    var count: Int32 = 0
    let input = unsafe bytes.bindMemory(to: UInt8.self).baseAddress
    guard
      unsafe PKCS12_pbe_crypt_ex(
        algorithm, passphrase.start, passphrase.count, input, Int32(clamping: bytes.count), &output, &count,
        encrypting ? 1 : 0, algorithms.context, nil) != nil
    else { return nil }
    defer { unsafe pki_OPENSSL_clear_free(output, Int(count)) }
    return unsafe Secret(copying: UnsafeRawBufferPointer(start: output, count: Int(count)))
  }

  private func decodedAlgorithm() -> UnsafeMutablePointer<X509_ALGOR>? {
    unsafe scheme.algorithm.withUnsafeBufferPointer { buffer in
      var next = buffer.baseAddress
      return unsafe d2i_X509_ALGOR(nil, &next, buffer.count)
    }
  }
}

extension PasswordCipher {
  /// As libcrypto does it, but with the memory that the parameters ask for: it allows itself 32 MiB only.
  /// The corresponding C functions are `EVP_PBE_scrypt_ex` and `EVP_CipherInit_ex2`.
  private func runScrypt(
    _ parameters: PasswordScheme.Scrypt, _ bytes: UnsafeRawBufferPointer, _ passphrase: Passphrase, encrypting: Bool
  ) -> Secret? {
    guard let cipher = unsafe EVP_CIPHER_fetch(algorithms.context, scheme.cipher, nil) else { return nil }
    defer { unsafe EVP_CIPHER_free(cipher) }
    let keySize = Int(unsafe EVP_CIPHER_get_key_length(cipher))
    guard let vector = initializationVector, vector.count == Int(unsafe EVP_CIPHER_get_iv_length(cipher)) else {
      return nil
    }
    return unsafe withUnsafeTemporaryAllocation(byteCount: keySize, alignment: 1) { key in
      defer { unsafe OPENSSL_cleanse(key.baseAddress, keySize) }
      let start = unsafe key.bindMemory(to: UInt8.self).baseAddress
      guard
        unsafe EVP_PBE_scrypt_ex(
          passphrase.start, Int(passphrase.count), parameters.salt, parameters.salt.count, UInt64(parameters.cost),
          UInt64(parameters.blockSize), UInt64(parameters.parallelization), UInt64(parameters.memory + 1 << 20), start,
          keySize, algorithms.context, nil) == 1
      else { return nil }
      return unsafe CipherRun.run(cipher, key: start, vector: vector, bytes, encrypting: encrypting)
    }
  }

  /// The octets of the cipher's only parameter in PBES2 (RFC 8018 §B.2).
  private var initializationVector: [UInt8]? {
    var outer = ElementReader(scheme.algorithm)
    var reader = outer.enter(0x30)
    _ = reader?.next(0x06)
    var parameters = reader?.enter(0x30)
    _ = parameters?.next(0x30)
    var cipher = parameters?.enter(0x30)
    _ = cipher?.next(0x06)
    guard var cipher, let vector = cipher.next(0x04) else { return nil }
    return cipher.copy(vector.content)
  }
}

/// One pass of a cipher over bytes.
enum CipherRun {
  /// The bytes that come out; nil where the padding is wrong. The corresponding C function is `EVP_CipherFinal_ex`.
  static func run(
    _ cipher: OpaquePointer, key: UnsafePointer<UInt8>?, vector: [UInt8], _ bytes: UnsafeRawBufferPointer,
    encrypting: Bool
  ) -> Secret? {
    guard let context = unsafe EVP_CIPHER_CTX_new() else { return nil }
    defer { unsafe EVP_CIPHER_CTX_free(context) }
    let capacity = bytes.count + 64
    let output = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 1)
    defer {
      unsafe OPENSSL_cleanse(output.baseAddress, capacity)
      unsafe output.deallocate()
    }
    var count: Int32 = 0
    var rest: Int32 = 0
    let target = unsafe output.bindMemory(to: UInt8.self).baseAddress
    let input = unsafe bytes.bindMemory(to: UInt8.self).baseAddress
    guard unsafe EVP_CipherInit_ex2(context, cipher, key, vector, encrypting ? 1 : 0, nil) == 1,
      unsafe EVP_CipherUpdate(context, target, &count, input, Int32(clamping: bytes.count)) == 1,
      unsafe EVP_CipherFinal_ex(context, target?.advanced(by: Int(count)), &rest) == 1
    else { return nil }
    return unsafe Secret(copying: UnsafeRawBufferPointer(rebasing: output[..<Int(count + rest)]))
  }
}
