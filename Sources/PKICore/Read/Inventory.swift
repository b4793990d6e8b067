import Vocabulary

/// What is in a store: entries, and which private key each belongs to.
package struct Inventory: Sendable {
  /// The files that hold PKI material, or could not be read.
  package var entries: [InventoryEntry]
  private let keyFiles: [InventoryElement.KeyPrint: String]
  private let firstUses: [InventoryElement.KeyPrint: String]

  /// Pairs the entries by their public keys.
  package init(_ entries: [InventoryEntry]) {
    var keyFiles: [InventoryElement.KeyPrint: String] = [:]
    for entry in entries {
      for element in entry.elements where element.kind == .privateKey || element.kind == .sshPrivateKey {
        if let print = element.keyPrint { keyFiles[print] = keyFiles[print] ?? entry.file }
      }
    }
    var firstUses: [InventoryElement.KeyPrint: String] = [:]
    for wanted in [ItemKind.certificate, .request] where !keyFiles.isEmpty {
      for entry in entries {
        for element in entry.elements where element.kind == wanted {
          guard let print = element.keyPrint, let key = keyFiles[print], key != entry.file else { continue }
          firstUses[print] = firstUses[print] ?? entry.file
        }
      }
    }
    self.entries = entries
    self.keyFiles = keyFiles
    self.firstUses = firstUses
  }

  /// The file that an element pairs with: a certificate's key, a key's certificate or request; nil where there is none.
  package func partner(of element: InventoryElement, in file: String) -> String? {
    guard let print = element.keyPrint else { return nil }
    let partner = element.kind == .privateKey || element.kind == .sshPrivateKey ? firstUses[print] : keyFiles[print]
    return partner == file ? nil : partner
  }
}
