internal import COpenSSL

/// A certificate as libcrypto holds it, parsed once and shared: by all the paths that it is part of, on any thread.
@safe package final class X509Handle: Sendable {
  /// The certificate, DER, as it was given.
  package let der: [UInt8]
  nonisolated(unsafe) let pointer: OpaquePointer

  /// Parses a certificate, DER; throws where it is none or bytes follow. Hostile input must be looked through before:
  /// libcrypto's work on some extensions grows with the square of their size. The corresponding C function is
  /// `d2i_X509`.
  package convenience init(der: [UInt8]) throws(OpenSSLError) {
    defer { ErrorTrace.clearQueue() }
    unsafe try self.init(der, X509Handle.read(der, nil))
  }

  /// Parses a certificate as the leaf of a path whose signatures are left unchecked: in a context that knows
  /// nothing but EC and RSA keys, since of the time that reading a certificate takes the default context spends most on
  /// looking for the decoder of its key. Other keys are decoded there all the same.
  ///
  /// Nothing can be verified with the key of such a certificate, nor its own signature.
  package convenience init(unsignedLeaf der: [UInt8]) throws(OpenSSLError) {
    defer { ErrorTrace.clearQueue() }
    if let context = unsafe X509Handle.lean, let read = unsafe try? X509Handle.read(der, X509_new_ex(context, nil)) {
      if unsafe X509_get0_pubkey(read) != nil {
        unsafe self.init(der, read)
        return
      }
      unsafe X509_free(read)
    }
    unsafe try self.init(der, X509Handle.read(der, nil))
  }

  private init(_ der: [UInt8], _ pointer: OpaquePointer) {
    self.der = der
    unsafe self.pointer = pointer
  }

  deinit { unsafe X509_free(pointer) }

  /// Reads into `target`, which belongs to the result, or is freed where reading fails.
  private static func read(_ der: [UInt8], _ target: OpaquePointer?) throws(OpenSSLError) -> OpaquePointer {
    let operation = "read the certificate"
    var target = unsafe target
    var left = 0
    let pointer = unsafe der.withUnsafeBufferPointer { buffer in
      var next = buffer.baseAddress
      let pointer = unsafe target == nil ? d2i_X509(nil, &next, buffer.count) : d2i_X509(&target, &next, buffer.count)
      left = unsafe buffer.count - (next.map { unsafe $0 - (buffer.baseAddress ?? $0) } ?? 0)
      return unsafe pointer
    }
    guard let pointer = unsafe pointer else { throw OpenSSLError(operation: operation) }
    guard left == 0 else {
      unsafe X509_free(pointer)
      throw OpenSSLError(operation: operation, because: "bytes follow where the certificate should end")
    }
    return unsafe pointer
  }

  /// The context that knows EC and RSA keys alone, for the rest of the process; nil where it cannot be made.
  nonisolated(unsafe) private static let lean: OpaquePointer? = {
    defer { ErrorTrace.clearQueue() }
    return unsafe pki_lean_context()
  }()
}
