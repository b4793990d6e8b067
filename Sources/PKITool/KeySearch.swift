import PKICore
import Platform

extension World {
  /// The private keys of some files that can be opened, one at a time; what cannot be read is passed over.
  private func eachKey(
    of paths: [String], passin: PassphraseInput, _ visit: (String, PrivateKeyFile, SubjectPublicKeyInfo) -> Bool
  ) {
    for path in paths {
      guard let material = try? material(path, passin: passin.source) else { continue }
      for item in material.items {
        guard let key = item.privateKey, let own = (try? item.publicKey()) ?? nil else { continue }
        if !visit(path, key, own) { return }
      }
    }
  }

  /// The file that holds the private half of `publicKey`: one of `first`, else one of the store; nil where none does that can
  /// be opened.
  func keyFile(of publicKey: SubjectPublicKeyInfo, first: [String], passin: PassphraseInput) -> String? {
    var found: String?
    eachKey(of: first.filter(isFile) + storeFiles, passin: passin) { path, _, own in
      if own.sameKey(as: publicKey) { found = path }
      return found == nil
    }
    return found
  }

  /// The files of the store.
  var storeFiles: [String] { inputs(["."], recursive: false).filter { $0.error == nil }.map(\.path) }

  /// Every element of the store with this public key, as `cb.key (private key)`.
  func owners(of publicKey: SubjectPublicKeyInfo, kinds: Set<ItemKind>) -> [String] {
    var found: [String] = []
    for path in storeFiles {
      guard let material = try? material(path) else { continue }
      for item in material.items where kinds.contains(item.kind) {
        guard let own = (try? item.publicKey()) ?? nil, own.sameKey(as: publicKey) else { continue }
        found.append(path)
        break
      }
    }
    return found
  }
}
