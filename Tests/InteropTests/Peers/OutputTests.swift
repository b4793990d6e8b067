import TestKit
import Testing

/// What peers lose or spoil on the way to the reader.
@Suite(.enabled(if: Tools.areThere)) struct OutputTests {
  /// cfssl and certinfo drop URI, email, UPN and SRV names without a word.
  @Test func noKindOfNameIsDropped() throws {
    let bench = try Workbench()
    let settings = """
      [req]
      distinguished_name = none
      x509_extensions = all
      [none]
      [all]
      subjectAltName = @names
      [names]
      DNS = d.example.org
      email = e@example.org
      URI = https://u.example.org/x
      IP.1 = 192.0.2.9
      IP.2 = 2001:db8::9
      RID = 1.2.3.4
      dirName = directory
      otherName.1 = 1.3.6.1.4.1.311.20.2.3;UTF8:upn@example.org
      otherName.2 = 1.3.6.1.5.5.7.8.7;IA5:_sip.example.org
      otherName.3 = 1.2.3.5;UTF8:other
      [directory]
      CN = Directory Name

      """
    try bench.folder.write(settings, to: "req.cnf")
    try bench.putKey("ec:p256", as: "k.key")
    try bench.opensslMust("req -x509 -new -key k.key -subj /CN=all -days 30 -config req.cnf -out all.crt")
    let values = [
      "d.example.org", "e@example.org", "https://u.example.org/x", "192.0.2.9", "2001:db8::9", "1.2.3.4",
      "Directory Name", "upn@example.org", "_sip.example.org", "1.2.3.5",
    ]
    for options in ["", "--full", "--json", "--format ndjson"] {
      let shown = try bench.pkiMust("inspect all.crt \(options)").text
      for value in values { #expect(shown.contains(value), "\(value) in \(options): \(shown)") }
    }
  }

  /// certigo's JSON had "serial": 2.6068085574204307e+38.
  @Test func serialsAreStrings() throws {
    let bench = try Workbench()
    let serial = "7fffffffffffffffffffffffffffffffffffffff"
    try bench.pkiMust("selfsigned s --serial \(serial) \(try bench.reuseKey())")
    let json = try bench.pkiMust("inspect --json s.crt").text
    #expect(json.contains("\"serial\": \"\(serial)\""))
    #expect(json.contains("\"serial_decimal\": \"730750818665451459101842416358141509827966271487\""))
    try expectDone(bench.openssl("x509 -in s.crt -noout -serial"), says: "serial=\(serial.uppercased())")
  }

  @Test(.enabled(if: Tools.python != nil)) func jsonIsReadByPython() throws {
    let bench = try Chains.bench()
    try bench.join(["leaf.crt", "inter.crt"], to: "chain.pem")
    let commands = [
      "inspect --json chain.pem leaf.key leaf.csr missing.pem", "list --json", "match --json leaf.key leaf.crt",
      "match --json leaf.key ca.crt", "verify --json chain.pem ca.crt", "verify --json leaf.crt other.crt",
      "--json csr new CN:new.example.org --key-type ec:p256 --dry-run",
    ]
    for words in commands {
      let result = try bench.pki(words)
      var python = try #require(Tools.python)
      python.folder = bench.folder.path
      let script = "import json, sys; d = json.load(sys.stdin); print(d['schema'], d['command'], len(d['inputs']))"
      let read = try python.run(["-c", script], input: result.output)
      let command = words.split(separator: " ").first { !$0.hasPrefix("-") } ?? ""
      #expect(read.status == 0 && read.text.hasPrefix("pki/1 \(command) "), "pki \(words): \(read)\n\(result)")
    }
  }

  /// `openssl x509 -in -` fails in 3.0 with "unregistered scheme".
  @Test func aDashIsStandardInput() throws {
    let bench = try Chains.bench()
    let certificate = try bench.folder.bytes("leaf.crt")
    try expect(bench.pki("inspect -", input: certificate), exit: 0, says: "leaf.example.org")
    try expect(bench.pki("verify - inter.crt ca.crt", input: certificate), exit: 0, says: "SUCCESS")
    try expect(bench.pki("match leaf.key -", input: certificate), exit: 0, says: "SUCCESS")
    try expect(bench.pki("inspect -"), exit: 2)
    let der = try bench.opensslMust("x509 -in leaf.crt -outform DER").output
    try expect(bench.pki("inspect -", input: der), exit: 0, says: "leaf.example.org")
  }

  /// sslscan writes escape sequences into pipes, NO_COLOR or not.
  @Test func noColourIntoAPipe() throws {
    let bench = try Chains.bench()
    let commands = [
      "help", "help csr", "inspect leaf.crt", "list", "match leaf.key ca.crt", "verify leaf.crt ca.crt",
      "verify leaf.crt inter.crt ca.crt", "inspect missing.pem", "unknown",
    ]
    let settings: [[String: String]] = [["TERM": "xterm-256color"], ["TERM": "xterm", "CLICOLOR_FORCE": "1"]]
    for words in commands {
      for environment in settings {
        let result = try bench.pki(words, environment: environment)
        #expect(!(result.output + result.errors).contains(0x1b), "pki \(words)")
      }
    }
    try #expect(bench.pki("--color always verify leaf.crt ca.crt").output.contains(0x1b))
    try #expect(!bench.pki("--color never verify leaf.crt ca.crt").output.contains(0x1b))
  }

  /// openssl and certtool print escape sequences and line ends of names raw.
  @Test func namesCannotForgeLines() throws {
    let bench = try Workbench()
    try bench.putKey("ec:p256", as: "k.key")
    // Names of the same length take the place of harmless ones in the DER; the signature is broken by that.
    let forged = "a\u{1b}[2Jb\r\nFORGED: line!"
    let harmless = String(repeating: "x", count: forged.utf8.count)
    try bench.opensslMust(
      "req -x509 -new -key k.key -days 30 -subj /CN=\(harmless) -addext subjectAltName=DNS:\(harmless) -out x.crt")
    var der = try bench.opensslMust("x509 -in x.crt -outform DER").output
    let pattern = Array(harmless.utf8)
    for start in 0..<(der.count - pattern.count) where Array(der[start..<(start + pattern.count)]) == pattern {
      der.replaceSubrange(start..<(start + pattern.count), with: Array(forged.utf8))
    }
    try #require(der.count { $0 == 0x1b } >= 2)
    try bench.folder.write(der, to: "forged.der")
    let commands = [
      "inspect", "inspect --full", "inspect --json", "inspect --short", "list", "verify --trust forged.der",
    ]
    for words in commands {
      let shown = try bench.pki("\(words) forged.der")
      #expect(shown.text.contains("FORGED: line!"), "pki \(words): \(shown)")
      #expect(!(shown.output + shown.errors).contains { $0 < 0x20 && $0 != 0x0a }, "pki \(words): \(shown)")
      #expect(!shown.text.split(separator: "\n").contains { $0.hasPrefix("FORGED") }, "pki \(words): \(shown)")
    }
  }
}
