import OpenSSL
import Vocabulary

extension SSHPublicKey {
  /// The fingerprint as `ssh-keygen -l` shows it: `SHA256:` and base64 without padding.
  package var fingerprint: String { SSHPublicKey.fingerprint(of: blob) }

  static func fingerprint(of blob: [UInt8]) -> String {
    let text = Base64.text(Hash.digest(.sha256, of: blob))
    return "SHA256:" + String(text.prefix { $0 != "=" })
  }
}
