/// Why something locked with a passphrase could not be opened. What is at fault is told from the algorithm that
/// the file names, since libcrypto's queue says the same of a wrong passphrase and of an unknown cipher.
package enum KeyDecryptionError: Error, Hashable {
  /// The passphrase does not open it; where nothing vouches for the bytes, damage looks the same.
  case wrongPassphrase
  /// A cipher, hash or key derivation that this libcrypto does not have, by its name or dotted identifier.
  case unsupportedCipher(String)
  /// Not the structure it should be: what was found.
  case damaged(String)
  /// Trying the passphrase would take too long or too much memory: what the file asks for.
  case tooCostly(String)

  /// The cause in one line, small initial, no full stop.
  package var reason: String {
    switch self {
    case .wrongPassphrase: "wrong passphrase"
    case .unsupportedCipher(let name): "locked with \(name), which \(Library.version) does not have"
    case .damaged(let what): what
    case .tooCostly(let what): "trying the passphrase needs \(what)"
    }
  }
}
