import Glibc

/// A port of 127.0.0.1 that answers nobody: its queue is full, and the system drops who else would come.
package final class FullServer: Sendable {
  /// Where nobody is answered.
  package let port: UInt16
  private let sockets: [Int32]

  /// A port whose queue has been filled.
  package init() throws(Disk.Failure) {
    func stream(_ flags: UInt32) -> Int32 {
      socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | flags), 0)
    }
    let listener = stream(0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = unsafe withUnsafeMutablePointer(to: &address) { start in
      unsafe start.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
        unsafe bind(listener, general, size) == 0 && listen(listener, 0) == 0
          ? unsafe getsockname(listener, general, &size) : -1
      }
    }
    guard code == 0 else { throw Disk.Failure("listen on", "127.0.0.1") }
    port = UInt16(bigEndian: address.sin_port)
    var sockets = [listener]
    for _ in 0..<4 {
      let client = stream(SOCK_NONBLOCK.rawValue)
      _ = unsafe withUnsafePointer(to: &address) { start in
        unsafe start.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(client, $0, size) }
      }
      sockets.append(client)
    }
    self.sockets = sockets
  }

  deinit { sockets.forEach { close($0) } }
}
