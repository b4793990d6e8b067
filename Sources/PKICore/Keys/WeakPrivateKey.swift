internal import OpenSSL
import Platform

extension PrivateKeyFile {
  /// The public half of an open key, and what only its private part shows to be weak; no public half where the parts
  /// do not belong together. Throws where it cannot be used otherwise.
  func examined() throws(PKIError) -> (publicKey: SubjectPublicKeyInfo?, weaknesses: [KeyWeakness]) {
    let info = try privateKeyInfo()
    let encoding: [UInt8]
    let weaknesses: [KeyWeakness]
    do throws(OpenSSLError) {
      let key = try PrivateKey(pkcs8: info)
      encoding = try key.publicKeyInfo()
      weaknesses = key.privateNumberSizes?.weaknesses ?? []
    } catch {
      guard error.reason != PrivateKey.mismatch else {
        return (nil, [KeyWeakness(.mismatchedParts, "has parts that do not belong together")])
      }
      throw PKIError(.content, "", "this private key cannot be used", reason: error.reason)
    }
    guard let publicKey = try? SubjectPublicKeyInfo(der: encoding) else {
      throw PKIError(.content, "", "the public half of this key cannot be read")
    }
    return (publicKey, weaknesses)
  }
}

extension PrivateNumberSizes {
  /// The private exponent must have more than half the bits of the modulus, and the primes must differ within their
  /// first hundred bits (SP 800-56B §6.4.1, FIPS 186-5 §A.1.1).
  fileprivate var weaknesses: [KeyWeakness] {
    var found: [KeyWeakness] = []
    if exponent <= modulus / 2 {
      found.append(
        KeyWeakness(
          .smallPrivateExponent, "has a private exponent of \(exponent) bits only: it follows from the public key"))
    }
    if let difference = primeDifference, difference <= modulus / 2 - 100 {
      found.append(KeyWeakness(.closePrimes, "has primes that differ by a number of \(difference) bits only"))
    }
    return found
  }
}
