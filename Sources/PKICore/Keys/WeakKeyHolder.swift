/// Something in a file that has a key: where it is, and what is weak about its private part.
package struct SurveyedKey: Sendable {
  /// The file.
  package let file: String
  /// What it is.
  package let kind: ItemKind
  /// Whose it is, for certificates and requests; nil otherwise.
  package let subject: String?
  /// The public key; nil for a private key whose parts do not belong together.
  let publicKey: SubjectPublicKeyInfo?
  /// Whether it is a private key with a place of its own, and not in a bag.
  let isKeyFile: Bool
  /// What only the private part shows.
  let weaknesses: [KeyWeakness]

  /// Subject and file, or the file alone.
  package var words: String { subject.map { "\($0) (\(file))" } ?? file }

  /// The key of an item of a file; nil where it has none, or is locked. Throws where a private key cannot be used,
  /// unless its parts do not belong together, which is a finding.
  package init?(_ item: Item, file: String, subject: String?) throws(PKIError) {
    self.file = file
    self.kind = item.kind
    self.subject = subject
    if let key = item.privateKey {
      guard key.isOpen else { return nil }
      (self.publicKey, self.weaknesses) = try key.examined()
      self.isKeyFile = item.container == nil
    } else {
      guard let publicKey = try item.publicKey() else { return nil }
      self.publicKey = publicKey
      self.weaknesses = []
      self.isKeyFile = false
    }
  }
}
