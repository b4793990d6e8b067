import COpenSSL
import Testing
import Vocabulary

@testable import OpenSSL

/// A certificate with its issuers and its key.
final class Identity: Sendable {
  let certificates: [X509Handle]
  let key: PrivateKey

  init(_ workshop: Workshop, _ name: String, _ certificates: [X509Handle]) throws {
    self.certificates = certificates
    key = try PrivateKey(
      pkcs8: workshop.openssl("pkcs8 -topk8 -nocrypt -in \(name).key -outform DER"))
  }
}

/// The certificates of all TLS tests, made once by the real `openssl`.
struct TLSFixture: Sendable {
  let authority: Authority
  let server: Identity
  /// A server of 1,024 bits, signed with SHA-1.
  let weakServer: Identity
  let client: Identity
  /// A client whose certificate lasts for ten days only.
  let briefClient: Identity
  /// A client that may only be a server.
  let serverOnlyClient: Identity
  /// A client that signed its certificate by itself.
  let foreignClient: Identity
  /// A certificate of some size, to fill lists with.
  let filler: X509Handle

  private static let made = Result { try TLSFixture() }
  static var shared: TLSFixture { get throws { try made.get() } }

  private init() throws {
    authority = try Authority()
    let workshop = authority.workshop
    let middle = authority.intermediate
    server = try Identity(workshop, "leaf", [authority.leaf, middle])
    try workshop.write("client.cnf", "basicConstraints=CA:FALSE\nextendedKeyUsage=clientAuth\n")
    func issued(_ name: String, _ extensions: String, days: Int = 1000) throws -> Identity {
      let leaf = try Authority.issued(workshop, name, by: "middle", extensions, days: days)
      return try Identity(workshop, name, [leaf, middle])
    }
    client = try issued("client", "client.cnf")
    briefClient = try issued("brief", "client.cnf", days: 10)
    serverOnlyClient = try issued("serveronly", "server.cnf")
    let weak = try Authority.issued(
      workshop, "weak", by: "middle", "server.cnf", days: 100, key: "-newkey rsa:1024", digest: "-sha1")
    weakServer = try Identity(workshop, "weak", [weak, middle])
    filler = try Authority.issued(
      workshop, "filler", by: "middle", "server.cnf", days: 100, key: "-newkey rsa:2048")
    try workshop.openssl(
      "req -new -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config /dev/null "
        + "-subj /CN=foreign -keyout foreign.key -out foreign.pem -days 3000")
    foreignClient = try Identity(workshop, "foreign", [Authority.handle(workshop, "foreign")])
  }
}

/// A client and what it speaks to, one step after the other.
struct Dialogue: ~Copyable {
  var client: TLSConnection
  let server: TLSServer

  init(
    _ settings: ServerSettings, identity: Identity? = nil, context: TLSContext? = nil,
    serverName: String? = "leaf.example"
  ) throws {
    let server = try TLSServer(settings, identity: identity ?? TLSFixture.shared.server)
    let client = try TLSConnection(context ?? TLSContext(), serverName: serverName)
    self.server = server
    self.client = client
  }

  /// The handshake, until it is over or both wait.
  mutating func shakeHands() throws -> TLSStep {
    while true {
      let step = client.advance()
      let answer = server.answer(client.bytesToSend())
      guard case .wantsRead = step, !answer.isEmpty else {
        // The rest of the conversation is for who listens.
        try client.feed(answer)
        return step
      }
      try client.feed(answer)
    }
  }

  /// The handshake, and what the server says afterwards.
  mutating func shakeHandsAndListen() throws -> TLSStep {
    let step = try shakeHands()
    guard case .done = step else { return step }
    return client.listen()
  }

  /// The records of the server's first answer.
  mutating func firstFlight() throws -> [[UInt8]] {
    guard case .wantsRead = client.advance() else { return [] }
    return records(server.answer(client.bytesToSend()))
  }
}

/// What a client sees of a server that says these bytes and no more; it closes the connection where `ends`.
func observe(_ bytes: [UInt8], ends: Bool = false, _ settings: TLSContext.Settings = .init()) throws -> TLSObservation {
  var client = try TLSConnection(TLSContext(settings), serverName: nil)
  _ = client.advance()
  #expect(!client.bytesToSend().isEmpty)
  try client.feed(bytes)
  if ends { client.feedEnd() }
  _ = client.advance()
  return client.observation
}

/// The records (RFC 8446 §5.1) that bytes consist of.
func records(_ bytes: [UInt8]) -> [[UInt8]] {
  var rest = bytes[...]
  var records: [[UInt8]] = []
  while rest.count >= 5 {
    let header = Array(rest.prefix(5))
    let count = 5 + Int(header[3]) * 256 + Int(header[4])
    records.append(Array(rest.prefix(count)))
    rest = rest.dropFirst(count)
  }
  return records
}

extension TLSStep {
  var reason: Int? {
    guard case .failed(let failure) = self else { return nil }
    return failure.reason
  }

  var wantsRead: Bool {
    guard case .wantsRead = self else { return false }
    return true
  }

  var isDone: Bool {
    guard case .done = self else { return false }
    return true
  }
}

extension TLSLibrary {
  /// Why there is no libssl in this file; nil where there is.
  static func reason(without file: String) -> String? {
    var table = pki_libssl()
    var reason = [CChar](repeating: 0, count: 512)
    guard unsafe pki_libssl_fill(&table, file, &reason, reason.count) != 0 else { return nil }
    return String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
