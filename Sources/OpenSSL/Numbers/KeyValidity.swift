internal import COpenSSL

extension PublicKey {
  /// Throws where the key is none by its standard: SP 800-56B §6.4.2 for RSA, which takes milliseconds, SP 800-56A
  /// §5.6.2.3 for curves. The corresponding C function is `EVP_PKEY_public_check`.
  package func checkFully() throws(OpenSSLError) {
    let context = unsafe try Owned(
      "check the public key", EVP_PKEY_CTX_new_from_pkey(nil, pointer, nil), { unsafe EVP_PKEY_CTX_free($0) })
    unsafe try check("check the public key", EVP_PKEY_public_check(context.pointer))
  }
}

/// How large the private numbers of an RSA key are: what may be said of them without telling them.
package struct PrivateNumberSizes: Hashable, Sendable {
  /// The bits of the modulus.
  package let modulus: Int
  /// The bits of the private exponent d.
  package let exponent: Int
  /// The bits of |p - q|; 0 where p = q, nil where the primes are not given.
  package let primeDifference: Int?
}

extension PrivateKey {
  /// The sizes of the private numbers; nil where this is no RSA key. The corresponding C function is
  /// `EVP_PKEY_get_bn_param`.
  package var privateNumberSizes: PrivateNumberSizes? {
    guard let modulus = unsafe Number(of: pointer, OSSL_PKEY_PARAM_RSA_N),
      let exponent = unsafe Number(of: pointer, OSSL_PKEY_PARAM_RSA_D)
    else { return nil }
    var difference: Int?
    if let p = unsafe Number(of: pointer, OSSL_PKEY_PARAM_RSA_FACTOR + "1"),
      let q = unsafe Number(of: pointer, OSSL_PKEY_PARAM_RSA_FACTOR + "2"),
      unsafe BN_sub(p.pointer, p.pointer, q.pointer) == 1
    {
      difference = p.bits
    }
    return PrivateNumberSizes(modulus: modulus.bits, exponent: exponent.bits, primeDifference: difference)
  }
}
