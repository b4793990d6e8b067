internal import COpenSSL

/// The algorithms that libcrypto has put away: RC2, RC4, DES. They live in a context of their own, so that nothing
/// else gets to use them, and only from the first file on that needs them.
enum LegacyProvider {
  /// The context with the default and the legacy provider, for the rest of the process; nil where the legacy
  /// provider is not installed. The corresponding C function is `OSSL_PROVIDER_load`.
  nonisolated(unsafe) static let context: OpaquePointer? = {
    defer { ErrorTrace.clearQueue() }
    guard let context = unsafe OSSL_LIB_CTX_new() else { return nil }
    guard unsafe OSSL_PROVIDER_load(context, "default") != nil, unsafe OSSL_PROVIDER_load(context, "legacy") != nil
    else {
      unsafe OSSL_LIB_CTX_free(context)
      return nil
    }
    return unsafe context
  }()
}

/// Where libcrypto looks for its algorithms.
@safe struct Algorithms {
  /// NULL is the default context.
  let context: OpaquePointer?
  let isLegacy: Bool

  /// The default context if it has this cipher and these hash functions, else the one with the legacy provider.
  /// Throws `unsupportedCipher` where neither has them all.
  init(cipher: String?, digests: [String]) throws(KeyDecryptionError) {
    defer { ErrorTrace.clearQueue() }
    if unsafe Algorithms.firstMissing(nil, cipher, digests) == nil {
      unsafe context = nil
      isLegacy = false
      return
    }
    let legacy = unsafe LegacyProvider.context
    if let missing = unsafe Algorithms.firstMissing(legacy, cipher, digests) { throw .unsupportedCipher(missing) }
    unsafe context = legacy
    isLegacy = true
  }

  /// The cipher's block size in bytes, 1 where it has none. The corresponding C function is
  /// `EVP_CIPHER_get_block_size`.
  func blockSize(_ cipher: String) -> Int {
    guard let cipher = unsafe EVP_CIPHER_fetch(context, cipher, nil) else { return 1 }
    defer { unsafe EVP_CIPHER_free(cipher) }
    return unsafe max(1, Int(EVP_CIPHER_get_block_size(cipher)))
  }

  private static func firstMissing(_ context: OpaquePointer?, _ cipher: String?, _ digests: [String]) -> String? {
    if let name = cipher {
      guard let cipher = unsafe EVP_CIPHER_fetch(context, name, nil) else { return shown(name) }
      let isAuthenticated = unsafe EVP_CIPHER_get_flags(cipher) & UInt(EVP_CIPH_FLAG_AEAD_CIPHER) != 0
      unsafe EVP_CIPHER_free(cipher)
      // The formats have no place for the tag.
      if isAuthenticated { return shown(name) }
    }
    for name in digests {
      guard let digest = unsafe EVP_MD_fetch(context, name, nil) else { return shown(name) }
      unsafe EVP_MD_free(digest)
    }
    return nil
  }

  private static func shown(_ name: String) -> String {
    guard let text = unsafe OBJ_nid2ln(OBJ_txt2nid(name)), unsafe OBJ_txt2nid(name) != 0 else { return name }
    return unsafe String(cString: text)
  }
}
