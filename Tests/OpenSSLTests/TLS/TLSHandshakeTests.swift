import TestKit
import Testing
import Vocabulary

@testable import OpenSSL

/// Both generations of the handshake.
private let generations = [TLSVersion.tls12, .tls13]

@Suite struct TLSHandshakeTests {
  let fixture: TLSFixture
  init() throws { fixture = try TLSFixture.shared }

  @Test(arguments: TLSVersion.all) func completesWithEveryVersion(_ version: TLSVersion) throws {
    var dialogue = try Dialogue(ServerSettings(versions: version...version))
    #expect(dialogue.client.observation.version == nil)
    #expect(try dialogue.shakeHands().isDone)
    let seen = dialogue.client.observation
    #expect(seen.stage == .complete)
    #expect(seen.version == version)
    #expect(seen.cipher?.isEmpty == false)
    #expect(seen.certificates == [fixture.authority.leaf.der, fixture.authority.intermediate.der])
    #expect(seen.clientCertificate == .none)
    #expect(seen.alertsReceived.isEmpty && seen.alertsSent.isEmpty && seen.plainAnswer.isEmpty)
    #expect(ERR_queueIsEmpty)
  }

  @Test(arguments: generations) func completesByteByByte(_ version: TLSVersion) throws {
    var dialogue = try Dialogue(ServerSettings(versions: version...version))
    var step = dialogue.client.advance()
    while step.wantsRead {
      let answer = dialogue.server.answer(dialogue.client.bytesToSend())
      try #require(!answer.isEmpty)
      for byte in answer where step.wantsRead {
        try dialogue.client.feed([byte])
        step = dialogue.client.advance()
      }
    }
    #expect(step.isDone)
    #expect(dialogue.client.observation.certificates.count == 2)
  }

  @Test(arguments: generations) func givesCertificatesInTheOrderSent(_ version: TLSVersion) throws {
    let authority = fixture.authority
    let (leaf, middle, root) = (authority.leaf, authority.intermediate, authority.root)
    let lists: [[X509Handle]] = [
      [leaf], [leaf, middle, root], [leaf, root, middle], [leaf, middle, middle],
      [leaf, fixture.filler, middle],
    ]
    for list in lists {
      var dialogue = try Dialogue(ServerSettings(versions: version...version, sends: list))
      #expect(try dialogue.shakeHands().isDone)
      #expect(dialogue.client.observation.certificates == list.map(\.der))
    }
  }

  @Test(arguments: generations) func takesWeakKeysAndHashes(_ version: TLSVersion) throws {
    var dialogue = try Dialogue(ServerSettings(versions: version...version), identity: fixture.weakServer)
    #expect(try dialogue.shakeHands().isDone)
    #expect(dialogue.client.observation.certificates.first == fixture.weakServer.certificates[0].der)
  }

  struct Crowd: Sendable {
    let version: TLSVersion
    let count: Int
    /// nil where the handshake succeeds.
    let reason: Int?

    static let all: [Crowd] = generations.flatMap { version in
      [
        Crowd(version: version, count: 151, reason: nil), Crowd(version: version, count: 241, reason: nil),
        Crowd(version: version, count: 2_000, reason: 152),
      ]
    }
  }

  @Test(arguments: Crowd.all) func takesManyCertificates(_ crowd: Crowd) throws {
    let fillers = Array(repeating: fixture.filler, count: crowd.count - 1)
    let settings = ServerSettings(versions: crowd.version...crowd.version, sends: [fixture.authority.leaf] + fillers)
    var dialogue = try Dialogue(settings)
    let step = try dialogue.shakeHands()
    #expect(step.reason == crowd.reason)
    #expect(step.isDone == (crowd.reason == nil))
    #expect(dialogue.client.observation.certificates.count == (crowd.reason == nil ? crowd.count : 0))
  }

  @Test func speaksTheVersionsThatAreAllowed() throws {
    var settings = TLSContext.Settings()
    settings.maximum = .tls12
    var dialogue = try Dialogue(ServerSettings(versions: .tls13 ... .tls13), context: TLSContext(settings))
    #expect(try dialogue.shakeHands().reason == 1070)
    #expect(dialogue.client.observation.alertsReceived == [TLSAlert(70, isFatal: true)])
    #expect(dialogue.client.observation.stage == .nothing)
    #expect(dialogue.client.observation.version == nil)

    settings.maximum = nil
    settings.minimum = .tls12
    dialogue = try Dialogue(ServerSettings(versions: .tls10 ... .tls10), context: TLSContext(settings))
    #expect(try dialogue.shakeHands().reason == 1070)

    settings.minimum = .tls11
    settings.maximum = .tls11
    dialogue = try Dialogue(ServerSettings(), context: TLSContext(settings))
    #expect(try dialogue.shakeHands().isDone)
    #expect(dialogue.client.observation.version == .tls11)
  }

  @Test(arguments: generations) func saysThatTheNameIsRefused(_ version: TLSVersion) throws {
    let settings = ServerSettings(versions: version...version, refusesNames: true)
    var named = try Dialogue(settings, serverName: "unknown.example")
    #expect(try named.shakeHands().reason == 1112)
    #expect(named.client.observation.alertsReceived == [TLSAlert(112, isFatal: true)])
    #expect(named.client.observation.certificates.isEmpty)
    var nameless = try Dialogue(settings, serverName: nil)
    #expect(try nameless.shakeHands().isDone)
  }

