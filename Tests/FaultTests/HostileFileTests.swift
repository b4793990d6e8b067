import Glibc
import TestKit
import Testing

/// Whatever stands where a file should be: every command refuses it at once, says what it is, and changes nothing.
@Suite struct HostileFileTests {
  @Test(arguments: HostileFile.places + HostileFile.foreign + HostileFile.damaged + HostileFile.dear)
  func isRefused(_ file: HostileFile) throws {
    for taker in FileTaker.all {
      let folder = try Fixture.store()
      try folder.write(Fixture.certificate, to: "a.crt")
      guard try file.make(folder, taker.file) else {
        InstalledTool.sayAloud("skipped: \(file.name) cannot be made here")
        return
      }
      let before = try Snapshot(folder)
      // Errors are lines for people, and in JSON objects too; of elements inspect makes objects alone.
      let json = try taker.run(in: folder, format: ["--json"])
      let result = taker.shows || file.others[taker.name] != nil ? try taker.run(in: folder) : json
      let place = "\(file.name), \(taker.name): \(json)\(result)"
      #expect(Printed(json).faults == [] && Printed(result).faults == [], "\(place)")
      let document = try JSONValue(json.text)
      if let statuses = file.others[taker.name] {
        #expect(statuses.contains(json.status) && statuses.contains(result.status), "\(place)")
        continue
      }
      #expect(result.isCleanFailure && json.status == 2, "\(place)")
      #expect(result.errorText.contains("pki: error: \(taker.file): "), "\(place)")
      let said = file.says + taker.says
      #expect(said.contains { result.errorText.contains($0) }, "\(place)")
      #expect(document.keys.contains("code") && document.keys.contains("hint"), "\(place)")
      #expect(try Snapshot(folder) == before, "\(place)")
    }
  }

  @Test(arguments: FileTaker.all) func aPipeIsReadToItsEnd(_ taker: FileTaker) throws {
    let folder = try Fixture.store()
    try folder.write(Fixture.certificate, to: "a.crt")
    let pipe = folder.path(taker.file)
    #expect(unsafe mkfifo(pipe, 0o600) == 0)
    let before = folder.names
    let result = try Bounded.run(
      taker.words, in: folder.path, environment: Scenario.environment, before: "echo Dear all > \(taker.file) &")
    // Whoever still waits for a reader has one now.
    close(unsafe open(pipe, O_RDONLY | O_NONBLOCK))
    #expect(result.isCleanFailure, "\(result)")
    #expect(result.errorText.contains("pki: error: \(taker.file): "), "\(result)")
    #expect((taker.says + ["this is text"]).contains { result.errorText.contains($0) }, "\(result)")
    #expect(folder.names == before)
  }

  @Test(arguments: ["list x", "inspect x", "match x ca.crt", "verify ca.crt --trust x"])
  func nothingButFilesIsOpenedInAFolder(_ words: String) throws {
    let folder = try Fixture.store()
    try folder.write(Fixture.certificate, to: "x/ca.crt")
    #expect(unsafe mkfifo(folder.path("x/pipe"), 0o600) == 0)
    #expect(unsafe symlink("/dev/zero", folder.path("x/zero")) == 0)
    let result = try Bounded.run(words.split(separator: " ").map(String.init), in: folder.path)
    #expect(result.status == 0, "\(result)")
  }

  @Test(
    arguments: [true, false], FileTaker.all.filter { ["inspect", "match with", "verify", "sign CA"].contains($0.name) })
  func cutOff(isPEM: Bool, _ taker: FileTaker) throws {
    let whole = isPEM ? Array(Fixture.certificate.utf8) : HostileFile.certificate
    for length in stride(from: 0, to: whole.count - 26, by: 29) {
      let folder = try Fixture.store()
      try folder.write(Array(whole[..<length]), to: taker.file)
      let result = try taker.run(in: folder)
      #expect(result.isCleanFailure && Printed(result).faults == [], "\(length) octets: \(result)")
      #expect(result.errorText.contains("pki: error: \(taker.file): "), "\(length) octets: \(result)")
    }
  }

  /// What sixty million octets may be made of.
  static let pieces = ["A", "MIIB", " ", "-", "\n", "\r\n", "hello\n", "-----BEGIN \n", "-----BEGIN X-----\n\n"]

  @Test(.enabled(if: Pki.isFastEnough), arguments: pieces) func sixtyMillionOctets(_ piece: String) throws {
    let folder = try Fixture.store()
    let block = Array(String(repeating: piece, count: 1_000_000 / piece.utf8.count).utf8)
    try folder.write((0..<60).flatMap { _ in block }, to: "x")
    for words in [["csr", "n", "CN:a.example", "--key", "x"], ["inspect", "--short", "x"]] {
      let result = try Bounded.run(words, in: folder.path, environment: Scenario.environment)
      #expect(result.status == 2 && result.errorText.contains("pki: error: x: "), "\(piece.debugDescription)")
    }
  }
}
