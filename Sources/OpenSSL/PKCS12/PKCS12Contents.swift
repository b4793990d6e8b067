package import Platform
package import Vocabulary

/// A secret that lists can hold and several can share; wiped when the last of them lets go.
package final class SecretBox: Sendable {
  /// The bytes.
  package let secret: Secret

  /// Takes the secret over.
  package init(_ secret: consuming Secret) { self.secret = secret }
}

/// One object of a PKCS#12 file.
package struct PKCS12Entry: Sendable {
  /// What it is.
  package enum Content: Sendable {
    /// A certificate, DER.
    case certificate([UInt8])
    /// A private key: PrivateKeyInfo, DER.
    case key(SecretBox)
    /// A revocation list, DER.
    case revocationList([UInt8])
    /// A secret that is no private key; its value is not taken out.
    case secret
    /// A kind that is not known, by its identifier.
    case unknown(ObjectIdentifier)
  }

  /// What it is.
  package let content: Content
  /// The name that it was given; may hold any character.
  package let friendlyName: String?
  /// What ties a key to its certificate.
  package let localKeyID: [UInt8]?
}

/// What a PKCS#12 file holds.
package struct PKCS12Contents: Sendable {
  /// Everything in the order of the file, nested containers taken apart.
  package let entries: [PKCS12Entry]
  /// Whether a checksum keyed with the passphrase vouched for the contents.
  package let hasMAC: Bool
  /// Whether the legacy provider was needed: the locks are weak and ought to be renewed.
  package let usedLegacyProvider: Bool

  /// The certificates, DER, in the order of the file.
  package var certificates: [[UInt8]] {
    entries.compactMap { if case .certificate(let der) = $0.content { der } else { nil } }
  }

  /// The private keys, PrivateKeyInfo, in the order of the file.
  package var keys: [SecretBox] {
    entries.compactMap { if case .key(let box) = $0.content { box } else { nil } }
  }

  /// The revocation lists, DER, in the order of the file.
  package var revocationLists: [[UInt8]] {
    entries.compactMap { if case .revocationList(let der) = $0.content { der } else { nil } }
  }

  /// How many secrets there are that are no private keys.
  package var secretCount: Int {
    entries.count { if case .secret = $0.content { true } else { false } }
  }
}
