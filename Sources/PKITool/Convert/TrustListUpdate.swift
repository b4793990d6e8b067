import PKICore
import Platform

/// CAs put into the store's list of them.
struct TrustListUpdate {
  /// The name of the list.
  static let path = "ca-certificates.pem"

  /// How many of them are new, and how many are there afterwards.
  let added: Int, total: Int
  /// The list to write; nil where it holds them all already.
  let file: FileToWrite?

  /// The list with these CAs: what it held stays, and of the same issuer and serial number the new one counts.
  init(adding authorities: [Certificate], in world: World) throws(PKIError) {
    guard try world.folderHas(TrustListUpdate.path) else {
      let list = TrustList.merged([], authorities)
      (added, total) = (list.count, list.count)
      file = FileToWrite(path: TrustListUpdate.path, bytes: list.flatMap(\.pem), kind: .ordinary)
      return
    }
    let bytes = try world.bytes(TrustListUpdate.path)
    let material = try world.reader(of: TrustListUpdate.path, passin: nil).read(bytes, name: TrustListUpdate.path)
    if let error = material.firstError { throw error.about(TrustListUpdate.path) }
    guard material.items.allSatisfy({ $0.kind == .certificate }) else {
      throw PKIError(
        .refused, TrustListUpdate.path, "this is \(material.described), not a list of CAs alone",
        hint: "move it away: import writes the CAs into a file of this name")
    }
    let old = try material.certificates()
    let list = TrustList.merged(old, authorities)
    added = Set(authorities).subtracting(old).count
    total = list.count
    guard added > 0 else {
      file = nil
      return
    }
    var file = FileToWrite(
      path: TrustListUpdate.path, bytes: list.flatMap(\.pem), kind: .ordinary, existing: .replace(keepBackup: false))
    file.replacing = bytes
    self.file = file
  }
}

extension World {
  /// Whether something has this name; throws where that cannot be told.
  fileprivate func folderHas(_ path: String) throws(PKIError) -> Bool {
    do { return try folder.kind(of: path, followingLinks: false) != nil } catch {
      throw PKIError(writing: .system(error))
    }
  }
}
