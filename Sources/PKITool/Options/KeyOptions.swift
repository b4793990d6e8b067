package import Console
package import Vocabulary

/// The key of a new request or certificate: which to make, or which to use.
package struct KeyOptions: OptionGroup {
  /// The type of key to make.
  package var type = KeyType.rsa(bits: 2048)
  /// A key to use instead of making one.
  package var file: String?
  /// The digest to sign with; nil is the key's default.
  package var digest: SignatureDigest?
  /// Whether the new key is encrypted.
  package var isLocked = false

  /// RSA 2048, not locked.
  package init() {}

  package static let options: [Option<Self>] = [
    .value("key-type", \.type, "TYPE", "the type of key to make"),
    .value("key", \.file, "FILE", "use this key instead of making one; no key file is written"),
    .value(
      "digest", \.digest, "DIGEST", "the digest to sign with", initially: "by key: sha256, P-384 sha384, P-521 sha512"),
    .flag("lock", \.isLocked, "encrypt the new key with a passphrase"),
  ]
}

/// The digests that signatures are made with; nothing weaker is offered.
package enum SignatureDigest: String, Choice {
  case sha256
  case sha384
  case sha512

  /// The hash function.
  var digest: Digest {
    switch self {
    case .sha256: .sha256
    case .sha384: .sha384
    case .sha512: .sha512
    }
  }
}

extension KeyType: OptionValue {
  /// A word such as `ec:p256`.
  package static func parse(_ text: String) throws(InvalidValue) -> KeyType {
    guard let type = KeyType(word: text) else {
      let nearest = Suggestion.nearest(to: text, among: KeyType.words)
      throw InvalidValue(
        expected: "one of " + KeyType.words.joined(separator: ", "), hint: nearest.map { "did you mean '\($0)'?" })
    }
    return type
  }

  /// All words.
  package static var candidates: Candidates { .words(words) }
  /// The word.
  package var shown: String? { word }
}
