internal import Glibc

/// A TCP connection whose every call ends by a deadline.
package struct Socket: ~Copyable {
  private let descriptor: Descriptor
  /// The other end.
  package let address: SocketAddress

  /// Connects to the first address that answers, in their order. Each has an equal part of the time that is left, so
  /// that one that swallows everything does not cost the others theirs.
  ///
  /// Throws what became of the last one; `ETIMEDOUT` once the deadline has passed.
  package init(connectingTo addresses: [SocketAddress], by deadline: Deadline) throws(SystemError) {
    var failure = SystemError(operation: "connect", object: "", code: EADDRNOTAVAIL)
    for (index, address) in addresses.enumerated() {
      do throws(SystemError) {
        self = try Socket(connectingTo: address, by: deadline.part(of: addresses.count - index))
        return
      } catch {
        failure = error
      }
    }
    throw failure
  }

  /// Connects to this address and no other.
  ///
  /// The corresponding C functions are `socket`, `connect`, `poll` and `getsockopt`.
  private init(connectingTo address: SocketAddress, by deadline: Deadline) throws(SystemError) {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let number = try check("open a socket for", address.description) { socket(address.family, kind, 0) }
    let descriptor = Descriptor(number)
    let result = unsafe address.withRaw { raw, size in unsafe connect(number, raw, size) }
    // A signal does not stop a connection from being made (POSIX): it goes on like one that takes its time.
    if result != 0 {
      guard errno == EINPROGRESS || errno == EINTR else {
        throw SystemError(operation: "connect", object: address.description, code: errno)
      }
      try Socket.wait(number, for: POLLOUT, by: deadline, "connect", address)
      let code = try Socket.pendingError(number, address)
      guard code == 0 else { throw SystemError(operation: "connect", object: address.description, code: code) }
    }
    self.descriptor = descriptor
    self.address = address
  }

  /// Sends all bytes.
  ///
  /// The corresponding C function is `send`; a peer who has gone is an error, never a signal.
  package func send(_ bytes: [UInt8], by deadline: Deadline) throws(SystemError) {
    var sent = 0
    while sent < bytes.count {
      let result = unsafe bytes.withUnsafeBytes { all in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: all[sent...])
        return unsafe Glibc.send(descriptor.number, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
      }
      if result >= 0 {
        sent += result
      } else if errno == EAGAIN {
        try Socket.wait(descriptor.number, for: POLLOUT, by: deadline, "send", address)
      } else if errno != EINTR {
        throw SystemError(operation: "send", object: address.description, code: errno)
      }
    }
  }

  /// Appends what has come, at most `most` bytes, waiting for the first; returns how many, 0 once the peer has ended.
  ///
  /// The corresponding C function is `recv`.
  package func receive(
    into buffer: inout [UInt8], atMost most: Int = 16_384, by deadline: Deadline
  ) throws(SystemError) -> Int {
    while true {
      // Waiting first also cuts off a peer who always has one more byte at hand.
      try Socket.wait(descriptor.number, for: POLLIN, by: deadline, "receive", address)
      var result = -1
      var code: Int32 = 0
      let number = descriptor.number
      buffer.append(addingCapacity: most) { span in
        unsafe span.withUnsafeMutableBufferPointer { free, count in
          result = unsafe recv(number, free.baseAddress?.advanced(by: count), most, 0)
          code = errno
          if result > 0 { count += result }
        }
      }
      if result >= 0 { return result }
      guard code == EAGAIN || code == EINTR else {
        throw SystemError(operation: "receive", object: address.description, code: code)
      }
    }
  }

  // MARK: - Waiting

  /// Throws `ETIMEDOUT` where nothing happens by the deadline.
  static func wait(
    _ number: Int32, for events: Int32, by deadline: Deadline, _ operation: String, _ address: SocketAddress
  ) throws(SystemError) {
    while true {
      let left = deadline.millisecondsLeft
      guard left > 0 else { throw SystemError(operation: operation, object: address.description, code: ETIMEDOUT) }
      var request = pollfd(fd: number, events: Int16(events), revents: 0)
      let result = unsafe poll(&request, 1, Int32(clamping: left))
      if result > 0 { return }
      if result < 0, errno != EINTR {
        throw SystemError(operation: operation, object: address.description, code: errno)
      }
    }
  }

  private static func pendingError(_ number: Int32, _ address: SocketAddress) throws(SystemError) -> Int32 {
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    _ = try check("connect", address.description) {
      unsafe getsockopt(number, SOL_SOCKET, SO_ERROR, &code, &size)
    }
    return code
  }
}

extension SystemError {
  /// Whether the time was up before the other end answered.
  package var isTimeout: Bool { code == ETIMEDOUT }
}
