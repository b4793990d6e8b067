import TestKit
import Testing

/// What is said of servers that do not speak what was expected.
private struct Misunderstanding: Sendable, CustomTestStringConvertible {
  let name: String
  let steps: [PlainServer.Step]
  let words: String
  let says: String
  var testDescription: String { name }

  static let all = [
    Misunderstanding(
      name: "silence", steps: [.silence], words: "--starttls smtp",
      says: "Connected, but the server said nothing within 1 s; SMTP was expected."),
    Misunderstanding(
      name: "no more than a greeting", steps: [.say("220 ready\r\n"), .silence], words: "--starttls smtp",
      says: "Connected, but SMTP with the server did not get as far as TLS within 1 s."),
    Misunderstanding(
      name: "SSH for PostgreSQL", steps: [.say("SSH-2.0-OpenSSH_9.2\r\n"), .silence], words: "--starttls postgres",
      says: "The server does not speak PostgreSQL: it says SSH-2.0-OpenSSH_9.2."),
    Misunderstanding(
      name: "HTTP for PostgreSQL", steps: [.hear([0x16, 0x2f]), .say("HTTP/1.1 400 Bad Request\r\n"), .silence],
      words: "--starttls postgres", says: "The server does not speak PostgreSQL: it says HTTP/1.1 400 Bad Request."),
    Misunderstanding(
      name: "PostgreSQL that knows no TLS", steps: [.hear([0x16, 0x2f]), .say("EUnsupported"), .silence],
      words: "--starttls postgres", says: "The server does not offer TLS for PostgreSQL."),
    Misunderstanding(
      name: "HTTP for LDAP", steps: [.hear("20037"), .say("HTTP/1.1 400 Bad Request\r\n"), .silence],
      words: "--starttls ldap", says: "The server does not speak LDAP: it says HTTP/1.1 400 Bad Request."),
    Misunderstanding(
      name: "PostgreSQL that says too much", steps: [.hear([0x16, 0x2f]), .say("SELECT"), .silence],
      words: "--starttls postgres", says: "The server sends more than the protocol allows before TLS begins."),
  ]
}

@Suite(.enabled(if: ProbeStage.isPossible)) struct ProbeWordsTests {
  @Test(arguments: Misunderstanding.all)
  private func saysWhatWasExpected(_ row: Misunderstanding) throws {
    let stage = try ProbeStage()
    let server = try PlainServer(row.steps)
    let run = try stage.probe("127.0.0.1:\(server.port) --timeout 1 \(row.words)")
    #expect(run.status == 2 && run.output.contains(row.says), "\(run.output)")
  }

  @Test func asksForTheKeyOfAClientCertificate() throws {
    let stage = try ProbeStage()
    let without = try stage.probe("127.0.0.1:1 --cert phone.crt")
    #expect(without.status == 2 && without.errors.contains("there is no private key beside"), "\(without.errors)")
    #expect(without.errors.contains("give it with --key FILE"), "\(without.errors)")
    let wrong = try stage.probe("127.0.0.1:1 --cert phone.crt --key www.key")
    #expect(wrong.status == 2, "\(wrong.errors)")
    #expect(wrong.errors.contains("www.key: this is not the private key of phone.crt"), "\(wrong.errors)")
  }
}
