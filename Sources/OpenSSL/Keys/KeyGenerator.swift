package import Vocabulary

internal import COpenSSL
internal import Synchronization

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
  /// A new key of this type. What the type needs is looked up once and kept for the next key: the curve alone takes
  /// half as long as the key.
  package static func generate(_ type: KeyType) throws(OpenSSLError) -> PrivateKey {
    let generator = try KeptGenerator.take(type)
    let key = try generator.maker.generate()
    generator.giveBack()
    return key
  }
}

/// A maker of keys that waits for the next thread to need one. It holds nothing of the keys that it made.
private final class KeptGenerator: @unchecked Sendable {
  // Used by one thread at a time: whoever took it out of what is kept.
  var maker: KeyGenerator
  private let type: KeyType
  private static let kept = Mutex<[KeptGenerator]>([])
  /// The most that are kept: one for each of many threads, or of several types.
  private static let most = 16

  private init(_ type: KeyType) throws(OpenSSLError) {
    maker = try KeyGenerator(type)
    self.type = type
  }

  static func take(_ type: KeyType) throws(OpenSSLError) -> KeptGenerator {
    let known = kept.withLock { kept in kept.firstIndex { $0.type == type }.map { kept.remove(at: $0) } }
    if let known { return known }
    return try KeptGenerator(type)
  }

  /// One that failed is not given back.
  func giveBack() {
    KeptGenerator.kept.withLock { if $0.count < KeptGenerator.most { $0.append(self) } }
  }
}
