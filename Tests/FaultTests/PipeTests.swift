import TestKit
import Testing

/// What comes from standard input and goes to standard output, wherever one file is read or written.
@Suite struct PipeTests {
  private static func pki(
    _ line: String, input: [UInt8] = [], in folder: TemporaryFolder, status: Int32 = 0
  ) throws -> Program.Result {
    let program = Program(Pki.path, folder: folder.path, environment: Scenario.environment)
    let result = try program.run(line.split(separator: " ").map(String.init), input: input)
    #expect(result.status == status, "\(line): \(result)")
    #expect(!folder.names.contains { $0.hasPrefix("-") }, "\(line): \(folder.names)")
    return result
  }

  @Test func aRequestBecomesACertificate() throws {
    let folder = try Fixture.store(), before = folder.names
    let request = try folder.bytes("a.csr")
    let certificate = try Self.pki("sign - ca", input: request, in: folder).output
    #expect(try Self.pki("verify - ca.crt", input: certificate, in: folder).text.contains("SUCCESS"))
    let chain = try Self.pki("sign - ca --chain", input: request, in: folder).text
    #expect(chain.split(separator: "-----BEGIN CERTIFICATE-----" as String).count == 2 && chain.hasPrefix("-----BEGIN"))
    let json = try JSONValue(Self.pki("sign - ca --json", input: request, in: folder).text)
    let input = try #require(json["inputs"]?.elements.first)
    #expect(input["certificate_file"] == .null)
    var pem = ""
    if case .text(let text)? = input["pem"] { pem = text }
    #expect(try Self.pki("match - a.csr", input: Array(pem.utf8), in: folder).text.contains("SUCCESS"))
    _ = try Self.pki("complete - ca.crt", input: request, in: folder, status: 64)
    #expect(folder.names == before)
  }

  @Test func aKeyIsUnlockedAndLocked() throws {
    let folder = try Fixture.store(), before = folder.names
    let locked = try folder.bytes("locked.key")
    let open = try Self.pki("unlock - --passin env:PW --out -", input: locked, in: folder).output
    #expect(open.starts(with: "-----BEGIN PRIVATE KEY-----\n".utf8))
    #expect(try Self.pki("unlock locked.key --passin env:PW --out -", in: folder).output == open)
    #expect(try Self.pki("unlock - --out -", input: open, in: folder).output == open)
    let again = try Self.pki("lock - --passout env:PW -o -", input: open, in: folder).output
    #expect(again.starts(with: "-----BEGIN ENCRYPTED PRIVATE KEY-----\n".utf8))
    #expect(try Self.pki("unlock - --passin env:PW -o -", input: again, in: folder).output == open)
    _ = try Self.pki("unlock - --passin env:PW", input: again, in: folder, status: 64)
    #expect(folder.names == before)
  }

  /// Open keys and octets are not for eyes, also where the terminal does not say how wide it is; PEM of the rest is.
  @Test(
    .enabled(if: Pseudoterminal.isThere),
    arguments: [
      ("unlock ca.key --out -", 64), ("unlock ca.key --out - --json", 64), ("export ca --pem --out -", 64),
      ("export ca --pem --out - --json", 64), ("export ca --der --out -", 64), ("inspect --der ca.crt", 64),
      ("export ca --pem --no-key --out -", 0), ("lock ca.key --passout env:PW --out -", 0),
    ]) func whatATerminalIsGiven(_ line: String, _ status: Int) throws
  {
    let folder = try Fixture.store(), words = line.split(separator: " ").map(String.init)
    let ending = try Pseudoterminal.run(
      words, in: folder.path, prompt: "none", environment: Scenario.environment)
    #expect(ending.status == status, "\(ending)")
    #expect(ending.screen.contains("BEGIN") == (status == 0) && !ending.screen.contains("BEGIN PRIVATE"), "\(ending)")
  }

  @Test func keyAndCertificateBecomeAContainer() throws {
    let folder = try Fixture.store()
    let pair = try folder.bytes("ca.key") + folder.bytes("ca.crt")
    let container = try Self.pki("export - --passout env:PW -o -", input: pair, in: folder).output
    let found = try Self.pki("inspect --short --passin env:PW -", input: container, in: folder).text
    #expect(found.contains("private-key") && found.contains("certificate"), "\(found)")
    _ = try Self.pki("export - --passout env:PW -o -", input: folder.bytes("ca.crt"), in: folder, status: 2)
  }

  @Test func aCertificateIsRevoked() throws {
    let folder = try Fixture.store()
    let certificate = try Self.pki("sign - ca", input: folder.bytes("a.csr"), in: folder).output
    #expect(try Self.pki("revoke - ca", input: certificate, in: folder).text.hasPrefix("Revoked"))
    #expect(folder.names.contains("ca.revoked"))
  }
}
