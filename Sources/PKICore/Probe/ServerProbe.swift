internal import OpenSSL
package import Platform
package import Vocabulary

/// Calls servers: one address at a time, everything under one deadline. May be used on many threads.
package final class ServerProbe: Sendable {
  /// What is asked for.
  package struct Settings: Sendable {
    /// The oldest version of TLS to speak.
    package var minimum = TLSVersion.tls10
    /// The newest; nil for the newest that OpenSSL knows.
    package var maximum: TLSVersion?
    /// For connecting, STARTTLS and handshake together, and for all tries of an address.
    package var milliseconds = 5_000

    /// The widest settings, and five seconds.
    package init() {}
  }

  /// What is asked for.
  package let settings: Settings
  /// Whether a client certificate is there to be shown.
  package var hasCertificate: Bool { context.hasCertificate }
  private let context: TLSContext

  /// With TLS 1.3 a server judges a client certificate after the handshake: so long it is listened to.
  private static let patience = 400

  /// Who sends more than usual has to wait until nobody else does: a megabyte of certificates takes libssl thirteen.
  private let room = Places(1)

  /// A probe without a client certificate; throws where libssl is missing.
  package init(_ settings: Settings = Settings()) throws(PKIError) {
    self.settings = settings
    do throws(OpenSSLError) {
      context = try TLSContext(ServerProbe.context(settings))
    } catch {
      throw ServerProbe.unusable(error)
    }
  }

  /// A probe that shows a certificate to servers that ask for one: its own first, then its issuers.
  package init(
    _ settings: Settings = Settings(), certificates: [Certificate], privateKeyInfo: borrowing Secret
  ) throws(PKIError) {
    self.settings = settings
    do throws(OpenSSLError) {
      var handles: [X509Handle] = []
      for certificate in certificates { handles.append(try X509Handle(der: certificate.der)) }
      let key = try PrivateKey(pkcs8: privateKeyInfo)
      context = try TLSContext(ServerProbe.context(settings), certificates: handles, key: key)
    } catch {
      throw ServerProbe.unusable(error)
    }
  }

  private static func context(_ settings: Settings) -> TLSContext.Settings {
    var context = TLSContext.Settings()
    context.minimum = settings.minimum
    context.maximum = settings.maximum
    context.isHarmless = { der in
      do throws(LimitExceeded) { try DERScan.certificate(der) } catch { return false }
      return true
    }
    return context
  }

  private static func unusable(_ error: OpenSSLError) -> PKIError {
    PKIError(.unsupported, "", "TLS cannot be spoken with these settings: \(error.reason)")
  }

  /// Whether somebody listens at an address; `end` is when the whole run is over.
  package func connect(to address: SocketAddress, by end: Deadline? = nil) -> ServerAnswer {
    var answer = ServerAnswer(address: address, serverName: nil, startTLS: nil)
    let start = Clock.monotonicMilliseconds
    do throws(SystemError) {
      _ = try Socket(connectingTo: [address], by: Deadline(milliseconds: settings.milliseconds).limited(by: end))
      answer.connectMilliseconds = Clock.monotonicMilliseconds - start
    } catch {
      answer.failure = ProbeFailure(connecting: error, to: address, within: settings.milliseconds)
    }
    return answer
  }

  /// What an address presents. `serverName` is asked for (SNI); `domain` is what XMPP servers are addressed by;
  /// `end` is when the whole run is over.
  package func call(
    _ address: SocketAddress, serverName: String?, startTLS: StartTLS? = nil, domain: String = "",
    by end: Deadline? = nil
  ) -> ServerAnswer {
    var answer = ServerAnswer(address: address, serverName: serverName, startTLS: startTLS)
    let start = Clock.monotonicMilliseconds
    let deadline = Deadline(milliseconds: settings.milliseconds).limited(by: end)
    let socket: Socket
    do throws(SystemError) {
      socket = try Socket(connectingTo: [address], by: deadline)
    } catch {
      answer.failure = ProbeFailure(connecting: error, to: address, within: settings.milliseconds)
      return answer
    }
    let connected = Clock.monotonicMilliseconds
    answer.connectMilliseconds = connected - start
    var isInRoom = false
    // By then libssl has given back what it made of the certificates.
    defer { if isInRoom { room.giveBack() } }
    do throws(ProbeFailure) {
      let ready: Socket
      if let startTLS {
        ready = try PlainDialogue.begin(
          startTLS, on: socket, domain: domain, by: deadline, milliseconds: settings.milliseconds)
      } else {
        ready = socket
      }
      try shakeHands(over: ready, since: connected, by: deadline, &answer, &isInRoom)
    } catch {
      answer.failure = error
    }
    return answer
  }

  private func shakeHands(
    over socket: consuming Socket, since start: Int, by deadline: Deadline, _ answer: inout ServerAnswer,
    _ isInRoom: inout Bool
  ) throws(ProbeFailure) {
    var connection: TLSConnection
    do throws(OpenSSLError) {
      connection = try TLSConnection(context, serverName: answer.serverName)
    } catch {
      throw ProbeFailure("tls.unusable", "TLS cannot be begun: \(error.reason).", reason: error.reason)
    }
    var exchange = TLSExchange(socket: socket, room: room)
    defer { isInRoom = exchange.isInRoom }
    let end = exchange.shakeHands(&connection, by: deadline)
    if end == .done { answer.handshakeMilliseconds = Clock.monotonicMilliseconds - start }
    if end == .done, connection.observation.asksForCertificate {
      // With TLS 1.2 too: an alert may be on its way.
      let patience = Deadline(milliseconds: min(ServerProbe.patience, deadline.millisecondsLeft))
      exchange.listen(&connection, by: patience)
    } else if end == .reset {
      // Also who breaks off may mean that a client certificate is missing.
      connection.feedEnd()
      _ = connection.advance()
    }
    connection.close()
    exchange.flush(&connection, by: deadline)
    let seen = connection.observation
    answer.note(seen)
    if let failure = ProbeFailure(end, seen, settings) { throw failure }
  }
}

