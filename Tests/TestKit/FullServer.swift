import Glibc

/// A port of 127.0.0.1 that answers nobody: its queue is full, and the system drops who else would come.
package final class FullServer: Sendable {
  /// Where nobody is answered.
  package let port: UInt16
  private let sockets: [Int32]

  /// A port whose queue has been filled.
  package init() throws(Disk.Failure) {
    let listener = LoopbackListener.socket(SOCK_STREAM)
    var address = sockaddr_in(host: 0x7f00_0001, port: 0)
    guard address.bind(listener), listen(listener, 0) == 0, address.ask(listener) else {
      close(listener)
      throw Disk.Failure("listen on", "127.0.0.1")
    }
    port = UInt16(bigEndian: address.sin_port)
    var sockets = [listener]
    for _ in 0..<4 {
      let client = LoopbackListener.socket(SOCK_STREAM)
      _ = fcntl(client, F_SETFL, O_NONBLOCK)
      // Those that find room are done at once, the others never.
      _ = address.connect(client)
      sockets.append(client)
    }
    self.sockets = sockets
  }

  deinit { sockets.forEach { close($0) } }
}
