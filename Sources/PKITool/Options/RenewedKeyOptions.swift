package import Console
import PKICore
package import Vocabulary

/// The key of a renewal: the old one, or a new one.
package struct RenewedKeyOptions: OptionGroup {
  /// The file of the key; nil searches the store for the key of the certificate.
  package var file: String?
  /// Whether a new key is made.
  package var isNew = false
  /// The type of the new key; nil is the type of the old one.
  package var type: KeyType?
  /// The digest to sign with; nil is the key's default.
  package var digest: SignatureDigest?
  /// Whether the new key is encrypted.
  package var isLocked = false

  /// The key of the certificate, wherever it is.
  package init() {}

  package static let options: [Option<Self>] = [
    .value("key", \.file, "FILE", "sign with this key", initially: "that of CERT, searched for in the store"),
    .flag("new-key", \.isNew, "make a new key instead: a re-key"),
    .value("key-type", \.type, "TYPE", "the type of the new key", initially: "as the old key"),
    .value(
      "digest", \.digest, "DIGEST", "the digest to sign with", initially: "by key: sha256, P-384 sha384, P-521 sha512"),
    .flag("lock", \.isLocked, "encrypt the new key with a passphrase"),
  ]

  /// Throws options that contradict each other.
  func check() throws(PKIError) {
    if isNew, file != nil {
      throw PKIError(.usage, "", "--new-key makes a key, and --key names an old one", hint: "give one of them")
    }
    if type != nil, !isNew { throw PKIError(.usage, "", "--key-type is for a new key", hint: "add --new-key") }
    if isLocked, !isNew {
      throw PKIError(.usage, "", "--lock encrypts a new key", hint: "add --new-key, or see pki lock")
    }
  }

  /// As the options of a new request have it.
  func options(for old: SubjectPublicKeyInfo, file: String?) -> KeyOptions {
    var options = KeyOptions()
    options.file = file
    options.type = type ?? old.keyType ?? options.type
    options.digest = digest
    options.isLocked = isLocked
    return options
  }
}

extension SubjectPublicKeyInfo {
  /// The type of key that this one is, where such keys are made here; RSA keys of other sizes go to the next larger.
  fileprivate var keyType: KeyType? {
    let description = keyDescription
    switch description.algorithm {
    case "RSA": return [2048, 3072, 4096].first { $0 >= description.bits ?? 0 }.map { .rsa(bits: $0) }
    case "EC": return description.curve.flatMap(KeyType.Curve.init(rawValue:)).map { .ec($0) }
    default: return KeyType(word: description.algorithm)
    }
  }
}
