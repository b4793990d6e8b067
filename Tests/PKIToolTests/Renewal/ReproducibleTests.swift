import TestKit
import Testing

/// The same key, serial number and dates make the same certificate, where the signature algorithm has no chance in it.
@Suite struct ReproducibleTests {
  /// A type of key, and a digest to sign with.
  struct Scheme: Sendable, CustomTestStringConvertible {
    let type: String
    var digest: String?
    var testDescription: String { type + (digest.map { " " + $0 } ?? "") }
    var words: [String] { digest.map { ["--digest", $0] } ?? [] }

    static let all = [
      Scheme(type: "rsa:2048"), Scheme(type: "rsa:2048", digest: "sha384"), Scheme(type: "rsa:2048", digest: "sha512"),
      Scheme(type: "ed25519"), Scheme(type: "ed448"),
    ]
  }

  private static let fixed = [
    "--serial", "1f3a", "--not-before", "2026-01-01T00:00:00Z", "--not-after", "2027-01-01T00:00:00Z", "--force",
  ]

  @Test(arguments: Scheme.all) func theSameAgain(_ scheme: Scheme) throws {
    let folder = try TemporaryFolder()
    func run(_ words: [String]) throws {
      let run = try Surface.run(words, in: folder)
      #expect(run.status == 0, "\(words): \(run.errors)")
    }
    try run(["selfsigned", "ca", "--key-type", scheme.type])
    try run(["csr", "a", "CN:a.example.com", "SAN:10.1.2.3", "--key-type", "ec:p256"])
    for words in [["selfsigned", "n", "CN:n", "--key", "ca.key"], ["sign", "a", "ca"]] {
      let file = words[1] == "a" ? "a.crt" : "n.crt"
      try run(words + scheme.words + Self.fixed)
      let first = try folder.bytes(file)
      try run(words + scheme.words + Self.fixed)
      #expect(try folder.bytes(file) == first, "\(words)")
      try run(words + scheme.words + Self.fixed.map { $0 == "1f3a" ? "1f3b" : $0 })
      #expect(try folder.bytes(file) != first, "\(words)")
      guard InstalledTool("openssl").isThere else { continue }
      let openssl = InstalledTool("openssl").program(folder: folder.path)
      let read = try openssl.run(["x509", "-in", file, "-noout", "-serial", "-startdate"])
      #expect(read.text == "serial=1F3B\nnotBefore=Jan  1 00:00:00 2026 GMT\n", "\(read)")
    }
  }
}
