internal import COpenSSL

/// Reads keys with libcrypto's decoders, told what to expect: a decoder that must find out by itself tries
/// everything it knows, which takes three times as long.
enum KeyDecoder {
  /// A key whose `structure` (`PrivateKeyInfo`, `SubjectPublicKeyInfo`, `type-specific`) and algorithm, by name or
  /// dotted identifier, are known. The caller owns it. The corresponding C function is `OSSL_DECODER_from_data`.
  static func decode(
    _ bytes: UnsafeRawBufferPointer, structure: String, algorithm: String, selection: Int32, _ operation: String
  ) throws(OpenSSLError) -> OpaquePointer {
    defer { ERR_clear_error() }
    // The context writes the key through this pointer later, so it must not be that of an inout argument.
    let slot = UnsafeMutablePointer<OpaquePointer?>.allocate(capacity: 1)
    unsafe slot.initialize(to: nil)
    defer { unsafe slot.deallocate() }
    let context = unsafe try Owned(
      operation,
      OSSL_DECODER_CTX_new_for_pkey(slot, "DER", structure, algorithm, selection, nil, nil),
      { unsafe OSSL_DECODER_CTX_free($0) })
    guard unsafe OSSL_DECODER_CTX_get_num_decoders(context.pointer) > 0 else {
      throw OpenSSLError(
        operation: operation, because: "keys of type \(algorithm) are unknown to \(Library.version)",
        isUnsupported: true)
    }
    var next = unsafe bytes.bindMemory(to: UInt8.self).baseAddress
    var left = bytes.count
    let result = unsafe OSSL_DECODER_from_data(context.pointer, &next, &left)
    guard result == 1, let key = unsafe slot.pointee else {
      unsafe EVP_PKEY_free(slot.pointee)
      throw OpenSSLError(operation: operation)
    }
    guard left == 0 else {
      unsafe EVP_PKEY_free(key)
      throw OpenSSLError(operation: operation, because: "bytes follow where the key should end")
    }
    return unsafe key
  }
}
