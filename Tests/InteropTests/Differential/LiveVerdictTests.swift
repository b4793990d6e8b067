import TestKit
import Testing

/// A client of the real world that refuses servers it finds no trust in.
enum LiveWitness: String, CaseIterable, Sendable {
  case openssl
  case curl
  case gnuTLS = "gnutls-cli"

  var tool: InstalledTool {
    switch self {
    case .openssl: Tools.openssl
    case .curl: Tools.curl
    case .gnuTLS: Tools.gnuTLSClient
    }
  }

  /// What the client says of a server that it knows as `host`, trusting the root alone.
  func ask(_ bench: Workbench, _ host: String, _ port: UInt16) throws -> Program.Result {
    let isAddress = host.allSatisfy { $0.isNumber || $0 == "." }
    switch self {
    case .openssl:
      let name = isAddress ? "-verify_ip \(host) -noservername" : "-verify_hostname \(host) -servername \(host)"
      let trust = "-CAfile root.crt -no-CApath -no-CAstore"
      return try bench.openssl("s_client -connect 127.0.0.1:\(port) -verify_return_error \(trust) \(name)")
    case .curl:
      let options = "--silent --show-error --noproxy * --max-time 10 --cacert root.crt --output page"
      return try bench.run(tool, "\(options) --resolve \(host):\(port):127.0.0.1 https://\(host):\(port)/")
    case .gnuTLS:
      let name = "--verify-hostname \(host)" + (isAddress ? "" : " --sni-hostname \(host)")
      return try bench.run(tool, "--x509cafile root.crt \(name) --port \(port) 127.0.0.1")
    }
  }

  /// Whether an answer means trust; nil where the client could not be asked at all.
  func accepts(_ answer: Program.Result) -> Bool? {
    switch (self, answer.status) {
    case (_, 0): true
    case (.curl, 60), (.curl, 35), (.curl, 91): false
    case (.curl, _): nil
    case (_, 1): false
    default: nil
    }
  }
}

/// Servers with good and bad certificates: our verdict is that of the clients of the world, except where a listed reason
/// says why not.
@Suite(.enabled(if: Tools.areThere && Tools.timeout.isThere)) struct LiveVerdictTests {
  @Test(arguments: LiveCase.all) func agreesWithClients(_ row: LiveCase) throws {
    let bench = try Workbench()
    try bench.pkiMust("selfsigned root CN:Probe-Root --key-type ec:p256")
    try bench.pkiMust("csr mid CN:Probe-Intermediate --key-type ec:p256")
    try bench.pkiMust("sign mid root --ca")
    try row.make(bench)
    let chain = Disk.status(bench.folder.path("chain.pem")) == nil ? "" : "-cert_chain chain.pem"
    let server = try SecureServer("-cert leaf.crt -key leaf.key \(chain) \(row.serverWords)", in: bench.folder)
    let probe = "probe 127.0.0.1:\(server.port) --host \(row.host) --trust root.crt --warn 1d --profile rfc5280"
    let own = try bench.pki(probe)
    #expect(own.status == (row.isGood ? 0 : 1), "\(own)")
    for witness in LiveWitness.allCases where witness.tool.isThere {
      let answer = try witness.ask(bench, row.host, server.port)
      let verdict = witness.accepts(answer)
      let accepts = try #require(verdict as Bool?, "\(witness.rawValue): \(answer)")
      let isExplained = row.reasons[witness] != nil
      // A reason that explains nothing has to go.
      #expect((accepts == (own.status == 0)) != isExplained, "\(witness.rawValue): \(answer)\nwe: \(own)")
    }
  }
}
