internal import OpenSSL

/// The libcrypto that the program runs with.
package enum LinkedLibrary {
  /// Its name, version and date: "OpenSSL 3.0.19 27 Jan 2026".
  package static var version: String { Library.version }

  /// Starts libcrypto without reading any configuration; throws where that fails, as for want of memory.
  package static func start() throws(PKIError) {
    do {
      try Library.start()
    } catch {
      throw PKIError(.unsupported, "", "OpenSSL could not be started", reason: error.reason)
    }
  }
}
