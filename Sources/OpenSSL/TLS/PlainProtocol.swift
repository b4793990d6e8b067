/// What a server speaks that does not speak TLS, by the first octets of its answer.
package enum PlainProtocol: String, Hashable, Sendable, CaseIterable {
  case http = "HTTP"
  case smtp = "SMTP"
  case ftp = "FTP"
  case imap = "IMAP"
  case pop3 = "POP3"
  case ssh = "SSH"
  case sip = "SIP"
  case xmpp = "XMPP"

  /// The protocol of these octets; nil for something else. SMTP and FTP greet with the same numbers: it is FTP where
  /// the first line says so.
  package init?(answer: [UInt8]) {
    let line = answer.prefix { $0 != 0x0a }
    func begins(_ text: StaticString) -> Bool {
      text.withUTF8Buffer { unsafe line.starts(with: $0) }
    }
    if begins("HTTP/") || begins("<html") || begins("<HTML") || begins("<!DOCTYPE") {
      self = .http
    } else if begins("SSH-") {
      self = .ssh
    } else if begins("SIP/") {
      self = .sip
    } else if begins("* OK") || begins("* PREAUTH") || begins("* BYE") || begins("* BAD") {
      self = .imap
    } else if begins("+OK") || begins("-ERR") {
      self = .pop3
    } else if begins("<?xml") || begins("<stream:") {
      self = .xmpp
    } else if PlainProtocol.isReply(line) {
      self = PlainProtocol.namesFTP(line) ? .ftp : .smtp
    } else {
      return nil
    }
  }

  /// Whether a line is a numbered reply (RFC 5321 §4.2): three digits, then a space, a hyphen or the end.
  private static func isReply(_ line: ArraySlice<UInt8>) -> Bool {
    let digits = line.prefix(3)
    guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    return [0x20, 0x2d, 0x0d, nil].contains(line.dropFirst(3).first)
  }

  private static func namesFTP(_ line: ArraySlice<UInt8>) -> Bool {
    let folded = line.map { $0 | 0x20 }
    return folded.indices.contains { folded[$0...].starts(with: [0x66, 0x74, 0x70]) }
  }
}
