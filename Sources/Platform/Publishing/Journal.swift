internal import CPlatform
internal import Glibc

/// A file of lines that only grows, such as a record of what has been done: whole lines are added, and are on the disk
/// before anybody is told.
///
/// While it is open no other process that asks for it gets it.
package final class Journal: Sendable {
  /// Its path, for messages.
  package let path: String
  private let file: Int32

  /// Opens the journal `name` in a folder, or makes it; a last line that was not written to its end is taken away.
  ///
  /// Throws links and what is no file, and a journal that another process holds.
  package init(_ name: String, in folder: Folder) throws(WriteFailure) {
    path = name
    let flags = O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK
    do {
      file = try check("open", name) { unsafe pki_openat(folder.descriptor, name, flags, 0o644) }
    } catch { throw error.code == ELOOP ? .symbolicLink(name) : .system(error) }
    // From here on deinit closes the file, also of one that is thrown away.
    try verify(name)
    do throws(SystemError) {
      _ = try check("lock", name) { flock(file, LOCK_EX | LOCK_NB) }
      try folder.synchronize(name)
      try repair()
    } catch { throw error.code == EWOULDBLOCK ? .busy(name) : .system(error) }
  }

  deinit {
    // Not by closing alone: a child that another thread is about to start may have the file open for a moment longer.
    flock(file, LOCK_UN)
    close(file)
  }

  /// Adds whole lines, each with its line break, and waits for the disk.
  package func append(_ lines: [UInt8]) throws(WriteFailure) {
    guard !lines.isEmpty else { return }
    do {
      try writeAll(lines, to: file, object: path)
      _ = try check("write", path) { fdatasync(file) }
    } catch { throw .system(error) }
  }

  /// Throws what is no file, and a file that has other names: who made those knows nothing of our lines.
  private func verify(_ name: String) throws(WriteFailure) {
    let status: FileStatus
    do { status = try FileStatus(descriptor: file, object: name) } catch { throw .system(error) }
    guard status.kind == .regular else { throw .notRegular(name) }
    guard status.raw.st_nlink == 1 else { throw .hardLinked(name) }
  }

  /// Cuts off what stands behind the last line break.
  private func repair() throws(SystemError) {
    let size = try Int(FileStatus(descriptor: file, object: path).raw.st_size)
    var end = size
    var block = [UInt8](repeating: 0, count: 4_096)
    while end > 0 {
      let start = max(0, end - block.count)
      let count = try check("read", path) {
        unsafe block.withUnsafeMutableBytes { unsafe pread(file, $0.baseAddress, end - start, off_t(start)) }
      }
      if let newline = block[..<count].lastIndex(of: 0x0a) {
        end = start + newline + 1
        break
      }
      end = start
    }
    if end < size { _ = try check("repair", path) { ftruncate(file, off_t(end)) } }
  }
}
