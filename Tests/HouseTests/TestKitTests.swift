@testable import TestKit
import Testing

@Suite struct TestKitTests {
  @Test func wordsAreThoseOfAShell() throws {
    #expect(
      try ShellWords.split("pki csr  a CN:\"My CA\" 'O:\"x\" y' e\\ f \"\" \"g\\\"h\\n\"")
        == ["pki", "csr", "a", "CN:My CA", "O:\"x\" y", "e f", "", "g\"h\\n"])
    #expect(throws: ShellWords.Unclosed.self) { try ShellWords.split("pki 'csr") }
  }

  @Test func aTranscriptIsReadAndWrittenAlike() {
    let text = """
      # About it.
      $ pki csr a
      < one
      < two
      Made a
      \\$ 5

      below
      ! pki: note
      ? 2

      # Next.
      $ ls
      0600 a.key

      # The end.

      -- a 600 --
      x

      -- b base64 --
      AAEC/w==

      """
    let transcript = Transcript(text)
    #expect(transcript.text == text)
    #expect(transcript.turns.map(\.command) == ["pki csr a", "ls"])
    #expect(transcript.turns[0].answers == ["one", "two"])
    #expect(transcript.turns[0].reply == ["Made a", "\\$ 5", "", "below", "! pki: note", "? 2"])
    #expect(transcript.turns[1].comments == ["# Next."])
    #expect(transcript.rest == ["# The end.", ""])
    #expect(transcript.files.map(\.mode) == [0o600, 0o644])
    #expect(transcript.files.map(\.bytes) == [[0x78, 0x0a], [0, 1, 2, 255]])
  }

  struct Masked: CustomTestStringConvertible, Sendable {
    let one: String, other: String
    /// nil where a mask must not hide the difference.
    let line: String?

    var testDescription: String { "\(one) | \(other)" }

    static let serial = "0c9f8e7d6c5b4a39281706f5e4d3c2b1a0918273"
    static let digest = serial + "0123456789abcdef01234567"

    static let all: [Masked] = [
      Masked(one: "same 5", other: "same 5", line: "same 5"),
      Masked(one: "Serial  \(serial)", other: "Serial  1d\(serial.dropFirst(3))", line: "Serial  [SERIAL]"),
      Masked(one: "SHA-1  \(serial)", other: "SHA-1  \(String(serial.reversed()))", line: "SHA-1  [SHA1]"),
      Masked(one: "SHA-256  \(digest)", other: "SHA-256  \(String(digest.reversed()))", line: "SHA-256  [SHA256]"),
      Masked(one: "a (1704 bytes), 3 left", other: "a (1708 bytes), 3 left", line: "a ([NUMBER] bytes), 3 left"),
      Masked(one: "Status  Good", other: "Status  Weak key", line: nil),
      Masked(one: "1 file", other: "one file", line: nil),
      Masked(one: "a 1 b", other: "a 2 c", line: nil),
    ]
  }

  @Test(arguments: Masked.all) func onlyWhatChangesIsMasked(_ masked: Masked) {
    #expect(Mask.merged(masked.one, masked.other) == masked.line)
  }

  @Test func aMaskHidesOnlyItsForm() {
    #expect(Mask.matches("Serial [SERIAL]", "Serial 0a1b"))
    #expect(!Mask.matches("Serial [SERIAL]", "Serial "))
    #expect(!Mask.matches("Serial [SERIAL]", "Serial none"))
    #expect(!Mask.matches("SHA-256 [SHA256]", "SHA-256 \(Masked.serial)"))
    #expect(!Mask.matches("[NUMBER] bytes", "12 bits"))
    #expect(Mask.withoutLibrary("with OpenSSL 3.0.19 27 Jan 2026.") == "with [OPENSSL].")
  }

  @Test func keysOfAnyLengthAreOneUnit() {
    let one = Reply(["-----BEGIN K-----", "AAAA", "BBBB", "-----END K-----"])
    let other = Reply(["-----BEGIN K-----", "CCCC", "DDDD", "EE==", "-----END K-----"])
    let merged = one.merged(with: other)?.lines ?? []
    #expect(merged == ["-----BEGIN K-----", "[BASE64]", "-----END K-----"])
    #expect(other.differences(from: Reply(merged)) == nil)
  }

  @Test func differencesAreShownInTheirPlace() {
    let found = Reply(["a", "Serial 0a", "x", "d"])
    #expect(
      found.differences(from: Reply(["a", "Serial [SERIAL]", "c", "d"]))
        == ["  a", "  Serial [SERIAL]", "- c", "+ x", "  d"])
  }

  @Test func aWrongTranscriptIsNoticed() throws {
    #expect(try TranscriptFile.differences(in: Transcript("$ pki selfsinged a\n? 64\n")).contains("+ ! pki: error"))
    #expect(try TranscriptFile.differences(in: Transcript("$ ls\n0600 a\n-- a 644 --\n")) == "$ ls\n- 0600 a\n+ 0644 a")
  }

  @Test func programsRunWithTheirStreams() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "sub/a", mode: 0o640)
    let shell = Program("/bin/sh", folder: folder.path, environment: ["WORD": "from outside"])
    let result = try shell.run(["-c", "cat; echo $WORD; ls sub; echo no >&2; exit 3"], input: Array("in\n".utf8))
    #expect(result.text == "in\nfrom outside\na\n")
    #expect(result.errorText == "no\n")
    #expect(result.status == 3)
    #expect(try shell.run(["-c", "kill -TERM $$"]).status == -15)
    #expect(throws: Disk.Failure.self) { try Program("/nowhere/program").run() }
  }

  @Test func aTemporaryFolderGoesWithItsOwner() throws {
    var folder: TemporaryFolder? = try TemporaryFolder()
    let path = try #require(folder).path
    try folder?.write("x", to: "deep/er/file", mode: 0o400)
    #expect(Disk.filesBelow(path) == ["deep/er/file"])
    #expect(Disk.mode("\(path)/deep/er/file") == 0o400)
    folder = nil
    #expect(Disk.status(path) == nil)
  }

  @Test func whatIsMissingIsMissing() {
    #expect(InstalledTool("sh").isThere)
    #expect(InstalledTool("no such program, as it should be").path == nil)
  }
}
