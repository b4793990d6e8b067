package import Vocabulary
internal import OpenSSL

extension SubjectPublicKeyInfo {
  /// The SHA-1 of the key bits: method 1 of RFC 5280 §4.2.1.2, which everybody uses.
  package var keyIdentifier: [UInt8] { Fingerprint.sha1(key.array) }
}

extension SerialNumber {
  /// A random positive number of 159 bits (CA/B Baseline Requirements §7.1 ask for 64 at least).
  ///
  /// Throws where libcrypto has no randomness to give.
  package static func random() throws(PKIError) -> SerialNumber {
    do {
      return try Random.serial()
    } catch {
      throw PKIError(.unsupported, "", "there are no random numbers to be had", reason: error.reason)
    }
  }
}

extension DistinguishedName {
  /// The Name, DER.
  package var encoding: [UInt8] {
    var writer = DERWriter()
    writer.distinguishedName(self)
    return writer.bytes
  }
}
