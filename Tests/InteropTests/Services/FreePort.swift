import Glibc
import Platform
import TestKit

/// A port of 127.0.0.1 that the system chose, and that nobody listens on.
enum FreePort {
  struct None: Error {}

  /// Whether ::1 is there; said aloud where not.
  static let hasIPv6: Bool = {
    let addresses = (try? Disk.text("/proc/net/if_inet6")) ?? ""
    if addresses.contains(String(repeating: "0", count: 31) + "1 ") { return true }
    InstalledTool.sayAloud("skipped: no loopback of IPv6")
    return false
  }()

  /// Whether somebody listens on a port of an address of loopback.
  static func isTaken(_ port: UInt16, at octets: [UInt8] = [127, 0, 0, 1]) -> Bool {
    do {
      _ = try Socket(connectingTo: [SocketAddress(octets: octets, port: port)], by: Deadline(milliseconds: 1_000))
      return true
    } catch { return false }
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
