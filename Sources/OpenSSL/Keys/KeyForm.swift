internal import COpenSSL
internal import Platform
internal import Vocabulary

/// How a key is written. libcrypto's encoders take 100 µs and more for what is a fixed frame around one or two
/// numbers, so the forms that are made every day are written here, and only the others by libcrypto.
enum KeyForm: Hashable, Sendable {
  /// RSA of two primes (RFC 8017 §A.1).
  case rsa
  case rsaPSS
  /// A key on a curve that is given by its name (RFC 5480, RFC 5915).
  case ec(KeyType.Curve)
  /// Keys of raw octets (RFC 8410): the last octet of the identifier 1.3.101.x.
  case raw(UInt8)
  case other

  init(_ type: KeyType) {
    switch type {
    case .rsa: self = .rsa
    case .ec(let curve): self = .ec(curve)
    case .ed25519: self = .raw(112)
    case .ed448: self = .raw(113)
    case .mlDSA: self = .other
    }
  }

  /// The form of a key that was read.
  init(of key: OpaquePointer) {
    switch unsafe EVP_PKEY_get_base_id(key) {
    case EVP_PKEY_RSA: self = unsafe Number(of: key, OSSL_PKEY_PARAM_RSA_FACTOR + "3") == nil ? .rsa : .other
    case EVP_PKEY_RSA_PSS: self = .rsaPSS
    case EVP_PKEY_EC: self = unsafe KeyForm.curve(of: key).map { .ec($0) } ?? .other
    case EVP_PKEY_X25519: self = .raw(110)
    case EVP_PKEY_X448: self = .raw(111)
    case EVP_PKEY_ED25519: self = .raw(112)
    case EVP_PKEY_ED448: self = .raw(113)
    default: self = .other
    }
  }

  private static func curve(of key: OpaquePointer) -> KeyType.Curve? {
    guard unsafe text(key, OSSL_PKEY_PARAM_EC_ENCODING) == OSSL_PKEY_EC_ENCODING_GROUP else { return nil }
    switch unsafe text(key, OSSL_PKEY_PARAM_GROUP_NAME) {
    case "prime256v1", "P-256": return .p256
    case "secp384r1", "P-384": return .p384
    case "secp521r1", "P-521": return .p521
    default: return nil
    }
  }

  /// A text among the key's parameters. The corresponding C function is `EVP_PKEY_get_utf8_string_param`.
  static func text(_ key: OpaquePointer, _ name: String) -> String? {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 80) { buffer in
      guard let start = buffer.baseAddress,
        unsafe EVP_PKEY_get_utf8_string_param(key, name, start, 80, nil) == 1
      else { return nil }
      return unsafe String(cString: start)
    }
  }

  /// Octets among the key's public parameters. The corresponding C function is
  /// `EVP_PKEY_get_octet_string_param`.
  static func octets(_ key: OpaquePointer, _ name: String) -> [UInt8]? {
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 160) { buffer, written in
      if unsafe EVP_PKEY_get_octet_string_param(key, name, buffer.baseAddress, 160, &written) != 1 { written = 0 }
    }
    return bytes.isEmpty ? nil : bytes
  }
}

extension KeyForm {
  /// AlgorithmIdentifier (RFC 5280 §4.1.1.2), DER; nil where libcrypto must write it.
  var algorithm: [UInt8]? {
    switch self {
    case .rsa: element(0x30, element(0x06, ObjectIdentifier.rsaEncryption.content), [0x05, 0x00])
    case .ec(let curve):
      element(
        0x30, element(0x06, ObjectIdentifier.ecPublicKey.content), element(0x06, curve.identifier.content))
    case .raw(let last): [0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, last]
    case .rsaPSS, .other: nil
    }
  }

  /// SubjectPublicKeyInfo of a key of this form, DER, as `i2d_PUBKEY` writes it.
  func publicKeyInfo(of key: OpaquePointer) throws(OpenSSLError) -> [UInt8] {
    if let algorithm, let bits = unsafe publicBits(of: key) {
      return element(0x30, algorithm, element(0x03, [0], bits))
    }
    defer { ErrorTrace.clearQueue() }
    return unsafe try encoded("write the public key") { unsafe i2d_PUBKEY(key, $0) }
  }

  private func publicBits(of key: OpaquePointer) -> [UInt8]? {
    guard case .rsa = self else { return unsafe KeyForm.octets(key, OSSL_PKEY_PARAM_PUB_KEY) }
    guard let modulus = unsafe Number(of: key, OSSL_PKEY_PARAM_RSA_N),
      let exponent = unsafe Number(of: key, OSSL_PKEY_PARAM_RSA_E)
    else { return nil }
    return element(0x30, modulus.integer, exponent.integer)
  }
}

extension KeyType.Curve {
  /// The curve's identifier (RFC 5480 §2.1.1.1).
  var identifier: ObjectIdentifier {
    switch self {
    case .p256: .p256
    case .p384: .p384
    case .p521: .p521
    }
  }

  /// How many octets a number of the curve's field has.
  var fieldSize: Int {
    switch self {
    case .p256: 32
    case .p384: 48
    case .p521: 66
    }
  }
}
