internal import CPlatform
internal import Glibc

/// A folder held by its descriptor, so that renaming it cannot lead a later read or write astray.
///
/// Paths given to it are relative to it; absolute paths are taken as they are.
package final class Folder: Sendable {
  /// The path it was opened by, for messages; "." for the current folder.
  package let path: String
  /// Closed when the folder is freed.
  let descriptor: Int32

  /// Opens the folder at `path`, relative to `base` or else to the current folder; throws where it is
  /// missing, is no folder, or may not be searched.
  package init(_ path: String = ".", in base: Folder? = nil) throws(SystemError) {
    let start = base?.descriptor ?? AT_FDCWD
    let name = path.isEmpty ? "." : path
    self.descriptor = try check("open the folder", path) {
      unsafe pki_openat(start, name, O_RDONLY | O_DIRECTORY, 0)
    }
    self.path = path
  }

  deinit { close(descriptor) }

  /// What stands at `path`; nil where nothing does.
  ///
  /// With `followingLinks` a dangling link is nothing.
  package func kind(of path: String, followingLinks: Bool = true) throws(SystemError) -> FileKind? {
    try FileStatus.of(path, in: descriptor, following: followingLinks)?.kind
  }

  /// Whether anything has this name, a dangling symbolic link included.
  package func exists(_ path: String) throws(SystemError) -> Bool {
    try FileStatus.of(path, in: descriptor, following: false) != nil
  }

  /// The permission bits of the file at `path`, links followed; nil where nothing is there.
  package func permissions(of path: String) throws(SystemError) -> UInt32? {
    try FileStatus.of(path, in: descriptor, following: true)?.permissions
  }

  /// Makes a folder at `path`; its parent must exist.
  ///
  /// The corresponding C function is `mkdirat`.
  package func makeFolder(_ path: String) throws(SystemError) {
    _ = try check("make the folder", path) { unsafe mkdirat(descriptor, path, 0o777) }
  }
}
