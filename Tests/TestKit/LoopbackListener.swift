import Glibc
import Platform

/// A TCP socket that listens on an address of loopback, for the servers of the tests. Once it serves, it
/// ends with `stop`.
package final class LoopbackListener: Sendable {
  /// Where it listens.
  package let port: UInt16
  private let descriptor: Int32

  /// One on 127.0.0.1 and a port that the system chooses, unless another address or port is asked for.
  package init(host: UInt32 = 0x7f00_0001, port wanted: UInt16 = 0) throws(Disk.Failure) {
    descriptor = LoopbackListener.socket(SOCK_STREAM)
    var address = sockaddr_in(host: host, port: wanted)
    guard address.bind(descriptor), listen(descriptor, 64) == 0, address.ask(descriptor) else {
      close(descriptor)
      throw Disk.Failure("listen on", "127.0.0.1")
    }
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(descriptor) }

  /// A socket of the kind that closes in children.
  static func socket(_ kind: __socket_type) -> Int32 {
    Glibc.socket(AF_INET, Int32(kind.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  }

  /// Gives every client a thread of its own, on a thread of its own, until `stop`.
  ///
  /// That thread keeps the socket: closed under it, its number could soon be another server's.
  package func serve(_ work: @escaping @Sendable (LoopbackClient) -> Void) {
    Workers.startDetached { [self] in
      while true {
        let client = accept(descriptor, nil, nil)
        if client < 0 {
          if errno == EINTR || errno == ECONNABORTED { continue }
          return
        }
        Workers.startDetached {
          work(LoopbackClient(descriptor: client))
          close(client)
        }
      }
    }
  }

  /// Ends the thread that accepts.
  package func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}

/// The other end of a connection; whoever accepted it closes it.
package struct LoopbackClient: Sendable {
  /// Its socket.
  package let descriptor: Int32

  /// Whether the client took it all.
  package func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// What the client says next, at most this many octets; nil once it has ended.
  package func receive(atMost most: Int = 4_096) -> [UInt8]? {
    var block = [UInt8](repeating: 0, count: most)
    let count = unsafe recv(descriptor, &block, most, 0)
    return count > 0 ? Array(block[..<count]) : nil
  }

  /// Waits until the client has ended.
  package func waitForEnd() {
    while receive() != nil {}
  }

  /// Whether the client has ended, as it does within so many milliseconds or not.
  package func isGone(after milliseconds: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&request, 1, milliseconds) > 0 else { return false }
    return receive() == nil
  }
}

extension sockaddr_in {
  /// An IPv4 address, both in the order of this machine.
  init(host: UInt32, port: UInt16) {
    self.init()
    sin_family = sa_family_t(AF_INET)
    sin_port = port.bigEndian
    sin_addr.s_addr = host.bigEndian
  }

  /// Gives a socket this address, and says whether it took it.
  mutating func bind(_ descriptor: Int32) -> Bool {
    unsafe withGeneral { address, size in unsafe Glibc.bind(descriptor, address, size.pointee) == 0 }
  }

  /// Connects a socket to this address, and says whether it could.
  mutating func connect(_ descriptor: Int32) -> Bool {
    unsafe withGeneral { address, size in unsafe Glibc.connect(descriptor, address, size.pointee) == 0 }
  }

  /// Becomes the address that a socket has.
  mutating func ask(_ descriptor: Int32) -> Bool {
    unsafe withGeneral { address, size in unsafe getsockname(descriptor, address, size) == 0 }
  }

  /// Lends itself to a call of the C library that takes addresses of every kind.
  mutating func withGeneral<Value>(
    _ work: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Value
  ) -> Value {
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    return unsafe withUnsafeMutablePointer(to: &self) { start in
      unsafe start.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in unsafe work(general, &size) }
    }
  }
}
