package import Vocabulary

internal import COpenSSL

/// libcrypto itself: its start and its version.
package enum Library {
  /// Starts libcrypto without its configuration file and without an exit handler, and makes sure that it works
  /// by one fetch: a start that libcrypto makes by itself under memory shortage crashes. Called once, before
  /// everything else of this module; calling it again does nothing.
  ///
  /// From here on libcrypto overwrites what it frees: it decodes keys in blocks that it does not wipe by itself.
  ///
  /// The corresponding C function is `OPENSSL_init_crypto`.
  package static func start() throws(OpenSSLError) {
    _ = pki_wipe_what_is_freed()
    let options = UInt64(OPENSSL_INIT_NO_LOAD_CONFIG) | UInt64(OPENSSL_INIT_NO_ATEXIT)
    guard OPENSSL_init_crypto(options, nil) == 1, unsafe Digest.sha256.fetched != nil else {
      throw OpenSSLError(operation: "start libcrypto")
    }
    generator
  }

  /// Has random numbers made by Hash_DRBG with SHA-256 (SP 800-90A §10.1.1: 256 bits of strength, seeded from the system and
  /// anew as the other) in the place of CTR_DRBG: for the one cipher of that, libcrypto lists all that it has, at every
  /// start, which is a twelfth of the time that a request takes. Where it will not, its own choice stays. The
  /// corresponding C function is `RAND_set_DRBG_type`.
  private static let generator: Void = {
    if unsafe RAND_set_DRBG_type(nil, "HASH-DRBG", nil, nil, Digest.sha256.rawValue) != 1 { ERR_clear_error() }
  }()

  /// The name, version and date of the libcrypto that runs, which need not be the one compiled against:
  /// `OpenSSL 3.0.19 27 Jan 2026`. The corresponding C function is `OpenSSL_version`.
  package static var version: String {
    unsafe String(cString: OpenSSL_version(OPENSSL_VERSION))
  }

  /// The version of the headers compiled against, as `version` gives it.
  package static var compiledVersion: String { OPENSSL_VERSION_TEXT }
}

extension KeyType {
  /// Whether this libcrypto can make such keys; only the module-lattice ones are in doubt (OpenSSL 3.5).
  /// The corresponding C function is `EVP_KEYMGMT_fetch`.
  package var isAvailable: Bool {
    guard let manager = unsafe EVP_KEYMGMT_fetch(nil, algorithmName, nil) else {
      ERR_clear_error()
      return false
    }
    unsafe EVP_KEYMGMT_free(manager)
    return true
  }

  /// The name that libcrypto fetches the algorithm by.
  var algorithmName: String {
    switch self {
    case .rsa: "RSA"
    case .ec: "EC"
    case .ed25519: "ED25519"
    case .ed448: "ED448"
    case .mlDSA(let set): "ML-DSA-\(set)"
    }
  }
}
