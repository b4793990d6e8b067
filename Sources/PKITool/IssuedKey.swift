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

  private init(_ key: consuming SigningKey, file: FileToWrite?) {
    self.key = key
    self.file = file
  }

  /// Makes or reads the key that the options ask for.
  static func make(
    _ options: KeyOptions, path: String, passin: PassphraseInput, passout: PassphraseOutput, writing: WriteOptions,
    in world: World
  ) throws(PKIError) -> IssuedKey {
    if let existing = options.file {
      return IssuedKey(try world.signingKey(existing, passin: passin.source), file: nil)
    }
    guard options.isLocked else {
      let key = try SigningKey(making: options.type)
      let file = writing.key(path, try key.pem())
      return IssuedKey(key, file: file)
    }
    // Asked for before the key is made: nobody waits for a prompt, and a refusal costs nothing.
    let passphrase = try world.newPassphrase(of: path, from: passout.source)
    let key = try SigningKey(making: options.type)
    let file = writing.key(path, try key.pem(lockedWith: passphrase))
    return IssuedKey(key, file: file)
  }
}
