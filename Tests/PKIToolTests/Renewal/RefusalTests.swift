import TestKit
import Testing

/// What does not fit is refused, with the reason, and nothing is written.
@Suite struct RefusalTests {
  /// A command line, its exit code, and what is said.
  struct Refusal: Sendable, CustomTestStringConvertible {
    let line: String
    let status: Int32
    let says: String
    var testDescription: String { "pki \(line)" }
    var words: [String] { line.split(separator: " ").map(String.init) }

    private static let pair = "Certificate and private key do not appear to be part of the same key pair"

    static let all = [
      Refusal(line: "complete a b.pem", status: 1, says: "\(pair): it is not for a.csr\n"),
      Refusal(line: "complete a b.pem", status: 1, says: "hint: it belongs to b.csr, b.key"),
      Refusal(
        line: "complete a strangers/answer.pem", status: 1, says: "hint: no request or key of the store matches it\n"),
      Refusal(line: "complete swapped swapped.pem", status: 1, says: "swapped.key: \(pair)\n"),
      Refusal(line: "complete swapped swapped.pem", status: 1, says: "the key of swapped.csr is in b.key"),
      Refusal(line: "complete a a.pem --key b.key", status: 1, says: "b.key: \(pair)\n"),
      Refusal(line: "complete b changed.pem --strict", status: 1, says: ""),
      Refusal(line: "complete taken taken.pem", status: 2, says: "taken.crt: it exists already"),
      Refusal(line: "complete a junk.pem", status: 2, says: "junk.pem: this is text"),
      Refusal(line: "complete a cut.pem", status: 2, says: "cut.pem: "),
      Refusal(line: "complete a a.key", status: 2, says: "this is a private key, not a certificate"),
      Refusal(line: "complete a a.csr", status: 2, says: "this is a certificate signing request, not a certificate"),
      Refusal(
        line: "complete a.pem a.pem", status: 2, says: "this is a certificate, not a certificate signing request"),
      Refusal(line: "complete a nowhere.pem", status: 2, says: "nowhere.pem: cannot open"),
      Refusal(line: "complete --from twins", status: 1, says: "2 requests have this key: twin1.csr, twin2.csr"),
      Refusal(line: "complete --from strangers", status: 1, says: "no request of the store asks for it"),
      Refusal(line: "complete --from junk", status: 2, says: "no file in this folder holds a certificate"),
      Refusal(line: "complete --from nowhere", status: 2, says: "nowhere: "),
      Refusal(line: "complete a", status: 64, says: "CERT is missing"),
      Refusal(line: "renew strangers/answer.pem", status: 2, says: "no file of the store holds the private key"),
      Refusal(line: "renew ca", status: 1, says: "this certificate is self-signed"),
      Refusal(line: "renew junk.pem", status: 2, says: "junk.pem: this is text"),
      Refusal(line: "renew a.pem", status: 2, says: "a.csr: it exists already"),
      Refusal(line: "renew a.pem --as n --key junk.pem", status: 2, says: "junk.pem: this is text"),
      Refusal(line: "renew a.pem --as a/n", status: 64, says: "a name cannot hold a slash"),
      Refusal(line: "renew a.pem --as n CM:x", status: 64, says: "CM:x: not an attribute"),
      Refusal(line: "renew a.pem --as n --add-san a_b.example", status: 64, says: "underscore"),
      Refusal(line: "renew a.pem --as n --drop-san x.example", status: 64, says: "the certificate has no such name"),
      Refusal(line: "diff a.pem junk.pem", status: 2, says: "junk.pem: this is text"),
      Refusal(line: "diff a.pem", status: 64, says: "B is missing"),
      Refusal(line: "user ../x", status: 64, says: "a name cannot hold a slash"),
      Refusal(line: "user jo", status: 2, says: "there is no terminal to ask at"),
    ]
  }

  /// Requests a, b, swapped (whose key file is another), taken (whose certificate is there), twins with one key; answers to
  /// each; a stranger's certificate.
  private static let store = Result {
    let folder = try TemporaryFolder()
    func run(_ line: String) throws {
      let run = try Surface.run(line.split(separator: " ").map(String.init), in: folder)
      #expect(run.status == 0, "\(line): \(run.errors)")
    }
    func move(_ old: String, _ new: String) throws {
      try folder.write(folder.bytes(old), to: new)
      Disk.remove(folder.path(old))
    }
    try run("selfsigned ca --key-type ec:p256")
    for name in ["a", "b", "taken", "stranger", "twin"] {
      try run("csr \(name) CN:\(name).example.com --key-type ec:p256")
      try run("sign \(name) ca")
    }
    try run("sign b ca --force --eku serverAuth")
    try move("a.crt", "a.pem")
    try folder.write(folder.bytes("b.crt"), to: "b.pem")
    try move("b.crt", "changed.pem")
    try run("csr swapped CN:s.example.com --key b.key")
    try run("sign swapped ca")
    try move("swapped.crt", "swapped.pem")
    try folder.write(folder.bytes("a.key"), to: "swapped.key", mode: 0o600)
    try folder.write(folder.bytes("a.pem"), to: "taken.pem")
    try run("sign taken ca --force --serial 1f")
    try move("taken.crt", "taken.pem")
    try folder.write("old", to: "taken.crt")
    try folder.write(folder.bytes("twin.csr"), to: "twin1.csr")
    try move("twin.csr", "twin2.csr")
    try move("twin.crt", "twins/answer.pem")
    try move("stranger.crt", "strangers/answer.pem")
    for name in ["stranger.csr", "stranger.key"] { Disk.remove(folder.path(name)) }
    try folder.write("Dear all\n", to: "junk.pem")
    try folder.write("Dear all\n", to: "junk/letter.txt")
    try folder.write(Array(folder.bytes("a.pem").prefix(200)), to: "cut.pem")
    return folder
  }

  @Test(arguments: Refusal.all) func nothingIsWritten(_ refusal: Refusal) throws {
    let folder = try Self.store.get()
    let before = try folder.names.map { try Disk.isFolder(folder.path($0)) ? [] : folder.bytes($0) }
    let names = folder.names
    let run = try Surface.run(refusal.words, in: folder)
    #expect(run.status == refusal.status, "\(run.output)\(run.errors)")
    #expect(run.errors.contains(refusal.says), "\(run.errors)")
    #expect(folder.names == names)
    #expect(try folder.names.map { try Disk.isFolder(folder.path($0)) ? [] : folder.bytes($0) } == before)
  }
}
