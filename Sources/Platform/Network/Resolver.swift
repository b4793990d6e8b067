internal import Glibc
internal import Synchronization

/// Why a name has no address.
package enum LookupFailure: Error, Hashable {
  /// There is no such name, or it has no address.
  case noAddress
  /// The name service gave no answer in time.
  case timeout
  /// The name service failed: what it says of it.
  case failed(String)
}

/// Finds the addresses of names.
package enum Resolver {
  /// The addresses of a host with a port, in the order in which the system would try them; IPv6 and IPv4.
  ///
  /// `getaddrinfo` knows the hosts file but no deadline. So it runs on a thread of its own, which is left to itself
  /// once the deadline has passed: it ends when the C library gives up, and nobody reads what it found.
  package static func addresses(
    of host: String, port: UInt16, by deadline: Deadline
  ) throws(LookupFailure) -> [SocketAddress] {
    let lookup = Lookup()
    guard Workers.startDetached({ lookup.finish(Resolver.systemAddresses(of: host, port: port)) }) else {
      throw .failed("the system has no thread to give")
    }
    guard let answer = lookup.answer(by: deadline) else { throw .timeout }
    return try answer.get()
  }

  /// The corresponding C function is `getaddrinfo`.
  private static func systemAddresses(of host: String, port: UInt16) -> Result<[SocketAddress], LookupFailure> {
    var hints = unsafe addrinfo()
    unsafe hints.ai_family = AF_UNSPEC
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_flags = AI_ADDRCONFIG | AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    let code = unsafe getaddrinfo(host, String(port), &hints, &list)
    guard code == 0 else { return .failure(failure(code)) }
    defer { unsafe freeaddrinfo(list) }
    var addresses: [SocketAddress] = []
    var next = unsafe list
    while let entry = unsafe next {
      if let raw = unsafe entry.pointee.ai_addr, let address = unsafe SocketAddress(raw), !addresses.contains(address) {
        addresses.append(address)
      }
      unsafe next = entry.pointee.ai_next
    }
    return addresses.isEmpty ? .failure(.noAddress) : .success(addresses)
  }

  private static func failure(_ code: Int32) -> LookupFailure {
    switch code {
    // -5 is EAI_NODATA, which some C libraries keep apart from EAI_NONAME and POSIX does not know.
    case EAI_NONAME, -5: .noAddress
    case EAI_AGAIN: .failed("the name service does not answer")
    case EAI_SYSTEM: .failed(SystemError(operation: "look up", object: "", code: errno).reason)
    default: .failed("the name service refuses (\(code))")
    }
  }
}

/// A question that one thread answers and another waits for.
private final class Lookup: Sendable {
  private typealias Answer = Result<[SocketAddress], LookupFailure>

  private let found = Mutex<Answer?>(nil)
  /// The waiting end, and the one that is closed when there is an answer.
  private let ends: (waiting: Int32, ringing: Int32)

  init() {
    var pair: [Int32] = [-1, -1]
    let isMade = unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &pair) == 0
    ends = isMade ? (pair[0], pair[1]) : (-1, -1)
  }

  deinit {
    close(ends.waiting)
    close(ends.ringing)
  }

  func finish(_ answer: Result<[SocketAddress], LookupFailure>) {
    found.withLock { $0 = answer }
    shutdown(ends.ringing, Int32(SHUT_RDWR))
  }

  /// nil where there is none by the deadline.
  func answer(by deadline: Deadline) -> Result<[SocketAddress], LookupFailure>? {
    while true {
      if let answer = found.withLock({ $0 }) { return answer }
      let left = deadline.millisecondsLeft
      guard left > 0 else { return nil }
      var request = pollfd(fd: ends.waiting, events: Int16(POLLIN), revents: 0)
      _ = unsafe poll(&request, 1, Int32(clamping: left))
    }
  }
}
