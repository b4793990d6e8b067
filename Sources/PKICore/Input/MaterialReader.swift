package import Platform
import Vocabulary

/// Reads files of any format by what is in them, never by their name.
///
/// Text is read block by block with little memory, so that a bundle may be larger than memory; DER and PKCS#12 are
/// held whole.
package struct MaterialReader: Sendable {
  /// Gives the passphrase of a locked item; nil where there is none to be had. It is asked once for each item.
  package typealias Unlock = @Sendable (Item) throws(PKIError) -> Secret?

  /// What guards against hostile files.
  package var limits: MaterialLimits
  /// Gives passphrases; nil where locked items are to stay locked.
  package var unlock: Unlock?

  /// A reader; without `unlock`, what is locked stays so, which is no error.
  package init(limits: MaterialLimits = .standard, unlock: Unlock? = nil) {
    self.limits = limits
    self.unlock = unlock
  }

  /// Hands the items of a file over as they come, until `visit` says false; returns what was unusual about the file.
  ///
  /// What is damaged is an item too. Throws where the file cannot be read, and what `visit` and the passphrase throw.
  package func read(
    _ source: consuming ByteSource, visit: (Item) throws(PKIError) -> Bool
  ) throws(PKIError) -> [String] {
    var session = ReadingSession(source: source.name, limits: limits, unlock: unlock)
    var source = source
    return try session.run(&source, visit)
  }

  /// All items of a file; throws where there are more than are held at once.
  package func read(_ source: consuming ByteSource) throws(PKIError) -> Material {
    let name = source.name
    var items: [Item] = []
    let notes = try read(source) { (item: Item) throws(PKIError) in
      guard items.count < limits.heldItems else {
        throw PKIError(
          .limit, name, "this file has more than \(limits.heldItems) elements",
          hint: "pki inspect shows them one by one")
      }
      items.append(item)
      return true
    }
    return Material(source: name, items: items, notes: notes)
  }

  /// All items of bytes that are at hand.
  package func read(_ bytes: [UInt8], name: String) throws(PKIError) -> Material {
    try read(ByteSource(bytes: bytes, name: name))
  }
}
