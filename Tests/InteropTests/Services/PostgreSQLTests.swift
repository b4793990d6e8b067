import TestKit
import Testing

/// The database cluster of the Meeting Server's guide, with a real server and a real client.
@Suite(.enabled(if: Tools.areThere && PostgreSQL.isThere)) struct PostgreSQLTests {
  @Test(arguments: ["rsa:2048", "ec:p384"]) func whoMayConnect(_ type: String) throws {
    let bench = try Self.bench(type)
    try PostgreSQL.serve(bench) { server in
      let good = "sslrootcert=dbca.crt sslcert=dbclient.crt sslkey=dbclient.key"
      for host in ["server01.example.com", "server02.example.com"] {
        let answer = try server.ask(bench, host: host, good)
        #expect(answer.status == 0 && answer.text == "42\n", "\(host): \(answer)")
      }
      for refusal in Self.refusals {
        let answer = try server.ask(bench, host: refusal.host, refusal.settings)
        #expect(answer.status == 2, "\(refusal.what): \(answer)")
        #expect(refusal.reasons.contains { answer.errorText.contains($0) }, "\(refusal.what): \(answer)")
      }
    }
  }

  /// A connection that must not come about, and the words of those who refuse it.
  struct Refusal: Sendable {
    let what: String
    var host = "server01.example.com"
    let settings: String
    let reasons: [String]
  }

  private static let refusals: [Refusal] = [
    Refusal(
      what: "no certificate", settings: "sslrootcert=dbca.crt sslcert=none.crt",
      reasons: ["connection requires a valid client certificate"]),
    Refusal(
      what: "a certificate of another CA", settings: "sslrootcert=dbca.crt sslcert=foreign.crt sslkey=foreign.key",
      reasons: ["unknown ca", "decrypt error"]),
    Refusal(
      what: "the certificate of another user", settings: "sslrootcert=dbca.crt sslcert=other.crt sslkey=other.key",
      reasons: ["certificate authentication failed for user \"postgres\""]),
    Refusal(
      what: "another server's name", host: "server03.example.com",
      settings: "sslrootcert=dbca.crt sslcert=dbclient.crt sslkey=dbclient.key",
      reasons: ["does not match host name \"server03.example.com\""]),
    Refusal(
      what: "a server of another CA", settings: "sslrootcert=otherca.crt sslcert=dbclient.crt sslkey=dbclient.key",
      reasons: ["certificate verify failed"]),
    Refusal(
      what: "a key that is not the certificate's",
      settings: "sslrootcert=dbca.crt sslcert=dbclient.crt sslkey=other.key",
      reasons: ["key values mismatch", "key type mismatch", "could not load private key"]),
  ]

  /// The guide's recipe, and a second CA of the same name whose certificates look right.
  private static func bench(_ type: String) throws -> Workbench {
    let bench = try Workbench()
    let more = "--key-type ec:p256"
    try bench.putKey(type, as: "dbca.key")
    try bench.pkiMust("selfsigned dbca --key dbca.key", ["CN:My company CA"])
    try bench.pkiMust("csr dbserver CN:server01.example.com subjectAltName:server02.example.com \(more)")
    try bench.pkiMust("csr dbclient CN:postgres \(more)")
    try bench.pkiMust("csr other CN:alice \(more)")
    try bench.pkiMust("sign dbserver dbclient other dbca")
    try expect(bench.pki("match dbserver.key dbserver.crt"), exit: 0, says: "SUCCESS: Key and certificate pair match")
    for words in ["dbserver.crt dbca.crt --host server02.example.com", "dbclient.crt dbca.crt --purpose client"] {
      try expect(bench.pki("verify \(words)"), exit: 0, says: "SUCCESS")
    }
    try bench.pkiMust("selfsigned otherca \(more)", ["CN:My company CA"])
    try bench.pkiMust("csr foreign CN:postgres \(more)")
    try bench.pkiMust("sign foreign otherca")
    return bench
  }
}
