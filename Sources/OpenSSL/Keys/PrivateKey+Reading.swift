package import Platform

internal import COpenSSL

extension PrivateKey {
  /// The formats that keys had before PKCS#8, each of one algorithm.
  package enum TraditionalFormat: String, Sendable {
    /// RSAPrivateKey (RFC 8017 §A.1.2): `RSA PRIVATE KEY`.
    case rsa = "RSA"
    /// ECPrivateKey (RFC 5915) with its curve: `EC PRIVATE KEY`.
    case ec = "EC"
    /// The six numbers that OpenSSL writes: `DSA PRIVATE KEY`.
    case dsa = "DSA"
  }

  /// The key of a PrivateKeyInfo (PKCS#8, RFC 5208, RFC 5958), DER. Throws where it is damaged, where its public
  /// part does not belong to its private one, and `isUnsupported` where its algorithm is unknown.
  package init(pkcs8 info: borrowing Secret) throws(OpenSSLError) {
    let parts = unsafe try info.withUnsafeBytes { bytes throws(OpenSSLError) in
      unsafe try PrivateKey.parts(pkcs8: bytes)
    }
    self.init(parts)
  }

  /// The key of a PrivateKeyInfo, DER, that is no secret any more: it lay unencrypted in a file.
  package init(pkcs8 info: [UInt8]) throws(OpenSSLError) {
    let parts = unsafe try info.withUnsafeBufferPointer { bytes throws(OpenSSLError) in
      unsafe try PrivateKey.parts(pkcs8: UnsafeRawBufferPointer(bytes))
    }
    self.init(parts)
  }

  /// The key of a format from before PKCS#8, DER. Throws as `init(pkcs8:)` does.
  package init(traditional key: [UInt8], as format: TraditionalFormat) throws(OpenSSLError) {
    let parts = unsafe try key.withUnsafeBufferPointer { bytes throws(OpenSSLError) in
      unsafe try PrivateKey.parts(UnsafeRawBufferPointer(bytes), structure: "type-specific", format.rawValue)
    }
    self.init(parts)
  }

  /// As `init(traditional:as:)`, for a key that was locked.
  package init(traditional key: borrowing Secret, as format: TraditionalFormat) throws(OpenSSLError) {
    let parts = unsafe try key.withUnsafeBytes { bytes throws(OpenSSLError) in
      unsafe try PrivateKey.parts(bytes, structure: "type-specific", format.rawValue)
    }
    self.init(parts)
  }
}

extension PrivateKey {
  private static let operation = "read the private key"
  /// The reason of the error where the parts of a key do not belong together.
  package static let mismatch = "the public key does not belong to the private key"

  /// What a key is made of, before it is one: an initializer may only throw before it begins to store.
  @safe struct Parts {
    let pointer: OpaquePointer
    let form: KeyForm
  }

  private static func parts(pkcs8 bytes: UnsafeRawBufferPointer) throws(OpenSSLError) -> Parts {
    if let parts = unsafe CurveKey.read(bytes) { return parts }
    defer { ErrorTrace.clearQueue() }
    var next = unsafe bytes.bindMemory(to: UInt8.self).baseAddress
    guard let start = bytes.baseAddress,
      let pointer = unsafe d2i_PKCS8_PRIV_KEY_INFO(nil, &next, bytes.count)
    else {
      // A OneAsymmetricKey (RFC 5958) carries its public key behind; libcrypto reads the rest of it.
      guard let shortened = unsafe PrivateKeyInfo.withoutPublicKey(bytes) else {
        throw OpenSSLError(operation: operation)
      }
      return unsafe try shortened.withUnsafeBytes { bytes throws(OpenSSLError) in unsafe try parts(pkcs8: bytes) }
    }
    let info = unsafe try Owned(operation, pointer, { unsafe PKCS8_PRIV_KEY_INFO_free($0) })
    guard unsafe next == start.advanced(by: bytes.count).assumingMemoryBound(to: UInt8.self) else {
      throw OpenSSLError(operation: operation, because: "bytes follow where the key should end")
    }
    var identifier: OpaquePointer?
    unsafe try check(operation, PKCS8_pkey_get0(&identifier, nil, nil, nil, info.pointer))
    return unsafe try parts(bytes, structure: "PrivateKeyInfo", dottedText(identifier))
  }

  private static func parts(
    _ bytes: UnsafeRawBufferPointer, structure: StaticString, _ algorithm: String
  ) throws(OpenSSLError) -> Parts {
    defer { ErrorTrace.clearQueue() }
    let key = unsafe try KeyDecoder.decode(
      bytes, structure: structure, algorithm: algorithm, selection: pki_EVP_PKEY_KEYPAIR, operation)
    let form = unsafe KeyForm(of: key)
    guard unsafe form.isWhole(key) else {
      unsafe EVP_PKEY_free(key)
      throw OpenSSLError(operation: operation, because: mismatch)
    }
    return unsafe Parts(pointer: key, form: form)
  }
}

/// The dotted text of an identifier that libcrypto holds. The corresponding C function is `OBJ_obj2txt`.
func dottedText(_ identifier: OpaquePointer?) -> String {
  unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
    guard let start = buffer.baseAddress, unsafe OBJ_obj2txt(start, 256, identifier, 1) > 0 else { return "" }
    return unsafe String(cString: start)
  }
}

extension KeyForm {
  /// Whether the public part belongs to the private one. A raw key has no public part in its file, so there is
  /// nothing to compare; libcrypto computed it.
  func isWhole(_ key: OpaquePointer) -> Bool {
    switch self {
    case .raw: return true
    case .rsa: return unsafe RSAConsistency.holds(for: key)
    case .rsaPSS, .ec, .other:
      guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else { return false }
      defer { unsafe EVP_PKEY_CTX_free(context) }
      // -2: an algorithm that has no such check.
      return unsafe [1, -2].contains(EVP_PKEY_pairwise_check(context))
    }
  }
}
