package import Platform

internal import COpenSSL
internal import Vocabulary

extension KeyEncryption {
  /// Takes off the lock of a PEM block with `Proc-Type: 4,ENCRYPTED`. `dekInfo` is the value of its DEK-Info line,
  /// cipher and hexadecimal vector; `bytes` is what its base64 says. Gives the key in its traditional format.
  /// The corresponding C function is `EVP_BytesToKey`.
  package static func decryptTraditional(
    dekInfo: String, bytes: [UInt8], passphrase: borrowing Secret
  ) throws(KeyDecryptionError) -> Unlocked {
    let parts = dekInfo.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let vector = Hexadecimal.bytes(trimmed(parts[1])) else {
      throw .damaged("a DEK-Info line that is not a cipher and a vector")
    }
    return try decryptTraditional(cipher: trimmed(parts[0]), vector: vector, bytes: bytes, passphrase: passphrase)
  }

  /// As above, with the cipher's name, `AES-256-CBC`, and the vector, whose first 8 bytes are the salt too.
  package static func decryptTraditional(
    cipher name: String, vector: [UInt8], bytes: [UInt8], passphrase: borrowing Secret
  ) throws(KeyDecryptionError) -> Unlocked {
    guard vector.count >= 8 else { throw .damaged("a DEK-Info line whose vector is too short") }
    guard unsafe OBJ_sn2nid(name) != 0 || OBJ_ln2nid(name) != 0 else { throw .unsupportedCipher(name) }
    let algorithms = try Algorithms(cipher: name, digests: [Digest.md5.rawValue])
    let opened = unsafe try passphrase.withUnsafeBytes { word throws(KeyDecryptionError) in
      unsafe try decrypt(bytes, name, vector, word, algorithms)
    }
    guard opened.isSequence else { throw .wrongPassphrase }
    return Unlocked(bytes: opened, usedLegacyProvider: algorithms.isLegacy)
  }

  private static func trimmed(_ text: Substring) -> String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
    var text = text.drop(while: isSpace)
    while let last = text.last, isSpace(last) { text.removeLast() }
    return String(text)
  }

  private static func decrypt(
    _ bytes: [UInt8], _ name: String, _ vector: [UInt8], _ passphrase: UnsafeRawBufferPointer, _ algorithms: Algorithms
  ) throws(KeyDecryptionError) -> Secret {
    defer { ErrorTrace.clearQueue() }
    guard let cipher = unsafe EVP_CIPHER_fetch(algorithms.context, name, nil),
      let digest = unsafe EVP_MD_fetch(algorithms.context, Digest.md5.rawValue, nil)
    else { throw .unsupportedCipher(name) }
    defer {
      unsafe EVP_CIPHER_free(cipher)
      unsafe EVP_MD_free(digest)
    }
    guard unsafe Int(EVP_CIPHER_get_iv_length(cipher)) == vector.count else {
      throw .damaged("a DEK-Info line whose vector does not fit \(name)")
    }
    let keySize = unsafe Int(EVP_CIPHER_get_key_length(cipher))
    let opened = unsafe withUnsafeTemporaryAllocation(byteCount: keySize, alignment: 1) { key -> Secret? in
      defer { unsafe OPENSSL_cleanse(key.baseAddress, keySize) }
      let start = unsafe key.bindMemory(to: UInt8.self).baseAddress
      let word = unsafe passphrase.bindMemory(to: UInt8.self).baseAddress
      guard
        unsafe EVP_BytesToKey(cipher, digest, vector, word, Int32(clamping: passphrase.count), 1, start, nil) == keySize
      else { return nil }
      return unsafe bytes.span.bytes.withUnsafeBytes {
        unsafe CipherRun.run(cipher, key: start, vector: vector, $0, encrypting: false)
      }
    }
    guard let opened else { throw .wrongPassphrase }
    return opened
  }
}
