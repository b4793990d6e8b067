internal import COpenSSL
internal import Vocabulary

/// A public key, parsed once and shared: by all the signatures it is to verify, on any thread.
@safe package final class PublicKey: Sendable {
  nonisolated(unsafe) let pointer: OpaquePointer

  /// The key of a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), DER. Throws where it is damaged, and `isUnsupported`
  /// where its algorithm or curve is unknown. The corresponding C function is `d2i_PUBKEY_ex`.
  package init(publicKeyInfo: [UInt8]) throws(OpenSSLError) {
    let operation = "read the public key"
    var outer = ElementReader(publicKeyInfo)
    guard var info = outer.enter(0x30), outer.atEnd, var algorithm = info.enter(0x30),
      let type = algorithm.identifier(), let bits = info.next(0x03), info.atEnd
    else { throw OpenSSLError(operation: operation, because: "not a public key in DER") }
    if let name = PublicKey.rawName(type.content), algorithm.atEnd {
      let raw = info.copy(bits.content.dropFirst())
      unsafe pointer = try owned(operation, EVP_PKEY_new_raw_public_key_ex(nil, name, nil, raw, raw.count))
    } else if type == .ecPublicKey, let key = unsafe PublicKey.onCurve(algorithm, info.copy(bits.content)) {
      unsafe pointer = key
    } else {
      unsafe pointer = try publicKeyInfo.withUnsafeBufferPointer { bytes throws(OpenSSLError) in
        unsafe try KeyDecoder.decode(
          UnsafeRawBufferPointer(bytes), structure: "SubjectPublicKeyInfo", algorithm: type.description,
          selection: pki_EVP_PKEY_PUBLIC_KEY, operation)
      }
    }
  }

  deinit { unsafe EVP_PKEY_free(pointer) }

  /// The size that the key's strength is spoken of by. The corresponding C function is `EVP_PKEY_get_bits`.
  package var bits: Int { unsafe Int(EVP_PKEY_get_bits(pointer)) }

  /// Keys whose bits are the key, with nothing to decode (RFC 8410).
  private static func rawName(_ identifier: [UInt8]) -> String? {
    switch identifier {
    case [0x2b, 0x65, 110]: "X25519"
    case [0x2b, 0x65, 111]: "X448"
    case [0x2b, 0x65, 112]: "ED25519"
    case [0x2b, 0x65, 113]: "ED448"
    default: nil
    }
  }
}

extension PublicKey {
  private static let memory = Remembered<PublicKey>()

  /// A parsed key, the same one each time.
  static func remembered(publicKeyInfo: [UInt8]) throws(OpenSSLError) -> PublicKey {
    try memory.value(of: publicKeyInfo) { info throws(OpenSSLError) in try PublicKey(publicKeyInfo: info) }
  }
}
