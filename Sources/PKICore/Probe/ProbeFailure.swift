import Vocabulary

/// Why a server, or the way to it, came to nothing.
package struct ProbeFailure: Error, Hashable, Sendable {
  /// What sort of failure, in dotted words: `net.refused`.
  package let code: String
  /// What happened, a sentence with its evidence.
  package let sentence: Sentence
  /// OpenSSL's or the system's own reason; nil where there is none.
  package var reason: String?
  /// The system's number of the reason (errno); nil where the system did not fail.
  package var errorNumber: Int32?

  init(_ code: String, _ sentence: Sentence, reason: String? = nil) {
    self.code = code
    self.sentence = sentence
    self.reason = reason
  }

  /// What happened, as it is said.
  package var message: String { sentence.text }
}

extension ProbeFailure {
  static let reset = ProbeFailure("tls.reset", "The server reset the connection during the handshake.")
  static let closed = ProbeFailure("tls.closed", "The server closed the connection during the handshake.")
  static let closedBeforeTLS = ProbeFailure("starttls.closed", "The server closed the connection before TLS began.")

  static func tooLate(_ way: StartTLS, _ milliseconds: Int, isSilent: Bool) -> ProbeFailure {
    let time = ProbeFailure.seconds(milliseconds)
    return ProbeFailure(
      "starttls.timeout",
      isSilent
        ? "Connected, but the server said nothing within \(time, as: "t"); \(way.word, as: "protocol") was expected."
        : "Connected, but \(way.word, as: "protocol") with the server did not get as far as TLS within \(time, as: "t")."
    )
  }

  static func notOffered(_ way: StartTLS, _ line: String = "") -> ProbeFailure {
    ProbeFailure("starttls.none", "The server does not offer TLS for \(way.word, as: "protocol")\(said(line)).")
  }

  static func unexpected(_ way: StartTLS, _ line: String) -> ProbeFailure {
    ProbeFailure(
      "starttls.broken",
      "The server does not speak \(way.word, as: "protocol")\(said(String(line.prefix(80)), "it says ")).")
  }

  /// What a server said instead; nothing where it said nothing.
  private static func said(_ line: String, _ words: String = "") -> Sentence {
    line.isEmpty ? "" : ": \(words)\(line, as: "reason")"
  }
}
