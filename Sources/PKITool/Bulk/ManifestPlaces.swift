import PKICore
import Platform
import Vocabulary

/// Where the answers to what a table asked for belong: the lines of `manifest.ndjson`, by their keys.
struct ManifestPlaces: Sendable {
  /// What a line says of a request.
  struct Place: Sendable, Hashable {
    /// The request's file.
    let request: String
    /// The file of its key.
    let key: String
  }

  private var places: [[UInt8]: [Place]] = [:]
  /// What is worth knowing of the manifest itself.
  private(set) var notes: [String] = []

  /// What the manifest of the store says; of a name that stands there several times the last line counts. Nothing where
  /// there is none; throws one that cannot be read.
  init(in world: World) throws(PKIError) {
    var lines: [String: (hash: [UInt8], place: Place)] = [:]
    let torn = try Manifest.forEachLine(in: world) { row in
      guard let request = row.texts("csr_file").first, let key = row.texts("key_file").first,
        let hash = row.texts("spki_sha256").first.flatMap({ Hexadecimal.bytes($0) })
      else { return }
      lines[request] = (hash, Place(request: request, key: key))
    }
    if let torn {
      notes = ["\(Manifest.file):\(torn): the line is torn and passed over: pki csr --from, run again, mends it"]
    }
    for line in lines.values { places[line.hash, default: []].append(line.place) }
  }

  /// The requests that were made with a key.
  subscript(key: SubjectPublicKeyInfo) -> [Place] { places[Fingerprint.sha256(key.encoding.array)] ?? [] }
}

extension Manifest {
  /// Throws a file of the manifest's name that is none: nothing is written into it.
  static func verifyKind(in world: World) throws(PKIError) {
    guard try world.holdsFile(file) else { return }
    let kind: FileKind?
    do { kind = try world.folder.kind(of: file, followingLinks: false) } catch {
      throw PKIError(writing: .system(error))
    }
    if kind == .symbolicLink { throw PKIError(writing: .symbolicLink(file)) }
    var beginning: [UInt8] = []
    var source = try world.source(file)
    do { _ = try source.next(into: &beginning) } catch { throw PKIError(reading: error) }
    let first = beginning.first { $0 > 0x20 }
    guard first == nil || first == UInt8(ascii: "{") else {
      throw PKIError(
        .exists, file, "this is not the record of an earlier run, which is lines of JSON",
        hint: "move it away, or choose another folder with -C DIR")
    }
  }
}
