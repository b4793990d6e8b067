import TestKit
import Testing

/// Real servers: what pki fetches from them, and what it makes of that.
@Suite(.enabled(if: Tools.areThere && Tools.timeout.isThere)) struct FetchTests {
  /// A root, an authority below it and a leaf, whose certificates name places on a port of this machine.
  private static func bench(_ port: UInt16, at host: String = "127.0.0.1", ocsp: Bool = false) throws -> Workbench {
    let bench = try Workbench()
    let url = "http://\(host):\(port)"
    try bench.pkiMust("selfsigned root CN:Root --key-type ec:p256")
    try bench.pkiMust("csr sub CN:Sub --key-type ec:p256")
    try bench.pkiMust("sign sub root --ca" + (ocsp ? "" : " --crl-url \(url)/root.crl"))
    for name in ["good", "bad", "stranger"] {
      try bench.pkiMust("csr \(name) CN:\(name).example.org --key-type ec:p256")
      let places = ocsp ? "--ocsp-url \(url)/" : "--aia-url \(url)/sub.p7c --crl-url \(url)/sub.crl"
      try bench.pkiMust("sign \(name) sub \(places)")
    }
    try bench.pkiMust("revoke bad sub --reason keyCompromise")
    try bench.pkiMust("crl sub --out-form der")
    try bench.pkiMust("crl root")
    try bench.opensslMust("crl2pkcs7 -nocrl -certfile sub.crt -outform der -out sub.p7c")
    return bench
  }

  private static let python = InstalledTool("python3")

  /// An address of loopback, as a URL has it and as octets.
  struct Host: CustomTestStringConvertible, Sendable {
    let text: String
    let octets: [UInt8]
    var testDescription: String { text }
    var withoutBrackets: String { text.filter { !"[]".contains($0) } }
  }

  private static let hosts = [
    Host(text: "127.0.0.1", octets: [127, 0, 0, 1]),
    Host(text: "[::1]", octets: [UInt8](repeating: 0, count: 15) + [1]),
  ]

  @Test(.enabled(if: python.isThere), arguments: hosts) func pythonServesIssuersAndLists(_ host: Host) throws {
    guard host.octets.count == 4 || FreePort.hasIPv6 else { return }
    let port = try FreePort.find()
    let bench = try Self.bench(port, at: host.text)
    let words = ["-m", "http.server", "\(port)", "--bind", host.withoutBrackets]
    let server = Server(program: Self.python.program(folder: bench.folder.path), arguments: words)
    try server.serve(isReady: { FreePort.isTaken(port, at: host.octets) }) {
      let url = "http://\(host.text):\(port)"
      let good = try bench.pki("verify good.crt root.crt --fetch --fetch-private --revocation require")
      expect(good, exit: 0, says: "SUCCESS")
      for file in ["sub.p7c", "sub.crl", "root.crl"] {
        #expect(good.text.contains("fetched: \(url)/\(file)  "), "\(good)")
      }
      #expect(good.errorText.isEmpty, "\(good)")
      let bad = try bench.pki("verify bad.crt root.crt --fetch --fetch-private")
      expect(bad, exit: 1, says: "(keyCompromise), says the revocation list \(url)/sub.crl")
      expect(try bench.pki("verify good.crt root.crt"), exit: 1, says: "or let --fetch")
      let refused = try bench.pki("verify good.crt root.crt --fetch")
      expect(refused, exit: 1, says: "chain.missing")
      #expect(
        refused.errorText.contains("\(host.withoutBrackets) is a loopback address; --fetch-private allows it"),
        "\(refused)")
      Disk.remove(bench.folder.path("sub.crl"))
      let unknown = try bench.pki("verify good.crt root.crt --fetch --fetch-private --revocation leaf")
      expect(unknown, exit: 1, says: "revocation.unknown")
      #expect(unknown.errorText.contains("\(url)/sub.crl: not fetched"), "\(unknown)")
      #expect(unknown.errorText.contains("the server answers with status 404"), "\(unknown)")
      let lenient = try bench.pki("verify good.crt root.crt --fetch --fetch-private")
      expect(lenient, exit: 0, says: "revocation unknown")
    }
    let gone = try bench.pki("verify good.crt root.crt --fetch --fetch-private")
    expect(gone, exit: 1, says: "chain.missing")
    #expect(gone.errorText.contains("connection refused"), "\(gone)")
  }

  @Test func opensslAnswersAboutCertificates() throws {
    let port = try FreePort.find()
    let bench = try Self.bench(port, ocsp: true)
    var index = ""
    for (name, state) in [("good", "V\t991231235959Z\t"), ("bad", "R\t991231235959Z\t260101000000Z,keyCompromise")] {
      let serial = try bench.opensslMust("x509 -noout -serial -in \(name).crt").text.drop { $0 != "=" }.dropFirst()
      index += "\(state)\t\(serial.filter { $0 != "\n" })\tunknown\t/CN=\(name)\n"
    }
    try bench.folder.write(index, to: "index.txt")
    let words = "ocsp -index index.txt -port \(port) -CA sub.crt -rsigner sub.crt -rkey sub.key -nmin 5"
    let server = Server(
      program: Tools.openssl.program(folder: bench.folder.path), arguments: words.split(separator: " ").map(String.init)
    )
    // It must hear a whole question: one who connects and goes leaves it waiting for ever.
    let question = "ocsp -issuer sub.crt -cert good.crt -CAfile root.crt -url http://127.0.0.1:\(port)/"
    try server.serve(isReady: { try bench.openssl(question).status == 0 }) {
      let fetch = "--fetch --fetch-private --revocation leaf"
      let good = try bench.pki("verify good.crt sub.crt root.crt \(fetch)")
      expect(good, exit: 0, says: "not revoked (http://127.0.0.1:\(port)/)")
      let bad = try bench.pki("verify bad.crt sub.crt root.crt \(fetch)")
      expect(bad, exit: 1, says: "was revoked on 2026-01-01T00:00:00Z (keyCompromise), says the OCSP response")
      let stranger = try bench.pki("verify stranger.crt sub.crt root.crt \(fetch)")
      expect(stranger, exit: 1, says: "ocsp.unknown")
      let named = "--ocsp-url http://127.0.0.1:\(port)/named"
      let chosen = try bench.pki("verify good.crt sub.crt root.crt \(fetch) \(named)")
      expect(chosen, exit: 0, says: "not revoked (http://127.0.0.1:\(port)/named)")
    }
  }

  /// What certificates ask for is not done unless the command line allows it.
  @Test func nobodyHearsOfItUnlessAsked() throws {
    let server = try ScriptedServer()
    let bench = try Self.bench(server.port)
    let pairs = ["verify good.crt root.crt", "verify good.crt sub.crt root.crt --revocation require"]
    let more = ["inspect --full good.crt", "list", "match good.key good.crt", "verify good.crt root.crt --fetch"]
    for words in pairs + more { _ = try bench.pki(words) }
    #expect(server.connections == 0)
    _ = try bench.pki("verify good.crt root.crt --fetch --fetch-private")
    #expect(server.connections == 1)
  }

  /// What a server says reaches no terminal as it is.
  @Test(arguments: ["", "--json "]) func hostileAnswersAreEscaped(_ format: String) throws {
    let server = try ScriptedServer()
    let bench = try Self.bench(server.port)
    server.answer("/sub.p7c", ScriptedServer.status(302, "Location: http://\u{202e}evil\u{9b}31m/"))
    server.answer("/sub.crl", .body(Array("<html><title>\u{1b}[31m</title></html>".utf8)))
    for files in ["good.crt root.crt", "good.crt sub.crt root.crt"] {
      let result = try bench.pki("\(format)verify \(files) --fetch --fetch-private")
      let scalars = (result.text + result.errorText).unicodeScalars
      #expect(!scalars.contains { ["\u{1b}", "\u{9b}", "\u{202e}"].contains($0) }, "\(result)")
      #expect((result.text + result.errorText).contains(files.contains("sub") ? "HTML" : "202e"), "\(result)")
    }
  }

  /// Eight for a run, however many certificates it checks.
  @Test func manyCertificatesShareTheFetches() throws {
    let server = try ScriptedServer()
    let bench = try Workbench()
    try bench.pkiMust("selfsigned ca CN:ca --key-type ec:p256")
    let names = (0..<12).map { "c\($0)" }
    for name in names {
      try bench.pkiMust("csr \(name) CN:\(name).example.org --key-type ec:p256")
      try bench.pkiMust("sign \(name) ca --crl-url \(server.url("/\(name).crl"))")
    }
    let files = names.map { "\($0).crt" }.joined(separator: " ")
    let result = try bench.pki("verify \(files) --trust ca.crt --fetch --fetch-private")
    #expect(server.connections == 8 && server.requests.map(\.target) == names.prefix(8).map { "/\($0).crl" })
    #expect(result.status == 0 && result.errorText.contains("8 fetches were made in this run"), "\(result)")
  }
}
