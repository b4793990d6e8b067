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
  package var port: UInt16 { listener.port }
  private let listener: LoopbackListener

  /// A server of these steps; on another address of loopback where `host` ends in another octet.
  package init(_ steps: [Step], host: UInt32 = 0x7f00_0001, port wanted: UInt16 = 0) throws(Disk.Failure) {
    listener = try LoopbackListener(host: host, port: wanted)
    listener.serve { PlainServer.serve($0, steps) }
  }

  deinit { listener.stop() }

  private static func serve(_ client: LoopbackClient, _ steps: [Step]) {
    for step in steps {
      switch step {
      case .sends(let bytes): if !client.send(bytes) { return }
      case .awaits(let end):
        var heard: [UInt8] = []
        while !heard.suffix(end.count).elementsEqual(end) {
          guard let byte = client.receive(atMost: 1)?.first else { return }
          heard.append(byte)
        }
      case .silence: client.waitForEnd()
      case .end:
        shutdown(client.descriptor, Int32(SHUT_WR))
        client.waitForEnd()
      case .drip(let bytes):
        for byte in bytes {
          guard client.send([byte]), !client.isGone(after: 20) else { return }
        }
      case .reset:
        var now = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(client.descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        return
      case .forward(let port): forward(client, port)
      }
    }
  }

  private static func forward(_ client: LoopbackClient, _ port: UInt16) {
    let other = LoopbackClient(descriptor: LoopbackListener.socket(SOCK_STREAM))
    defer { close(other.descriptor) }
    var address = sockaddr_in(host: 0x7f00_0001, port: port)
    guard address.connect(other.descriptor) else { return }
    let ends = [client, other]
    while true {
      var both = ends.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
      guard unsafe poll(&both, 2, 30_000) > 0 else { return }
      for (from, to) in [(0, 1), (1, 0)] where both[from].revents != 0 {
        guard let bytes = ends[from].receive(atMost: 16_384), ends[to].send(bytes) else { return }
      }
    }
  }
}
