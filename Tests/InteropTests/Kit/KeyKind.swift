import TestKit
import Testing

/// A type of key that pki makes, and what other programs call it and what is signed with it.
struct KeyKind: Sendable, CustomTestStringConvertible {
  /// What `--key-type` takes.
  let type: String
  /// Whether it is RSA, which alone encrypts keys.
  let isRSA: Bool
  /// The signature algorithm as openssl prints it.
  let openSSLSignature: String
  /// The signature algorithm as certtool prints it.
  let gnuTLSSignature: String
  /// The key and its size as the Python witness prints them.
  let pythonKey: String
  /// The first word of the OpenSSH line; nil where ssh-keygen reads no PKCS#8 of this type.
  let sshName: String?

  var testDescription: String { type }
  /// The type without what a file name does not like.
  var name: String { type.replacing(":", with: "") }

  static let all: [KeyKind] = [
    KeyKind(
      type: "rsa:2048", isRSA: true, openSSLSignature: "sha256WithRSAEncryption", gnuTLSSignature: "RSA-SHA256",
      pythonKey: "RSA 2048 65537", sshName: "ssh-rsa"),
    KeyKind(
      type: "rsa:3072", isRSA: true, openSSLSignature: "sha256WithRSAEncryption", gnuTLSSignature: "RSA-SHA256",
      pythonKey: "RSA 3072 65537", sshName: "ssh-rsa"),
    KeyKind(
      type: "rsa:4096", isRSA: true, openSSLSignature: "sha256WithRSAEncryption", gnuTLSSignature: "RSA-SHA256",
      pythonKey: "RSA 4096 65537", sshName: "ssh-rsa"),
    KeyKind(
      type: "ec:p256", isRSA: false, openSSLSignature: "ecdsa-with-SHA256", gnuTLSSignature: "ECDSA-SHA256",
      pythonKey: "EC secp256r1", sshName: "ecdsa-sha2-nistp256"),
    KeyKind(
      type: "ec:p384", isRSA: false, openSSLSignature: "ecdsa-with-SHA384", gnuTLSSignature: "ECDSA-SHA384",
      pythonKey: "EC secp384r1", sshName: "ecdsa-sha2-nistp384"),
    KeyKind(
      type: "ec:p521", isRSA: false, openSSLSignature: "ecdsa-with-SHA512", gnuTLSSignature: "ECDSA-SHA512",
      pythonKey: "EC secp521r1", sshName: "ecdsa-sha2-nistp521"),
    KeyKind(
      type: "ed25519", isRSA: false, openSSLSignature: "ED25519", gnuTLSSignature: "EdDSA-Ed25519",
      pythonKey: "Ed25519", sshName: nil),
    KeyKind(
      type: "ed448", isRSA: false, openSSLSignature: "ED448", gnuTLSSignature: "EdDSA-Ed448", pythonKey: "Ed448",
      sshName: nil),
  ]
}
