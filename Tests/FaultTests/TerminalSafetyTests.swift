import Glibc
import TestKit
import Testing

/// No octet of a file, a name or an argument steers the terminal that it is shown on.
@Suite struct TerminalSafetyTests {
  /// One file that holds everything.
  struct Carrier: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: @Sendable () throws -> [UInt8]

    init(_ name: String, _ bytes: @escaping @Sendable () throws -> [UInt8]) {
      self.testDescription = name
      self.bytes = bytes
    }

    static let all: [Carrier] = [
      Carrier("certificates") { try HostileText.all.flatMap { try $0.certificate() } },
      Carrier("requests") { try HostileText.all.flatMap { try $0.request() } },
      Carrier("revocation lists") { try HostileText.all.flatMap { try $0.revocationList() } },
      Carrier("lines") { try HostileText.all.flatMap { try $0.lines() } },
      Carrier("binary") { HostileText.all.flatMap(\.text) },
    ]
  }

  /// Ways to look at files.
  static let views: [[String]] = [
    ["inspect"], ["inspect", "--full"], ["inspect", "--short"], ["inspect", "--full", "--json"],
    ["inspect", "--full", "--format", "ndjson"], ["list"], ["list", "--by", "subject"], ["list", "--by", "issuer"],
    ["list", "--names"], ["list", "--json"], ["match", "ca.key"], ["match", "ca.key", "ca.crt"],
    ["match", "--json", "ca.key", "ca.crt"], ["match", "--weak"], ["verify"], ["verify", "--json"],
  ]

  @Test(arguments: Carrier.all, views) func inFiles(_ carrier: Carrier, _ words: [String]) throws {
    let folder = try Fixture.store()
    try folder.write(try carrier.bytes(), to: "x")
    let result = try Pki.run(words + ["x"], in: folder.path)
    try check(result, words)
    // What is hostile is shown, not left out.
    guard words[0] == "inspect", carrier.testDescription != "binary" else { return }
    #expect(result.text.contains(words.count > 2 ? "x\\u001by" : "x\\x1by"), "\(words)")
  }

  @Test(arguments: views.filter { $0[0] != "verify" }) func inContainersAndNames(_ words: [String]) throws {
    let folder = try Fixture.store()
    try Disk.makeFolder(folder.path("x"))
    for text in HostileText.all where !text.octets.contains(0) && text.octets != [0x2f] {
      let path = Array("\(folder.path)/x/".utf8) + text.text + [0]
      let file = unsafe path.withUnsafeBytes { bytes in
        unsafe bytes.withMemoryRebound(to: CChar.self) { path in
          unsafe path.baseAddress.map { unsafe open($0, O_WRONLY | O_CREAT | O_EXCL, 0o644) } ?? -1
        }
      }
      try Disk.writeAll(try text.pkcs12(), to: file, "x")
      close(file)
    }
    try check(Pki.run(words + ["x"], in: folder.path), words)
  }

  @Test(arguments: HostileText.some) func inWhatIsMade(_ text: HostileText) throws {
    let folder = try Fixture.store()
    try folder.write(try text.certificate(), to: "x.crt")
    try folder.write(try text.request(), to: "x.csr")
    try folder.write(try text.revocationList(), to: "x.crl")
    try folder.write(try text.pkcs12(), to: "x.pub")
    try folder.write(try text.lines(), to: "lines")
    let calls = [
      "verify x.crt x.crt", "verify x.crt ca.crt", "verify ca.crt x.crt", "verify x.crt x.crt --crl x.crl",
      "verify x.crt --trust x.crt --host x --explain", "match x.csr x.crt", "match ca.key x.crt x.csr",
      "sign x ca --force", "sign a x --ca-key ca.key --chain", "crl x --ca-key ca.key", "crl ca", "revoke x.crt x",
      "csr n CN:a.example --key lines", "unlock lines", "unlock x.pub --out n.key", "pkcs12-to-ssh x", "list",
    ]
    for call in calls {
      for format in [[], ["--json"], ["--format", "ndjson"]] {
        let words = call.split(separator: " ").map(String.init) + format
        try check(Pki.run(words, in: folder.path, environment: Scenario.environment), words)
      }
    }
  }

  @Test(arguments: HostileText.some) func inArguments(_ text: HostileText) throws {
    guard let word = String(validating: text.text, as: UTF8.self), !text.octets.contains(0) else { return }
    let folder = try Fixture.store()
    let calls = [
      [word], ["inspect", word], ["list", word], ["inspect", "--\(word)"], ["-C", word, "list"], ["csr", word, "CN:a"],
      ["csr", "n", "CN:\(word)", "--dry-run", "--key-type", "ec:p256"], ["csr", "n", "CN:a", "SAN:\(word)"],
      ["csr", "n", "\(word):a"], ["csr", "n", "CN:a", "--key-type", word], ["sign", word, "ca"], ["sign", "a", word],
      ["sign", "a", "ca", "--subject", word], ["verify", "ca.crt", "ca.crt", "--host", word],
      ["match", word, "ca.crt"],
      ["unlock", "locked.key", "--passin", word], ["unlock", "locked.key", "--passin", "file:\(word)"],
      ["unlock", "ca.key", "--out", "\(word)/n"], ["revoke", word, "ca"], ["crl", word], ["help", word],
      ["pkcs12-to-ssh", word],
    ]
    for words in calls {
      for format in [[], ["--json"]] { try check(Pki.run(words + format, in: folder.path), words) }
    }
  }

  private func check(_ result: Program.Result, _ words: [String]) throws {
    let status = [0, 1, 2, 64].contains(result.status)
    #expect(status, "\(words): \(result.status)")
    #expect(Printed(result).faults == [], "\(words)")
    guard !result.output.isEmpty else { return }
    if words.contains("--json") { #expect(throws: Never.self, "\(words)") { try JSONValue(result.text) } }
    guard words.contains("ndjson") else { return }
    for line in result.text.split(separator: "\n") {
      #expect(throws: Never.self, "\(words)") { try JSONValue(String(line)) }
    }
  }
}
