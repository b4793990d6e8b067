import Glibc
import TestKit

/// A port of 127.0.0.1 that the system chose, and that nobody listens on.
enum FreePort {
  struct None: Error {}

  /// Whether somebody listens on a port of 127.0.0.1.
  static func isTaken(_ port: UInt16) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    address.sin_port = port.bigEndian
    return unsafe withUnsafePointer(to: &address) { start in
      unsafe start.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
        unsafe connect(descriptor, general, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  /// Asks the system, which does not give the same port to the next who asks.
  static func find() throws(None) -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw None() }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = unsafe withUnsafeMutablePointer(to: &address) { start in
      unsafe start.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
        unsafe bind(descriptor, general, size) == 0 ? unsafe getsockname(descriptor, general, &size) : -1
      }
    }
    guard code == 0 else { throw None() }
    return UInt16(bigEndian: address.sin_port)
  }
}
