internal import COpenSSL

/// A certificate as libcrypto holds it, parsed once and shared: by all the paths that it is part of, on any thread.
@safe package final class X509Handle: Sendable {
  /// The certificate, DER, as it was given.
  package let der: [UInt8]
  nonisolated(unsafe) let pointer: OpaquePointer

  /// Parses a certificate, DER; throws where it is none or bytes follow. Hostile input must be looked through before:
  /// libcrypto's work on some extensions grows with the square of their size. The corresponding C function is
  /// `d2i_X509`.
  package init(der: [UInt8]) throws(OpenSSLError) {
    let operation = "read the certificate"
    defer { ErrorTrace.clearQueue() }
    var left = 0
    let pointer = unsafe der.withUnsafeBufferPointer { buffer in
      var next = buffer.baseAddress
      let pointer = unsafe d2i_X509(nil, &next, buffer.count)
      left = unsafe buffer.count - (next.map { unsafe $0 - (buffer.baseAddress ?? $0) } ?? 0)
      return unsafe pointer
    }
    guard let pointer = unsafe pointer else { throw OpenSSLError(operation: operation) }
    guard left == 0 else {
      unsafe X509_free(pointer)
      throw OpenSSLError(operation: operation, because: "bytes follow where the certificate should end")
    }
    self.der = der
    unsafe self.pointer = pointer
  }

  deinit { unsafe X509_free(pointer) }
}
