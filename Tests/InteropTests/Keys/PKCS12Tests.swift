import TestKit
import Testing

/// PKCS#12 files of other programs.
@Suite(.enabled(if: Tools.areThere)) struct PKCS12Tests {
  struct Maker: Sendable, CustomTestStringConvertible {
    let what: String
    var tool = Tools.openssl
    let words: String
    /// A cipher that `pki inspect` must name.
    let cipher: String

    var testDescription: String { what }

    private static let export = "pkcs12 -export -inkey k.key -in k.crt -out k.p12 -passout pass:\(passphrase)"
    private static let gnuTLS =
      "--to-p12 --load-privkey k.key --load-certificate k.crt --p12-name n --password \(passphrase) --outder --outfile k.p12"

    static let all: [Maker] = [
      Maker(what: "openssl", words: export, cipher: "AES-256-CBC"),
      Maker(what: "openssl -legacy", words: "\(export) -legacy", cipher: "RC2-40"),
      Maker(what: "openssl, no MAC", words: "\(export) -nomac", cipher: "AES-256-CBC"),
      Maker(what: "openssl, a SHA-1 MAC", words: "\(export) -macalg sha1", cipher: "SHA-1"),
      Maker(what: "certtool", tool: Tools.certtool, words: gnuTLS, cipher: "AES-128-CBC"),
      Maker(what: "certtool, RC2", tool: Tools.certtool, words: "\(gnuTLS) --pkcs-cipher rc2-40", cipher: "RC2-40"),
    ]
  }

  @Test(arguments: Maker.all) func isOpenedAndMatched(_ maker: Maker) throws {
    guard maker.tool.isThere else { return }
    let bench = try Self.bench()
    try bench.must(maker.tool, maker.words)
    try expectContents(of: bench, cipher: maker.cipher)
  }

  @Test(.enabled(if: Tools.python != nil)) func python() throws {
    let bench = try Self.bench()
    var python = try #require(Tools.python)
    python.folder = bench.folder.path
    let script = """
      from cryptography import x509
      from cryptography.hazmat.primitives.serialization import *
      from cryptography.hazmat.primitives.serialization import pkcs12
      key = load_pem_private_key(open("k.key", "rb").read(), None)
      crt = x509.load_pem_x509_certificate(open("k.crt", "rb").read())
      how = BestAvailableEncryption(b"\(passphrase)")
      open("k.p12", "wb").write(pkcs12.serialize_key_and_certificates(b"n", key, crt, None, how))
      """
    let result = try python.run(["-c", script])
    try #require(result.status == 0, "\(result)")
    try expectContents(of: bench, cipher: "AES-256-CBC")
  }

  @Test func anEmptyPassphraseIsOne() throws {
    let bench = try Self.bench()
    try bench.opensslMust("pkcs12 -export -inkey k.key -in k.crt -out k.p12 -passout pass:")
    try expect(bench.pki("match k.p12 k.crt --passin env:EMPTY", environment: ["EMPTY": ""]), exit: 0, says: "SUCCESS")
  }

  @Test func theKeyComesOut() throws {
    let bench = try Self.bench()
    try bench.opensslMust("pkcs12 -export -legacy -inkey k.key -in k.crt -out k.p12 -passout pass:\(passphrase)")
    try bench.pkiMust("unlock k.p12 --out out.key --passin env:SECRET", environment: secret)
    try expectDone(bench.openssl("pkey -in out.key -check -noout"), says: "Key is valid")
    try expect(bench.pki("match out.key k.crt"), exit: 0, says: "SUCCESS")
  }

  private func expectContents(of bench: Workbench, cipher: String) throws {
    let shown = try bench.pkiMust("inspect k.p12 --passin env:SECRET", environment: secret).text
    for words in [cipher, "CN=k.example.org", "Private key  EC P-256"] { #expect(shown.contains(words), "\(shown)") }
    try expect(bench.pki("match k.p12 k.crt --passin env:SECRET", environment: secret), exit: 0, says: "SUCCESS")
    try expect(
      bench.pki("match k.p12 k.key --passin env:WRONG", environment: secret), exit: 2, says: "wrong passphrase")
    try expect(bench.pki("inspect k.p12"), exit: 0, says: "locked")
  }

  private static func bench() throws -> Workbench {
    let bench = try Workbench()
    try bench.putKey("ec:p256", as: "k.key")
    try bench.pkiMust("selfsigned k --leaf --key k.key CN:k.example.org")
    return bench
  }
}
