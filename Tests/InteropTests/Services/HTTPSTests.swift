import TestKit
import Testing

/// A server certificate made by pki, as curl sees it.
@Suite(.enabled(if: Tools.areThere && Tools.curl.isThere && Tools.timeout.isThere)) struct HTTPSTests {
  @Test(arguments: ["rsa:2048", "ec:p256", "ed25519"]) func curlChecksNameAddressAndAuthority(_ type: String) throws {
    let bench = try Workbench()
    try bench.putKey(type, as: "web.key")
    try bench.pkiMust("selfsigned ca --key-type ec:p256", ["CN:Web CA"])
    try bench.pkiMust("selfsigned other --key-type ec:p256", ["CN:Web CA"])
    try bench.pkiMust("csr web CN:www.example.org SAN:*.apps.example.org,127.0.0.1 --key web.key")
    try bench.pkiMust("sign web ca --chain")
    let port = try FreePort.find()
    let words = ["s_server", "-accept", "127.0.0.1:\(port)", "-cert", "web.crt", "-key", "web.key", "-www", "-quiet"]
    let server = Server(program: Tools.openssl.program(folder: bench.folder.path), arguments: words)
    try server.serve(isReady: { try Self.curl(bench, "127.0.0.1", port).status != 7 }) {
      for host in ["www.example.org", "a.apps.example.org", "127.0.0.1"] {
        let page = try Self.curl(bench, host, port)
        #expect(page.status == 0 && page.text.contains("s_server"), "\(host): \(page)")
      }
      for host in ["wrong.example.org", "apps.example.org", "a.b.apps.example.org"] {
        try #expect(Self.curl(bench, host, port).status == 60, "\(host)")
      }
      try #expect(Self.curl(bench, "www.example.org", port, trusting: "other.crt").status == 60)
      try #expect(Self.curl(bench, "127.0.0.1", port, trusting: "web.key").status == 77)
    }
  }

  private static func curl(
    _ bench: Workbench, _ host: String, _ port: UInt16, trusting file: String = "ca.crt"
  ) throws -> Program.Result {
    let options = "--silent --show-error --noproxy * --max-time 10 --cacert \(file) --resolve \(host):\(port):127.0.0.1"
    return try bench.run(Tools.curl, "\(options) https://\(host):\(port)/")
  }
}
