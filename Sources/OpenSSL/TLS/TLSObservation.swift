package import Vocabulary

/// What a connection has shown so far. It holds whatever becomes of the handshake.
package struct TLSObservation: Sendable {
  /// How far the server came.
  package enum Stage: Int, Comparable, Sendable {
    /// It sent nothing that is TLS.
    case nothing
    /// It sent a ServerHello, but no certificate.
    case serverHello
    /// It sent its certificates.
    case certificate
    /// The handshake was completed.
    case complete

    package static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
  }

  /// How far the server came.
  package internal(set) var stage = Stage.nothing
  /// The version that the ServerHello chose; nil before it came.
  package internal(set) var version: TLSVersion?
  /// libssl's name of the cipher suite; nil before the ServerHello.
  package internal(set) var cipher: String?
  /// The certificates presented, DER, in the order sent and in the octets sent, readable or not.
  package internal(set) var certificates: [[UInt8]] = []
  /// The stapled OCSP response, DER, unverified; nil where none was sent.
  package internal(set) var staple: [UInt8]?
  /// Whether the server asked for a client certificate.
  package internal(set) var asksForCertificate = false
  /// The names of the authorities that it says it accepts, DER; many servers name none.
  package internal(set) var acceptableAuthorities: [[UInt8]] = []
  /// Whether ours was sent: libssl sends none where key or authority do not suit what the server asked for.
  package internal(set) var sentCertificate = false
  /// Whether the server spoke to us after the handshake, by a session ticket or data: it has judged our answer.
  package internal(set) var isConfirmed = false
  /// The alerts that came, the first sixteen.
  package internal(set) var alertsReceived: [TLSAlert] = []
  /// The alerts that libssl sent, the first sixteen.
  package internal(set) var alertsSent: [TLSAlert] = []
  /// The first octets of a server that does not speak TLS, 256 at most; empty where it does, or was silent.
  package internal(set) var plainAnswer: [UInt8] = []
  /// Why the handshake, or what followed it, failed; nil where it did not.
  package internal(set) var failure: TLSFailure?
  /// Whether the server closed the connection in good order after the handshake.
  package internal(set) var isClosed = false

  /// How the server stands to client certificates. Before the handshake is complete, and with TLS 1.3 before the
  /// server had time to answer, its silence means nothing yet.
  ///
  /// Whatever the server ends the connection with after the request counts: GnuTLS answers a missing certificate with
  /// "decode error". Where we ended it, because of what the server sent, it has not said anything.
  package var clientCertificate: ClientCertificateState {
    guard asksForCertificate else { return .none }
    let isBroken = alertsSent.contains(where: \.isFatal) && failure?.isEarlyEnd == false
    let isEnded = failure != nil && !isBroken || isClosed
    return sentCertificate ? (isEnded ? .refused : .accepted) : (isEnded ? .required : .requested)
  }
}

/// Why a connection failed.
package struct TLSFailure: Error, Hashable {
  /// OpenSSL's reason code (`SSL_R_…`): 294 for an early end, 267 for what is not TLS, 1000 + n for alert n. 0 where
  /// libssl gave none.
  package let reason: Int
  /// Whether the server hung up, which libssl answers with an alert of its own: `SSL_R_UNEXPECTED_EOF_WHILE_READING`.
  package var isEarlyEnd: Bool { reason == 294 }
  /// All that libssl said; its `reason` is the text.
  package let error: OpenSSLError
}
