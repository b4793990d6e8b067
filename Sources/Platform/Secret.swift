internal import Glibc

/// Bytes that nobody else may see: they have pages of their own, kept out of swap and core files where the
/// system allows, and are overwritten before the memory is given back.
@safe package struct Secret: ~Copyable, Sendable {
  /// How many bytes it holds.
  package private(set) var count: Int
  nonisolated(unsafe) private let memory: UnsafeMutableRawBufferPointer
  private let isMapped: Bool

  /// A secret of no bytes.
  package init() { self.init(capacity: 0) }

  /// Copies the bytes; the array stays as it was, for its owner to forget.
  package init(copying bytes: [UInt8]) {
    self.init(capacity: bytes.count)
    unsafe memory.copyBytes(from: bytes)
    count = bytes.count
  }

  /// Copies bytes that C owns.
  ///
  /// The pointer is not kept.
  @unsafe package init(copying bytes: UnsafeRawBufferPointer) {
    self.init(capacity: bytes.count)
    unsafe memory.copyMemory(from: bytes)
    count = bytes.count
  }

  /// Room for `capacity` bytes, none of them used yet.
  init(capacity: Int) {
    let size = SecretPages.size(for: capacity)
    if let pages = unsafe SecretPages.take(size) {
      unsafe memory = pages
      isMapped = true
    } else {
      unsafe memory = .allocate(byteCount: size, alignment: 16)
      isMapped = false
    }
    count = 0
  }

  deinit {
    wipe()
    if isMapped {
      unsafe SecretPages.giveBack(memory)
    } else {
      unsafe memory.deallocate()
    }
  }

  /// Overwrites the whole of the memory, used or not, in a way that the optimizer cannot leave out.
  func wipe() {
    if let start = unsafe memory.baseAddress { unsafe explicit_bzero(start, memory.count) }
  }

  /// Whether it holds nothing: the empty passphrase.
  package var isEmpty: Bool { count == 0 }

  /// Lends the bytes to C for the time of the call; the pointer must not be kept.
  @unsafe package borrowing func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(UnsafeRawBufferPointer(rebasing: memory[..<count]))
  }

  /// The bytes as an array, for what is to be written out.
  ///
  /// From here on they are the caller's to keep from view.
  package borrowing func copiedBytes() -> [UInt8] {
    unsafe [UInt8](UnsafeRawBufferPointer(rebasing: memory[..<count]))
  }

  /// Another secret of the same bytes.
  package borrowing func copy() -> Secret {
    var other = Secret(capacity: count)
    unsafe other.memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<count]))
    other.count = count
    return other
  }

  /// Whether both hold the same bytes, in a time that depends on their lengths alone.
  package borrowing func isEqual(to other: borrowing Secret) -> Bool {
    guard count == other.count else { return false }
    var difference: UInt8 = 0
    for index in 0..<count { unsafe difference |= memory[index] ^ other.memory[index] }
    return difference == 0
  }

  /// Cuts everything from the first line feed on, and a carriage return right before it.
  package mutating func trimToFirstLine() {
    for index in 0..<count where unsafe memory[index] == 0x0A {
      var end = index
      if end > 0, unsafe memory[end - 1] == 0x0D { end -= 1 }
      if let tail = unsafe memory.baseAddress?.advanced(by: end) { unsafe explicit_bzero(tail, count - end) }
      count = end
      return
    }
  }
}

extension Secret {
  /// What became of reading a line into a secret.
  enum LineEnd { case lineFeed, endOfFile, full }

  /// Reads up to the first line feed, which is taken but not kept, and not a byte further: what follows is
  /// left to the next reader.
  ///
  /// The corresponding C function is `read`.
  mutating func readLine(
    from descriptor: Int32, limit: Int, object: @autoclosure () -> String
  ) throws(SystemError) -> LineEnd {
    // Two more than may stay: a carriage return and the line feed.
    let limit = min(limit, unsafe memory.count - 2)
    while true {
      let next = unsafe memory.baseAddress?.advanced(by: count)
      let got: Int
      do {
        got = try check("read", object()) { unsafe read(descriptor, next, 1) }
      } catch {
        guard error.code == EAGAIN else { throw error }
        try waitUntilReadable(descriptor, object())
        continue
      }
      if got == 0 { return count > limit ? .full : .endOfFile }
      count += 1
      if unsafe memory[count - 1] == 0x0A {
        trimToFirstLine()
        return count > limit ? .full : .lineFeed
      }
      if count == limit + 2 { return .full }
    }
  }
}
