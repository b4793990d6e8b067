import TestKit
import Testing

/// openssl's x509 and verify read the first certificate of a file and say nothing of the others.
@Suite(.enabled(if: Tools.areThere)) struct BundleTests {
  private static let orders: [[String]] = [
    ["leaf", "inter", "ca"], ["leaf", "ca", "inter"], ["inter", "leaf", "ca"], ["inter", "ca", "leaf"],
    ["ca", "leaf", "inter"], ["ca", "inter", "leaf"],
  ]

  @Test(arguments: orders) func aChainIsOneInAnyOrder(_ order: [String]) throws {
    let bench = try Chains.bench()
    try bench.join(order.map { "\($0).crt" }, to: "chain.pem")
    let shown = try bench.pkiMust("inspect --short chain.pem").text
    for name in ["leaf.example.org", "Inter", "Root"] { #expect(shown.contains(name), "\(shown)") }
    #expect(try bench.pkiMust("inspect --pem chain.pem").text.split(separator: "-----BEGIN CERTIFICATE").count == 3)
    for anchors in ["ca.crt", "--trust ca.crt", "chain.pem"] {
      let result = try bench.pki("verify chain.pem \(anchors) --host leaf.example.org")
      expect(result, exit: 0, says: "SUCCESS")
      #expect(result.text.hasPrefix("leaf.example.org "), "\(result)")
    }
    try expect(bench.pki("verify chain.pem ca.crt --host wrong.example.org"), exit: 1, says: "FAILURE")
  }

  /// `x509 -checkend` on a leaf and an expired certificate behind it says that nothing will expire.
  @Test func whatIsBehindTheFirstCounts() throws {
    let bench = try Chains.bench()
    try bench.join(["ca.crt", "expired.crt"], to: "chain.pem")
    try expect(bench.pki("verify chain.pem ca.crt"), exit: 1, says: "expired.example.org")
    try bench.join(["leaf.crt", "inter.crt", "expired.crt"], to: "two.pem")
    let verified = try bench.pki("verify two.pem ca.crt")
    expect(verified, exit: 0, says: "SUCCESS")
    #expect(verified.errorText.contains("not checked: 1 more in this file"), "\(verified)")
    try expect(bench.pki("list two.pem"), exit: 0, says: "Expired")
    try expect(bench.pki("inspect --short two.pem"), exit: 0, says: "Expired")
  }

  @Test func theBundleOfOpenSSLAndGnuTLSAgrees() throws {
    let bench = try Chains.bench()
    try bench.pkiMust("sign leaf inter --chain --force")
    try bench.join(["leaf-fullchain.crt", "ca.crt"], to: "full.pem")
    try expectDone(
      bench.openssl("verify -x509_strict -CAfile ca.crt -untrusted leaf-fullchain.crt leaf.crt"), says: "leaf.crt: OK")
    try expect(bench.pki("verify leaf-fullchain.crt ca.crt"), exit: 0, says: "SUCCESS")
    if Tools.certtool.isThere {
      try expectDone(bench.certtool("--verify-chain --infile full.pem"), says: "Chain verification output: Verified")
    }
  }

  /// step drops the error of a root file that cannot be read, and goes on with the roots of the system.
  @Test func aTrustFileThatCannotBeReadIsNoReasonToTrustOthers() throws {
    let bench = try Chains.bench()
    try bench.folder.write("", to: "empty.pem")
    try Disk.makeFolder(bench.folder.path("folder"))
    try Disk.makeFolder(bench.folder.path("unreadable.pem"))
    let environment = ["SSL_CERT_FILE": bench.folder.path("ca.crt"), "SSL_CERT_DIR": bench.folder.path]
    for path in ["missing.pem", "empty.pem", "folder", "unreadable.pem", "leaf.key"] {
      for words in ["--trust \(path)", "--trust ca.crt --trust \(path)", "--trust system --trust \(path)"] {
        let result = try bench.pki("verify leaf.crt --untrusted inter.crt \(words)", environment: environment)
        expect(result, exit: 2)
        #expect(!result.text.contains("SUCCESS"), "\(words): \(result)")
      }
    }
    try expect(bench.pki("verify leaf.crt", environment: environment), exit: 64, says: "which CAs to trust")
    try expect(
      bench.pki("verify leaf.crt --untrusted inter.crt --trust system", environment: environment), exit: 0,
      says: "SUCCESS")
    try expect(bench.pki("verify leaf.crt inter.crt", environment: environment), exit: 1, says: "FAILURE")
  }
}
