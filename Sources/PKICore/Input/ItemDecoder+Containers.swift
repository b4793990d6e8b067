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
    let isFree = frame.schemes.isEmpty && frame.macDigest == nil
    container.isEncrypted = !isFree
    let opened: KeyUnlocking.OpenedBag
    do {
      opened = try openBag(octets, container)
    } catch KeyUnlocking.Failure.wrongPassphrase {
      container.error = PKIError(.passphrase, source, "\(prefix(container))wrong passphrase")
      return [container]
    } catch KeyUnlocking.Failure.unsupported(let reason) {
      let schemes = frame.schemes.map(\.name).joined(separator: "; ")
      let what = schemes.isEmpty ? "this PKCS#12 file" : schemes
      container.error = PKIError(.unsupported, source, "\(prefix(container))\(what) cannot be opened here", reason: reason)
      return [container]
    } catch KeyUnlocking.Failure.limit(let reason) {
      container.error = PKIError(
        .limit, source, "\(prefix(container))\(reason)", hint: "--allow-slow opens it all the same")
      return [container]
    } catch KeyUnlocking.Failure.locked {
      return [container]
    }
    container.content = .pkcs12(PKCS12Content(frame, isOpen: true))
    if opened.usedLegacyProvider {
      let schemes = frame.schemes.filter(\.isLegacy).map(\.name).joined(separator: ", ")
      container.notes.append("opened with OpenSSL's legacy provider (\(schemes))")
    }
    return [container] + (try contents(opened, container, index))
  }

  private func openBag(_ octets: [UInt8], _ container: Item) throws -> KeyUnlocking.OpenedBag {
    do {
      return try KeyUnlocking.pkcs12(octets, Secret())
    } catch KeyUnlocking.Failure.wrongPassphrase {
      // It has one, then.
    }
    guard let secret = try unlock?(container) else { throw KeyUnlocking.Failure.locked }
    return try KeyUnlocking.pkcs12(octets, secret)
  }

  private func contents(_ opened: KeyUnlocking.OpenedBag, _ container: Item, _ index: Int) throws -> [Item] {
    var items: [Item] = []
    for element in opened.elements {
      guard items.count < limits.containedItems else {
        throw LimitExceeded("elements in one container", limit: limits.containedItems, found: items.count + 1)
      }
      var found: [Item]
      switch element.value {
      case .certificate(let der): found = try contained(der, .certificate, container, index)
      case .revocationList(let der): found = try contained(der, .revocationList, container, index)
      case .key(let key):
        var item = Item(.privateKey, .der, line: container.line)
        item.container = index
        do {
          item.content = .privateKey(try PrivateKeyFile(plain: key))
        } catch { item.error = failure(error, item) }
        found = [item]
      }
      for place in found.indices { found[place].friendlyName = element.name }
      items += found
    }
    return items
  }
}
