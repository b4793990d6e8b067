import OpenSSL
import Platform
import Vocabulary

// PKCS#7 and PKCS#12: the container is an item, and what is in it follows.

extension ItemDecoder {
  /// A PKCS#7 or CMS file, its certificates and revocation lists.
  func pkcs7(_ octets: [UInt8], _ place: Item, _ index: Int) throws -> [Item] {
    var container = place
    container.kind = .pkcs7
    let content = try PKCS7Content(octets)
    container.content = .pkcs7(content)
    let found = content.certificates.count + content.revocationLists.count
    guard found <= limits.containedItems else {
      throw LimitExceeded("elements in one container", limit: limits.containedItems, found: found)
    }
    var items = [container]
    for der in content.certificates { items += try contained(der, .certificate, container, index) }
    for der in content.revocationLists { items += try contained(der, .revocationList, container, index) }
    return items
  }

  /// An item that was found in a container.
  func contained(_ der: [UInt8], _ kind: ItemKind, _ container: Item, _ index: Int) throws(PKIError) -> [Item] {
    var item = Item(kind, .der, line: container.line)
    item.source = source
    item.container = index
    return try items(der, as: item, promised: kind, index: index + 1)
  }

  /// A PKCS#12 file, and what is in it where it opens: without a passphrase, with the empty one, or with the one
  /// that is given.
  func pkcs12(_ octets: [UInt8], _ place: Item, _ index: Int) throws -> [Item] {
    var container = place
    container.kind = .pkcs12
    let frame = try PKCS12Frame(octets)
    container.content = .pkcs12(PKCS12Content(frame, isOpen: false))
    container.isEncrypted = !frame.schemes.isEmpty || frame.macDigest != nil
    let opened: PKCS12Contents
    do {
      guard let contents = try open(octets, container) else { return [container] }
      opened = contents
    } catch let error as KeyDecryptionError {
      let schemes = frame.schemes.map(\.name).joined(separator: "; ")
      container.error = failure(error, container, schemes.isEmpty ? "unknown schemes" : schemes)
      return [container]
    }
    container.content = .pkcs12(PKCS12Content(frame, isOpen: true))
    if opened.usedLegacyProvider {
      let schemes = frame.schemes.filter(\.isLegacy).map(\.name).joined(separator: ", ")
      container.notes.append("opened with OpenSSL's legacy provider (\(schemes))")
    }
    let secrets = opened.secretCount
    if secrets > 0 { container.notes.append("\(secrets) secrets that are no private keys are left out") }
    return [container] + (try contents(opened, container, index))
  }

  /// The contents; nil where there is no passphrase to open it with.
  private func open(_ octets: [UInt8], _ container: Item) throws -> PKCS12Contents? {
    do {
      return try PKCS12.open(octets, passphrase: Secret(), allowSlow: limits.allowsSlow)
    } catch .wrongPassphrase {
      // It has a passphrase, then.
    }
    guard let secret = try unlock?(container) else { return nil }
    return try PKCS12.open(octets, passphrase: secret, allowSlow: limits.allowsSlow)
  }

  private func contents(_ opened: PKCS12Contents, _ container: Item, _ index: Int) throws -> [Item] {
    guard opened.entries.count <= limits.containedItems else {
      throw LimitExceeded("elements in one container", limit: limits.containedItems, found: opened.entries.count)
    }
    var items: [Item] = []
    for entry in opened.entries {
      var found: [Item] = []
      switch entry.content {
      case .certificate(let der): found = try contained(der, .certificate, container, index)
      case .revocationList(let der): found = try contained(der, .revocationList, container, index)
      case .key(let box): found = [key(KeyBytes(box.secret), container, index)]
      case .secret, .unknown: break
      }
      for place in found.indices { found[place].friendlyName = entry.friendlyName }
      items += found
    }
    return items
  }

  private func key(_ bytes: KeyBytes, _ container: Item, _ index: Int) -> Item {
    var item = Item(.privateKey, .der, line: container.line)
    item.source = source
    item.container = index
    do {
      item.content = .privateKey(try PrivateKeyFile(plain: bytes))
    } catch { item.error = failure(error, item) }
    return item
  }
}
