import PKICore
import Platform
import Vocabulary

/// The key of what is being issued, and the file that it goes to where it is new.
struct IssuedKey: ~Copyable {
  /// The key.
  let key: SigningKey
  /// Where the new key is written; nil where it was read from a file.
  let file: FileToWrite?

  /// The key file, if there is one, as what is published first.
  var files: [FileToWrite] { file.map { [$0] } ?? [] }

  /// Makes or reads the key that the options ask for.
  init(
    _ options: KeyOptions, path: String, passin: PassphraseInput, passout: PassphraseOutput, writing: WriteOptions,
    in world: World
  ) throws(PKIError) {
    if let existing = options.file {
      self.key = try world.signingKey(existing, passin: passin.source)
      self.file = nil
      return
    }
    guard options.isLocked else {
      self.key = try SigningKey(making: options.type)
      self.file = writing.key(path, try key.pem())
      return
    }
    // Asked for before the key is made: nobody waits for a prompt, and a refusal costs nothing.
    let passphrase = try world.newPassphrase(of: path, from: passout.source)
    self.key = try SigningKey(making: options.type)
    self.file = writing.key(path, try key.pem(lockedWith: passphrase))
  }
}
