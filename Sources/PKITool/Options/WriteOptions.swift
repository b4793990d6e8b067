package import Console
import Platform

/// How files are written.
package struct WriteOptions: OptionGroup {
  /// Whether files that exist are replaced.
  package var force = false
  /// Whether files are only named.
  package var isDryRun = false

  /// Nothing is ever overwritten.
  package init() {}

  package static let options: [Option<Self>] = [
    .flag("force", \.force, "replace files that exist; a key that is replaced is kept as NAME.key.bak"),
    .flag("dry-run", \.isDryRun, "say what would be written, write nothing"),
  ]

  /// A private key to write.
  func key(_ path: String, _ bytes: [UInt8]) -> FileToWrite {
    FileToWrite(path: path, bytes: bytes, kind: .secret, existing: force ? .replace(keepBackup: true) : .refuse)
  }

  /// Anything else to write.
  func file(_ path: String, _ bytes: [UInt8]) -> FileToWrite {
    FileToWrite(path: path, bytes: bytes, kind: .ordinary, existing: force ? .replace(keepBackup: false) : .refuse)
  }
}
