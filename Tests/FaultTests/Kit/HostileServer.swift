import PKICore
import TestKit
import Testing
import Vocabulary

/// A server that means ill: it wants to be waited for, to cost much, or to steer the terminal.
struct HostileServer: Sendable, CustomTestStringConvertible {
  let name: String
  let steps: @Sendable () throws -> [PlainServer.Step]
  /// Options that it is called with.
  var words: [String] = []
  /// What must be said of it, in JSON.
  let says: String

  var testDescription: String { name }

  init(
    _ name: String, says: String, words: [String] = [], steps: @escaping @Sendable () throws -> [PlainServer.Step]
  ) {
    self.name = name
    self.steps = steps
    self.words = words
    self.says = says
  }

  /// One that presents these certificates and then says nothing more.
  private static func presenting(
    _ name: String, says: String = "tls.broken", _ certificates: @escaping @Sendable () throws -> [[UInt8]]
  ) -> HostileServer {
    HostileServer(name, says: says) { [.say(TLSFlight.complete(try certificates())), .silence] }
  }

  private static func beforeTLS(_ name: String, _ way: String, says: String, _ bytes: [UInt8]) -> HostileServer {
    HostileServer(name, says: says, words: ["--starttls", way]) { [.say(bytes), .silence] }
  }

  static let all: [HostileServer] = [
    HostileServer("a drip of TLS", says: "tls.timeout") { [.drip(TLSFlight.certificates([certificate(0)]))] },
    HostileServer("a drip before TLS", says: "starttls.timeout", words: ["--starttls", "smtp"]) {
      [.drip([UInt8](repeating: 65, count: 4_000))]
    },
    HostileServer("a storm of warnings", says: "tls.broken") {
      [.say((0..<100_000).flatMap { _ in TLSFlight.warning(100) }), .silence]
    },
    HostileServer("a storm of HelloRequests", says: "tls.") {
      [.say(TLSFlight.serverHello + (0..<200_000).flatMap { _ in [22, 3, 3, 0, 4, 0, 0, 0, 0] as [UInt8] }), .silence]
    },
    HostileServer("empty records without end", says: "tls.") {
      [.say(TLSFlight.serverHello + (0..<200_000).flatMap { _ in [22, 3, 3, 0, 0] as [UInt8] }), .silence]
    },
    presenting("900 certificates") { (0..<900).map(certificate) },
    presenting("900 issuers of one name") {
      let mint = try Mint()
      return [mint.forged("leaf", by: "Lower", [])]
        + (0..<900).map { mint.forged("Lower", by: "Lower", [Mint.authority], key: $0) }
    },
    presenting("two megabytes of certificates") { (0..<4_000).map(certificate) },
    presenting("60 KB of relative distribution point names", says: "chain.unreadable-sent") {
      [try Mint().signed("leaf", by: "Root", [Mint.relativePoints(2_600)])]
    },
    presenting("60 KB of distribution point names") {
      [try Mint().signed("leaf", by: "Root", [Mint.points(1_400)])]
    },
    presenting("10,000 names") { [try Mint().signed("leaf", by: "Root", [Mint.names(10_000)])] },
    presenting("10,000 levels", says: "chain.unreadable-sent") { [Forge.nested(10_000)] },
    presenting("what is no certificate", says: "chain.unreadable-sent") { [[1, 2, 3], []] },
    HostileServer("16 MB announced", says: "tls.") {
      [.say([22, 3, 3, 0x40, 0, 11, 0xff, 0xff, 0xff] + zeros), .silence]
    },
    HostileServer("many authorities", says: "tls.") {
      let names = (0..<1_500).map { number in Forge.name(Array("Authority \(number)".utf8)) }
      return [.say(TLSFlight.complete([try Mint().forged("leaf", by: "Root", [], key: 1)], asking: names)), .silence]
    },
    HostileServer("certificates that steer", says: "tls.") {
      [.say(TLSFlight.complete(try HostileText.some.map(der))), .silence]
    },
    HostileServer("authorities that steer", says: "tls.") {
      [
        .say(
          TLSFlight.complete(
            [try Mint().forged("leaf", by: "Root", [], key: 1)], asking: HostileText.some.map { Forge.name($0.text) })),
        .silence,
      ]
    },
    HostileServer("a greeting that steers", says: "starttls.broken", words: ["--starttls", "smtp"]) {
      [.say(steering + [13, 10]), .silence]
    },
    HostileServer("a refusal that steers", says: "starttls.none", words: ["--starttls", "smtp"]) {
      [.say("220 a\r\n"), .hear("\r\n"), .say(Array("550 no ".utf8) + steering + [13, 10]), .silence]
    },
    HostileServer("something else that steers", says: "tls.not-tls") { [.say(steering), .silence] },
    beforeTLS("a greeting without end", "smtp", says: "starttls.broken", [UInt8](repeating: 65, count: 4_000_000)),
    beforeTLS("lines without end", "imap", says: "starttls.", (0..<500_000).flatMap { _ in [42, 32, 10] as [UInt8] }),
    beforeTLS("4 GB of LDAP", "ldap", says: "starttls.broken", [0x30, 0x84, 0xff, 0xff, 0xff, 0xff]),
    beforeTLS("16 MB of MySQL", "mysql", says: "starttls.broken", [0xff, 0xff, 0xff, 0, 10]),
    beforeTLS("XMPP without end", "xmpp", says: "starttls.broken", [UInt8](repeating: 60, count: 2_000_000)),
    beforeTLS("half a FTP reply", "ftp", says: "starttls.timeout", Array("220-".utf8)),
  ]

  private static let zeros = [UInt8](repeating: 0, count: 16_380)
  private static let steering = HostileText.some.flatMap(\.text)

  private static func certificate(_ number: Int) -> [UInt8] {
    var content = Array("certificate \(number)".utf8)
    content += [UInt8](repeating: 0x41, count: 500)
    return DER.of { $0.sequence { $0.put(DERTag.octetString, content) } }
  }

  private static func der(_ text: HostileText) throws -> [UInt8] {
    try Forge.certificate(issuer: text.name, subject: text.name)
  }
}
