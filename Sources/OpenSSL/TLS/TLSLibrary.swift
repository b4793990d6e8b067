internal import COpenSSL

/// libssl, which is not linked but opened when a server is first spoken to.
package enum TLSLibrary {
  static let operation = "speak TLS"

  /// Opens libssl and starts it without its configuration file; after the first time this costs nothing. Throws
  /// `isUnsupported` where this machine has none of libcrypto's version. The corresponding C functions are `dlopen`
  /// and `OPENSSL_init_ssl`.
  package static func open() throws(OpenSSLError) { unsafe _ = try functions() }

  /// The functions of libssl.
  static func functions() throws(OpenSSLError) -> UnsafePointer<pki_libssl> {
    guard let functions = unsafe pki_libssl_open() else {
      throw unsafe missing(because: String(cString: pki_libssl_reason()))
    }
    guard isStarted else { throw OpenSSLError(operation: "start libssl") }
    return unsafe functions
  }

  /// What is thrown where the linker said why there is no libssl.
  static func missing(because reason: String) -> OpenSSLError {
    OpenSSLError(
      operation: operation, because: "the system's libssl cannot be used: \(reason)", isUnsupported: true)
  }

  private static let isStarted: Bool = {
    guard let functions = unsafe pki_libssl_open() else { return false }
    return unsafe functions.pointee.OPENSSL_init_ssl(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1
  }()
}
