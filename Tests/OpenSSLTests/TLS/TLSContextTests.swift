import COpenSSL
import Testing
import Vocabulary

@testable import OpenSSL

/// Connections live in a context of libcrypto that lacks what they never ask for: nothing may be lost by that.
@Suite struct TLSContextTests {
  let fixture: TLSFixture
  init() throws { fixture = try TLSFixture.shared }

  /// What a ClientHello offers (RFC 8446 §4.1.2): the cipher suites, and the extensions, of which key shares count by
  /// their groups.
  private func offer(_ context: TLSContext) throws -> [[UInt8]] {
    var client = try TLSConnection(context, serverName: "leaf.example")
    _ = client.advance()
    var hello = TLSMessage.Reader(rest: client.bytesToSend().dropFirst(5 + TLSMessage.headerLength))
    // The version, what is drawn by lot, and the session, which there is none of.
    _ = (hello.take(2 + 32), hello.vector(1))
    let suites = hello.vector(2) ?? []
    _ = hello.vector(1)
    var extensions = TLSMessage.Reader(rest: hello.vector(2) ?? [])
    var found = [Array(suites)]
    while let type = extensions.number(2), let data = extensions.vector(2) {
      found.append([UInt8(type >> 8), UInt8(type & 0xff)] + (type == 51 ? data.prefix(6) : data))
    }
    return found
  }

  @Test(arguments: [TLSVersion.tls10, .tls12, .tls13]) func offersAllThatTheDefaultContextHas(_ newest: TLSVersion)
    throws
  {
    var settings = TLSContext.Settings()
    settings.maximum = newest
    // With a client certificate it is the default one.
    let whole = try TLSContext(settings, certificates: fixture.client.certificates, key: fixture.client.key)
    let offered = try offer(TLSContext(settings))
    #expect(try offered == offer(whole))
    #expect(offered.count > 5 && offered[0].count > 20)
  }

  @Test func speaksEveryCipherThatItOffers() throws {
    let rsa = try fixture.issued("rsa", "-newkey rsa:2048")
    for (version, way) in [(TLSVersion.tls13, "-tls1_3"), (.tls12, "-tls1_2"), (.tls10, "-tls1")] {
      let list = try fixture.authority.workshop.openssl(
        "ciphers -s \(way) ALL:!aNULL:!eNULL:!PSK:!SRP:!DSS:@SECLEVEL=0")
      let suites = String(decoding: list, as: UTF8.self).filter { $0 != "\n" }.split(separator: ":").map(String.init)
      #expect(suites.count >= 3)
      for suite in suites {
        var settings = ServerSettings(versions: version...version)
        settings.ciphers = suite
        var dialogue = try Dialogue(settings, identity: suite.contains("ECDSA") || version == .tls13 ? nil : rsa)
        #expect(try dialogue.shakeHands().isDone, "\(suite)")
        #expect(dialogue.client.observation.cipher == suite)
        // Data comes through: both sides have the same keys.
        try dialogue.client.feed(dialogue.server.send([1, 2, 3]))
        #expect(dialogue.client.listen().wantsRead, "\(suite)")
        #expect(dialogue.client.observation.isConfirmed, "\(suite)")
      }
    }
  }

  @Test(arguments: [
    "ec -pkeyopt ec_paramgen_curve:P-384", "ec -pkeyopt ec_paramgen_curve:P-521", "rsa:2048",
    "rsa-pss -pkeyopt rsa_keygen_bits:2048", "ed25519", "ed448",
  ])
  func knowsTheKeysOfServers(_ key: String) throws {
    let identity = try fixture.issued("key-\(key.filter(\.isLetter))\(key.suffix(3))", "-newkey \(key)")
    for version in [TLSVersion.tls12, .tls13] {
      var dialogue = try Dialogue(ServerSettings(versions: version...version), identity: identity)
      #expect(try dialogue.shakeHands().isDone)
      #expect(dialogue.client.observation.certificates.first == identity.certificates[0].der)
    }
  }
}

extension TLSFixture {
  /// A server with a key that `openssl req` makes by these words.
  fileprivate func issued(_ name: String, _ key: String) throws -> Identity {
    let leaf = try Authority.issued(authority.workshop, name, by: "middle", "server.cnf", days: 100, key: key)
    return try Identity(authority.workshop, name, [leaf, authority.intermediate])
  }
}
