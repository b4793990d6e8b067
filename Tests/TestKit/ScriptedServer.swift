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
  package var port: UInt16 { listener.port }
  private let listener: LoopbackListener
  private let shared = Shared()

  /// A server that answers nothing yet but status 404.
  package init() throws(Disk.Failure) {
    listener = try LoopbackListener()
    let shared = shared
    listener.serve { shared.serve($0) }
  }

  deinit { listener.stop() }

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

  func serve(_ client: LoopbackClient) {
    connections.withLock { $0 += 1 }
    guard let request = read(client) else { return }
    requests.withLock { $0.append(request) }
    let answer = script.withLock { $0[request.target] } ?? ScriptedServer.status(404)
    give(answer, to: request, client)
  }

  private func give(_ answer: ScriptedServer.Answer, to request: ScriptedServer.Request, _ client: LoopbackClient) {
    switch answer {
    case .body(let body):
      _ = client.send(Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body)
    case .raw(let bytes): _ = client.send(bytes)
    case .endless(let bytes):
      var isTaken = client.send(bytes)
      let more = [UInt8](repeating: 48, count: 65_536)
      while isTaken { isTaken = client.send(more) }
    case .drip(let bytes):
      var isTaken = client.send(bytes)
      while isTaken, !client.isGone(after: 5) { isTaken = client.send([48]) }
    case .silence: client.waitForEnd()
    case .hangUp: break
    case .computed(let compute): give(compute(request), to: request, client)
    }
  }

  // MARK: - The line

  private func read(_ client: LoopbackClient) -> ScriptedServer.Request? {
    var bytes: [UInt8] = []
    while bytes.count < 1 << 20 {
      if let request = Shared.request(bytes) { return request }
      guard let block = client.receive() else { return nil }
      bytes += block
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
}