  @Test func refusesNamesThatCannotBeSent() throws {
    let context = try TLSContext()
    let long = String(repeating: "a", count: 256)
    #expect(throws: OpenSSLError.self) { _ = try TLSConnection(context, serverName: long) }
    #expect(ERR_queueIsEmpty)
  }

  @Test(arguments: generations) func givesTheStapledResponse(_ version: TLSVersion) throws {
    // "unauthorized", and one that is long and unreadable: it is handed on as it came. libssl takes 16 KiB.
    for staple in [[0x30, 0x03, 0x0a, 0x01, 0x06], [UInt8](repeating: 7, count: 16_000)] {
      var dialogue = try Dialogue(ServerSettings(versions: version...version, staple: staple))
      #expect(try dialogue.shakeHands().isDone)
      let isSame = dialogue.client.observation.staple == staple
      #expect(isSame)
    }
    var without = try Dialogue(ServerSettings(versions: version...version))
    #expect(try without.shakeHands().isDone)
    #expect(without.client.observation.staple == nil)
    var settings = TLSContext.Settings()
    settings.asksForStaple = false
    let unasked = ServerSettings(versions: version...version, staple: [0x30, 0])
    var dialogue = try Dialogue(unasked, context: TLSContext(settings))
    #expect(try dialogue.shakeHands().isDone)
    #expect(dialogue.client.observation.staple == nil)
  }

  @Test(arguments: generations) func endsWhereACertificateMayDoHarm(_ version: TLSVersion) throws {
    let middle = fixture.authority.intermediate.der
    var settings = TLSContext.Settings()
    settings.isHarmless = { $0 != middle }
    var dialogue = try Dialogue(ServerSettings(versions: version...version), context: TLSContext(settings))
    #expect(try dialogue.shakeHands().reason == 134)
    let seen = dialogue.client.observation
    #expect(seen.certificates == [fixture.authority.leaf.der, middle])
    #expect(seen.stage == .certificate && seen.version == version)
    #expect(seen.alertsSent.map(\.isFatal) == [true])
    // It stays what it is.
    #expect(dialogue.client.advance().reason == 134)
    #expect(dialogue.client.listen().reason == 134)
  }

  @Test(arguments: generations) func listensAndSaysGoodbye(_ version: TLSVersion) throws {
    var dialogue = try Dialogue(ServerSettings(versions: version...version))
    #expect(try dialogue.shakeHandsAndListen().wantsRead)
    try dialogue.client.feed(dialogue.server.send(Array("220 ready\r\n".utf8)))
    #expect(dialogue.client.listen().wantsRead)
    #expect(dialogue.client.observation.isConfirmed)
    try dialogue.client.feed(dialogue.server.close())
    guard case .closed = dialogue.client.listen() else {
      Issue.record("not closed")
      return
    }
    #expect(dialogue.client.observation.isClosed)
    #expect(dialogue.client.observation.alertsReceived == [TLSAlert(0, isFatal: false)])

    var leaving = try Dialogue(ServerSettings(versions: version...version))
    leaving.client.close()
    #expect(leaving.client.bytesToSend().isEmpty)
    #expect(try leaving.shakeHands().isDone)
    leaving.client.close()
    #expect(!leaving.client.bytesToSend().isEmpty)
    #expect(leaving.client.observation.alertsSent == [TLSAlert(0, isFatal: false)])
  }

  @Test func doesNotBeginAnew() throws {
    var dialogue = try Dialogue(ServerSettings(versions: .tls12 ... .tls12))
    #expect(try dialogue.shakeHandsAndListen().wantsRead)
    try dialogue.client.feed(dialogue.server.renegotiate())
    #expect(dialogue.client.listen().wantsRead)
    #expect(dialogue.client.observation.alertsSent == [TLSAlert(100, isFatal: false)])
  }

  /// How many handshakes there are is for who measures memory: it is the same after 300 and 10,000.
  @Test func oneContextServesManyThreads() async throws {
    let context = try TLSContext()
    let fixture = fixture
    let threads = 4
    let rounds = (Repository.environment("PKI_HANDSHAKES").flatMap { Int($0) } ?? 300) / threads
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<threads {
        group.addTask {
          var certificates = 0
          for round in 0..<rounds {
            let version = generations[round % 2]
            var dialogue = try Dialogue(
              ServerSettings(versions: version...version), identity: fixture.server, context: context)
            _ = try dialogue.shakeHandsAndListen()
            certificates += dialogue.client.observation.certificates.count
          }
          return certificates
        }
      }
      for try await certificates in group { #expect(certificates == 2 * rounds) }
    }
  }

  @Test func saysWhyThereIsNoLibrary() throws {
    try TLSLibrary.open()
    let missing = TLSLibrary.reason(without: "libssl.so.0")
    #expect(missing?.hasPrefix("libssl.so.0: cannot open shared object file") == true)
    // A library that is there, but is another one.
    #expect(TLSLibrary.reason(without: "libc.so.6")?.isEmpty == false)
    #expect(TLSLibrary.reason(without: "libssl.so.3") == nil)
    let error = TLSLibrary.missing(because: "no such file")
    #expect(error.isUnsupported && error.reason == "the system's libssl cannot be used: no such file")
  }
}
