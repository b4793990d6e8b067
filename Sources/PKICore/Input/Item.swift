/// One element of a file: a certificate, a key, …, or something that is none and says what it looks like.
package struct Item: Sendable {
  /// The name of the file it stands in; nil where it has none.
  package internal(set) var source: String?
  /// What it is, or appears to be where it is damaged.
  package internal(set) var kind: ItemKind
  /// How it stands in the file.
  package internal(set) var encoding: Encoding
  /// The line it begins on, counted from 1; nil where the file has no lines.
  package internal(set) var line: Int?
  /// The PEM label; nil where it is not in PEM.
  package internal(set) var label: String?
  /// Whether it is locked with a passphrase in the file, though it may have been opened since.
  package internal(set) var isEncrypted = false
  /// What was read.
  package internal(set) var content = Content.none
  /// The place among the file's items, from 0, of the container that this one was in; nil where it was in none.
  package internal(set) var container: Int?
  /// The name that a PKCS#12 file gives it; nil where there is none.
  package internal(set) var friendlyName: String?
  /// Damage that was forgiven, and how it was opened, in a few words each.
  package internal(set) var notes: [String] = []
  /// What is wrong with it, with the file as its subject; nil where it is intact.
  package internal(set) var error: PKIError?
  /// What an unknown item looks like: "an HTML page"; nil for all others.
  package internal(set) var looksLike: String?

  /// How an item stands in its file.
  package enum Encoding: String, Hashable, Sendable {
    case pem
    case der
    /// A line of a public key file.
    case openssh
    /// Base64 without BEGIN and END lines.
    case base64
  }

  /// A decoded item.
  package enum Content: Sendable {
    /// Nothing could be read, or nothing was tried.
    case none
    case certificate(Certificate)
    case request(CertificateRequest)
    case revocationList(RevocationList)
    case publicKey(SubjectPublicKeyInfo)
    case privateKey(PrivateKeyFile)
    /// What could be taken out of it follows as items.
    case pkcs7(PKCS7Content)
    /// What was in it follows as items, if it could be opened.
    case pkcs12(PKCS12Content)
    case parameters(KeyParameters)
    case ocspRequest(OCSPRequest)
    case ocspResponse(OCSPResponse)
    case sshPublicKey(SSHPublicKey)
    case sshPrivateKey(SSHPrivateKey, PrivateKeyFile)
    case sshCertificate(SSHCertificate)
  }

  init(_ kind: ItemKind, _ encoding: Encoding, line: Int? = nil, label: String? = nil) {
    self.kind = kind
    self.encoding = encoding
    self.line = line
    self.label = label
  }

  /// Whether its content can be used: it is intact, or nothing is wrong but that its BEGIN and END lines are missing.
  package var isUsable: Bool {
    if case .none = content { return false }
    return error == nil || encoding == .base64
  }

  /// The private key, open or locked; nil where it is none or could not be read.
  package var privateKey: PrivateKeyFile? {
    switch content {
    case .privateKey(let key), .sshPrivateKey(_, let key): key
    default: nil
    }
  }
}

// MARK: - In words

extension Item {
  /// What it is, with its article: "a PKCS#7 bundle of 3 certificates", "an encrypted private key", "an HTML page".
  package var described: String {
    if kind == .unknown { return looksLike ?? kind.described }
    switch content {
    case .pkcs7(let bundle) where !bundle.certificates.isEmpty:
      let count = bundle.certificates.count
      return "a PKCS#7 bundle of \(count == 1 ? "1 certificate" : "\(count) certificates")"
    case .pkcs7(let bundle): return "a PKCS#7 file (\(bundle.sort.rawValue))"
    default: break
    }
    if error != nil, case .none = content { return Item.indefinite(kind, "damaged") }
    return isEncrypted ? Item.indefinite(kind, "encrypted") : kind.described
  }

  /// A kind with an adjective: "a damaged certificate", "an encrypted private key", "damaged EC parameters".
  static func indefinite(_ kind: ItemKind, _ adjective: String) -> String {
    guard kind.noun != kind.described else { return "\(adjective) \(kind.noun)" }
    return "\(adjective.hasPrefix("e") ? "an" : "a") \(adjective) \(kind.noun)"
  }
}
