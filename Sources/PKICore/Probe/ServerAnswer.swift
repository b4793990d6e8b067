package import Platform
package import Vocabulary

/// What one address showed when it was called. It holds whatever became of the handshake.
package struct ServerAnswer: Sendable {
  /// The address that was called.
  package let address: SocketAddress
  /// The name that the server was asked for (SNI); nil for none.
  package let serverName: String?
  /// How TLS was begun; nil for at once.
  package let startTLS: StartTLS?
  /// How often it was called.
  package internal(set) var tries = 1
  /// Milliseconds of all its calls, with the waiting between them.
  package internal(set) var milliseconds = 0
  /// Milliseconds until the connection stood; nil where it never did.
  package internal(set) var connectMilliseconds: Int?
  /// Milliseconds from there until the handshake was complete; nil where it never was.
  package internal(set) var handshakeMilliseconds: Int?
  /// The version that the server chose; nil where it chose none.
  package internal(set) var version: TLSVersion?
  /// OpenSSL's name of the cipher suite; nil where none was chosen.
  package internal(set) var cipher: String?
  /// The certificates presented, DER, in the order and the octets sent, readable or not; of a list without measure the
  /// first hundred, and no more than a quarter of a mebibyte.
  package internal(set) var certificates: [[UInt8]] = []
  /// How many certificates were sent, and how much that was.
  package internal(set) var certificatesSent = 0, octetsSent = 0
  /// The stapled OCSP response, DER; nil where none was sent.
  package internal(set) var staple: [UInt8]?
  /// How the server stands to client certificates.
  package internal(set) var clientCertificate = ClientCertificateState.none
  /// The authorities that it says it accepts, DER names; many servers name none.
  package internal(set) var acceptableAuthorities: [[UInt8]] = []
  /// The last alert that ended the connection, from the server; nil where none came.
  package internal(set) var alertReceived: TLSAlert?
  /// The last alert that we sent; nil where none was.
  package internal(set) var alertSent: TLSAlert?
  /// The certificates that were there to be shown, ours first; empty where there were none.
  package internal(set) var shown: [Certificate] = []
  /// Why there was no complete handshake, or what ended the connection after it; nil where all went well.
  package internal(set) var failure: ProbeFailure?

  /// The failure, unless a client certificate is what the server ended it over: that is said in words of its own.
  package var ownFailure: ProbeFailure? {
    !certificates.isEmpty && [.required, .refused].contains(clientCertificate) ? nil : failure
  }
}
