internal import Glibc

/// A UDP socket that speaks to one address and hears no other.
struct DatagramSocket: ~Copyable {
  private let descriptor: Descriptor
  private let address: SocketAddress

  /// The corresponding C functions are `socket` and `connect`.
  init(connectedTo address: SocketAddress) throws(SystemError) {
    let kind = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let number = try check("open a socket for", address.description) { socket(address.family, kind, 0) }
    let descriptor = Descriptor(number)
    _ = try check("connect", address.description) { unsafe address.withRaw { unsafe connect(number, $0, $1) } }
    self.descriptor = descriptor
    self.address = address
  }

  /// The corresponding C function is `send`.
  func send(_ bytes: [UInt8]) throws(SystemError) {
    let number = descriptor.number
    _ = try check("send", address.description) {
      Int32(clamping: unsafe Glibc.send(number, bytes, bytes.count, Int32(MSG_NOSIGNAL)))
    }
  }

  /// The next datagram. The corresponding C function is `recv`.
  func receive(by deadline: Deadline) throws(SystemError) -> [UInt8] {
    while true {
      try Socket.wait(descriptor.number, for: POLLIN, by: deadline, "receive", address)
      var bytes = [UInt8](repeating: 0, count: 65_535)
      let count = unsafe recv(descriptor.number, &bytes, bytes.count, 0)
      if count >= 0 { return Array(bytes.prefix(count)) }
      guard errno == EAGAIN || errno == EINTR else {
        throw SystemError(operation: "receive", object: address.description, code: errno)
      }
    }
  }
}

extension SystemError {
  /// Whether nothing listens there.
  package var isRefusal: Bool { code == ECONNREFUSED }
  /// Whether the other end broke the connection off.
  package var isReset: Bool { code == ECONNRESET || code == EPIPE }
  /// Whether there is no way to the other end.
  package var isUnreachable: Bool { code == ENETUNREACH || code == EHOSTUNREACH || code == EADDRNOTAVAIL }
}
