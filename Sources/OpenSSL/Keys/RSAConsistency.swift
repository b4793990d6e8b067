internal import COpenSSL

/// Whether the numbers of an RSA key belong together. `EVP_PKEY_pairwise_check` looks for the same and also
/// tests the primes, which takes 50 ms.
enum RSAConsistency {
  /// Whether n = p·q, and e·d = e·dP = 1 modulo p-1 and e·d = e·dQ = 1 modulo q-1 (RFC 8017 §3.2). A key without
  /// primes is taken as it is.
  static func holds(for key: OpaquePointer) -> Bool {
    guard let p = unsafe Number(of: key, OSSL_PKEY_PARAM_RSA_FACTOR + "1"),
      let q = unsafe Number(of: key, OSSL_PKEY_PARAM_RSA_FACTOR + "2")
    else { return true }
    guard let n = unsafe Number(of: key, OSSL_PKEY_PARAM_RSA_N), let e = unsafe Number(of: key, OSSL_PKEY_PARAM_RSA_E),
      let d = unsafe Number(of: key, OSSL_PKEY_PARAM_RSA_D),
      let dP = unsafe Number(of: key, OSSL_PKEY_PARAM_RSA_EXPONENT + "1"),
      let dQ = unsafe Number(of: key, OSSL_PKEY_PARAM_RSA_EXPONENT + "2"),
      let workspace = unsafe BN_CTX_secure_new()
    else { return false }
    defer { unsafe BN_CTX_free(workspace) }
    guard let product = unsafe BN_new() else { return false }
    defer { unsafe BN_clear_free(product) }
    guard unsafe BN_mul(product, p.pointer, q.pointer, workspace) == 1, unsafe BN_cmp(product, n.pointer) == 0,
      unsafe BN_sub_word(p.pointer, 1) == 1, unsafe BN_sub_word(q.pointer, 1) == 1
    else { return false }
    func isInverse(_ exponent: OpaquePointer, modulo prime: OpaquePointer) -> Bool {
      unsafe BN_mod_mul(product, e.pointer, exponent, prime, workspace) == 1 && BN_is_one(product) == 1
    }
    return unsafe isInverse(d.pointer, modulo: p.pointer) && isInverse(d.pointer, modulo: q.pointer)
      && isInverse(dP.pointer, modulo: p.pointer) && isInverse(dQ.pointer, modulo: q.pointer)
  }
}
