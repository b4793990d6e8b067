import PKICore
import Platform
import Vocabulary

/// A request of the store that waits for its answer.
struct WaitingRequest: Sendable {
  /// Its file.
  let file: String
  /// What it asks for.
  let request: CertificateRequest
  /// The file of its key, where the manifest says it.
  let keyFile: String?
}

/// The requests of a store that no answer has come to.
struct WaitingRequests: Sendable {
  private var all: [WaitingRequest] = []
  private var numbers: [[UInt8]: [Int]] = [:]

  /// Looks for them in the files of the store.
  init(_ places: ManifestPlaces, in world: World) {
    for path in world.storeFiles where !path.isDone {
      guard let request = try? world.material(path).request() else { continue }
      let key = places[request.publicKey].first { $0.request == path }?.key
      numbers[request.publicKey.encoding.array, default: []].append(all.count)
      all.append(WaitingRequest(file: path, request: request, keyFile: key))
    }
  }

  /// Those with a key. The encoding tells them apart, and only for a key that has none of theirs all are looked at.
  func of(_ key: SubjectPublicKeyInfo) -> [WaitingRequest] {
    if let known = numbers[key.encoding.array] { return known.map { all[$0] } }
    return all.filter { $0.request.publicKey.sameKey(as: key) }
  }
}

extension String {
  /// Whether this is the name of a request that was completed: `NAME.csr.done`, `NAME.csr.done.1`.
  fileprivate var isDone: Bool {
    var name = self[...]
    if let last = name.lastIndex(of: "."), Int(name[name.index(after: last)...]) != nil { name = name[..<last] }
    return name.hasSuffix(".csr.done")
  }
}
