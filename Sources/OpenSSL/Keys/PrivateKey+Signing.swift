package import Vocabulary

internal import COpenSSL

extension PrivateKey {
  /// A signature over `bytes`: PKCS#1 v1.5 with RSA, PSS with a salt as long as the hash where the key is RSA-PSS,
  /// DER with ECDSA and DSA. `digest` is nil for EdDSA and ML-DSA, which hash by themselves.
  /// The corresponding C function is `EVP_DigestSign`.
  package func sign(_ bytes: [UInt8], digest: Digest?) throws(OpenSSLError) -> [UInt8] {
    let context = unsafe try Owned("sign", EVP_MD_CTX_new(), { unsafe EVP_MD_CTX_free($0) })
    var parameters: OpaquePointer?
    let started = unsafe EVP_DigestSignInit_ex(
      context.pointer, &parameters, digest?.rawValue, nil, nil, pointer, nil)
    try check("sign", started)
    if form == .rsaPSS {
      unsafe try check("sign", EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST))
    }
    var result: Int32 = 0
    let capacity = unsafe Int(EVP_PKEY_get_size(pointer))
    let signature = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, written in
      var count = capacity
      unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe result = EVP_DigestSign(context.pointer, buffer.baseAddress, &count, bytes.baseAddress, bytes.count)
      }
      written = result == 1 ? count : 0
    }
    try check("sign", result)
    return signature
  }
}
