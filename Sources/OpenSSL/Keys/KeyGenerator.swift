package import Vocabulary

internal import COpenSSL

/// Makes keys of one type, one after the other: what the type needs is looked up once.
///
/// For one thread at a time. The corresponding C type is `EVP_PKEY_CTX`.
@safe package struct KeyGenerator: ~Copyable {
  private let context: OpaquePointer
  private let form: KeyForm

  /// A maker of such keys; RSA has the public exponent 65537. Throws `isUnsupported` where this libcrypto has no
  /// such algorithm. The corresponding C function is `EVP_PKEY_keygen_init`.
  package init(_ type: KeyType) throws(OpenSSLError) {
    guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, type.algorithmName, nil) else {
      throw OpenSSLError(
        operation: "make a key", because: "\(type.algorithmName) keys are unknown to \(Library.version)",
        isUnsupported: true)
    }
    do {
      unsafe try check("make a key", EVP_PKEY_keygen_init(context))
      switch type {
      case .rsa(let bits):
        unsafe try check("make a key", EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(clamping: bits)))
      case .ec(let curve):
        unsafe try check("make a key", EVP_PKEY_CTX_set_group_name(context, curve.rawValue))
      case .ed25519, .ed448, .mlDSA: break
      }
    } catch {
      unsafe EVP_PKEY_CTX_free(context)
      throw error
    }
    unsafe self.context = context
    self.form = KeyForm(type)
  }

  deinit { unsafe EVP_PKEY_CTX_free(context) }

  /// A new key. The corresponding C function is `EVP_PKEY_generate`.
  package mutating func generate() throws(OpenSSLError) -> PrivateKey {
    var key: OpaquePointer?
    unsafe try check("make a key", EVP_PKEY_generate(context, &key))
    return unsafe try PrivateKey(adopting: owned("make a key", key), form: form)
  }
}

extension PrivateKey {
  /// A new key of this type; see `KeyGenerator` for many.
  package static func generate(_ type: KeyType) throws(OpenSSLError) -> PrivateKey {
    var generator = try KeyGenerator(type)
    return try generator.generate()
  }
}
