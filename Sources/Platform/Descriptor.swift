internal import CPlatform
internal import Glibc

/// An open descriptor with one owner, who closes it.
struct Descriptor: ~Copyable {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { close(number) }
}

/// Waits for bytes, or for the end of the input.
///
/// The corresponding C function is `poll`.
func waitUntilReadable(_ descriptor: Int32, _ object: @autoclosure () -> String) throws(SystemError) {
  var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
  _ = try check("wait for", object()) { unsafe poll(&request, 1, -1) }
}

/// What stat(2) says, of a path or a descriptor.
struct FileStatus {
  let raw: stat

  /// Of an open descriptor.
  ///
  /// The corresponding C function is `fstat`.
  init(descriptor: Int32, object: @autoclosure () -> String) throws(SystemError) {
    var raw = stat()
    _ = try check("read the attributes", object()) { unsafe fstat(descriptor, &raw) }
    self.raw = raw
  }

  /// Of a path under a folder; nil where nothing has this name.
  ///
  /// The corresponding C function is `fstatat`.
  static func of(
    _ path: String, in folder: Int32, following: Bool, object: @autoclosure () -> String? = nil
  ) throws(SystemError) -> FileStatus? {
    var raw = stat()
    do {
      _ = try check("read the attributes", object() ?? path) {
        unsafe fstatat(folder, path, &raw, following ? 0 : AT_SYMLINK_NOFOLLOW)
      }
    } catch {
      if error.isMissing { return nil }
      throw error
    }
    return FileStatus(raw: raw)
  }

  private init(raw: stat) { self.raw = raw }

  var kind: FileKind { FileKind(mode: raw.st_mode) }
  var permissions: mode_t { raw.st_mode & 0o7777 }

  func isSameFile(as other: FileStatus) -> Bool {
    raw.st_dev == other.raw.st_dev && raw.st_ino == other.raw.st_ino
  }
}

/// What stands behind a name.
package enum FileKind: Sendable, Hashable {
  /// A file with bytes in it.
  case regular
  /// A folder.
  case folder
  /// A symbolic link, where links are not followed.
  case symbolicLink
  /// A named pipe, or an anonymous one behind a descriptor.
  case pipe
  /// A socket.
  case socket
  /// A character or block device.
  case device

  init(mode: mode_t) {
    switch mode & pki_S_IFMT {
    case pki_S_IFREG: self = .regular
    case pki_S_IFDIR: self = .folder
    case pki_S_IFLNK: self = .symbolicLink
    case pki_S_IFIFO: self = .pipe
    case pki_S_IFSOCK: self = .socket
    default: self = .device
    }
  }
}
