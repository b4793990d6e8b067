internal import CPlatform
internal import Glibc

/// The names in a folder, one after the other.
///
/// The corresponding C functions are `fdopendir`, `readdir` and `closedir`.
@safe struct FolderStream: ~Copyable {
  private let stream: OpaquePointer
  private let object: String

  /// Opens the folder at `path` under another, links not followed; `object` is what messages call it.
  init(_ path: String, in folder: Int32, object: String) throws(SystemError) {
    let number = try check("read the folder", object) {
      unsafe pki_openat(folder, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0)
    }
    guard let stream = unsafe fdopendir(number) else {
      let code = errno
      close(number)
      throw SystemError(operation: "read the folder", object: object, code: code)
    }
    unsafe self.stream = stream
    self.object = object
  }

  deinit { unsafe closedir(stream) }

  /// Hands names over until `body` says false, each with what the file system says it is (`DT_REG`, …); the pointer must
  /// not be kept.
  func forEach(_ body: (UnsafePointer<CChar>, Int32) -> Bool) throws(SystemError) {
    guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return }
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno == 0 { return }
        throw SystemError(operation: "read the folder", object: object, code: errno)
      }
      let name = unsafe UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
      if unsafe !body(name, Int32(entry.pointee.d_type)) { return }
    }
  }
}

extension Folder {
  /// Whether a name in the folder itself, of whatever kind, fulfils a condition; names that are not UTF-8 are repaired.
  package func holds(_ condition: (String) -> Bool) throws(SystemError) -> Bool {
    var isFound = false
    try unsafe FolderStream(".", in: descriptor, object: path).forEach { name, _ in
      isFound = unsafe condition(String(cString: name))
      return !isFound
    }
    return isFound
  }
}
