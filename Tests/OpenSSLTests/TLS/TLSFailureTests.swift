import Testing
import Vocabulary

@testable import OpenSSL

/// Bytes that are the first answer of a server, and how it ends.
struct AnswerCase: CustomTestStringConvertible, Sendable {
  let name: String
  let bytes: [UInt8]
  var ends = false
  /// nil where the client goes on waiting.
  let reason: Int?
  /// What it speaks instead of TLS.
  var plain: PlainProtocol?
  /// Whether it speaks something that is not TLS.
  var isPlain = false

  var testDescription: String { name }

  init(_ name: String, _ bytes: [UInt8], ends: Bool = false, reason: Int?, isPlain: Bool = false) {
    (self.name, self.bytes, self.ends, self.reason, self.isPlain) = (name, bytes, ends, reason, isPlain)
  }

  /// A server that speaks something else.
  init(_ text: String, _ plain: PlainProtocol?, ends: Bool = false, reason: Int = 267) {
    self.init(text, Array(text.utf8), ends: ends, reason: reason, isPlain: true)
    self.plain = plain
  }

  static func warning(_ count: Int) -> [UInt8] { (0..<count).flatMap { _ in [21, 3, 3, 0, 2, 1, 90] as [UInt8] } }

  static let all: [AnswerCase] = [
    AnswerCase("silence", [], reason: nil),
    AnswerCase("closed at once", [], ends: true, reason: 294),
    AnswerCase("closed within a header", [22, 3, 3], ends: true, reason: 294),
    AnswerCase("HTTP/1.1 400 Bad Request\r\n", .http),
    AnswerCase("<html><body>400</body></html>", .http),
    AnswerCase("220 mail.example ESMTP\r\n", .smtp),
    AnswerCase("554-no\r\n", .smtp),
    AnswerCase("220 (vsFTPd 3.0.3)\r\n", .ftp),
    AnswerCase("SSH-2.0-OpenSSH_9.2p1\r\n", .ssh),
    AnswerCase("SIP/2.0 400 Bad Request\r\n", .sip),
    AnswerCase("* OK IMAP4rev1 ready\r\n", .imap),
    AnswerCase("+OK POP3 ready\r\n", .pop3),
    AnswerCase("<?xml version='1.0'?><stream:stream", .xmpp),
    AnswerCase("what?\r\n", nil),
    AnswerCase("no", nil, ends: true, reason: 294),
    AnswerCase("SSLv2", [0x80, 0x2e, 0x04, 0x00, 0x01, 0x00, 0x02], reason: 267, isPlain: true),
    AnswerCase("garbage", [UInt8](repeating: 0xa5, count: 600), reason: 267, isPlain: true),
    AnswerCase("an over-long record", [22, 3, 3, 0xff, 0xff] + [UInt8](repeating: 0, count: 300), reason: 198),
    AnswerCase("four warnings", warning(4), reason: nil),
    AnswerCase("endless warnings", warning(200), reason: 409),
    AnswerCase("handshake failure", [21, 3, 1, 0, 2, 2, 40], reason: 1040),
    AnswerCase("inappropriate fallback", [21, 3, 1, 0, 2, 2, 86], reason: 1086),
    AnswerCase("missing extension", [21, 3, 1, 0, 2, 2, 109], reason: 1109),
  ]
}

/// Where a server's flight is cut: after so many records, which got it to this stage.
struct CutCase: Sendable {
  let version: TLSVersion
  let records: Int
  let stage: TLSObservation.Stage
  /// Where libssl stands.
  let state: String

  static let all: [CutCase] = [
    CutCase(version: .tls12, records: 1, stage: .serverHello, state: "SSLv3/TLS read server hello"),
    CutCase(version: .tls12, records: 2, stage: .certificate, state: "SSLv3/TLS read server certificate"),
    CutCase(version: .tls12, records: 3, stage: .certificate, state: "SSLv3/TLS read server key exchange"),
    CutCase(version: .tls13, records: 1, stage: .serverHello, state: "SSLv3/TLS read server hello"),
    CutCase(version: .tls13, records: 3, stage: .serverHello, state: "TLSv1.3 read encrypted extensions"),
    CutCase(version: .tls13, records: 4, stage: .certificate, state: "SSLv3/TLS read server certificate"),
    CutCase(version: .tls13, records: 5, stage: .certificate, state: "TLSv1.3 read server certificate verify"),
  ]
}

@Suite struct TLSFailureTests {
  let fixture: TLSFixture
  init() throws { fixture = try TLSFixture.shared }

  @Test(arguments: AnswerCase.all) func saysWhatCameInsteadOfAHandshake(_ row: AnswerCase) throws {
    let seen = try observe(row.bytes, ends: row.ends)
    #expect(seen.failure?.reason == row.reason)
    #expect((seen.failure?.error.reason.isEmpty ?? true) == (row.reason == nil))
    #expect(seen.stage == .nothing && seen.version == nil && seen.cipher == nil && seen.certificates.isEmpty)
    #expect(seen.plainAnswer == (row.isPlain ? Array(row.bytes.prefix(256)) : []))
    #expect(PlainProtocol(answer: seen.plainAnswer) == row.plain)
    #expect(ERR_queueIsEmpty)
  }

