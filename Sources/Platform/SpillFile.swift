internal import CPlatform
internal import Glibc

/// Bytes that can be said only at the end: they wait in a file without a name, so that many take little memory.
///
/// Where no file can be made, or the disk is full, they wait in memory. One thread at a time.
package final class SpillFile {
  private let blockSize: Int
  private let folders: [String]
  private var file: Descriptor?
  private var stored = 0
  private var waiting: [UInt8] = []
  private var isRefused = false

  /// Nothing yet; the file is made once there are more bytes than `blockSize`, in the first folder that takes one: that
  /// of `TMPDIR`, or those for temporary files.
  package convenience init(blockSize: Int = 1 << 17) {
    let folders = [Environment.value("TMPDIR"), "/var/tmp", "/tmp"].compactMap { $0 }
    self.init(blockSize: blockSize, folders: folders)
  }

  /// The same with folders of one's own.
  package init(blockSize: Int, folders: [String]) {
    self.blockSize = blockSize
    self.folders = folders
  }

  /// Sets bytes aside.
  package func append(_ bytes: some Sequence<UInt8>) {
    waiting.append(contentsOf: bytes)
    if waiting.count >= blockSize { spill() }
  }

  /// Hands out everything in its order, in blocks. Throws where the file cannot be read.
  package func read(_ take: ([UInt8]) -> Void) throws(SystemError) {
    var done = 0
    while done < stored {
      let block = try block(at: done)
      take(block)
      done += block.count
    }
    if !waiting.isEmpty { take(waiting) }
  }

  /// How many bytes wait in the file.
  var countInFile: Int { stored }

  /// Writes what waits behind what the file holds; where that fails, it and all that follows stays in memory.
  private func spill() {
    guard !isRefused else { return }
    if file == nil { open() }
    guard let number = file?.number else {
      isRefused = true
      return
    }
    var done = 0
    while done < waiting.count {
      let written = try? check("write", "a temporary file") {
        unsafe waiting.withUnsafeBytes { all in
          unsafe pwrite(
            number, all.baseAddress?.advanced(by: done), all.count - done, off_t(stored + done))
        }
      }
      guard let written, written > 0 else {
        isRefused = true
        return
      }
      done += written
    }
    stored += done
    waiting.removeAll(keepingCapacity: true)
  }

  private func open() {
    for path in folders {
      guard let folder = try? Folder(path),
        let number = try? check("make", path, { pki_open_nameless(folder.descriptor, 0o600) })
      else { continue }
      file = Descriptor(number)
      return
    }
  }

  private func block(at place: Int) throws(SystemError) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: min(blockSize, stored - place))
    let number = file?.number ?? -1
    let count = try check("read", "a temporary file") {
      unsafe block.withUnsafeMutableBytes { all in
        unsafe pread(number, all.baseAddress, all.count, off_t(place))
      }
    }
    if count == 0 { throw SystemError(operation: "read", object: "a temporary file", code: EIO) }
    block.removeSubrange(count...)
    return block
  }
}
