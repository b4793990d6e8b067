import TestKit
import Testing

/// How `check` and `roles` end, and what they say, where something is missing or wrong: exit codes 0, 1, 2 and 64, and
/// a plugin's own.
@Suite struct CheckExitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let words: [String]
    let status: Int32
    /// What standard error says, or a report on standard output.
    let says: String
    /// The exit code of a plugin.
    var plugin: Int32 = 3
    var testDescription: String { words.joined(separator: " ") }

    /// The first line of standard error, without its beginning: what a report says too.
    func reason(_ run: Surface.Run, in format: String) -> String {
      let reason = String(run.errors.prefix { $0 != "\n" }.dropFirst("pki: error: ".count))
      return format == "github" ? reason.replacing("%", with: "%25") : reason
    }

    init(_ words: String, _ status: Int32, _ says: String, plugin: Int32 = 3) {
      (self.words, self.status, self.says) = (words.split(separator: " ").map(String.init), status, says)
      self.plugin = plugin
    }

    static let files: [Case] = [
      Case("check good.crt", 0, "nothing", plugin: 0),
      Case("check good.crt --host www.example.org", 1, "www.example.org", plugin: 2),
      Case("check soon.crt", 0, "expires in", plugin: 1),
      Case("check soon.crt --fail-on warning", 1, "expires", plugin: 1),
      Case("check soon.crt --ignore time.soon", 0, "nothing", plugin: 0),
      Case("check empty", 2, "empty: no file holds a certificate"),
      Case("check empty other", 2, "empty other: no file holds a certificate"),
      Case("check -r empty", 2, "empty: no file holds a certificate"),
      Case("check notes.txt", 2, "notes.txt: this is text, not a certificate"),
      Case("check gone.crt", 2, "gone.crt: cannot open: no such file or folder"),
      Case("check good.crt gone.crt", 2, "gone.crt: cannot open"),
      // What is known to be bad counts for more to a plugin than what is not known.
      Case("check good.crt damaged.crt soon.crt", 2, "damaged.crt: line 1: this is a damaged certificate", plugin: 1),
      Case("check good.crt good.key", 2, "good.key: this is a private key, not a certificate"),
      Case("check good.crt --key gone.key", 2, "gone.key: cannot open"),
      Case("check good.crt --trust gone.pem", 2, "gone.pem: cannot open"),
      Case("check good.crt --policy-file gone.json", 2, "gone.json: cannot open"),
      Case("check good.crt --policy-file broken.json", 2, "broken.json: line 2: it ends too soon"),
      Case("check --for cms-cluster empty", 2, "empty: no file holds a certificate"),
    ]

    static let usage: [Case] = [
      Case("check", 64, "CERT is missing"), Case("check good.crt --warn 5d --critical 10d", 64, "--critical 10d"),
      Case("check good.crt --warn soon", 64, "--warn"), Case("check good.crt --for callbrige", 64, "callbridge"),
      Case("check good.crt --for callbridge --for ca", 64, "contradict"),
      Case("check good.crt --for pexip-dmz --for pexip-onprem", 64, "contradict"),
      Case("check good.crt --set nodes=a.example.com", 64, "node"),
      Case("check good.crt --ignore time.sooon", 64, "time.soon"),
      Case("check good.crt --ignore nothing.like-it", 64, "pki roles --rules lists the codes"),
      Case("check good.crt --fail-on warn", 64, "error, warning or never"),
      Case("check good.crt --policy-file unknown.json", 64, "unknown.json: line 1: unknown key 'warm'"),
      Case("check good.crt soon.crt --key good.key", 64, "--key belongs to one certificate"),
      Case("check --for cms-cluster --for callbridge .", 64, "stands alone"),
    ]
  }

  private static let store = Result {
    let folder = try TemporaryFolder()
    let key = ["--key-type", "ec:p256", "--leaf"]
    #expect(try Surface.run(["selfsigned", "good", "CN:www.example.com"] + key, in: folder).status == 0)
    let short = key + ["--days", "20"]
    #expect(try Surface.run(["selfsigned", "soon", "CN:www.example.com"] + short, in: folder).status == 0)
    try folder.write("words\n", to: "empty/notes.txt")
    try folder.write("words\n", to: "other/notes.txt")
    try folder.write("words\n", to: "notes.txt")
    try folder.write(JUnitSchema.text, to: "junit.xsd")
    try folder.write("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", to: "damaged.crt")
    try folder.write("{\"warm\": \"3d\"}\n", to: "unknown.json")
    try folder.write("{\"warn\": \n", to: "broken.json")
    return folder
  }

  @Test(arguments: Case.files + Case.usage) func endsWithItsCode(_ one: Case) throws {
    let run = try Surface.run(one.words, in: Self.store.get())
    #expect(run.status == one.status, "\(run.output)\(run.errors)")
    #expect((run.output + run.errors).contains(one.says), "\(run.output)\(run.errors)")
    // Whoever only reads one stream misses no error, and results stay free of them.
    if one.status >= 2 { #expect(run.errors.hasPrefix("pki: error: ")) }
  }

  /// The same in each format of programs: the same code, but for plugins; and who reads the format reads the reason.
  @Test(arguments: Case.files) func endsAlikeInEveryFormat(_ one: Case) throws {
    for format in ["json", "ndjson", "csv", "prometheus", "junit", "sarif", "github", "nagios"] {
      let run = try Surface.run(["--format", format] + one.words, in: Self.store.get())
      #expect(run.status == (format == "nagios" ? one.plugin : one.status), "\(format): \(run.output)\(run.errors)")
      #expect(!run.output.isEmpty || format == "github", "\(format)")
      guard one.status == 2, format != "prometheus" else { continue }
      #expect(run.output.contains(one.says.split(separator: ":")[0]), "\(format): \(run.output)")
    }
  }

  /// The same of what is used wrongly: metrics alone have no place for the reason.
  @Test(arguments: Case.usage) func refusesAlikeInEveryFormat(_ one: Case) throws {
    for format in ["json", "ndjson", "csv", "prometheus", "junit", "sarif", "github", "nagios"] {
      let run = try Surface.run(["--format", format] + one.words, in: Self.store.get())
      #expect(run.status == (format == "nagios" ? 3 : 64), "\(format): \(run.output)\(run.errors)")
      #expect(run.errors.hasPrefix("pki: error: ") && run.errors.contains(one.says), "\(format): \(run.errors)")
      let isSaid =
        format == "prometheus" ? run.output.contains("pki_check_ok{") : run.output.contains(one.reason(run, in: format))
      #expect(isSaid, "\(format): \(run.output)")
    }
    let run = try Surface.run(["--format", "nagios"] + one.words, in: Self.store.get())
    #expect(run.output.hasPrefix("PKI UNKNOWN - "), "\(run.output)\(run.errors)")
  }

  private static let promtool = InstalledTool("promtool")
  private static let xmllint = InstalledTool("xmllint")
  private static let python = InstalledTool("python3")

  /// However a run ends, what it writes is what its format says.
  @Test(.enabled(if: promtool.isThere && xmllint.isThere && python.isThere), arguments: Case.files + Case.usage)
  func writesAWholeDocument(_ one: Case) throws {
    func read(_ format: String, _ tool: InstalledTool, _ arguments: [String]) throws {
      let run = try Surface.run(["--format", format] + one.words, in: Self.store.get())
      let result = try tool.program(environment: ["LC_ALL": "C.UTF-8"]).run(arguments, input: Array(run.output.utf8))
      #expect(result.status == 0, "\(format): \(run.output)\(result)")
    }
    let schema = try Self.store.get().path("junit.xsd")
    try read("junit", Self.xmllint, ["--noout", "--schema", schema, "-"])
    try read("prometheus", Self.promtool, ["check", "metrics"])
    for (format, script) in Self.readers { try read(format, Self.python, ["-c", script]) }
    let plugin = try Surface.run(["--format", "nagios"] + one.words, in: Self.store.get())
    #expect(PluginOutput(plugin.output) != nil, "\(plugin.output)")
  }

  private static let readers = [
    "json": "import json, sys; assert json.load(sys.stdin)['schema'] == 'pki/1'",
    "ndjson": "import json, sys; assert all([json.loads(line)['schema'] == 'pki/1' for line in sys.stdin])",
    "sarif": "import json, sys; run = json.load(sys.stdin)['runs'][0]; assert run['invocations'] and 'results' in run",
    "github":
      #"import re, sys; assert all(re.match(r'::(error|warning|notice) (file|title)=[^:]+::', l) for l in sys.stdin)"#,
    "csv": "import csv, sys; rows = list(csv.DictReader(sys.stdin, strict=True)); assert rows and None not in rows[0]",
  ]

  private static let roles = [
    Case("roles", 0, "database-cluster"), Case("roles callbridge", 0, "CMS 3.8 §2.1"),
    Case("roles cms-cluster", 0, "CMS 3.8 §4.9"), Case("roles --rules", 0, "ignore.expired"),
    Case("roles callbrige", 64, "did you mean 'callbridge'?"),
    Case("roles callbridge turn", 64, "one operand too many"),
    Case("roles callbridge --rules", 64, "takes no role"), Case("--format sarif roles", 64, "not a format of roles"),
  ]

  @Test(arguments: roles) func rolesEndsWithItsCode(_ one: Case) throws {
    let run = try Surface.run(one.words, in: Self.store.get())
    #expect(run.status == one.status && (run.output + run.errors).contains(one.says), "\(run.output)\(run.errors)")
  }

  /// An empty part of work that was cut is done; so is an empty list.
  @Test func anEmptyPartOfTheWorkIsGood() throws {
    let folder = try Self.store.get()
    try folder.write("", to: "list")
    #expect(try Surface.run(["check", "--files-from", "list"], in: folder).status == 0)
    #expect(try Surface.run(["check", "good.crt", "--shard", "2/2"], in: folder).status == 0)
  }
}