/// The bytes of a TLS connection on their way.
struct TLSExchange: ~Copyable {
  /// How an exchange ended.
  enum End: Hashable {
    case done
    case failed
    case timeout
    case reset
  }

  private let socket: Socket
  private let room: Places
  private var received = 0
  /// Whether a place in the room was taken, which must be given back.
  private(set) var isInRoom = false

  /// What a server may send while all others do too: a chain has a tenth of it. libssl makes many times as much of
  /// certificates in memory.
  private static let usualOctets = 65_536

  /// An exchange over a connection; who sends more than usual takes a place in `room`.
  init(socket: consuming Socket, room: Places) {
    self.socket = socket
    self.room = room
  }

  /// Carries bytes until the handshake is over.
  mutating func shakeHands(_ connection: inout TLSConnection, by deadline: Deadline) -> End {
    while true {
      let step = connection.advance()
      let isSent = flush(&connection, by: deadline)
      switch step {
      case .done: return .done
      case .closed, .failed: return .failed
      case .wantsRead:
        // Who does not take what we say may still have said why.
        if let end = receive(&connection, by: deadline) { return end == .timeout && !isSent ? .reset : end }
      }
    }
  }

  /// Carries bytes until the server has said what it thinks, or so long.
  mutating func listen(_ connection: inout TLSConnection, by deadline: Deadline) {
    while true {
      guard case .wantsRead = connection.listen() else { return }
      if connection.observation.isConfirmed { return }
      switch receive(&connection, by: deadline) {
      case nil: continue
      case .reset:
        connection.feedEnd()
        _ = connection.listen()
        return
      default: return
      }
    }
  }

  /// Sends what is to be sent; false where nobody took it.
  @discardableResult
  func flush(_ connection: inout TLSConnection, by deadline: Deadline) -> Bool {
    let bytes = connection.bytesToSend()
    guard !bytes.isEmpty else { return true }
    do throws(SystemError) {
      try socket.send(bytes, by: deadline)
      return true
    } catch {
      return false
    }
  }

  /// nil where something came, if only the end.
  private mutating func receive(_ connection: inout TLSConnection, by deadline: Deadline) -> End? {
    var bytes: [UInt8] = []
    do throws(SystemError) {
      if try socket.receive(into: &bytes, by: deadline) == 0 { connection.feedEnd() }
    } catch {
      return error.isTimeout ? .timeout : .reset
    }
    received += bytes.count
    if received > TLSExchange.usualOctets, !isInRoom {
      guard room.take(by: deadline) else { return .timeout }
      isInRoom = true
    }
    do throws(OpenSSLError) { try connection.feed(bytes) } catch { return .failed }
    return nil
  }
}

extension ServerAnswer {
  /// Takes over what a connection has shown.
  fileprivate mutating func note(_ seen: TLSObservation) {
    version = seen.version
    cipher = seen.cipher
    certificatesSent = seen.certificates.count
    octetsSent = seen.certificates.reduce(0) { $0 + $1.count }
    certificates = seen.certificates.beginning
    staple = seen.staple
    clientCertificate = seen.clientCertificate
    acceptableAuthorities = Array(seen.acceptableAuthorities.prefix(ServerAnswer.mostAuthorities))
    alertReceived = seen.endingAlert
    alertSent = seen.alertsSent.last { !$0.isClosing }
  }
  /// Windows sends hundreds.
  private static let mostAuthorities = 1_024
}

extension [[UInt8]] {
  /// The first certificates of a list, as many as are kept; at least one.
  fileprivate var beginning: [[UInt8]] {
    var octets = 0
    let kept = prefix(100).prefix { certificate in
      octets += certificate.count
      return octets <= 1 << 18
    }
    return Array(kept.isEmpty ? prefix(1) : kept)
  }
}
