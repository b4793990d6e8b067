import PKICore
import Platform

/// What a store holds under one name, as far as it meets what is to be put there.
struct StoreSlot {
  /// What becomes of one file.
  enum State: String {
    /// It is not there yet.
    case new
    /// What is there is the same already.
    case unchanged
    /// What is there is of the same issuer and serial number, or has the same key, and other bytes.
    case updated
    /// Something else is there.
    case taken
  }

  /// The name.
  let stem: String
  let key: State
  let certificate: State
  let request: State

  /// Whether nothing of another stands under the name.
  var isFree: Bool { key != .taken && certificate != .taken && request != .taken }

  /// How a group meets the files of a name.
  init(_ stem: String, _ group: ImportSorting.Group, passin: PassphraseSource?, in world: World) {
    self.stem = stem
    let found = Found(world: world, passin: passin)
    let keys = found.items(stem + ".key")
    certificate = StoreSlot.certificate(found.items(stem + ".crt"), group)
    let state = StoreSlot.key(keys, group)
    // A locked key is known by the certificate beside it.
    let isLocked = keys?.contains { $0.privateKey.map { !$0.isOpen } ?? false } ?? false
    key = state == .taken && isLocked && [.unchanged, .updated].contains(certificate) ? .unchanged : state
    request = StoreSlot.request(found.items(stem + ".csr"), group)
  }

  private struct Found {
    let world: World
    let passin: PassphraseSource?

    /// What a file holds; nil where nothing has its name, empty where it cannot be read.
    func items(_ path: String) -> [Item]? {
      guard let kind = try? world.folder.kind(of: path, followingLinks: false) else { return nil }
      guard kind == .regular, let material = try? world.material(path, passin: passin) else { return [] }
      return material.items
    }
  }

  private static func key(_ items: [Item]?, _ group: ImportSorting.Group) -> State {
    guard let items else { return .new }
    let isSame = items.contains { ((try? $0.publicKey()) ?? nil)?.sameKey(as: group.publicKey) ?? false }
    return isSame ? .unchanged : .taken
  }

  private static func certificate(_ items: [Item]?, _ group: ImportSorting.Group) -> State {
    guard let items else { return .new }
    let certificates = items.compactMap { item in
      if case .certificate(let certificate) = item.content { certificate } else { nil }
    }
    guard let old = certificates.first else { return .taken }
    guard let new = group.certificate else { return old.publicKey.sameKey(as: group.publicKey) ? .unchanged : .taken }
    guard old.serial == new.serial, old.issuer.matches(new.issuer) else { return .taken }
    let parameters = items.compactMap { item in
      if case .parameters(let found) = item.content { found } else { nil }
    }
    return old == new && group.parameters.allSatisfy(parameters.contains) ? .unchanged : .updated
  }

  private static func request(_ items: [Item]?, _ group: ImportSorting.Group) -> State {
    guard let items else { return .new }
    for item in items {
      guard case .request(let old) = item.content, old.publicKey.sameKey(as: group.publicKey) else { continue }
      guard let new = group.request else { return .unchanged }
      return old.der == new.der ? .unchanged : .updated
    }
    return .taken
  }
}

/// Finds each group its name in a store.
struct StoreNames {
  let world: World
  let passin: PassphraseSource?
  private var given: Set<String> = []
  /// The public keys of the store by the names of their files, once they were asked for.
  private var keys: [(key: SubjectPublicKeyInfo, stem: String)]?

  init(in world: World, passin: PassphraseSource?) {
    self.world = world
    self.passin = passin
  }

  /// The place of a group: under the name of its key where the store has something of it, else under its own name, or beside
  /// what has that name already: NAME-2, NAME-3, ….
  mutating func place(_ group: ImportSorting.Group) throws(PKIError) -> StoreSlot {
    let name = group.name?.text ?? "imported"
    for stem in stems(of: group) + [name] + (2...999).map({ "\(name)-\($0)" })
    where !given.contains(stem) {
      let slot = StoreSlot(stem, group, passin: passin, in: world)
      guard slot.isFree else { continue }
      given.insert(stem)
      return slot
    }
    throw PKIError(.exists, name + ".crt", "there are a thousand of this name already")
  }

  /// The names under which the store has something of a group's key already.
  private mutating func stems(of group: ImportSorting.Group) -> [String] {
    let known = keys ?? storeKeys
    keys = known
    return known.filter { $0.key.sameKey(as: group.publicKey) }.map(\.stem)
  }

  private var storeKeys: [(key: SubjectPublicKeyInfo, stem: String)] {
    var found: [(key: SubjectPublicKeyInfo, stem: String)] = []
    for input in world.inputs(["."], recursive: false) {
      guard [".key", ".crt", ".csr"].contains(where: input.path.hasSuffix), input.path.utf8.count > 4 else { continue }
      guard let material = try? world.material(input.path, passin: passin) else { continue }
      // What comes first is what a file is for.
      guard let own = material.items.first(where: { $0.kind != .ecParameters }) else { continue }
      if let key = (try? own.publicKey()) ?? nil { found.append((key, String(input.path.dropLast(4)))) }
    }
    return found
  }
}
