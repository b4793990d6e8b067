import TestKit
import Testing

/// Wrong arguments: exit 64, the nearest right word, and nothing done.
@Suite struct UsageTests {
  /// A wrong call, and words that the answer must have.
  struct Case: Sendable, CustomTestStringConvertible {
    let words: [String]
    let says: [String]
    var testDescription: String { words.joined(separator: " ") }

    init(_ words: String, _ says: String...) {
      self.words = words.split(separator: " ").map(String.init)
      self.says = says
    }

    static let commands: [Case] = [
      Case("insepct ca.crt", "inspect"), Case("crs n CN:a.example", "csr"), Case("slefsigned n", "selfsigned"),
      Case("verfy ca.crt", "verify"), Case("unlok ca.key", "unlock"), Case("pkcs12-ssh admin", "pkcs12-to-ssh"),
      Case("singn a ca", "sign"), Case("macth ca.key ca.crt", "match"), Case("help insepct", "inspect"),
      Case("man vrefy", "verify"), Case("completion bsh", "bash"), Case("zzzzzz", "unknown command"),
      Case("--jsno list", "--json"), Case("--frmat json list", "--format"), Case("--format jsn list", "json"),
      Case("--format", "--format"), Case("--color alwyas list", "always"), Case("--max-size many list", "--max-size"),
      Case("--at yesterday list", "--at"), Case("--version=3", "--version"), Case("--quiet=yes list", "--quiet"),
      Case("-z list", "-z"), Case("--nothing-like-it list", "--nothing-like-it"), Case("--dir", "--dir"),
    ]

    static let making: [Case] = [
      Case("csr", "NAME"), Case("csr n", "CN"), Case("csr n O:Example", "CN"), Case("csr n CNN:a.example", "CN"),
      Case("csr n CN:a.example subjectAltNmae:b.example", "subjectAltName"), Case("csr n CN:a.example OUU:x", "OU"),
      Case("csr n CN:a.example word", "word"), Case("csr n CN:", "CN"), Case("csr n CN:a.example C:UK", "GB"),
      Case("csr n CN:a.example C:GBR", "C"), Case("csr a.b CN:a.example", "a.b"), Case("csr ../n CN:a.example", "../n"),
      Case("csr n CN:a.example CN:b.example", "CN"), Case("csr n CN:a.example SAN:a..b", "a..b"),
      Case("csr n CN:a.example SAN:IP:1.2.3.400", "1.2.3.400"), Case("csr n CN:a.example SAN:b_c!", "b_c!"),
      Case("csr n CN:a.example --key-type rsa:1024", "rsa:2048"),
      Case("csr n CN:a.example --key-type ec:p265", "ec:p256"),
      Case("csr n CN:a.example --key-typ rsa:2048", "--key-type"), Case("csr n CN:a.example --digest md5", "sha256"),
      Case("csr n CN:a.example --eku servreAuth", "serverAuth"),
      Case("csr n CN:a.example --key-usage digitalSignatur", "digitalSignature"),
      Case("csr n CN:a.example --out-form dre", "der"), Case("csr n CN:a.example --must-stapel", "--must-staple"),
      Case("csr n CN:a.example --key ca.key --lock", "--lock"), Case("csr n CN:a.example --from hosts.csv", "--from"),
      Case("csr n CN:a.example --for callbrigde", "callbridge"), Case("csr n CN:a.example --passin geheim", "--passin"),
      Case("selfsigned", "NAME"), Case("selfsigned n --days ten", "--days"), Case("selfsigned n --days -1", "--days"),
      Case("selfsigned n --days 0", "--days"), Case("selfsigned n --path-length -2", "--path-length"),
      Case("selfsigned n --leaf --path-length 1", "--path-length"), Case("selfsigned n --laef", "--leaf"),
      Case("selfsigned n --serial xyz", "--serial"), Case("selfsigned n --not-after 2001-01-01", "2001-01-01"),
      Case("selfsigned n --not-after noon", "--not-after"), Case("sign", "CSR"), Case("sign a", "CA"),
      Case("sign a ca --days many", "--days"), Case("sign a ca --dyas 3", "--days"),
      Case("sign a ca --san b..c", "b..c"),
      Case("sign a ca --subject nonsense", "nonsense"), Case("sign a ca --serial 0", "--serial"),
      Case("sign a ca --path-length 1", "--ca"),
    ]

    static let reading: [Case] = [
      Case("inspect", "FILE"), Case("inspect --ful ca.crt", "--full"), Case("inspect --full=3 ca.crt", "--full"),
      Case("match", "KEY"), Case("match ca.key", "CERT"), Case("match ca.key ca.crt --jsn", "--json"),
      Case("verify", "CERT"), Case("verify a b c d", "d"), Case("verify ca.crt ca.crt --purpose servr", "server"),
      Case("verify ca.crt ca.crt --security-level 9", "--security-level"), Case("verify ca.crt --trsut x", "--trust"),
      Case("verify ca.crt ca.crt --ip 1.2.3", "--ip"), Case("verify ca.crt ca.crt --host", "--host"),
      Case("list --sort nmae", "name"), Case("list --by keey", "key"), Case("list --recursiv", "--recursive"),
      Case("unlock", "KEY"), Case("unlock a b", "b"), Case("unlock ca.key --outt x", "--out"),
      Case("unlock -", "--out"),
      Case("lock", "KEY"), Case("lock ca.key --scrpyt", "--scrypt"), Case("lock ca.key --passout pass:x", "env:"),
      Case("pkcs12-to-ssh", "USER"), Case("pkcs12-to-ssh a b", "b"), Case("pkcs12-to-ssh admin --kepe", "--keep"),
    ]
  }

  @Test(arguments: Case.commands + Case.making + Case.reading) func theNearestRightWord(_ row: Case) throws {
    let folder = try Fixture.store()
    let before = try Snapshot(folder)
    for voice in [[], ["--json"]] {
      let result = try Pki.run(row.words + voice, in: folder.path)
      #expect(result.status == 64, "\(result)")
      #expect(result.errorText.hasPrefix("pki: error: "), "\(result)")
      #expect(result.errorLines.count <= 4, "\(result)")
      for word in row.says { #expect(result.errorText.contains(word), "\(result)") }
      #expect(voice.isEmpty ? result.output.isEmpty : true, "\(result)")
      #expect(try Snapshot(folder) == before)
    }
  }
}
