import PKICore
import Platform
import Vocabulary

/// Where a revocation list goes in a store: beside the certificate of its CA.
struct ListSlot {
  /// The file.
  let path: String
  /// What becomes of it.
  let state: StoreSlot.State
  /// Whether the store's list is newer, and stays.
  let isOutdated: Bool

  /// The place of a list: `NAME.crl`, where NAME is what is typed, or the name of the CA's certificate, or the issuer's;
  /// what has that name and is of another series is left alone, for NAME-2, NAME-3, ….
  init(
    _ list: RevocationList, typed: String?, beside owners: [(certificate: Certificate, stem: String)], in world: World
  ) throws(PKIError) {
    let made = list.issuer.commonName.flatMap { StoreName(making: $0)?.text } ?? "revoked"
    let owner = owners.first { $0.certificate.subject.matches(list.issuer) }?.stem
    let name = typed ?? owner ?? ListSlot.stem(of: list, in: world) ?? made
    for number in 1...999 {
      let path = number == 1 ? "\(name).crl" : "\(name)-\(number).crl"
      guard try world.isThere(path) else {
        (self.path, state, isOutdated) = (path, .new, false)
        return
      }
      let found = (try? world.material(path).revocationLists()) ?? []
      guard found.count == 1, found[0].isOfSeries(of: list) else {
        if typed == nil { continue }
        throw PKIError(
          .refused, path, "what has this name is no list of this CA", hint: "choose another name with --as")
      }
      self.path = path
      isOutdated = found[0].isNewer(than: list)
      state = isOutdated || found[0] == list ? .unchanged : .updated
      return
    }
    throw PKIError(.exists, name + ".crl", "there are a thousand of this name already")
  }

  /// The name of the store's certificate of the issuer.
  private static func stem(of list: RevocationList, in world: World) -> String? {
    for path in world.storeFiles where path.hasSuffix(".crt") && path.utf8.count > 4 {
      guard let own = ((try? world.certificates(path, passin: nil)) ?? []).first else { continue }
      if own.subject.matches(list.issuer), own.isAuthority { return String(path.dropLast(4)) }
    }
    return nil
  }
}

extension ImportCommand {
  /// The row of a revocation list.
  func row(
    _ list: RevocationList, from source: String, _ slot: ListSlot, in world: World
  ) throws(PKIError) -> ImportRow {
    let number = (try? list.number).map { ", number \($0.decimal)" } ?? ""
    var row = ImportRow(
      path: slot.path, type: "crl", holds: "revocation list of \(list.issuer.shortText)\(number)", source: source,
      state: slot.state)
    row.isOutdated = slot.isOutdated
    guard slot.state != .unchanged else { return row }
    if slot.state == .updated { try world.requireFree([slot.path], writing) }
    row.file = writing.file(slot.path, list.pem)
    return row
  }
}
