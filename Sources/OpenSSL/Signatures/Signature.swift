internal import COpenSSL
internal import Vocabulary

/// Verifies signatures with whatever algorithm the signed object names: RSA with PKCS#1 v1.5 and PSS, ECDSA, EdDSA,
/// DSA, and the weak hash functions too, whose use others must judge.
///
/// Everything here gives whether the key made the signature, and throws where that cannot be told: an algorithm that
/// is unknown or does not fit the key, a damaged object or key.
package enum Signature {
  /// Verifies `signature` over `content`, which is a SEQUENCE in DER, by the AlgorithmIdentifier in `algorithm`.
  /// The corresponding C function is `ASN1_item_verify_ex`.
  package static func verify(
    content: [UInt8], algorithm: [UInt8], signature: [UInt8], key: PublicKey
  ) throws(OpenSSLError) -> Bool {
    defer { ErrorTrace.clearQueue() }
    if let obstacle = obstacle(algorithm) {
      throw OpenSSLError(operation: operation, because: obstacle, isUnsupported: true)
    }
    let scheme = unsafe try Owned(operation, decodedAlgorithm(algorithm), { unsafe X509_ALGOR_free($0) })
    let bits = unsafe try Owned(operation, string(V_ASN1_BIT_STRING, signature), { unsafe ASN1_STRING_free($0) })
    // As ANY, the content is taken as it is and not encoded anew.
    let any = unsafe try Owned(operation, ASN1_TYPE_new(), { unsafe ASN1_TYPE_free($0) })
    unsafe ASN1_TYPE_set(any.pointer, V_ASN1_SEQUENCE, try owned(operation, string(V_ASN1_SEQUENCE, content)))
    let result = unsafe ASN1_item_verify_ex(
      ASN1_ANY_it(), scheme.pointer, bits.pointer, any.pointer, nil, key.pointer, nil, nil)
    if result == 1 { return true }
    let failure = OpenSSLError(operation: operation)
    if failure.entries.contains(where: isRefusal) { throw failure }
    return false
  }

  /// Verifies a certificate's signature with the issuer's key; the algorithm must stand inside and outside alike.
  package static func verifyCertificate(_ der: [UInt8], key: PublicKey) throws(OpenSSLError) -> Bool {
    try verifyNamedTwice(der, key)
  }

  /// As above, with the issuer's SubjectPublicKeyInfo, DER; it is remembered parsed.
  package static func verifyCertificate(_ der: [UInt8], publicKeyInfo: [UInt8]) throws(OpenSSLError) -> Bool {
    try verifyNamedTwice(der, PublicKey.remembered(publicKeyInfo: publicKeyInfo))
  }

  /// Verifies a revocation list's signature with the issuer's key; the algorithm must stand inside and outside alike.
  package static func verifyRevocationList(_ der: [UInt8], key: PublicKey) throws(OpenSSLError) -> Bool {
    try verifyNamedTwice(der, key)
  }

  /// As above, with the issuer's SubjectPublicKeyInfo, DER; it is remembered parsed.
  package static func verifyRevocationList(_ der: [UInt8], publicKeyInfo: [UInt8]) throws(OpenSSLError) -> Bool {
    try verifyNamedTwice(der, PublicKey.remembered(publicKeyInfo: publicKeyInfo))
  }

  /// Verifies a certification request's signature with the key inside it (RFC 2986 §4.2), DER.
  package static func verifyRequest(_ der: [UInt8]) throws(OpenSSLError) -> Bool {
    guard let object = SignedObject(der), let info = object.requestedKey else {
      throw OpenSSLError(operation: operation, because: "not a certificate request in DER")
    }
    return try verify(
      content: object.content, algorithm: object.algorithm, signature: object.signature,
      key: PublicKey(publicKeyInfo: info))
  }
}

extension Signature {
  private static let operation = "verify the signature"

  private static func verifyNamedTwice(_ der: [UInt8], _ key: PublicKey) throws(OpenSSLError) -> Bool {
    guard let object = SignedObject(der) else {
      throw OpenSSLError(operation: operation, because: "not a signed object in DER")
    }
    guard object.innerAlgorithm == object.algorithm else { return false }
    return try verify(content: object.content, algorithm: object.algorithm, signature: object.signature, key: key)
  }

  /// Why a signature of this algorithm cannot be verified at all; nil where nothing speaks against trying.
  private static func obstacle(_ algorithm: [UInt8]) -> String? {
    var outer = ElementReader(algorithm)
    guard var reader = outer.enter(0x30), outer.atEnd, let type = reader.identifier() else {
      return "its algorithm is damaged"
    }
    var digest: Int32 = 0
    var key: Int32 = 0
    guard type.nid != 0, unsafe OBJ_find_sigid_algs(type.nid, &digest, &key) == 1 else {
      return "signed with \(type.commonName), which \(Library.version) does not know"
    }
    guard digest != 0, let name = unsafe OBJ_nid2sn(digest) else { return nil }
    guard let function = unsafe EVP_MD_fetch(nil, name, nil) else {
      return "signed with \(type.commonName), whose hash function \(Library.version) does not have"
    }
    unsafe EVP_MD_free(function)
    return nil
  }

  /// Whether an error says that libcrypto would not judge, rather than that the signature is wrong.
  private static func isRefusal(_ entry: OpenSSLError.Entry) -> Bool {
    let reason = pki_ERR_GET_REASON(entry.code)
    switch pki_ERR_GET_LIB(entry.code) {
    case ERR_LIB_ASN1:
      return [
        ASN1_R_WRONG_PUBLIC_KEY_TYPE, ASN1_R_UNKNOWN_SIGNATURE_ALGORITHM, ASN1_R_UNKNOWN_MESSAGE_DIGEST_ALGORITHM,
        ASN1_R_DIGEST_AND_KEY_TYPE_NOT_SUPPORTED,
      ].contains(reason)
    case ERR_LIB_RSA:
      return [
        RSA_R_UNSUPPORTED_MASK_ALGORITHM, RSA_R_UNSUPPORTED_MASK_PARAMETER, RSA_R_UNKNOWN_MASK_DIGEST,
        RSA_R_INVALID_PSS_PARAMETERS, RSA_R_INVALID_SALT_LENGTH, RSA_R_INVALID_TRAILER,
        RSA_R_UNSUPPORTED_SIGNATURE_TYPE,
      ].contains(reason)
    default: return false
    }
  }

  private static func decodedAlgorithm(_ algorithm: [UInt8]) -> UnsafeMutablePointer<X509_ALGOR>? {
    unsafe algorithm.withUnsafeBufferPointer { buffer in
      var next = buffer.baseAddress
      return unsafe d2i_X509_ALGOR(nil, &next, buffer.count)
    }
  }

  private static func string(_ type: Int32, _ octets: [UInt8]) -> UnsafeMutablePointer<ASN1_STRING>? {
    guard let string = unsafe ASN1_STRING_type_new(type) else { return nil }
    guard unsafe ASN1_STRING_set(string, octets, Int32(clamping: octets.count)) == 1 else {
      unsafe ASN1_STRING_free(string)
      return nil
    }
    return unsafe string
  }
}
