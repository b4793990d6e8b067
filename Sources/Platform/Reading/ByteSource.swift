internal import CPlatform
internal import Glibc

/// Bytes that come in blocks, so that a large file is read with little memory.
package struct ByteSource: ~Copyable {
  /// The number of bytes that `append(to:)` asks for at a time.
  package static let blockSize = 128 * 1024

  /// The path, or "standard input".
  package let name: String
  /// The size of a regular file when it was opened; nil for a pipe.
  package let expectedSize: Int?
  private let file: Descriptor?
  private let isPipe: Bool
  private let bytes: [UInt8]
  private let limit: Int
  private var delivered = 0
  private var ended = false

  /// A source that gives these bytes, once.
  package init(bytes: [UInt8], name: String) {
    self.name = name
    self.expectedSize = bytes.count
    self.bytes = bytes
    self.file = nil
    self.isPipe = false
    self.limit = .max
  }

  /// Takes over an open file whose kind is known.
  init(file: consuming Descriptor, status: FileStatus, name: String, limit: Int) throws(ReadFailure) {
    let size = status.kind == .regular ? Int(status.raw.st_size) : nil
    if let size, size > limit { throw .overLimit(name, limit: limit) }
    self.name = name
    self.expectedSize = size
    self.file = consume file
    self.isPipe = status.kind == .pipe
    self.bytes = []
    self.limit = limit
  }

  /// Appends the next block to `buffer` and returns its length in bytes; 0 at the end, and ever after.
  ///
  /// Waits for a pipe. Throws when more than the limit has come, or the system refuses.
  package mutating func append(to buffer: inout [UInt8], block: Int = blockSize) throws(ReadFailure) -> Int {
    if ended { return 0 }
    let number: Int32
    switch file {
    case .some(let file): number = file.number
    case .none:
      buffer += bytes
      ended = true
      return bytes.count
    }
    let count: Int
    do {
      count = try read(number, into: &buffer, block: block)
    } catch { throw .system(error) }
    delivered += count
    if count == 0 { ended = true }
    if delivered > limit { throw .overLimit(name, limit: limit) }
    // A regular file that gave less than was asked for has no more: this saves small files a call.
    if count < block, expectedSize.map({ $0 == delivered }) ?? false { ended = true }
    return count
  }

  /// Replaces `buffer` with the next block, in the same storage; false at the end.
  package mutating func next(into buffer: inout [UInt8]) throws(ReadFailure) -> Bool {
    buffer.removeAll(keepingCapacity: true)
    return try append(to: &buffer) > 0
  }

  /// Everything that is left; one allocation for a regular file.
  package consuming func readToEnd() throws(ReadFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    if let expectedSize, expectedSize > 0 {
      // One more than the size, so that the first read also finds the end.
      bytes.reserveCapacity(expectedSize + 1)
      var missing = expectedSize + 1
      while try append(to: &bytes, block: missing > 0 ? missing : Self.blockSize) > 0 {
        missing = expectedSize + 1 - bytes.count
      }
    } else {
      while try append(to: &bytes) > 0 {}
    }
    return bytes
  }

  private func read(_ file: Int32, into buffer: inout [UInt8], block: Int) throws(SystemError) -> Int {
    // A named pipe that nobody has opened for writing yet gives 0 like one that has ended: wait for the first
    // writer. Later 0 is the end.
    if isPipe, delivered == 0 { try waitUntilReadable(file, name) }
    while true {
      do {
        return try check("read", name) { Self.append(file, to: &buffer, block: block) }
      } catch {
        guard error.code == EAGAIN else { throw error }
        try waitUntilReadable(file, name)
      }
    }
  }

  /// The corresponding C function is `read`.
  ///
  /// -1 leaves the buffer as it was.
  private static func append(_ file: Int32, to buffer: inout [UInt8], block: Int) -> Int {
    var result = -1
    var code: Int32 = 0
    buffer.append(addingCapacity: block) { span in
      unsafe span.withUnsafeMutableBufferPointer { free, count in
        result = unsafe Glibc.read(file, free.baseAddress?.advanced(by: count), block)
        code = errno
        if result > 0 { count += result }
      }
    }
    errno = code
    return result
  }
}
