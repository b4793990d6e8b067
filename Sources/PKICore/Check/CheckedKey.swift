/// The private key that a certificate is checked with: its public half, and what is weak about the rest.
package struct CheckedKey: Sendable {
  /// The file that it stands in.
  package let file: String
  /// The public half; nil where the parts of the key do not belong together.
  let publicKey: SubjectPublicKeyInfo?
  /// What only the private part shows.
  let weaknesses: [KeyWeakness]

  /// A key that is open; throws where it is locked or cannot be used.
  package init(_ key: PrivateKeyFile, file: String) throws(PKIError) {
    self.file = file
    (self.publicKey, self.weaknesses) = try key.examined()
  }
}
