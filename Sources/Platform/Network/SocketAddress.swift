internal import Glibc
internal import Vocabulary

/// Where a socket leads to: an IPv4 or IPv6 address and a port.
package struct SocketAddress: Hashable, Sendable {
  /// 4 or 16 octets.
  package let octets: [UInt8]
  /// The port.
  package let port: UInt16
  /// The network interface of a link-local IPv6 address; 0 for none.
  package let scope: UInt32

  /// An address and a port; anything but 4 or 16 octets leads nowhere.
  package init(octets: [UInt8], port: UInt16, scope: UInt32 = 0) {
    self.octets = octets
    self.port = port
    self.scope = scope
  }

  /// The address that the system gives; nil where it is neither IPv4 nor IPv6.
  init?(_ raw: UnsafePointer<sockaddr>) {
    switch Int32(unsafe raw.pointee.sa_family) {
    case AF_INET:
      let address = unsafe raw.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { unsafe $0.pointee }
      let octets = unsafe withUnsafeBytes(of: address.sin_addr) { unsafe Array($0) }
      self.init(octets: octets, port: UInt16(bigEndian: address.sin_port))
    case AF_INET6:
      let address = unsafe raw.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { unsafe $0.pointee }
      let octets = unsafe withUnsafeBytes(of: address.sin6_addr) { unsafe Array($0) }
      self.init(octets: octets, port: UInt16(bigEndian: address.sin6_port), scope: address.sin6_scope_id)
    default: return nil
    }
  }

  /// The family for socket(2).
  var family: Int32 { octets.count == 16 ? AF_INET6 : AF_INET }

  /// Lends the address as the system takes it.
  func withRaw<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    if octets.count == 16 {
      var raw = sockaddr_in6()
      raw.sin6_family = sa_family_t(AF_INET6)
      raw.sin6_port = port.bigEndian
      raw.sin6_scope_id = scope
      unsafe withUnsafeMutableBytes(of: &raw.sin6_addr) { unsafe $0.copyBytes(from: octets) }
      return unsafe SocketAddress.lend(&raw, body)
    }
    var raw = sockaddr_in()
    raw.sin_family = sa_family_t(AF_INET)
    raw.sin_port = port.bigEndian
    unsafe withUnsafeMutableBytes(of: &raw.sin_addr) { unsafe $0.copyBytes(from: octets.prefix(4)) }
    return unsafe SocketAddress.lend(&raw, body)
  }

  private static func lend<Raw, Result>(
    _ raw: inout Raw, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    let size = socklen_t(MemoryLayout<Raw>.size)
    return unsafe withUnsafePointer(to: &raw) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, size) }
    }
  }
}

extension SocketAddress: CustomStringConvertible {
  /// "192.0.2.1:80", "[2001:db8::1]:80".
  package var description: String {
    let text = IPAddress.text(octets)
    return octets.count == 16 ? "[\(text)]:\(port)" : "\(text):\(port)"
  }
}
