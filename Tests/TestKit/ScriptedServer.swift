import Glibc
import Synchronization

/// A small HTTP server on a port of 127.0.0.1 that the system chose, which answers as it is told to, well or badly.
///
/// It ends with the last reference to it; a connection that is kept waiting ends when its client does.
package final class ScriptedServer: Sendable {
  /// What a client asked.
  package struct Request: Sendable {
    /// GET or POST.
    package let method: String
    /// Path and query.
    package let target: String
    /// Request line and header fields.
    package let head: String
    /// What was posted.
    package let body: [UInt8]
  }

  /// What a client is answered.
  package enum Answer: Sendable {
    /// Status 200 with a length and this body.
    case body([UInt8])
    /// These bytes as they are, then the end.
    case raw([UInt8])
    /// These bytes, then more for as long as somebody takes them.
    case endless([UInt8])
    /// These bytes, then one more now and then.
    case drip([UInt8])
    /// Nothing, for as long as the client waits.
    case silence
    /// The end at once.
    case hangUp
    /// What the request makes of it.
    case computed(@Sendable (Request) -> Answer)
  }

  /// Where it listens.
  package let port: UInt16
  private let shared: Shared

  /// A server that answers nothing yet but status 404.
  package init() throws(Disk.Failure) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard listener >= 0 else { throw Disk.Failure("open a socket for", "a server") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = unsafe withUnsafeMutablePointer(to: &address) { start in
      unsafe start.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
        unsafe bind(listener, general, size) == 0 && listen(listener, 64) == 0
          ? unsafe getsockname(listener, general, &size) : -1
      }
    }
    guard code == 0 else { throw Disk.Failure("listen on", "127.0.0.1") }
    port = UInt16(bigEndian: address.sin_port)
    shared = Shared(listener)
    let shared = shared
    Detached.run { shared.accept() }
  }

  deinit { shared.stop() }

  /// The URL of a target here.
  package func url(_ target: String) -> String { "http://127.0.0.1:\(port)\(target)" }

  /// What a target is answered from now on.
  package func answer(_ target: String, _ answer: Answer) { shared.script.withLock { $0[target] = answer } }

  /// Everything that was asked so far, in its order.
  package var requests: [Request] { shared.requests.withLock { $0 } }
  /// How often somebody connected, whether or not anything was asked.
  package var connections: Int { shared.connections.withLock { $0 } }
}

extension ScriptedServer {
  /// An answer of a status without a body, with these header fields.
  package static func status(_ code: Int, _ fields: String...) -> Answer {
    let lines = ["HTTP/1.1 \(code) Said"] + fields + ["Content-Length: 0", "", ""]
    return .raw(Array(lines.joined(separator: "\r\n").utf8))
  }
}

/// What the threads of a server have in common.
private final class Shared: Sendable {
  let script = Mutex<[String: ScriptedServer.Answer]>([:])
  let requests = Mutex<[ScriptedServer.Request]>([])
  let connections = Mutex(0)
  private let listener: Int32

  init(_ listener: Int32) { self.listener = listener }

  deinit { close(listener) }

  /// Ends the thread that accepts.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  func accept() {
    while true {
      let client = Glibc.accept(listener, nil, nil)
      if client < 0 {
        if errno == EINTR || errno == ECONNABORTED { continue }
        return
      }
      connections.withLock { $0 += 1 }
      Detached.run { [self] in
        serve(client)
        close(client)
      }
    }
  }

  private func serve(_ client: Int32) {
    guard let request = read(client) else { return }
    requests.withLock { $0.append(request) }
    let answer = script.withLock { $0[request.target] } ?? ScriptedServer.status(404)
    give(answer, to: request, client)
  }

  private func give(_ answer: ScriptedServer.Answer, to request: ScriptedServer.Request, _ client: Int32) {
    switch answer {
    case .body(let body):
      _ = send(Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body, client)
    case .raw(let bytes): _ = send(bytes, client)
    case .endless(let bytes):
      var isTaken = send(bytes, client)
      let more = [UInt8](repeating: 48, count: 65_536)
      while isTaken { isTaken = send(more, client) }
    case .drip(let bytes):
      var isTaken = send(bytes, client)
      while isTaken, !isGone(client, after: 5) { isTaken = send([48], client) }
    case .silence: while !isGone(client, after: 1_000) {}
    case .hangUp: break
    case .computed(let compute): give(compute(request), to: request, client)
    }
  }

  // MARK: - The line

  private func read(_ client: Int32) -> ScriptedServer.Request? {
    var bytes: [UInt8] = []
    while bytes.count < 1 << 20 {
      if let request = Shared.request(bytes) { return request }
      var block = [UInt8](repeating: 0, count: 4_096)
      let count = unsafe recv(client, &block, block.count, 0)
      guard count > 0 else { return nil }
      bytes += block[..<count]
    }
    return nil
  }

  /// The request that the bytes are, once they are complete.
  private static func request(_ bytes: [UInt8]) -> ScriptedServer.Request? {
    let end = Array("\r\n\r\n".utf8)
    guard let start = bytes.indices.dropLast(3).first(where: { Array(bytes[$0..<($0 + 4)]) == end }) else { return nil }
    let head = String(decoding: bytes[..<start], as: UTF8.self)
    let lines = head.split(separator: "\r\n").map(String.init)
    let words = (lines.first ?? "").split(separator: " ").map(String.init)
    let length = lines.first { $0.lowercased().hasPrefix("content-length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
    let body = bytes[(start + 4)...]
    guard words.count == 3, body.count >= length else { return nil }
    return ScriptedServer.Request(method: words[0], target: words[1], head: head, body: Array(body))
  }

  /// Whether the client took it.
  private func send(_ bytes: [UInt8], _ client: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Whether the client has ended, as it does within so many milliseconds or not.
  private func isGone(_ client: Int32, after milliseconds: Int32) -> Bool {
    var request = pollfd(fd: client, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&request, 1, milliseconds) > 0 else { return false }
    var octet: UInt8 = 0
    return unsafe recv(client, &octet, 1, 0) <= 0
  }
}
