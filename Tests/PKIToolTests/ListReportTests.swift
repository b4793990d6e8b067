import TestKit
import Testing

/// What list reports of files of all sorts, as those read it who collect such reports.
@Suite struct ListReportTests {
  /// A chain behind some words whose leaf ends soon, a key alone, and a certificate that is damaged.
  private static let store = Result {
    let folder = try TemporaryFolder()
    let key = ["--key-type", "ec:p256"]
    #expect(try Surface.run(["selfsigned", "root"] + key, in: folder).status == 0)
    #expect(try Surface.run(["csr", "www", "CN:www.example.com"] + key, in: folder).status == 0)
    #expect(try Surface.run(["sign", "www", "root", "--days", "20"], in: folder).status == 0)
    let words = Array("The chain,\nas it was sent.\n".utf8)
    try folder.write(words + folder.bytes("root.crt") + folder.bytes("www.crt"), to: "store/chain, 'new'.pem")
    #expect(try Surface.run(["export", "www", "--der", "--out", "store/www.der"], in: folder).status == 0)
    #expect(try Surface.run(["csr", "lone", "CN:lone.example.com"] + key, in: folder).status == 0)
    try folder.write("a key\n".utf8 + folder.bytes("lone.key"), to: "store/lone.key")
    try folder.write("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", to: "store/damaged.crt")
    return folder
  }

  private static let files = ["store/chain, 'new'.pem", "store/lone.key", "store/damaged.crt"]

  private static func report(_ format: String, _ words: [String] = files) throws -> Surface.Run {
    try Surface.run(["--format", format, "list"] + words, in: store.get())
  }

  /// The line that the leaf begins on, behind the root.
  private static func leafLine() throws -> Int {
    let lines = try store.get().text(files[0]).split(separator: "\n", omittingEmptySubsequences: false)
    return try #require(lines.lastIndex { $0.hasPrefix("-----BEGIN") }) + 1
  }

