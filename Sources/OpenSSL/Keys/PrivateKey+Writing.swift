package import Platform
internal import Vocabulary

internal import COpenSSL

extension PrivateKey {
  /// PrivateKeyInfo (PKCS#8, RFC 5208 §5), DER, octet for octet what `openssl pkcs8 -topk8 -nocrypt` writes.
  /// `publicKeyInfo` is what the function of this name gave, where the caller has it: libcrypto works the public point of a
  /// curve out anew each time. The corresponding C functions are `EVP_PKEY2PKCS8` and `i2d_PKCS8_PRIV_KEY_INFO`.
  package func privateKeyInfo(publicKeyInfo: [UInt8]? = nil) throws(OpenSSLError) -> Secret {
    switch form {
    case .rsa: if let secret = rsaPrivateKeyInfo() { return secret }
    case .ec(let curve):
      let info: [UInt8]
      if let publicKeyInfo { info = publicKeyInfo } else { info = try self.publicKeyInfo() }
      if let secret = ecPrivateKeyInfo(curve, info) { return secret }
    case .raw: if let secret = rawPrivateKeyInfo() { return secret }
    case .rsaPSS, .other: break
    }
    defer { ErrorTrace.clearQueue() }
    let info = unsafe try Owned(
      "write the private key", EVP_PKEY2PKCS8(pointer), { unsafe PKCS8_PRIV_KEY_INFO_free($0) })
    return unsafe try PrivateKey.encoded(info.pointer)
  }

  /// The DER of a PrivateKeyInfo that libcrypto holds.
  static func encoded(_ info: OpaquePointer) throws(OpenSSLError) -> Secret {
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = unsafe try Int(check("write the private key", i2d_PKCS8_PRIV_KEY_INFO(info, &bytes)))
    defer { unsafe pki_OPENSSL_clear_free(bytes, count) }
    return unsafe Secret(copying: UnsafeRawBufferPointer(start: bytes, count: count))
  }

  /// PrivateKeyInfo around the OCTET STRING content that is written already.
  private func finish(_ writer: inout SecretWriter) -> Secret? {
    guard let algorithm = form.algorithm else { return nil }
    writer.wrap(0x04)
    writer.put(algorithm)
    writer.put([0x02, 0x01, 0x00])
    writer.wrap(0x30)
    return writer.finish()
  }

  /// RSAPrivateKey (RFC 8017 §A.1.2); nil where the key lacks its primes.
  private func rsaPrivateKeyInfo() -> Secret? {
    var writer = SecretWriter(capacity: 5 * bits / 8 + 200)
    let names = [
      OSSL_PKEY_PARAM_RSA_COEFFICIENT + "1", OSSL_PKEY_PARAM_RSA_EXPONENT + "2", OSSL_PKEY_PARAM_RSA_EXPONENT + "1",
      OSSL_PKEY_PARAM_RSA_FACTOR + "2", OSSL_PKEY_PARAM_RSA_FACTOR + "1", OSSL_PKEY_PARAM_RSA_D, OSSL_PKEY_PARAM_RSA_E,
      OSSL_PKEY_PARAM_RSA_N,
    ]
    for name in names {
      guard let number = unsafe Number(of: pointer, name) else { return nil }
      writer.putInteger(number)
    }
    writer.put([0x02, 0x01, 0x00])
    writer.wrap(0x30)
    return finish(&writer)
  }

  /// ECPrivateKey (RFC 5915 §3) with the public point and without the curve, which stands outside.
  private func ecPrivateKeyInfo(_ curve: KeyType.Curve, _ publicKeyInfo: [UInt8]) -> Secret? {
    var outer = ElementReader(publicKeyInfo)
    guard let number = unsafe Number(of: pointer, OSSL_PKEY_PARAM_PRIV_KEY), var info = outer.enter(0x30),
      info.next(0x30) != nil, let bits = info.next(0x03)
    else { return nil }
    var writer = SecretWriter(capacity: 400)
    writer.put(element(0xa1, info.copy(bits.whole)))
    let mark = writer.count
    writer.put(number, size: curve.fieldSize)
    writer.wrap(0x04, since: mark)
    writer.put([0x02, 0x01, 0x01])
    writer.wrap(0x30)
    return finish(&writer)
  }

  /// CurvePrivateKey (RFC 8410 §7).
  private func rawPrivateKeyInfo() -> Secret? {
    var writer = SecretWriter(capacity: 120)
    guard unsafe writer.putRaw(pointer) else { return nil }
    writer.wrap(0x04)
    return finish(&writer)
  }
}

extension SecretWriter {
  /// The raw private octets of a key. The corresponding C function is `EVP_PKEY_get_raw_private_key`.
  fileprivate mutating func putRaw(_ key: OpaquePointer) -> Bool {
    var size = 0
    guard unsafe EVP_PKEY_get_raw_private_key(key, nil, &size) == 1 else { return false }
    return unsafe fill(size) { unsafe EVP_PKEY_get_raw_private_key(key, $0, &size) == 1 }
  }
}
