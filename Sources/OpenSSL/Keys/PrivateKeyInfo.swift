internal import COpenSSL
internal import Platform

/// The frame of PKCS#8.
enum PrivateKeyInfo {
  /// A OneAsymmetricKey of version 2 (RFC 5958 §2) as one of version 1: without attributes and public key. Nil
  /// where it is none.
  static func withoutPublicKey(_ info: UnsafeRawBufferPointer) -> Secret? {
    var bytes = unsafe [UInt8](info)
    defer { wipe(&bytes) }
    var outer = ElementReader(bytes)
    guard var reader = outer.enter(0x30), outer.atEnd, let version = reader.next(0x02),
      reader.copy(version.content) == [1], let algorithm = reader.next(0x30), let key = reader.next(0x04),
      !reader.atEnd
    else { return nil }
    var writer = SecretWriter(capacity: bytes.count)
    unsafe writer.put(UnsafeRawBufferPointer(rebasing: info[key.whole]))
    writer.put(reader.copy(algorithm.whole))
    writer.put([0x02, 0x01, 0x00])
    writer.wrap(0x30)
    return writer.finish()
  }
}

/// Overwrites the bytes of an array that nobody else holds. The corresponding C function is `OPENSSL_cleanse`.
func wipe(_ bytes: inout [UInt8]) {
  unsafe bytes.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
}
