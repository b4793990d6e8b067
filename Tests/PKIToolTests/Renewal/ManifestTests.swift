import TestKit
import Testing

/// The answers to what a table asked for go where its manifest says.
@Suite struct ManifestTests {
  /// Two requests of a table, the second with a key of its own name, and their answers under names of the CA's.
  private static func store() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try run("selfsigned ca --key-type ec:p256", in: folder)
    try run("csr shared CN:x --key-type ec:p256", in: folder)
    Disk.remove(folder.path("shared.csr"))
    try folder.write("name,CN,key\na,a.example.com,\nb,b.example.com,shared.key\n", to: "t.csv")
    try run("csr --from t.csv --key-type ec:p256", in: folder)
    for name in ["a", "b"] {
      try run("sign \(name) ca", in: folder)
      try folder.write(folder.bytes("\(name).crt"), to: "answers/from-the-ca-\(name).cer")
      Disk.remove(folder.path("\(name).crt"))
    }
    return folder
  }

  @discardableResult
  private static func run(
    _ line: String, in folder: TemporaryFolder, status: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Surface.Run {
    let run = try Surface.run(line.split(separator: " ").map(String.init), in: folder)
    #expect(run.status == status, "\(line): \(run.output)\(run.errors)", sourceLocation: sourceLocation)
    return run
  }

  @Test func theKeyIsTheOneThatTheManifestNames() throws {
    let folder = try Self.store()
    // Beside b.csr lies a key that is another's: the manifest knows better.
    try folder.write(folder.bytes("a.key"), to: "b.key", mode: 0o600)
    let run = try Self.run("complete --from answers", in: folder)
    #expect(run.output.contains("shared.key"), "\(run.output)")
    #expect(Set(folder.names).isSuperset(of: ["a.crt", "b.crt", "a.csr.done", "b.csr.done"]))
    try Self.run("match shared.key b.crt", in: folder)
  }

  @Test func aListOfAnswersIsTakenAsAFolderIs() throws {
    let folder = try Self.store()
    try folder.write("answers/from-the-ca-b.cer\0answers/from-the-ca-a.cer\0", to: "list")
    try Self.run("complete --files-from list -0 --shard 1/2", in: folder)
    #expect(folder.names.contains("b.crt") && !folder.names.contains("a.crt"))
    try Self.run("complete --files-from list -0", in: folder)
    #expect(Set(folder.names).isSuperset(of: ["a.crt", "b.crt", "a.csr.done", "b.csr.done"]))
    // What is named must be there and hold a certificate.
    for name in ["nowhere.cer", "t.csv"] {
      try folder.write(name + "\n", to: "list")
      let run = try Self.run("complete --files-from list", in: folder, status: 2)
      #expect(run.errors.hasPrefix("pki: error: \(name): "), "\(run.errors)")
    }
    try Self.run("complete a answers/from-the-ca-a.cer --files-from list", in: folder, status: 64)
  }

  /// A crash may tear the last line: answers need it no more than a note, and who signs what it names says how to mend it.
  @Test(arguments: ["{\"name\":\"c", "\0\0"]) func aTornLastLineIsMended(_ torn: String) throws {
    let folder = try Self.store()
    let whole = try folder.text("manifest.ndjson")
    try folder.write(whole + torn, to: "manifest.ndjson")
    let signed = try Self.run("sign --from manifest.ndjson ca", in: folder, status: 2)
    #expect(signed.errors.contains("manifest.ndjson:3:"), "\(signed.errors)")
    #expect(!folder.names.contains("a.crt"))
    let run = try Self.run("complete --from answers", in: folder)
    #expect(run.errors.contains("manifest.ndjson:3: the line is torn and passed over"), "\(run.errors)")
    #expect(run.output.contains("shared.key") && folder.names.contains("b.crt"), "\(run.output)")
    try Self.run("csr --from t.csv --key-type ec:p256 --dry-run", in: folder)
    #expect(try folder.text("manifest.ndjson") == whole + torn)
    for name in ["a", "b"] { try folder.write(folder.bytes("\(name).csr.done"), to: "\(name).csr") }
    try Self.run("csr --from t.csv --key-type ec:p256", in: folder)
    #expect(try folder.text("manifest.ndjson") == whole)
    try Self.run("sign --from manifest.ndjson ca", in: folder)
  }

  /// A trial says what the real run would find: what is there, what is missing, what does not fit.
  @Test func aTrialLooksAtTheStore() throws {
    let folder = try Self.store()
    let before = folder.names
    let line = "csr --from t.csv --key-type ec:p256 --dry-run"
    #expect(try Self.run(line, in: folder).output == "Passed over 2 rows: all there and fitting\n")
    try folder.write(folder.bytes("t.csv") + "c,c.example.com,\n".utf8, to: "t.csv")
    let more = try Self.run(line + " --json", in: folder).output
    #expect(more.contains("\"would_create\": 1,") && more.contains("\"passed_over\": 2,"), "\(more)")
    try folder.write("name,CN,key\na,other.example.com,\n", to: "t.csv")
    #expect(
      try Self.run(line, in: folder, status: 2).errors.hasPrefix("pki: error: a.csr: the request is there and does not")
    )
    #expect(folder.names == before)
  }

  @Test func whatIsCompleteWaitsForNothing() throws {
    let folder = try Self.store()
    try Self.run("complete a answers/from-the-ca-a.cer", in: folder)
    let run = try Self.run("complete a answers/from-the-ca-a.cer", in: folder, status: 2)
    #expect(
      run.errors.hasPrefix("pki: error: a.csr: there is no such file: its answer has come, and it is a.csr.done now"))
    // A trial says whether the names are free, too.
    let bundle = try Self.run("bundle a.crt -o b.csr --dry-run", in: folder, status: 2)
    #expect(bundle.errors.hasPrefix("pki: error: b.csr: it exists already"), "\(bundle.errors)")
  }

  @Test func ofTwoRequestsWithOneKeyTheOneInTheManifestIsMeant() throws {
    let folder = try Self.store()
    try folder.write(folder.bytes("a.csr"), to: "a-copy.csr")
    try Self.run("complete --from answers", in: folder)
    #expect(folder.names.contains("a-copy.csr") && folder.names.contains("a.csr.done"))
    // Without it nobody can tell.
    let other = try Self.store()
    try other.write(other.bytes("a.csr"), to: "a-copy.csr")
    Disk.remove(other.path("manifest.ndjson"))
    let run = try Self.run("complete --from answers", in: other, status: 1)
    #expect(run.errors.contains("2 requests have this key: a-copy.csr, a.csr"), "\(run.errors)")
  }

  @Test func aRequestThatIsGoneIsNamed() throws {
    let folder = try Self.store()
    Disk.remove(folder.path("a.csr"))
    let run = try Self.run("complete --from answers", in: folder, status: 1)
    #expect(run.errors.contains("manifest.ndjson says that a.csr asked for it"), "\(run.errors)")
    #expect(folder.names.contains("b.crt") && !folder.names.contains("a.crt"))
  }

  @Test func aManifestThatCannotBeReadIsSaid() throws {
    let folder = try Self.store()
    try folder.write("{\"name\":\n", to: "manifest.ndjson")
    let run = try Self.run("complete --from answers", in: folder, status: 2)
    #expect(run.errors.hasPrefix("pki: error: manifest.ndjson:1:"), "\(run.errors)")
    #expect(!folder.names.contains("a.crt"))
  }
}
