import TestKit
import Testing

/// GnuTLS's own server, as `pki probe` sees it: it answers who shows nothing, or the wrong thing, by alerts of its own.
@Suite(.enabled(if: Tools.areThere && Tools.timeout.isThere && RealServer.gnuTLS.isThere)) struct ProbeGnuTLSTests {
  /// What the server is told, what it is shown, and what comes of it.
  private struct Call: Sendable, CustomTestStringConvertible {
    let clients: String
    let words: String
    let state: String
    var status: Int32 = 0
    var testDescription: String { "\(clients) \(words): \(state)" }

    private static let verifies = "--require-client-cert --verify-client-cert"

    static let all = [
      Call(clients: "--disable-client-cert", words: "", state: "none"),
      Call(clients: "", words: "", state: "requested"),
      Call(clients: "", words: "--cert www-fullchain.crt --key www.key", state: "accepted"),
      Call(clients: "--require-client-cert", words: "", state: "required"),
      Call(clients: verifies, words: "", state: "required"),
      Call(clients: verifies, words: "--cert www-fullchain.crt --key www.key", state: "accepted"),
      Call(clients: verifies, words: "--cert stranger.crt --key stranger.key", state: "refused", status: 1),
      Call(clients: verifies, words: "--client-cert auto", state: "accepted"),
    ]
  }

  @Test(arguments: Call.all, ["1.2", "1.3"]) private func standsToClients(_ call: Call, _ version: String) throws {
    let stage = try ProbeBench()
    try stage.bench.pkiMust("selfsigned stranger CN:stranger --leaf --key-type ec:p256")
    let server = try RealServer.gnuTLS(stage.bench, clients: call.clients, version: version)
    try server.serve {
      let answer = try stage.probe("127.0.0.1:\(server.port) \(call.words)")
      #expect(answer.value("client_cert.state") == call.state && answer.status == call.status, "\(answer)")
      #expect(answer.value("tls.version") == "TLS \(version)", "\(answer)")
      #expect(answer.codes.isSuperset(of: ["chain.ok", "name.san"]), "\(answer)")
      #expect(answer.codes.contains("mtls.required") == (call.state == "required"), "\(answer)")
      #expect(answer.codes.contains("mtls.refused") == (call.state == "refused"), "\(answer)")
    }
  }

  /// Where versions do not meet, GnuTLS does not say that it is about them.
  @Test func doesNotSayThatItIsAboutVersions() throws {
    let stage = try ProbeBench()
    for (version, words) in [("1.2", "--tls-min 1.3"), ("1.3", "--tls-max 1.2")] {
      let server = try RealServer.gnuTLS(stage.bench, clients: "--disable-client-cert", version: version)
      try server.serve {
        let answer = try stage.probe("127.0.0.1:\(server.port) \(words)")
        #expect(
          answer.value("tls.alert_in") == "handshake failure" && answer.status == 2 && answer.codes == ["tls.alert"],
          "\(answer)")
      }
    }
  }
}
