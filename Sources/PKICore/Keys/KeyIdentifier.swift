package import Vocabulary
internal import OpenSSL

extension SubjectPublicKeyInfo {
  /// The SHA-1 of the key bits: method 1 of RFC 5280 §4.2.1.2, which everybody uses.
  package var keyIdentifier: [UInt8] { Fingerprint.sha1(key.array) }
}

extension SerialNumber {
  /// A random positive number of 159 bits (CA/B Baseline Requirements §7.1 ask for 64 at least).
  package static func random() -> SerialNumber { SerialNumber(magnitude: Random.serial()) }
}

extension DistinguishedName {
  /// The Name, DER.
  package var encoding: [UInt8] {
    var writer = DERWriter()
    writer.distinguishedName(self)
    return writer.bytes
  }
}
