internal import OpenSSL

/// The libcrypto that the program runs with.
package enum LinkedLibrary {
  /// Its name, version and date: "OpenSSL 3.0.19 27 Jan 2026".
  package static var version: String { Library.version }

  /// Begins to keep libcrypto's own errors.
  package static func traceErrors() { ErrorTrace.begin() }

  /// libcrypto's own errors since `traceErrors`, a line each.
  package static var tracedErrors: [String] { ErrorTrace.take() }

  /// Starts libcrypto without reading any configuration; throws where that fails, as for want of memory.
  package static func start() throws(PKIError) {
    do {
      try Library.start()
    } catch {
      throw PKIError(.unsupported, "", "OpenSSL could not be started", reason: error.reason)
    }
  }
}
