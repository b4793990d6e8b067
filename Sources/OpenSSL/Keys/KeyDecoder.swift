internal import COpenSSL

/// Reads keys with libcrypto's decoders, told what to expect: a decoder that must find out by itself tries
/// everything it knows, which takes three times as long.
enum KeyDecoder {
  /// A key whose `structure` (`PrivateKeyInfo`, `SubjectPublicKeyInfo`, `type-specific`) and algorithm, by name or
  /// dotted identifier, are known. The caller owns it. The corresponding C function is `OSSL_DECODER_from_data`.
  static func decode(
    _ bytes: UnsafeRawBufferPointer, structure: StaticString, algorithm: String, selection: Int32,
    _ operation: String
  ) throws(OpenSSLError) -> OpaquePointer {
    unsafe try algorithm.utf8CString.withUnsafeBufferPointer { name throws(OpenSSLError) in
      unsafe try decode(bytes, structure, algorithm: name.baseAddress, algorithm, selection, operation)
    }
  }

  /// The context keeps the pointers it is made with, to the key's place as to the texts: none may be that of an
  /// argument which Swift converts for the one call.
  private static func decode(
    _ bytes: UnsafeRawBufferPointer, _ structure: StaticString, algorithm: UnsafePointer<CChar>?, _ name: String,
    _ selection: Int32, _ operation: String
  ) throws(OpenSSLError) -> OpaquePointer {
    defer { ErrorTrace.clearQueue() }
    let slot = UnsafeMutablePointer<OpaquePointer?>.allocate(capacity: 1)
    unsafe slot.initialize(to: nil)
    defer { unsafe slot.deallocate() }
    let context = unsafe try Owned(
      operation,
      OSSL_DECODER_CTX_new_for_pkey(slot, text("DER"), text(structure), algorithm, selection, nil, nil),
      { unsafe OSSL_DECODER_CTX_free($0) })
    guard unsafe OSSL_DECODER_CTX_get_num_decoders(context.pointer) > 0 else {
      throw OpenSSLError(
        operation: operation, because: "keys of type \(name) are unknown to \(Library.version)",
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

  /// A text that libcrypto may keep the pointer to: it lies in the program.
  static func text(_ text: StaticString) -> UnsafePointer<CChar> {
    unsafe UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
