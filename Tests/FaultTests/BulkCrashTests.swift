import Glibc
import TestKit
import Testing

/// Killed at any moment and run again, a run over many rows has made every row once, and nothing else.
@Suite struct BulkCrashTests {
  /// How many stores see their runs killed, each twice, where somebody asked for it; else 8, and their tables are shorter.
  static let killsAskedFor = Repository.environment("PKI_BULK_KILLS").flatMap { Int($0) }
  static let kills = killsAskedFor ?? 8
  static let rows = killsAskedFor == nil ? 60 : 200

  static let table =
    "name,CN,key_type\n"
    + (0..<rows).map { "host\($0).example.com,host\($0).example.com,ec:p256\n" }.joined()

  @Test func killedAtAnyMoment() throws {
    var generator = SystemRandomNumberGenerator()
    let longest = try Self.timeOfWholeRun()
    var interrupted = 0
    for _ in 0..<Self.kills {
      let folder = try TemporaryFolder()
      try folder.write(Self.table, to: "hosts.csv")
      // Twice killed, then left alone: a run that goes on after a kill is killed as well as a first one.
      for _ in 0..<2 where try Self.kill(after: .random(in: 0...longest, using: &generator), in: folder) {
        interrupted += 1
        #expect(Self.faults(folder, complete: false) == [])
      }
      let again = try Pki.run(["csr", "--from", "hosts.csv", "-q"], in: folder.path)
      #expect(again.status == 0, "\(again)")
      #expect(Self.faults(folder, complete: true) == [])
      let matched = try Pki.run(["match", "."], in: folder.path)
      #expect(matched.status == 0 && matched.text.contains("All pair up, in \(Self.rows) groups"), "\(matched)")
    }
    InstalledTool.sayAloud("killed \(interrupted) runs over \(Self.rows) rows, in \(Self.kills) stores")
    #expect(interrupted > Self.kills / 4, "\(interrupted) of \(2 * Self.kills) were hit")
  }

  /// Microseconds that all rows take.
  private static func timeOfWholeRun() throws -> UInt32 {
    let folder = try TemporaryFolder()
    try folder.write(table, to: "hosts.csv")
    let clock = ContinuousClock()
    let time = try clock.measure { _ = try Pki.run(["csr", "--from", "hosts.csv", "-q"], in: folder.path) }
    return UInt32(time / .microseconds(1))
  }

  /// Starts a run and kills it; whether it was hit before its end.
  private static func kill(after time: UInt32, in folder: TemporaryFolder) throws -> Bool {
    let notes = try TemporaryFolder()
    let pki = Program(Pki.path, folder: folder.path)
    let process = try pki.start(
      ["csr", "--from", "hosts.csv", "-q"], input: "/dev/null", output: notes.path("out"), errors: notes.path("err"))
    usleep(time)
    Glibc.kill(process, SIGKILL)
    return pki.wait(for: process) == -SIGKILL
  }

  /// What is wrong in a store: half a file, a stray one, a request without its key, a line without its files.
  private static func faults(_ folder: TemporaryFolder, complete: Bool) -> [String] {
    var faults: [String] = []
    let names = Set(folder.names)
    let expected = Set((0..<rows).flatMap { ["host\($0).example.com.key", "host\($0).example.com.csr"] })
    faults += names.subtracting(expected).subtracting(["hosts.csv", "manifest.ndjson"]).map { "\($0) is stray" }
    if complete { faults += expected.subtracting(names).map { "\($0) is missing" } }
    for name in names where name.hasSuffix(".csr") && !names.contains(String(name.dropLast(3)) + "key") {
      faults.append("\(name) has no key")
    }
    for name in names.intersection(expected) {
      let text = (try? folder.text(name)) ?? ""
      if !text.hasPrefix("-----BEGIN ") || !text.hasSuffix("-----\n") { faults.append("\(name) is half a file") }
    }
    return faults + manifestFaults(folder, names, complete)
  }

  private static func manifestFaults(_ folder: TemporaryFolder, _ names: Set<String>, _ complete: Bool) -> [String] {
    guard let text = try? folder.text("manifest.ndjson") else { return complete ? ["there is no manifest"] : [] }
    var faults: [String] = []
    var seen: Set<String> = []
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // A line that was not written to its end: the next run takes it away.
    let last = lines.removeLast()
    if complete, !last.isEmpty { faults.append("the manifest ends with half a line") }
    for line in lines {
      guard let entry = try? JSONValue(String(line)), case .text(let csr)? = entry["csr_file"],
        case .text(let key)? = entry["key_file"]
      else {
        faults.append("a line that cannot be read: \(line)")
        continue
      }
      if !seen.insert(csr).inserted { faults.append("\(csr) is there twice") }
      if !names.isSuperset(of: [csr, key]) { faults.append("\(csr) is in the manifest and not in the store") }
    }
    if complete, seen.count != rows { faults.append("the manifest names \(seen.count) of \(rows)") }
    return faults
  }

  @Test func everyKeyMatchesItsRequest() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.table, to: "hosts.csv")
    _ = try Self.kill(after: 50_000, in: folder)
    let result = try Pki.run(["csr", "--from", "hosts.csv", "-q"], in: folder.path)
    #expect(result.status == 0, "\(result)")
    let openssl = InstalledTool("openssl")
    guard openssl.isThere else { return }
    for row in stride(from: 0, to: Self.rows, by: 20) {
      let tool = openssl.program(folder: folder.path)
      let name = "host\(row).example.com"
      let ofKey = try tool.run(["pkey", "-in", "\(name).key", "-pubout"])
      let ofRequest = try tool.run(["req", "-in", "\(name).csr", "-noout", "-pubkey", "-verify"])
      #expect(ofKey.status == 0 && ofKey.output == ofRequest.output, "\(name): \(ofRequest)")
      #expect(Disk.mode(folder.path("\(name).key")) == 0o600)
    }
  }

  @Test func aTornLineIsRepaired() throws {
    let folder = try TemporaryFolder()
    try folder.write("name,CN,key_type\na,a.example,ec:p256\nb,b.example,ec:p256\n", to: "t.csv")
    #expect(try Pki.run(["csr", "--from", "t.csv"], in: folder.path).status == 0)
    let manifest = try folder.bytes("manifest.ndjson")
    for cut in [1, 40, 200] {
      try folder.write(Array(manifest.dropLast(cut)), to: "manifest.ndjson")
      let again = try Pki.run(["csr", "--from", "t.csv"], in: folder.path)
      #expect(again.status == 0, "\(again)")
      let lines = try folder.text("manifest.ndjson").split(separator: "\n").map { try JSONValue(String($0)) }
      #expect(lines.map { $0["name"] } == [.text("a"), .text("b")])
    }
  }

  @Test func oneBadCellAmongTenThousandRows() throws {
    let folder = try TemporaryFolder()
    var table = "name,CN,C,key_type\n"
    for row in 0..<10_000 { table += "h\(row),h\(row).example.com,\(row == 8_765 ? "UK" : "GB"),ec:p256\n" }
    try folder.write(table, to: "hosts.csv")
    let before = folder.names
    // A second of processor time is all it may take; a debug build is not held to that.
    let limit = Pki.isRelease ? "1" : "60"
    let shell = Program("/bin/sh", folder: folder.path)
    let result = try shell.run(["-c", "ulimit -t \(limit); exec \(Pki.path) csr --from hosts.csv"])
    #expect(result.isCleanFailure, "\(result)")
    #expect(result.errorLines.first == "pki: error: hosts.csv:8767:3: C:UK: not an ISO 3166 country code", "\(result)")
    #expect(folder.names == before)
  }
}
