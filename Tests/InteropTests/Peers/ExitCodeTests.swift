import TestKit
import Testing

/// certinfo, ssl-cert-check and certigo exit 0 for a file that is not there, or that holds nothing: never here.
@Suite(.enabled(if: Tools.areThere)) struct ExitCodeTests {
  /// A command and the file that it cannot use.
  struct Case: Sendable, CustomTestStringConvertible {
    let words: String
    var testDescription: String { words }

    private static let files = ["missing.pem", "text.pem", "damaged.pem", "empty.pem", "truncated.der"]
    private static let commands = [
      "inspect @", "inspect leaf.crt @", "list @", "match leaf.key @", "match @ leaf.crt", "match leaf.key leaf.crt @",
      "verify @ ca.crt", "verify leaf.crt @", "verify leaf.crt ca.crt @", "verify @ --trust ca.crt",
      "verify leaf.crt @ --trust ca.crt", "verify leaf.crt --trust @", "verify leaf.crt --trust ca.crt --trust @",
      "verify leaf.crt --trust ca.crt --untrusted @", "sign @ ca", "sign leaf @", "unlock @",
      "csr new --key @ CN:a.example.org",
    ]
    static let all = commands.flatMap { command in files.map { Case(words: command.replacing("@", with: $0)) } }
  }

  @Test(arguments: stride(from: 0, to: Case.all.count, by: 30).map { $0 }) func neverZero(_ start: Int) throws {
    let bench = try Chains.bench()
    try bench.folder.write("hello\n", to: "text.pem")
    try bench.folder.write("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", to: "damaged.pem")
    try bench.folder.write("", to: "empty.pem")
    let der = try bench.opensslMust("x509 -in leaf.crt -outform DER").output
    try bench.folder.write(Array(der.prefix(der.count / 2)), to: "truncated.der")
    for test in Case.all.dropFirst(start).prefix(30) {
      let result = try bench.pki(test.words)
      #expect(result.status == 2, "pki \(test.words): \(result)")
      #expect(result.errorText.hasPrefix("pki: error: "), "pki \(test.words): \(result)")
    }
  }

  /// The exit status of pkilint is the number of findings: 256 of them are exit 0.
  @Test func isNoCount() throws {
    let bench = try Chains.bench()
    let missing = (1...256).map { "missing\($0).pem" }
    try expect(bench.pki("inspect", missing), exit: 2)
    try expect(bench.pki("match leaf.key", missing), exit: 2)
    let copies = Array(repeating: "leaf.crt", count: 256)
    try expect(bench.pki("verify --trust ca.crt --host wrong.example.org", copies), exit: 1)
  }

  @Test func manyInputsAreAllHandledAndTheWorstCounts() throws {
    let bench = try Chains.bench()
    let shown = try bench.pki("inspect --short leaf.crt missing.pem ca.crt")
    expect(shown, exit: 2, says: "missing.pem")
    #expect(shown.text.contains("leaf.example.org") && shown.text.contains("Root"), "\(shown)")
    let verified = try bench.pki("verify --trust ca.crt --untrusted inter.crt leaf.crt missing.pem other.crt")
    expect(verified, exit: 2, says: "missing.pem")
    #expect(verified.text.contains("SUCCESS") && verified.text.contains("FAILURE"), "\(verified)")
  }

  /// `openssl x509 -checkhost` and `s_client -verify_hostname` exit 0 for the wrong name.
  @Test func aWrongNameIsOne() throws {
    let bench = try Chains.bench()
    let verify = "verify leaf.crt inter.crt ca.crt"
    try expect(bench.pki("\(verify) --host leaf.example.org --ip 192.0.2.1"), exit: 0, says: "SUCCESS")
    try expect(bench.pki("\(verify) --host wrong.example.org"), exit: 1, says: "FAILURE")
    try expect(bench.pki("\(verify) --ip 192.0.2.2"), exit: 1, says: "FAILURE")
    try expect(bench.pki("\(verify) --host leaf.example.org --host wrong.example.org"), exit: 1, says: "FAILURE")
    try expect(bench.pki("\(verify) --email ops@example.org"), exit: 1, says: "FAILURE")
  }
}
