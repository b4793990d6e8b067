import Vocabulary

/// What is in a store: entries, and which private key each belongs to.
package struct Inventory: Sendable {
  /// The files that hold PKI material, or could not be read.
  package var entries: [InventoryEntry]
  private let keyFiles: [InventoryElement.KeyPrint: [String]]
  private let uses: [InventoryElement.KeyPrint: [String]]
  /// The keys that a certificate has, wherever it stands.
  private let certified: Set<InventoryElement.KeyPrint>

  /// Pairs the entries by their public keys.
  package init(_ entries: [InventoryEntry]) {
    var keyFiles: [InventoryElement.KeyPrint: [String]] = [:]
    for entry in entries {
      for element in entry.elements where element.kind == .privateKey || element.kind == .sshPrivateKey {
        if let print = element.keyPrint { keyFiles[print, default: []].append(entry.file) }
      }
    }
    var certified: Set<InventoryElement.KeyPrint> = []
    for entry in entries where !keyFiles.isEmpty {
      for element in entry.elements where element.kind == .certificate {
        if let print = element.keyPrint, keyFiles[print] != nil { certified.insert(print) }
      }
    }
    // A key pairs with its certificates; with its requests where there is none.
    var uses: [InventoryElement.KeyPrint: [String]] = [:]
    for wanted in [ItemKind.certificate, .request] where !keyFiles.isEmpty {
      var found: [InventoryElement.KeyPrint: [String]] = [:]
      for entry in entries {
        for element in entry.elements where element.kind == wanted {
          guard let print = element.keyPrint, let keys = keyFiles[print], !keys.contains(entry.file) else { continue }
          found[print, default: []].append(entry.file)
        }
      }
      uses.merge(found) { certificates, _ in certificates }
    }
    self.entries = entries
    self.keyFiles = keyFiles
    self.uses = uses
    self.certified = certified
  }

  /// Whether any certificate has this key.
  func hasCertificate(of print: InventoryElement.KeyPrint) -> Bool { certified.contains(print) }

  /// Whether anything pairs with anything.
  package var hasPairs: Bool { !uses.isEmpty }

  /// The file that an element pairs with: a certificate's key, a key's certificate or request; nil where there is none.
  ///
  /// Of several, the one that shares its name (`dbca.key` of `dbca.crt`), else the first.
  package func partner(of element: InventoryElement, in file: String) -> String? {
    guard let print = element.keyPrint else { return nil }
    let isKey = element.kind == .privateKey || element.kind == .sshPrivateKey
    guard let others = isKey ? uses[print] : keyFiles[print], !others.contains(file) else { return nil }
    return others.first { Inventory.stem($0) == Inventory.stem(file) } ?? others.first
  }

  private static func stem(_ file: String) -> Substring {
    guard let dot = file.lastIndex(of: "."), dot > file.startIndex, !file[dot...].contains("/" as Character) else {
      return file[...]
    }
    return file[..<dot]
  }
}
