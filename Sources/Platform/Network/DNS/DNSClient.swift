internal import CResolver
internal import Glibc

/// Asks name servers, with a transport of its own: every try ends by its deadline, TCP included, and every way to fail is
/// told from the others.
package struct DNSClient: Sendable {
  /// The servers, in the order in which they are asked.
  package let servers: [SocketAddress]
  private let milliseconds: Int
  private let tries: Int
  private let deadline: Deadline?

  /// A client of these servers; each try may take so many milliseconds, and none goes on behind the deadline.
  package init(
    _ servers: [SocketAddress], milliseconds: Int = 2_000, tries: Int = 2, by deadline: Deadline? = nil
  ) {
    self.servers = servers
    self.milliseconds = milliseconds
    self.tries = tries
    self.deadline = deadline
  }

  /// The servers of resolv.conf; there is a local one where it names none. The corresponding C function is
  /// `res_ninit`.
  package static var systemServers: [SocketAddress] {
    var raw = [pki_dns_server](repeating: pki_dns_server(), count: 3)
    let count = unsafe pki_dns_servers(&raw, 3)
    return raw.prefix(Int(count)).map { server in
      let octets = unsafe withUnsafeBytes(of: server.address) { unsafe Array($0) }
      return SocketAddress(
        octets: Array(octets.prefix(Int(server.address_length))), port: server.port, scope: server.scope)
    }
  }

  /// The answer to one question, of the first server that has one. Throws what became of the last server that was
  /// asked.
  func ask(_ name: String, _ type: DNSType) throws(DNSFailure) -> DNSMessage {
    var failure = DNSFailure.noServer
    for _ in 0..<max(1, tries) {
      for server in servers {
        do throws(DNSFailure) {
          return try ask(server, name, type)
        } catch {
          if error.isFinal { throw error }
          failure = error
        }
      }
    }
    throw failure
  }

  private func ask(_ server: SocketAddress, _ name: String, _ type: DNSType) throws(DNSFailure) -> DNSMessage {
    guard let (question, identifier) = DNSMessage.question(name, type) else { throw .badName(name) }
    let deadline = Deadline(milliseconds: milliseconds).limited(by: deadline)
    let isAnswer = { (message: DNSMessage) in
      message.identifier == identifier && message.type == type.rawValue && DNSName.areEqual(message.name, name)
    }
    var answer: DNSMessage?
    do throws(SystemError) {
      answer = try overDatagrams(question, server, by: deadline, isAnswer)
      if answer == nil { answer = try overStream(question, server, by: deadline) }
    } catch {
      throw failure(error, server)
    }
    guard var answer, isAnswer(answer), !answer.isTruncated else { throw .broken(server: server.description) }
    answer.server = server.description
    switch answer.responseCode {
    case 0: return answer
    case 2: throw .serverFailure(server: server.description)
    case 3: throw .noName(name)
    case 5: throw .refused(server: server.description)
    default: throw .code(Int(answer.responseCode), server: server.description)
    }
  }

  /// The answer; nil where it did not fit. What answers another question is passed over, so that who cannot see the
  /// question cannot answer it.
  private func overDatagrams(
    _ question: [UInt8], _ server: SocketAddress, by deadline: Deadline, _ isAnswer: (DNSMessage) -> Bool
  ) throws(SystemError) -> DNSMessage? {
    let socket = try DatagramSocket(connectedTo: server)
    try socket.send(question)
    var isBroken = false
    while true {
      do throws(SystemError) {
        let bytes = try socket.receive(by: deadline)
        guard let message = DNSMessage(bytes) else {
          isBroken = isBroken || bytes.starts(with: question.prefix(2))
          continue
        }
        if isAnswer(message) { return message.isTruncated ? nil : message }
      } catch {
        // Only broken answers came: that says more than that none came.
        if isBroken, error.isTimeout { throw SystemError(operation: "read", object: server.description, code: EBADMSG) }
        throw error
      }
    }
  }

  /// The answer; nil where it cannot be read (RFC 7766).
  private func overStream(
    _ question: [UInt8], _ server: SocketAddress, by deadline: Deadline
  ) throws(SystemError) -> DNSMessage? {
    let socket = try Socket(connectingTo: [server], by: deadline)
    try socket.send([UInt8(question.count >> 8), UInt8(question.count & 0xff)] + question, by: deadline)
    var bytes: [UInt8] = []
    while true {
      if bytes.count >= 2 {
        let length = Int(bytes[0]) << 8 | Int(bytes[1])
        if bytes.count >= 2 + length { return DNSMessage(Array(bytes[2..<(2 + length)])) }
      }
      guard try socket.receive(into: &bytes, by: deadline) > 0 else { return nil }
    }
  }

  private func failure(_ error: SystemError, _ server: SocketAddress) -> DNSFailure {
    let name = server.description
    if error.isTimeout { return .timeout(server: name, milliseconds: milliseconds) }
    if error.isRefusal { return .notListening(server: name, port: server.port) }
    if error.code == EBADMSG || error.isReset { return .broken(server: name) }
    return .unreachable(server: name, reason: error.reason)
  }
}
