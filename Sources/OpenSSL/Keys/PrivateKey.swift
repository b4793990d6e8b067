internal import Vocabulary

internal import COpenSSL

/// A private key with its public part, freed and wiped with its scope.
///
/// Signing is safe on several threads at once. The corresponding C type is `EVP_PKEY`.
@safe package struct PrivateKey: ~Copyable, Sendable {
  nonisolated(unsafe) let pointer: OpaquePointer
  let form: KeyForm

  /// Takes over the key.
  init(adopting pointer: OpaquePointer, form: KeyForm) {
    unsafe self.pointer = pointer
    self.form = form
  }

  init(_ parts: Parts) {
    unsafe pointer = unsafe parts.pointer
    form = parts.form
  }

  deinit { unsafe EVP_PKEY_free(pointer) }

  /// SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), DER, octet for octet what `openssl pkey -pubout -outform DER` writes.
  /// The corresponding C function is `i2d_PUBKEY`.
  package func publicKeyInfo() throws(OpenSSLError) -> [UInt8] {
    unsafe try form.publicKeyInfo(of: pointer)
  }

  /// The size that the key's strength is spoken of by: the modulus of RSA, the field of a curve.
  /// The corresponding C function is `EVP_PKEY_get_bits`.
  package var bits: Int { unsafe Int(EVP_PKEY_get_bits(pointer)) }

  /// libcrypto's name of the algorithm: `RSA`, `EC`, `ED25519`, `RSA-PSS`, `DSA`.
  /// The corresponding C function is `EVP_PKEY_get0_type_name`.
  package var typeName: String {
    guard let name = unsafe EVP_PKEY_get0_type_name(pointer) else { return "" }
    return unsafe String(cString: name)
  }

  /// Whether the public part belongs to the private one, as the algorithm's standard has it checked; slow for RSA
  /// (50 ms at 2,048 bits). Throws where it does not. The corresponding C function is `EVP_PKEY_pairwise_check`.
  package func checkPairwise() throws(OpenSSLError) {
    let context = unsafe try Owned(
      "check the key", EVP_PKEY_CTX_new_from_pkey(nil, pointer, nil), { unsafe EVP_PKEY_CTX_free($0) })
    unsafe try check("check the key", EVP_PKEY_pairwise_check(context.pointer))
  }
}
