import Console
import PKICore
import Platform
import Vocabulary

/// What has been made of a table: `manifest.ndjson` in the store, an object a line.
enum Manifest {
  /// Its name.
  static let file = "manifest.ndjson"

  /// A line: the names of the files, the SHA-256 of the key's SubjectPublicKeyInfo, and who asks.
  static func line(
    _ name: Basename, keyFile: String, key fingerprint: [UInt8], _ plan: RequestPlan, at time: Instant
  ) -> [UInt8] {
    var writer = JSONWriter(pretty: false)
    writer.reserve(400)
    writer.beginObject()
    writer.field("schema", .text(ResultWriter.schema))
    writer.field("name", .text(name.text))
    writer.field("key_file", .text(keyFile))
    writer.field("csr_file", .text(name.request))
    writer.field("spki_sha256", .text(Hexadecimal.text(fingerprint)))
    writer.field("subject", .text(plan.subject.description))
    writer.field("names", .texts(plan.extensions.alternativeNames.map(\.description)))
    writer.field("time", .text(time.description))
    writer.endObject()
    writer.endDocument()
    return writer.bytes
  }

  /// Whose lines a manifest holds: of each name a part of the hash of its key, the last line counting. Empty where
  /// there is no manifest.
  static func known(in world: World) throws(PKIError) -> NameMarks {
    var marks = NameMarks()
    try forEachLine(in: world) { row in
      guard let name = row.texts("name").first else { return }
      marks[name] = mark(of: Hexadecimal.bytes(row.texts("spki_sha256").first ?? "") ?? [])
    }
    return marks
  }

  /// Gives each line of the store's manifest in turn; none where there is no manifest. Gives the number of the last
  /// line where a crash has torn it. Throws one that cannot be read.
  @discardableResult
  static func forEachLine(in world: World, _ body: (TableRow) -> Void) throws(PKIError) -> Int? {
    guard (try? world.folder.exists(file)) ?? false else { return nil }
    var source = try world.source(file)
    var block: [UInt8] = []
    var lines = ObjectLines()
    var isEnd = false
    while !isEnd {
      do { isEnd = try !source.next(into: &block) } catch { throw PKIError(reading: error) }
      do { try lines.take(block, isEnd: isEnd, body) } catch { throw error.about(file) }
    }
    return lines.tornLine
  }

  /// A part of a hash, to tell keys apart.
  static func mark(of hash: [UInt8]) -> Int { hash.prefix(7).reduce(0) { $0 << 8 | Int($1) } }
}