  @Test func takesAlertsDown() throws {
    let seen = try observe([21, 3, 1, 0, 2, 2, 40])
    #expect(seen.alertsReceived == [TLSAlert(40, isFatal: true)])
    #expect(seen.alertsReceived.map(\.description) == ["handshake failure"])
    #expect(try observe(AnswerCase.warning(200)).alertsReceived.count == 5)
    #expect(
      try observe(AnswerCase.warning(2)).alertsReceived == Array(repeating: TLSAlert(90, isFatal: false), count: 2))
  }

  @Test(arguments: CutCase.all) func saysHowFarTheServerCame(_ row: CutCase) throws {
    for isClosed in [false, true] {
      var dialogue = try Dialogue(ServerSettings(versions: row.version...row.version))
      for record in try dialogue.firstFlight().prefix(row.records) { try dialogue.client.feed(record) }
      #expect(dialogue.client.advance().wantsRead)
      #expect(dialogue.client.state == row.state)
      if isClosed {
        dialogue.client.feedEnd()
        #expect(dialogue.client.advance().reason == 294)
      }
      let seen = dialogue.client.observation
      #expect(seen.stage == row.stage)
      #expect(seen.version == row.version && seen.cipher != nil)
      #expect(seen.certificates.count == (row.stage == .certificate ? 2 : 0))
    }
  }

  /// A cut within the Certificate message: it never came.
  @Test func halfACertificateIsNone() throws {
    var dialogue = try Dialogue(ServerSettings(versions: .tls12 ... .tls12))
    let flight = try dialogue.firstFlight()
    try dialogue.client.feed(flight[0] + flight[1].dropLast(20))
    #expect(dialogue.client.advance().wantsRead)
    #expect(dialogue.client.observation.certificates.isEmpty)
    #expect(dialogue.client.observation.stage == .serverHello)
  }

  @Test func keepsCertificatesThatCannotBeRead() throws {
    var dialogue = try Dialogue(ServerSettings(versions: .tls12 ... .tls12))
    var flight = try dialogue.firstFlight()
    // Record, message, list and certificate have 5, 4, 3 and 3 octets before the certificate's own first.
    #expect(flight[1][15] == 0x30)
    flight[1][15] = 0x31
    try dialogue.client.feed(flight[0] + flight[1])
    #expect(dialogue.client.advance().reason != nil)
    let seen = dialogue.client.observation
    #expect(seen.certificates.count == 2 && seen.certificates[1] == fixture.authority.intermediate.der)
    #expect(seen.certificates[0] == [0x31] + fixture.authority.leaf.der.dropFirst())
    #expect(seen.failure?.error.reason.isEmpty == false)
  }

  /// A server that chooses what we did not offer: what it chose is known all the same.
  @Test func knowsTheVersionThatItRefuses() throws {
    var dialogue = try Dialogue(ServerSettings(versions: .tls10 ... .tls10))
    let hello = try dialogue.firstFlight()[0]
    var settings = TLSContext.Settings()
    settings.minimum = .tls12
    let seen = try observe(hello, settings)
    #expect(seen.failure?.reason == 258)
    #expect(seen.version == .tls10)
    #expect(seen.alertsSent == [TLSAlert(70, isFatal: true)])
  }

  /// No byte of the first flight may do more than fail.
  @Test(arguments: [TLSVersion.tls12, .tls13]) func survivesEveryChangedByte(_ version: TLSVersion) throws {
    let context = try TLSContext()
    var ends = Set<Bool>()
    for place in stride(from: 0, to: 700, by: 7) {
      var dialogue = try Dialogue(ServerSettings(versions: version...version), context: context)
      var bytes = try dialogue.firstFlight().flatMap { $0 }
      bytes[place % bytes.count] ^= 0x41
      try dialogue.client.feed(bytes)
      ends.insert(dialogue.client.advance().reason != nil)
      #expect(dialogue.client.observation.certificates.count <= 2)
    }
    #expect(ends.contains(true))
    #expect(ERR_queueIsEmpty)
  }

  @Test func readsMessagesWithinTheirBounds() {
    let hello: [UInt8] = [3, 3] + Array(repeating: 9, count: 32) + [0, 0x13, 1, 0, 0, 6, 0, 43, 0, 2, 3, 4]
    #expect(TLSMessage.version(ofServerHello: hello[...]) == .tls13)
    #expect(TLSMessage.version(ofServerHello: hello.prefix(38)) == .tls12)
    for count in 0..<hello.count {
      let version = TLSMessage.version(ofServerHello: hello.prefix(count))
      #expect(version == (count < 2 ? nil : .tls12))
    }
    let list: [UInt8] = [0, 0, 9, 0, 0, 1, 7, 0, 0, 2, 8, 9]
    #expect(TLSMessage.certificates(list[...], .tls12) == [[7], [8, 9]])
    for count in 0..<list.count { #expect(TLSMessage.certificates(list.prefix(count), .tls12).isEmpty) }
    let extended: [UInt8] = [0, 0, 0, 10, 0, 0, 1, 7, 0, 0, 0, 0, 9, 9]
    #expect(TLSMessage.certificates(extended[...], .tls13) == [[7]])
    #expect(TLSMessage.certificates([][...], .tls13).isEmpty)
  }
}
