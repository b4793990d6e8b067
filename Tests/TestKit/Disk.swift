package import Glibc

/// Files as tests see them: by path, without any of the code under test.
package enum Disk {
  /// A call of the system that a test needed and that failed.
  package struct Failure: Error, CustomStringConvertible {
    /// What was tried, on what, and why it failed.
    package let description: String

    init(_ operation: String, _ path: String) {
      description = "\(operation) \(path): \(unsafe String(cString: strerror(errno)))"
    }
  }

  /// The bytes of a file.
  package static func read(_ path: String) throws(Failure) -> [UInt8] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Failure("open", path) }
    defer { close(file) }
    return try readAll(file, path)
  }

  /// The bytes that a descriptor gives until its end.
  static func readAll(_ descriptor: Int32, _ path: String) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe Glibc.read(descriptor, &block, block.count)
      if count == 0 { return bytes }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw Failure("read", path)
      }
      bytes += block[..<count]
    }
  }

  /// A file as text; invalid UTF-8 is repaired.
  package static func text(_ path: String) throws(Failure) -> String {
    String(decoding: try read(path), as: UTF8.self)
  }

  /// Makes or replaces a file; the mode holds whatever the umask is.
  package static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws(Failure) {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard file >= 0 else { throw Failure("make", path) }
    defer { close(file) }
    try writeAll(bytes, to: file, path)
    guard fchmod(file, mode) == 0 else { throw Failure("change the mode of", path) }
  }

  /// Writes all bytes to an open descriptor.
  package static func writeAll(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { all in
        unsafe Glibc.write(descriptor, all.baseAddress?.advanced(by: done), all.count - done)
      }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw Failure("write", path)
      }
      done += count
    }
  }

  /// Makes a folder.
  package static func makeFolder(_ path: String, mode: mode_t = 0o755) throws(Failure) {
    guard unsafe mkdir(path, mode) == 0 else { throw Failure("make the folder", path) }
  }

  /// What the system says of a file; nil where none is. Links are not followed.
  package static func status(_ path: String) -> stat? {
    var status = stat()
    return unsafe lstat(path, &status) == 0 ? status : nil
  }

  /// The permission bits of a file; nil where none is.
  package static func mode(_ path: String) -> UInt32? { status(path).map { $0.st_mode & 0o7777 } }

  /// Whether the path is a folder, and not a link to one.
  package static func isFolder(_ path: String) -> Bool { status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false }

  /// The names in a folder, sorted, hidden ones too.
  package static func names(in folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { start in
        unsafe start.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The files below a folder, as paths relative to it, in order; folders named in `skipping` are not entered.
  package static func filesBelow(_ folder: String, skipping: Set<String> = []) -> [String] {
    var files: [String] = []
    for name in names(in: folder) where !skipping.contains(name) {
      if isFolder("\(folder)/\(name)") {
        files += filesBelow("\(folder)/\(name)", skipping: skipping).map { "\(name)/\($0)" }
      } else {
        files.append(name)
      }
    }
    return files
  }

  /// Removes a file, or a folder and everything in it, whatever its permissions are.
  package static func remove(_ path: String) {
    guard isFolder(path) else {
      _ = unsafe unlink(path)
      return
    }
    _ = unsafe chmod(path, 0o700)
    for name in names(in: path) { remove("\(path)/\(name)") }
    _ = unsafe rmdir(path)
  }
}
