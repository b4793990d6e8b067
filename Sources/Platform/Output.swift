internal import Glibc
internal import Synchronization

/// Where bytes go: a descriptor, or memory.
///
/// Writing never throws: the first failure is kept, everything after it is dropped, and `flush` tells it. So a
/// full disk is noticed once, at the end.
package final class Output: Sendable {
  /// Standard output, gathered into blocks of 64 KiB.
  package static let standardOutput = Output(descriptor: 1, name: "standard output", blockSize: 65_536)
  /// Standard error, written at once.
  package static let standardError = Output(descriptor: 2, name: "standard error", blockSize: 0)

  /// What it is called in messages.
  package let name: String
  /// The descriptor; nil for memory.
  package let descriptor: Int32?
  private let blockSize: Int
  private let state = Mutex(State())

  private struct State {
    var buffer: [UInt8] = []
    var failure: SystemError?
  }

  /// An output over an open descriptor that somebody else closes; 0 as the block size writes at once.
  package init(descriptor: Int32, name: String, blockSize: Int = 65_536) {
    self.descriptor = descriptor
    self.name = name
    self.blockSize = blockSize
  }

  /// An output that keeps its bytes in memory.
  package init(memoryNamed name: String = "memory") {
    self.descriptor = nil
    self.name = name
    self.blockSize = .max
  }

  /// Writes bytes.
  package func write(_ bytes: [UInt8]) { append(bytes) }

  /// Writes a part of an array.
  package func write(_ bytes: ArraySlice<UInt8>) { append(bytes) }

  /// Writes text as UTF-8.
  package func write(_ text: String) { append(text.utf8) }

  /// Hands everything to the system.
  ///
  /// Throws the first failure since the beginning, each time it is called.
  package func flush() throws(SystemError) {
    let failure = state.withLock { state in
      drain(&state)
      return state.failure
    }
    if let failure { throw failure }
  }

  /// The first failure; nil while all went well.
  ///
  /// Complete only after `flush`.
  package var failure: SystemError? { state.withLock { $0.failure } }

  /// Whether the reader of a pipe has gone, which is no error of ours.
  package var isBroken: Bool { failure?.isBrokenPipe ?? false }

  /// What was written to memory; of a descriptor, what waits for `flush`.
  package var bytes: [UInt8] { state.withLock { $0.buffer } }

  /// What was written to memory, as text; invalid UTF-8 is repaired.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  private func append(_ bytes: some Collection<UInt8> & Sendable) {
    state.withLock { state in
      guard state.failure == nil else { return }
      state.buffer.append(contentsOf: bytes)
      if descriptor != nil, state.buffer.count >= blockSize { drain(&state) }
    }
  }

  private func drain(_ state: inout State) {
    guard let descriptor, !state.buffer.isEmpty else { return }
    if state.failure == nil {
      do {
        try writeAll(state.buffer, to: descriptor, object: name)
      } catch { state.failure = error }
    }
    // It may have been a private key, and the block stays until the end.
    unsafe state.buffer.withUnsafeMutableBytes { block in
      if let start = block.baseAddress { unsafe explicit_bzero(start, block.count) }
    }
    state.buffer.removeAll(keepingCapacity: true)
  }
}

/// Writes all bytes, in as many calls as it takes.
///
/// The corresponding C function is `write`.
func writeAll(
  _ bytes: [UInt8], to descriptor: Int32, object: @autoclosure () -> String
) throws(SystemError) {
  var done = 0
  while done < bytes.count {
    do throws(SystemError) {
      let written = try check("write", object()) {
        unsafe bytes.withUnsafeBytes { all in
          unsafe write(descriptor, all.baseAddress?.advanced(by: done), all.count - done)
        }
      }
      // A write that takes nothing would be asked for ever.
      if written == 0 { throw SystemError(operation: "write", object: object(), code: EIO) }
      done += written
    } catch {
      guard error.code == EAGAIN else { throw error }
      var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = try check("wait for", object()) { unsafe poll(&request, 1, -1) }
    }
  }
}
