import TestKit
import Testing

/// Targets from lists, and parts of them.
@Suite(.enabled(if: ProbeStage.isPossible)) struct ProbeListTests {
  private func sources(_ run: Surface.Run) throws -> [String] {
    try run.output.split(separator: "\n").compactMap { try JSONValue(String($0))["source"]?.scalars.first }
  }

  /// Names of ports where nobody listens: what becomes of them is known at once.
  private static func targets(_ count: Int) throws -> [String] {
    try (0..<count).map { _ in "127.0.0.1:\(try PlainServer([]).port)" }
  }

  @Test func readsTargetsFromLists() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    let down = try Self.targets(2)
    try stage.folder.write("\r\n127.0.0.1:\(server.port)\r\n\(down[0])\n\(down[0])", to: "a.txt")
    try stage.folder.write("\(down[1])\0127.0.0.1:\(server.port)\0", to: "b.bin")
    let good = "127.0.0.1:\(server.port)"
    let run = try stage.probe("\(down[1]) --files-from a.txt", global: ["--format", "ndjson"])
    #expect(try sources(run) == [down[1], good, down[0]] && run.status == 2, "\(run.output)\(run.errors)")
    let null = try stage.probe("--files-from b.bin -0", global: ["--format", "ndjson"])
    #expect(try sources(null) == [down[1], good], "\(null.errors)")
    #expect(try stage.probe("--files-from b.bin", global: ["--format", "ndjson"]).status == 2)
  }

  @Test func namesTheLinesThatAreNoTargets() throws {
    let stage = try ProbeStage()
    let server = try stage.server()
    try stage.folder.write("a..b\n127.0.0.1:\(server.port)\n\n::1:443\n", to: "list")
    let run = try stage.probe("--files-from list", global: ["--format", "ndjson"])
    #expect(try sources(run) == ["list:1", "127.0.0.1:\(server.port)", "list:4"] && run.status == 2, "\(run.output)")
    #expect(run.errors.contains("list:4: ::1:443: ") && run.errors.contains("[::1]:443 is port 443"), "\(run.errors)")
    let skipping = try stage.probe("--files-from list --skip-bad")
    #expect(skipping.status == 0 && skipping.errors.isEmpty, "\(skipping.errors)")
    // Bare names are domains of a type where one is given.
    let typed = try stage.probe("--files-from list --type SIPS", global: ["--format", "ndjson"])
    #expect(typed.errors.contains("SIPS asks DNS for the port"), "\(typed.errors)")
  }

  /// Every target is in one part, wherever it was named and however often.
  @Test func cutsAllThatIsNamedIntoParts() throws {
    let stage = try ProbeStage()
    let ports = try Self.targets(7)
    try stage.folder.write(ports[1...4].joined(separator: "\n"), to: "list")
    let rows = ports[3...6].map { "127.0.0.1,,\($0.split(separator: ":")[1])" }
    try stage.folder.write("Domain,Type,Port\n" + rows.joined(separator: "\n") + "\nx,,y\n", to: "table.csv")
    let line = "\(ports[0]) \(ports[1]) --files-from list --from table.csv"
    let whole = try sources(stage.probe(line, global: ["--format", "ndjson"]))
    #expect(whole == ports + ["table.csv:6"])
    var parts: [[String]] = []
    for number in 1...3 {
      parts.append(try sources(stage.probe("\(line) --shard \(number)/3", global: ["--format", "ndjson"])))
    }
    #expect(parts == (0..<3).map { part in whole.enumerated().filter { $0.offset % 3 == part }.map(\.element) })
  }

  /// What one option has read is not there for another.
  @Test(arguments: [
    "--from - --files-from -", "--from - --from -", "--files-from - --trust -", "127.0.0.1:1 --cert - --key -",
    "127.0.0.1:1 --cert - --passin stdin", "--files-from - --untrusted -",
  ])
  func readsStandardInputOnce(_ line: String) throws {
    let stage = try ProbeStage()
    let run = try stage.probe(line)
    #expect(run.status == 64 && run.errors.contains("both read standard input"), "\(run.errors)")
  }

  @Test func saysThatATableIsEmpty() throws {
    let stage = try ProbeStage()
    for bytes in ["", "\r\n\r\n", "\u{feff}"] {
      try stage.folder.write(bytes, to: "t.csv")
      let run = try stage.probe("--from t.csv")
      #expect(run.status == 2 && run.errors.contains("t.csv: this table is empty"), "\(run.errors)")
    }
  }

  @Test func anEmptyPartIsNoFailure() throws {
    let stage = try ProbeStage()
    try stage.folder.write("", to: "empty")
    for line in ["--files-from empty", "127.0.0.1:1 --shard 2/2"] {
      let run = try stage.probe(line, global: ["--format", "ndjson"])
      #expect(try run.status == 0 && sources(run).isEmpty, "\(line): \(run.output)\(run.errors)")
    }
    for line in ["-0", "127.0.0.1:1 -0", "--files-from empty --save-root r"] {
      #expect(try stage.probe(line).status == 64, "\(line)")
    }
    #expect(try stage.probe("--files-from nowhere").status == 2)
  }
}
