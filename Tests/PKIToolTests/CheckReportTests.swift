import TestKit
import Testing

/// What check reports of a folder of all sorts, as those read it who collect such reports.
@Suite struct CheckReportTests {
  /// A chain that ends soon behind some words, a certificate in DER, one that is damaged, and a page.
  private static let store = Result {
    let folder = try TemporaryFolder()
    let key = ["--key-type", "ec:p256"]
    #expect(try Surface.run(["selfsigned", "root"] + key, in: folder).status == 0)
    #expect(try Surface.run(["csr", "www", "CN:www.example.com"] + key, in: folder).status == 0)
    #expect(try Surface.run(["sign", "www", "root", "--days", "20"], in: folder).status == 0)
    #expect(try Surface.run(["selfsigned", "stray"] + key, in: folder).status == 0)
    let words = Array("The chain,\nas it was sent.\n".utf8)
    let chain = try words + folder.bytes("www.crt") + folder.bytes("root.crt") + folder.bytes("stray.crt")
    try folder.write(chain, to: "store/sub/chain, 100% 'new'.pem")
    #expect(try Surface.run(["export", "root", "--der", "--out", "store/root.der"], in: folder).status == 0)
    try folder.write("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", to: "store/damaged.crt")
    try folder.write("words\n", to: "store/notes.txt")
    return folder
  }

  private static func report(_ format: String, _ words: [String] = []) throws -> Surface.Run {
    try Surface.run(
      ["--format", format, "check", "-r", "store", "--for", "callbridge", "--set", "fqdn=www.example.com"] + words,
      in: store.get())
  }

  /// The line that a certificate of the chain begins on: the leaf's is the third.
  private static func line(of place: Int) throws -> Int {
    let lines = try store.get().text("store/sub/chain, 100% 'new'.pem").split(separator: "\n")
    return lines.indices.filter { lines[$0].hasPrefix("-----BEGIN") }[place] + 1
  }

  @Test func findingsSayTheirLine() throws {
    let stray = try Self.line(of: 2)
    #expect(try Self.line(of: 0) == 3)
    let github = try Self.report("github").output.split(separator: "\n").map(String.init)
    let file = "file=store/sub/chain%2C 100%25 'new'.pem"
    #expect(github.contains { $0.hasPrefix("::warning \(file),line=3,title=time.soon::") }, "\(github)")
    #expect(github.contains { $0.hasPrefix("::warning \(file),line=\(stray),title=chain.extra::") }, "\(github)")
    #expect(github.contains { $0.hasPrefix("::error file=store/root.der,line=1,title=") }, "\(github)")
    #expect(github.contains { $0.hasPrefix("::error file=store/damaged.crt,title=file.content::") }, "\(github)")
    let junit = try Self.report("junit").output
    #expect(junit.contains("file=\"store/sub/chain, 100% 'new'.pem\" line=\"\(stray)\""))
    let csv = try Self.report("csv").output
    #expect(csv.contains("\"store/sub/chain, 100% 'new'.pem\",3,warning,time.soon,"))
    let sarif = try Self.report("sarif").output
    #expect(sarif.contains("\"uri\": \"store/sub/chain%2C%20100%25%20%27new%27.pem\""))
    #expect(sarif.contains("\"startLine\": \(stray)"))
    let json = try Self.report("json").output
    #expect(json.contains("\"line\": \(stray)"))
  }

  private static let promtool = InstalledTool("promtool")

  @Test(.enabled(if: promtool.isThere)) func prometheusTakesIt() throws {
    let report = try Self.report("prometheus").output
    let result = try Self.promtool.program().run(["check", "metrics"], input: Array(report.utf8))
    #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
  }

  private static let xmllint = InstalledTool("xmllint")

  @Test(.enabled(if: xmllint.isThere)) func itIsValidByTheSchema() throws {
    let folder = try TemporaryFolder()
    try folder.write(JUnitSchema.text, to: "junit.xsd")
    let report = try Self.report("junit").output
    let result = try Self.xmllint.program(folder: folder.path).run(
      ["--noout", "--schema", "junit.xsd", "-"], input: Array(report.utf8))
    #expect(result.status == 0, "\(result)")
  }

  @Test func pluginsSpeakByTheirGrammar() throws {
    let run = try Self.report("nagios")
    let said = try #require(PluginOutput(run.output), "\(run.output)")
    #expect(said.state == "CRITICAL" && run.status == 2)
    #expect(said.data.map(\.label).sorted() == ["store/root.der_days", "store/sub/chain, 100% 'new'.pem_days"])
    #expect(said.data.allSatisfy { $0.limits == ["30", "14", "0"] })
    for words in [["list"], ["list", "nowhere"]] {
      let other = try Surface.run(["--format", "nagios"] + words, in: Self.store.get())
      #expect(PluginOutput(other.output) != nil, "\(other.output)")
    }
  }
}
