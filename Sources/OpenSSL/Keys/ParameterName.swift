internal import COpenSSL

/// Names of the parameters of keys. libcrypto keeps the pointers to them, so none may be that of a text which Swift
/// converts for the one call: these lie in the program.
enum ParameterName {
  /// OSSL_PKEY_PARAM_GROUP_NAME
  static var group: UnsafePointer<CChar> { unsafe KeyDecoder.text("group") }
  /// OSSL_PKEY_PARAM_PUB_KEY
  static var publicKey: UnsafePointer<CChar> { unsafe KeyDecoder.text("pub") }
  /// OSSL_PKEY_PARAM_PRIV_KEY
  static var privateKey: UnsafePointer<CChar> { unsafe KeyDecoder.text("priv") }
}
