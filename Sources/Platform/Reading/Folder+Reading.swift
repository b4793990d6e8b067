internal import CPlatform
internal import Glibc

extension Folder {
  /// The bytes of the file at `path`, at most `limit`.
  ///
  /// A pipe that is named is read to its end, waiting for it; folders, devices and sockets are refused.
  package func read(_ path: String, limit: Int) throws(ReadFailure) -> [UInt8] {
    try open(path, limit: limit).readToEnd()
  }

  /// The file at `path` as a source of blocks, by the same rules as `read`.
  package func open(_ path: String, limit: Int = .max) throws(ReadFailure) -> ByteSource {
    let (number, status) = try openFile(path)
    return try ByteSource(file: Descriptor(number), status: status, name: path, limit: limit)
  }

  /// An open descriptor, for the caller to close, of something that can be read to an end.
  func openFile(_ path: String) throws(ReadFailure) -> (Int32, FileStatus) {
    let number: Int32
    do { number = try openForReading(path) } catch { throw refusal(of: path, error) }
    let status: FileStatus
    do {
      status = try FileStatus(descriptor: number, object: path)
    } catch {
      close(number)
      throw .system(error)
    }
    switch status.kind {
    case .folder, .device:
      close(number)
      throw status.kind == .folder ? .isFolder(path) : .isDevice(path)
    default: return (number, status)
    }
  }

  /// A socket cannot be opened at all, and a device may have nothing behind it: both are said by name.
  private func refusal(of path: String, _ error: SystemError) -> ReadFailure {
    guard error.code == ENXIO, let kind = try? kind(of: path) else { return .system(error) }
    switch kind {
    case .socket: return .isSocket(path)
    case .device: return .isDevice(path)
    default: return .system(error)
    }
  }

  /// An own descriptor of the file; opening never waits for the other end of a pipe.
  private func openForReading(_ path: String) throws(SystemError) -> Int32 {
    if let number = Self.inherited(path) {
      return try check("open", path) { pki_duplicate(number) }
    }
    return try check("open", path) {
      unsafe pki_openat(descriptor, path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0)
    }
  }

  /// The number of the open descriptor that a path such as /dev/stdin or /dev/fd/3 stands for.
  ///
  /// They are copied, not opened anew: what was opened by another user can still be read, and nothing
  /// depends on who owns /proc/self.
  static func inherited(_ path: String) -> Int32? {
    if path == "/dev/stdin" { return 0 }
    for prefix in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(prefix) {
      let digits = path.dropFirst(prefix.count)
      guard digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
      return Int32(digits)
    }
    return nil
  }
}

/// What `-` stands for where a file is read.
package enum StandardInput {
  /// What it is called in messages.
  package static let name = "standard input"

  /// Standard input to its end, at most `limit` bytes.
  ///
  /// A terminal and /dev/null are welcome, a folder is not.
  package static func read(limit: Int) throws(ReadFailure) -> [UInt8] {
    try open(limit: limit).readToEnd()
  }

  /// Standard input as a source of blocks.
  package static func open(limit: Int = .max) throws(ReadFailure) -> ByteSource {
    let status: FileStatus
    let number: Int32
    do {
      number = try check("open", name) { pki_duplicate(0) }
      status = try FileStatus(descriptor: number, object: name)
    } catch { throw .system(error) }
    let file = Descriptor(number)
    if status.kind == .folder { throw .isFolder(name) }
    return try ByteSource(file: file, status: status, name: name, limit: limit)
  }
}
