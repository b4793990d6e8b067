import Glibc
import Synchronization

/// A TCP server on a port of 127.0.0.1 that the system chose, which does what it is told with everybody who connects. It
/// ends with the last reference to it.
package final class PlainServer: Sendable {
  /// What is done, one step after the other; the connection is closed behind the last.
  package enum Step: Sendable {
    /// Sends these octets.
    case sends([UInt8])
    /// Waits until the client has said this much, which ends with these octets.
    case awaits([UInt8])
    /// Waits until the client has gone.
    case silence
    /// Sends an octet now and then for as long as somebody takes it.
    case drip([UInt8])
    /// Says that nothing more will come, and waits until the client has gone.
    case end
    /// Breaks the connection off.
    case reset
    /// Hands everything on to a port of 127.0.0.1, both ways.
    case forward(UInt16)

    /// Sends octets.
    package static func say(_ bytes: [UInt8]) -> Step { .sends(bytes) }
    /// Sends a text.
    package static func say(_ text: String) -> Step { .sends(Array(text.utf8)) }
    /// Waits for octets.
    package static func hear(_ bytes: [UInt8]) -> Step { .awaits(bytes) }
    /// Waits for a text.
    package static func hear(_ text: String) -> Step { .awaits(Array(text.utf8)) }
  }

  /// Where it listens.
  package let port: UInt16
  private let listener: Int32

  /// A server of these steps; on another address of loopback where `host` ends in another octet.
  package init(_ steps: [Step], host: UInt32 = 0x7f00_0001, port wanted: UInt16 = 0) throws(Disk.Failure) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = PlainServer.address(host, wanted)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = unsafe withUnsafeMutablePointer(to: &address) { start in
      unsafe start.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
        unsafe bind(listener, general, size) == 0 && listen(listener, 64) == 0
          ? unsafe getsockname(listener, general, &size) : -1
      }
    }
    guard code == 0 else { throw Disk.Failure("listen on", "127.0.0.1") }
    self.listener = listener
    port = UInt16(bigEndian: address.sin_port)
    Detached.run {
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        Detached.run {
          PlainServer.serve(client, steps)
          close(client)
        }
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private static func address(_ host: UInt32, _ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = host.bigEndian
    return address
  }

  private static func serve(_ client: Int32, _ steps: [Step]) {
    for step in steps {
      switch step {
      case .sends(let bytes): if !send(bytes, client) { return }
      case .awaits(let end):
        var heard: [UInt8] = []
        while !heard.suffix(end.count).elementsEqual(end) {
          guard let byte = receive(client, atMost: 1)?.first else { return }
          heard.append(byte)
        }
      case .silence: while receive(client, atMost: 4_096) != nil {}
      case .end:
        shutdown(client, Int32(SHUT_WR))
        while receive(client, atMost: 4_096) != nil {}
      case .drip(let bytes):
        for byte in bytes {
          guard send([byte], client), !isGone(client, after: 20) else { return }
        }
      case .reset:
        var now = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(client, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        return
      case .forward(let port): forward(client, port)
      }
    }
  }

  private static func forward(_ client: Int32, _ port: UInt16) {
    let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { close(other) }
    var address = address(0x7f00_0001, port)
    let code = unsafe withUnsafePointer(to: &address) { start in
      unsafe start.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
        unsafe connect(other, general, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { return }
    while true {
      var both = [
        pollfd(fd: client, events: Int16(POLLIN), revents: 0), pollfd(fd: other, events: Int16(POLLIN), revents: 0),
      ]
      guard unsafe poll(&both, 2, 30_000) > 0 else { return }
      for (from, to) in [(0, other), (1, client)] where both[from].revents != 0 {
        guard let bytes = receive(both[from].fd, atMost: 16_384), send(bytes, to) else { return }
      }
    }
  }

  private static func receive(_ client: Int32, atMost most: Int) -> [UInt8]? {
    var block = [UInt8](repeating: 0, count: most)
    let count = unsafe recv(client, &block, most, 0)
    return count > 0 ? Array(block[..<count]) : nil
  }

  private static func send(_ bytes: [UInt8], _ client: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Whether the client has ended, as it does within so many milliseconds or not.
  private static func isGone(_ client: Int32, after milliseconds: Int32) -> Bool {
    var request = pollfd(fd: client, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&request, 1, milliseconds) > 0 else { return false }
    return receive(client, atMost: 4_096) == nil
  }
}