  @Test func alarmsSayTheirLine() throws {
    let line = try Self.leafLine()
    let github = try Self.report("github", Self.files + ["store/www.der"]).output.split(separator: "\n").map(
      String.init)
    let chain = "file=store/chain%2C 'new'.pem"
    #expect(github.contains { $0.hasPrefix("::warning \(chain),line=\(line),title=time.soon::") }, "\(github)")
    #expect(
      github.contains { $0.hasPrefix("::warning file=store/lone.key,line=2,title=key.no-certificate::") }, "\(github)")
    #expect(github.contains { $0.hasPrefix("::warning file=store/www.der,line=1,title=time.soon::") }, "\(github)")
    #expect(github.contains { $0.hasPrefix("::error file=store/damaged.crt,title=file.content::") }, "\(github)")
    #expect(try Self.report("junit").output.contains("file=\"store/chain, 'new'.pem\" line=\"\(line)\""))
    let csv = try Self.report("csv").output
    #expect(csv.contains("\r\n\"store/chain, 'new'.pem\",3,certificate,root,"), "\(csv)")
    #expect(csv.contains("\r\n\"store/chain, 'new'.pem\",\(line),certificate,www.example.com,"), "\(csv)")
    #expect(try Self.report("sarif").output.contains("\"startLine\": \(line)"))
    for format in ["json", "ndjson"] {
      let json = try Self.report(format).output.filter { $0 != " " && $0 != "\n" }
      #expect(json.contains("\"code\":\"time.soon\",\"severity\":\"warning\",\"file\":\"store/chain,'new'.pem\""))
      // The element, and the alarm about it.
      #expect(json.split(separator: "\"line\":\(line)," as String).count == 3, "\(json)")
    }
  }

  /// Of the same certificate, list says no other line than check.
  @Test(arguments: ["list", "check"]) func linesAreThoseOfCheck(_ command: String) throws {
    let folder = try TemporaryFolder(), store = try Self.store.get()
    try folder.write("words\n".utf8 + store.bytes("www.crt") + store.bytes("root.crt"), to: "www.pem")
    let run = try Surface.run(["--format", "github", command, "www.pem"], in: folder)
    #expect(run.output.contains("::warning file=www.pem,line=2,title=time.soon::"), "\(run.output)")
  }

  /// Alarms do not count unless that is asked for; a file that cannot be read always does.
  @Test(arguments: ["text", "json", "ndjson", "csv", "prometheus", "junit", "sarif", "github", "nagios"])
  func endsWithItsCode(_ format: String) throws {
    let isPlugin = format == "nagios"
    #expect(try Self.report(format).status == (isPlugin ? 1 : 2))
    #expect(try Self.report(format, ["store/chain, 'new'.pem"]).status == (isPlugin ? 1 : 0))
    #expect(try Self.report(format, ["store/chain, 'new'.pem", "--fail-on", "warning"]).status == 1)
    #expect(try Self.report(format, ["root.crt"]).status == 0)
    #expect(try Self.report(format, ["store/damaged.crt"]).status == (isPlugin ? 3 : 2))
    #expect(try Self.report(format, ["--warn", "5d", "--critical", "10d"]).status == (isPlugin ? 3 : 64))
  }

  private static let promtool = InstalledTool("promtool")

  @Test(.enabled(if: promtool.isThere)) func prometheusTakesIt() throws {
    let report = try Self.report("prometheus").output
    let result = try Self.promtool.program().run(["check", "metrics"], input: Array(report.utf8))
    #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
    #expect(report.contains("pki_list_ok{source=\"store/damaged.crt\"} 0"))
  }

  /// A file that is named twice has its series once, one for each of its certificates.
  @Test func aSeriesStandsThereOnce() throws {
    let report = try Self.report("prometheus", [Self.files[0], "root.crt", Self.files[0]]).output
    let series = report.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ").dropLast() }
    #expect(series.count == Set(series.map { $0.joined(separator: " ") }).count && series.count == 6, "\(report)")
  }

  /// Each issuer that is missing is said once of a file, on the line of the first that misses it; each end is said.
  @Test func whatManyMissIsSaidOnce() throws {
    let folder = try TemporaryFolder(), key = ["--key-type", "ec:p256"]
    for name in ["one", "two"] { #expect(try Surface.run(["selfsigned", name] + key, in: folder).status == 0) }
    var bundle: [UInt8] = [], lines: [Int] = []
    for (number, issuer) in ["one", "two", "one", "two", "one"].enumerated() {
      #expect(try Surface.run(["csr", "n\(number)", "CN:n\(number).example.com"] + key, in: folder).status == 0)
      #expect(try Surface.run(["sign", "n\(number)", issuer, "--days", "20"], in: folder).status == 0)
      lines.append(bundle.count { $0 == UInt8(ascii: "\n") } + 1)
      bundle += try folder.bytes("n\(number).crt")
    }
    try folder.write(bundle, to: "alone/bundle.pem")
    let report = try Surface.run(["--format", "github", "list", "alone"], in: folder).output
    let said = report.split(separator: "\n").map { $0.split(separator: "::")[0] }
    let wanted = lines.enumerated().flatMap { number, line in
      ["time.soon"].map { "line=\(line),title=\($0)" } + (number < 2 ? ["line=\(line),title=chain.missing"] : [])
    }
    #expect(said.map { String($0) } == wanted.map { "warning file=alone/bundle.pem,\($0)" }, "\(report)")
  }

  private static let xmllint = InstalledTool("xmllint")

  @Test(.enabled(if: xmllint.isThere)) func itIsValidByTheSchema() throws {
    let folder = try TemporaryFolder()
    try folder.write(JUnitSchema.text, to: "junit.xsd")
    for words in [Self.files, Self.files + ["--fail-on", "warning"], ["root.crt"], []] {
      let report = try Self.report("junit", words).output
      let result = try Self.xmllint.program(folder: folder.path).run(
        ["--noout", "--schema", "junit.xsd", "-"], input: Array(report.utf8))
      #expect(result.status == 0, "\(result)")
    }
  }

  @Test func pluginsSpeakByTheirGrammar() throws {
    let said = try #require(PluginOutput(Self.report("nagios").output))
    #expect(said.state == "WARNING" && said.data.map(\.label) == ["store/chain, 'new'.pem_days"])
    #expect(said.lines.contains { $0.hasPrefix("UNKNOWN: store/damaged.crt: ") }, "\(said)")
  }

  private static let python = InstalledTool("python3")

  /// Records of one width, and a log whose results and notifications name their places.
  @Test(.enabled(if: python.isThere)) func pythonReadsIt() throws {
    let scripts = [
      "csv": """
      import csv, io, sys
      rows = list(csv.DictReader(io.StringIO(sys.stdin.buffer.read().decode(), newline=""), strict=True))
      assert all(None not in r and None not in r.values() for r in rows), rows
      assert [r["type"] for r in rows] == ["certificate", "certificate", "private-key", "certificate"], rows
      assert [r["alarms"] for r in rows] == ["", "time.soon", "key.no-certificate", ""], rows
      assert [r["error"] != "" for r in rows] == [False, False, False, True], rows
      """,
      "sarif": """
      import json, sys
      run = json.load(sys.stdin)["runs"][0]
      rules = run["tool"]["driver"]["rules"]
      assert [r["ruleId"] for r in run["results"]] == ["time.soon", "key.no-certificate"], run
      for result in run["results"]:
          assert rules[result["ruleIndex"]]["id"] == result["ruleId"] and result["level"] == "warning"
          assert result["locations"][0]["physicalLocation"]["region"]["startLine"] > 1
      told = run["invocations"][0]
      assert not told["executionSuccessful"] and len(told["toolExecutionNotifications"]) == 1
      """,
    ]
    for (format, script) in scripts {
      let report = try Self.report(format).output
      let result = try Self.python.program(environment: ["LC_ALL": "C.UTF-8"]).run(
        ["-c", script], input: Array(report.utf8))
      #expect(result.status == 0, "\(result)\(report)")
    }
  }
}
