import Testing
import Vocabulary

@testable import OpenSSL

/// Who the client is, what the server wants, and what is to be seen of it.
struct ClientCase: CustomTestStringConvertible, Sendable {
  enum Client: String { case nobody, good, withoutIssuer, expired, serverOnly, foreign }

  let client: Client
  let clients: ServerSettings.ClientCertificates
  let state: ClientCertificateState
  /// The fatal alert that comes with TLS 1.2 and with TLS 1.3; nil where none does.
  var alerts: (tls12: UInt8, tls13: UInt8)?

  var testDescription: String { "\(client), \(clients): \(state)" }

  static let all: [ClientCase] = [
    ClientCase(client: .nobody, clients: .unwanted, state: .none),
    ClientCase(client: .good, clients: .unwanted, state: .none),
    ClientCase(client: .nobody, clients: .optional, state: .requested),
    ClientCase(client: .nobody, clients: .required, state: .required, alerts: (40, 116)),
    ClientCase(client: .good, clients: .optional, state: .accepted),
    ClientCase(client: .good, clients: .required, state: .accepted),
    ClientCase(client: .withoutIssuer, clients: .required, state: .refused, alerts: (48, 48)),
    ClientCase(client: .foreign, clients: .required, state: .refused, alerts: (48, 48)),
    ClientCase(client: .foreign, clients: .optional, state: .refused, alerts: (48, 48)),
    ClientCase(client: .expired, clients: .required, state: .refused, alerts: (45, 45)),
    ClientCase(client: .serverOnly, clients: .required, state: .refused, alerts: (43, 43)),
  ]
}

@Suite struct TLSClientCertificateTests {
  let fixture: TLSFixture
  init() throws { fixture = try TLSFixture.shared }

  private func context(_ client: ClientCase.Client) throws -> TLSContext {
    switch client {
    case .nobody: try TLSContext()
    case .good: try TLSContext(certificates: fixture.client.certificates, key: fixture.client.key)
    case .withoutIssuer: try TLSContext(certificates: [fixture.client.certificates[0]], key: fixture.client.key)
    case .expired: try TLSContext(certificates: fixture.briefClient.certificates, key: fixture.briefClient.key)
    case .serverOnly:
      try TLSContext(certificates: fixture.serverOnlyClient.certificates, key: fixture.serverOnlyClient.key)
    case .foreign: try TLSContext(certificates: fixture.foreignClient.certificates, key: fixture.foreignClient.key)
    }
  }

  private func server(_ version: TLSVersion, _ row: ClientCase) -> ServerSettings {
    ServerSettings(
      versions: version...version, clients: row.clients, clientAnchors: [fixture.authority.root],
      names: [fixture.authority.root, fixture.authority.intermediate],
      time: row.client == .expired ? fixture.authority.now.adding(days: 90) : nil)
  }

  @Test(arguments: ClientCase.all, [TLSVersion.tls12, .tls13])
  func seesHowTheServerStands(_ row: ClientCase, _ version: TLSVersion) throws {
    var dialogue = try Dialogue(server(version, row), context: context(row.client))
    let step = try dialogue.shakeHandsAndListen()
    let seen = dialogue.client.observation
    #expect(seen.clientCertificate == row.state)
    let alert = row.alerts.map { version == .tls13 ? $0.tls13 : $0.tls12 }
    #expect(seen.alertsReceived == (alert.map { [TLSAlert($0, isFatal: true)] } ?? []))
    #expect(step.reason == alert.map { 1000 + Int($0) })
    #expect(step.wantsRead == (alert == nil))
    // Whatever becomes of it, the certificates of the server are there.
    #expect(seen.certificates == [fixture.authority.leaf.der, fixture.authority.intermediate.der])
    #expect(seen.version == version && seen.cipher != nil)
    #expect(seen.stage == (alert != nil && version == .tls12 ? .certificate : .complete))
    #expect(seen.asksForCertificate == (row.clients != .unwanted))
    #expect(seen.acceptableAuthorities.count == (row.clients == .unwanted ? 0 : 2))
    #expect(seen.isConfirmed == (version == .tls13 && alert == nil))
    #expect(ERR_queueIsEmpty)
  }

  @Test(arguments: [TLSVersion.tls12, .tls13]) func givesTheNamesOfAuthorities(_ version: TLSVersion) throws {
    let row = ClientCase(client: .nobody, clients: .optional, state: .requested)
    var dialogue = try Dialogue(server(version, row))
    #expect(try dialogue.shakeHands().isDone)
    // CN=root, in DER.
    let name = [0x30, 0x0f, 0x31, 0x0d, 0x30, 0x0b, 0x06, 0x03, 0x55, 0x04, 0x03, 0x0c, 0x04] + Array("root".utf8)
    #expect(dialogue.client.observation.acceptableAuthorities.first == name)
  }

  /// With TLS 1.3 the handshake is complete before the server has judged.
  @Test func theRefusalComesAfterTheHandshake() throws {
    let row = ClientCase(client: .nobody, clients: .required, state: .required)
    var dialogue = try Dialogue(server(.tls13, row))
    #expect(try dialogue.shakeHands().isDone)
    #expect(dialogue.client.observation.clientCertificate == .requested)
    #expect(dialogue.client.listen().reason == 1116)
    #expect(dialogue.client.observation.clientCertificate == .required)
    #expect(dialogue.client.observation.alertsReceived.first?.description == "certificate required")
  }

  struct Rejection: Sendable {
    let version: TLSVersion
    /// The alert, or nil for a bare end of the connection.
    let alert: UInt8?
    let reason: Int

    static let all: [Rejection] = [
      // What GnuTLS says to a missing certificate and to a foreign one.
      Rejection(version: .tls12, alert: 50, reason: 1050),
      Rejection(version: .tls12, alert: 49, reason: 1049),
      Rejection(version: .tls12, alert: 44, reason: 1044),
      Rejection(version: .tls12, alert: nil, reason: 294),
      Rejection(version: .tls13, alert: nil, reason: 294),
    ]
  }

  /// Any end after the request counts, whatever it says.
  @Test(arguments: Rejection.all, [ClientCase.Client.nobody, .good])
  func anyEndIsARefusal(_ rejection: Rejection, _ client: ClientCase.Client) throws {
    let row = ClientCase(client: client, clients: .required, state: .required)
    var dialogue = try Dialogue(server(rejection.version, row), context: context(client))
    for record in try dialogue.firstFlight() { try dialogue.client.feed(record) }
    let step = dialogue.client.advance()
    #expect(step.isDone == (rejection.version == .tls13))
    #expect(!dialogue.client.bytesToSend().isEmpty)
    if let alert = rejection.alert {
      try dialogue.client.feed([21, 3, 3, 0, 2, 2, alert])
    } else {
      dialogue.client.feedEnd()
    }
    let last = step.isDone ? dialogue.client.listen() : dialogue.client.advance()
    #expect(last.reason == rejection.reason)
    #expect(dialogue.client.observation.clientCertificate == (client == .good ? .refused : .required))
    #expect(dialogue.client.observation.certificates.count == 2)
  }

  @Test func refusesAKeyThatIsNotTheCertificates() throws {
    #expect(throws: OpenSSLError.self) {
      try TLSContext(certificates: fixture.client.certificates, key: fixture.briefClient.key)
    }
    #expect(throws: OpenSSLError.self) { try TLSContext(certificates: [], key: fixture.client.key) }
    #expect(ERR_queueIsEmpty)
  }
}
