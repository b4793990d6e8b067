import Glibc

/// A folder for one test; it is removed, with everything in it, when nobody holds it any more.
package final class TemporaryFolder: Sendable {
  /// Its absolute path, without a slash at the end.
  package let path: String

  /// Makes a folder of a new name; `parent` defaults to the system's place for such folders.
  package init(in parent: String? = nil) throws(Disk.Failure) {
    let place = unsafe parent ?? getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array("\(place)/pki-test-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw Disk.Failure("make a folder in", place) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Disk.remove(path) }

  /// The absolute path of a name in the folder.
  package func path(_ name: String) -> String { "\(path)/\(name)" }

  /// The bytes of a file in the folder.
  package func bytes(_ name: String) throws(Disk.Failure) -> [UInt8] { try Disk.read(path(name)) }

  /// A file in the folder as text.
  package func text(_ name: String) throws(Disk.Failure) -> String { try Disk.text(path(name)) }

  /// Makes or replaces a file in the folder; folders on its way are made.
  package func write(_ text: String, to name: String, mode: UInt32 = 0o644) throws(Disk.Failure) {
    try write(Array(text.utf8), to: name, mode: mode)
  }

  /// Makes or replaces a file in the folder; folders on its way are made.
  package func write(_ bytes: [UInt8], to name: String, mode: UInt32 = 0o644) throws(Disk.Failure) {
    var way = path
    for step in name.split(separator: "/").dropLast() {
      way += "/\(step)"
      if !Disk.isFolder(way) { try Disk.makeFolder(way) }
    }
    try Disk.write(bytes, to: path(name), mode: mode)
  }

  /// The names in the folder, sorted, hidden ones too.
  package var names: [String] { Disk.names(in: path) }
}
