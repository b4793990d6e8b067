internal import COpenSSL
internal import Vocabulary

/// Verifies signatures with whatever algorithm the signed object names: RSA with PKCS#1 v1.5 and PSS, ECDSA, EdDSA,
/// DSA, and the weak hash functions too, whose use others must judge.
package enum Signature {
  /// What became of a verification.
  package enum Verdict: Hashable, Sendable {
    /// The key made this signature over these bytes.
    case valid
    /// It did not.
    case invalid
    /// It cannot be told, for this reason: small initial, no full stop.
    case unverifiable(String)
  }

  /// Verifies `signature` over `content`, which is a SEQUENCE in DER, by the AlgorithmIdentifier in `algorithm`.
  /// The corresponding C function is `ASN1_item_verify_ex`.
  package static func verify(
    content: [UInt8], algorithm: [UInt8], signature: [UInt8], key: PublicKey
  ) -> Verdict {
    defer { ERR_clear_error() }
    if let reason = obstacle(algorithm) { return .unverifiable(reason) }
    do throws(OpenSSLError) {
      let scheme = unsafe try Owned(operation, decodedAlgorithm(algorithm), { unsafe X509_ALGOR_free($0) })
      let bits = unsafe try Owned(operation, string(V_ASN1_BIT_STRING, signature), { unsafe ASN1_STRING_free($0) })
      // As ANY, the content is taken as it is and not encoded anew.
      let any = unsafe try Owned(operation, ASN1_TYPE_new(), { unsafe ASN1_TYPE_free($0) })
      unsafe ASN1_TYPE_set(any.pointer, V_ASN1_SEQUENCE, try owned(operation, string(V_ASN1_SEQUENCE, content)))
      let result = unsafe ASN1_item_verify_ex(
        ASN1_ANY_it(), scheme.pointer, bits.pointer, any.pointer, nil, key.pointer, nil, nil)
      if result == 1 { return .valid }
      let failure = OpenSSLError(operation: operation)
      return failure.entries.contains(where: isRefusal) ? .unverifiable(failure.reason) : .invalid
    } catch {
      return .unverifiable(error.reason)
    }
  }

  /// Verifies a certificate's signature with the issuer's key; the algorithm must stand inside and outside alike.
  package static func verifyCertificate(_ der: [UInt8], key: PublicKey) -> Verdict {
    guard let object = SignedObject(der) else { return .unverifiable("not a certificate in DER") }
    return verifyNamedTwice(object, key)
  }

  /// Verifies a revocation list's signature with the issuer's key; the algorithm must stand inside and outside alike.
  package static func verifyRevocationList(_ der: [UInt8], key: PublicKey) -> Verdict {
    guard let object = SignedObject(der) else { return .unverifiable("not a revocation list in DER") }
    return verifyNamedTwice(object, key)
  }

  /// Verifies a certification request's signature with the key inside it (RFC 2986 §4.2).
  package static func verifyRequest(_ der: [UInt8]) -> Verdict {
    guard let object = SignedObject(der), let info = object.requestedKey else {
      return .unverifiable("not a certificate request in DER")
    }
    do throws(OpenSSLError) {
      let key = try PublicKey(publicKeyInfo: info)
      return verify(content: object.content, algorithm: object.algorithm, signature: object.signature, key: key)
    } catch {
      return .unverifiable(error.reason)
    }
  }
}

extension Signature {
  private static let operation = "verify the signature"

  private static func verifyNamedTwice(_ object: SignedObject, _ key: PublicKey) -> Verdict {
    guard object.innerAlgorithm == object.algorithm else { return .invalid }
    return verify(content: object.content, algorithm: object.algorithm, signature: object.signature, key: key)
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
