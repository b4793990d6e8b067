package import Platform

internal import COpenSSL

/// Certificates and keys in one file under one passphrase (RFC 7292).
package enum PKCS12 {
  /// Opens a PFX, DER or BER. An empty passphrase stands for none as well: writers differ, and both are tried.
  /// `allowSlow` lifts the limits on key derivation. Throws `wrongPassphrase` where the checksum, or in its absence
  /// what comes out, says so. The corresponding C functions are `d2i_PKCS12` and `PKCS12_verify_mac`.
  package static func open(
    _ der: [UInt8], passphrase: borrowing Secret, allowSlow: Bool = false
  ) throws(KeyDecryptionError) -> PKCS12Contents {
    defer { ErrorTrace.clearQueue() }
    let file = unsafe try decode(der)
    defer { unsafe PKCS12_free(file) }
    return unsafe try passphrase.withUnsafeBytes { bytes throws(KeyDecryptionError) in
      var reader = PKCS12Reader(allowSlow: allowSlow)
      let word = unsafe Passphrase(bytes)
      reader.candidates = unsafe bytes.isEmpty ? [word, .none] : [word]
      let hasMAC = unsafe PKCS12_mac_present(file) == 1
      if hasMAC { unsafe try reader.checkMAC(of: file) }
      unsafe try reader.readAuthenticatedSafe(of: file)
      return PKCS12Contents(
        entries: reader.entries, hasMAC: hasMAC, usedLegacyProvider: reader.usedLegacyProvider)
    }
  }

  private static func decode(_ der: [UInt8]) throws(KeyDecryptionError) -> OpaquePointer {
    var left = 0
    let file = unsafe der.withUnsafeBufferPointer { buffer in
      var next = buffer.baseAddress
      let file = unsafe d2i_PKCS12(nil, &next, buffer.count)
      left = unsafe buffer.count - (next.map { unsafe $0 - (buffer.baseAddress ?? $0) } ?? 0)
      return unsafe file
    }
    guard let file = unsafe file else { throw .damaged("not a PKCS#12 file") }
    guard left == 0 else {
      unsafe PKCS12_free(file)
      throw .damaged("\(left) bytes follow the end of the PKCS#12 file")
    }
    return unsafe file
  }
}
