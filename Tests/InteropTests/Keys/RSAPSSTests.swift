import TestKit
import Testing

/// RSA-PSS, which only openssl makes: keys that sign no other way, and signatures by ordinary keys.
@Suite(.enabled(if: Tools.areThere)) struct RSAPSSTests {
  @Test func keysAndCertificatesOfOpenSSL() throws {
    let bench = try Self.bench()
    try bench.opensslMust(
      "req -x509 -new -key pss.key -subj /CN=pss -days 30 -out pss.crt -addext keyUsage=critical,keyCertSign")
    try expect(bench.pki("inspect pss.crt"), exit: 0, says: "RSA-PSS")
    try expect(bench.pki("match pss.key pss.crt"), exit: 0, says: "SUCCESS")
    try expect(bench.pki("verify pss.crt pss.crt"), exit: 0, says: "SUCCESS")
    try bench.pkiMust("csr made --key pss.key CN:pss.example.org")
    try expectDone(bench.openssl("req -in made.csr -verify -noout"), says: "verify OK")
    try bench.pkiMust("sign made pss --ca-key pss.key")
    try expectDone(bench.openssl("verify -x509_strict -CAfile pss.crt made.crt"), says: "OK")
    try expect(bench.pki("verify made.crt pss.crt"), exit: 0, says: "SUCCESS")
  }

  @Test func pssSignaturesByOrdinaryKeys() throws {
    let bench = try Self.bench()
    let options = "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32"
    try bench.opensslMust("req -x509 -new -key rsa.key -subj /CN=ca -days 30 -out ca.crt \(options)")
    try bench.opensslMust("req -new -key ec.key -subj /CN=leaf -out leaf.csr")
    try bench.opensslMust("x509 -req -in leaf.csr -CA ca.crt -CAkey rsa.key -days 20 -out leaf.crt \(options)")
    try expect(bench.pki("inspect leaf.crt"), exit: 0, says: "RSA-PSS with SHA-256, salt 32")
    try expect(bench.pki("verify leaf.crt ca.crt"), exit: 0, says: "SUCCESS")
    try expect(bench.pki("match rsa.key ca.crt"), exit: 0, says: "SUCCESS")

    var damaged = try bench.opensslMust("x509 -in leaf.crt -outform DER").output
    damaged[damaged.count - 1] ^= 1
    try bench.folder.write(damaged, to: "damaged.der")
    try expect(bench.pki("verify damaged.der ca.crt"), exit: 1, says: "FAILURE")
  }

  private static func bench() throws -> Workbench {
    let bench = try Workbench()
    try bench.putKey("rsa:2048", as: "rsa.key")
    try bench.putKey("ec:p256", as: "ec.key")
    try bench.opensslMust("genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out pss.key")
    return bench
  }
}
