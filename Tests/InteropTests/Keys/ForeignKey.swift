import TestKit
import Testing

/// A private key file as another program writes it: how it is made, and what pki must find in it.
struct ForeignKey: Sendable, CustomTestStringConvertible {
  let what: String
  /// The program and its words; it makes `k` from `rsa.pem` or `ec.pem`, or makes a new key.
  let maker: InstalledTool
  let words: String
  /// What `pki inspect` calls the key.
  let algorithm: String
  var isLocked = false
  /// Whether another program can read the key that was unlocked: openssl has the last word.
  var format: String

  var testDescription: String { what }

  private static let pass = "-passout pass:\(passphrase)"

  static let all: [ForeignKey] = openSSL + openSSLLocked + openSSH + gnuTLS

  private static let openSSL: [ForeignKey] = [
    ForeignKey(
      what: "PKCS#1", maker: Tools.openssl, words: "rsa -in rsa.pem -traditional -out k", algorithm: "RSA 2048",
      format: "PKCS#1"),
    ForeignKey(
      what: "PKCS#1, DER", maker: Tools.openssl, words: "rsa -in rsa.pem -traditional -outform DER -out k",
      algorithm: "RSA 2048", format: "PKCS#1"),
    ForeignKey(
      what: "PKCS#8, DER", maker: Tools.openssl, words: "pkcs8 -topk8 -nocrypt -in rsa.pem -outform DER -out k",
      algorithm: "RSA 2048", format: "PKCS#8"),
    ForeignKey(
      what: "SEC1", maker: Tools.openssl, words: "ec -in ec.pem -out k", algorithm: "EC P-256", format: "SEC1"),
    ForeignKey(
      what: "SEC1, DER", maker: Tools.openssl, words: "ec -in ec.pem -outform DER -out k", algorithm: "EC P-256",
      format: "SEC1"),
    ForeignKey(
      what: "RSA-PSS", maker: Tools.openssl,
      words: "genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out k", algorithm: "RSA-PSS 2048",
      format: "PKCS#8"),
    ForeignKey(
      what: "secp256k1", maker: Tools.openssl,
      words: "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out k",
      algorithm: "EC secp256k1", format: "PKCS#8"),
  ]

  private static let openSSLLocked: [ForeignKey] = [
    ForeignKey(
      what: "PKCS#1 under 3DES", maker: Tools.openssl, words: "rsa -in rsa.pem -traditional -des3 -out k \(pass)",
      algorithm: "RSA 2048", isLocked: true, format: "PKCS#1"),
    ForeignKey(
      what: "PKCS#1 under AES-256", maker: Tools.openssl, words: "rsa -in rsa.pem -traditional -aes256 -out k \(pass)",
      algorithm: "RSA 2048", isLocked: true, format: "PKCS#1"),
    ForeignKey(
      what: "SEC1 under AES-128", maker: Tools.openssl, words: "ec -in ec.pem -aes128 -out k \(pass)",
      algorithm: "EC P-256", isLocked: true, format: "SEC1"),
    ForeignKey(
      what: "PKCS#8 under AES-256", maker: Tools.openssl, words: "pkcs8 -topk8 -in rsa.pem -out k \(pass)",
      algorithm: "RSA 2048", isLocked: true, format: "PKCS#8"),
    ForeignKey(
      what: "PKCS#8 under AES-256, DER", maker: Tools.openssl,
      words: "pkcs8 -topk8 -in ec.pem -outform DER -out k \(pass)", algorithm: "EC P-256", isLocked: true,
      format: "PKCS#8"),
    ForeignKey(
      what: "PKCS#8 under PBES1 3DES", maker: Tools.openssl,
      words: "pkcs8 -topk8 -in rsa.pem -v1 PBE-SHA1-3DES -out k \(pass)", algorithm: "RSA 2048", isLocked: true,
      format: "PKCS#8"),
    ForeignKey(
      what: "PKCS#8 under PBES1 DES, the legacy provider's", maker: Tools.openssl,
      words: "pkcs8 -topk8 -in rsa.pem -v1 PBE-MD5-DES -provider legacy -provider default -out k \(pass)",
      algorithm: "RSA 2048", isLocked: true, format: "PKCS#8"),
    ForeignKey(
      what: "PKCS#8 under scrypt", maker: Tools.openssl, words: "pkcs8 -topk8 -in ec.pem -scrypt -out k \(pass)",
      algorithm: "EC P-256", isLocked: true, format: "PKCS#8"),
  ]

  private static let openSSH: [ForeignKey] = [
    ForeignKey(
      what: "OpenSSH RSA", maker: Tools.sshKeygen, words: "-q -t rsa -b 2048 -f k -C c", algorithm: "RSA 2048",
      format: "OpenSSH"),
    ForeignKey(
      what: "OpenSSH ECDSA", maker: Tools.sshKeygen, words: "-q -t ecdsa -b 384 -f k -C c", algorithm: "EC P-384",
      format: "OpenSSH"),
    ForeignKey(
      what: "OpenSSH Ed25519", maker: Tools.sshKeygen, words: "-q -t ed25519 -f k -C c", algorithm: "Ed25519",
      format: "OpenSSH"),
  ]

  private static let gnuTLS: [ForeignKey] = [
    ForeignKey(
      what: "GnuTLS ECDSA, text above it", maker: Tools.certtool,
      words: "--generate-privkey --key-type ecdsa --curve secp384r1 --outfile k", algorithm: "EC P-384", format: "SEC1"),
    ForeignKey(
      what: "GnuTLS Ed25519", maker: Tools.certtool, words: "--generate-privkey --key-type ed25519 --outfile k",
      algorithm: "Ed25519", format: "PKCS#8"),
    ForeignKey(
      what: "GnuTLS PKCS#8 under AES-128", maker: Tools.certtool,
      words: "--generate-privkey --key-type ecdsa --pkcs8 --password \(passphrase) --outfile k", algorithm: "EC P-256",
      isLocked: true, format: "PKCS#8"),
    ForeignKey(
      what: "GnuTLS PKCS#8 under 3DES", maker: Tools.certtool,
      words: "--generate-privkey --key-type ed448 --pkcs8 --pkcs-cipher 3des --password \(passphrase) --outfile k",
      algorithm: "Ed448", isLocked: true, format: "PKCS#8"),
  ]
}
