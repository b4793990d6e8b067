internal import COpenSSL
internal import Vocabulary

extension PublicKey {
  /// The key of a curve that is given by its name, with its point uncompressed: what nearly every key on a curve is. Nil
  /// where it is another, or libcrypto does not take it: what is wrong with it, its decoder says, which would take a
  /// millisecond at its first use and ten times as long at each. The point is checked to be of the curve here as there.
  /// The corresponding C function is `EVP_PKEY_fromdata`.
  static func onCurve(_ parameters: ElementReader, _ bits: [UInt8]) -> OpaquePointer? {
    var parameters = parameters
    guard let identifier = parameters.identifier(), parameters.atEnd,
      let curve = KeyType.Curve.allCases.first(where: { $0.identifier == identifier }),
      bits.count == 2 + 2 * curve.fieldSize, bits.starts(with: [0, 4]),
      let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "EC", nil)
    else { return nil }
    defer {
      unsafe EVP_PKEY_CTX_free(context)
      ErrorTrace.clearQueue()
    }
    var name = Array(curve.rawValue.utf8CString)
    var point = Array(bits.dropFirst())
    var key: OpaquePointer?
    let result = unsafe name.withUnsafeMutableBufferPointer { name in
      unsafe point.withUnsafeMutableBufferPointer { point in
        // These keep pointers to all that they are made of.
        var list = unsafe [
          OSSL_PARAM_construct_utf8_string(ParameterName.group, name.baseAddress, 0),
          OSSL_PARAM_construct_octet_string(ParameterName.publicKey, point.baseAddress, point.count),
          OSSL_PARAM_construct_end(),
        ]
        return unsafe EVP_PKEY_fromdata_init(context) == 1
          ? EVP_PKEY_fromdata(context, &key, pki_EVP_PKEY_PUBLIC_KEY, &list) : 0
      }
    }
    if result != 1 { unsafe EVP_PKEY_free(key) }
    return unsafe result == 1 ? key : nil
  }
}
