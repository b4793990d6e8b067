import Console
import TestKit
import Testing

/// Reports as those who collect them read them: with the readers of Python, and the rules of each format written down.
@Suite("Reports, read by others") struct ReportConsumerTests {
  /// A format, and a script that reads it from standard input and asserts what must hold of `SampleReport`.
  struct Reader: Sendable, CustomTestStringConvertible {
    let format: ReportFormat
    let script: String
    var testDescription: String { format.rawValue }
  }

  private static let python = InstalledTool("python3")

  @Test(.enabled(if: python.isThere), arguments: Reader.all) func isUnderstood(_ reader: Reader) throws {
    let result = try Self.python.program(environment: ["LC_ALL": "C.UTF-8"]).run(
      ["-c", reader.script], input: SampleReport.rendered(reader.format).bytes)
    #expect(result.status == 0, "\(result)")
  }

  private static let promtool = InstalledTool("promtool")

  /// The program of those who made the format, its linter included.
  @Test(.enabled(if: promtool.isThere)) func prometheusTakesItsMetrics() throws {
    let result = try Self.promtool.program().run(
      ["check", "metrics"], input: SampleReport.rendered(.prometheus).bytes)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
  }

  private static let xmllint = InstalledTool("xmllint")

  @Test(.enabled(if: xmllint.isThere)) func resultsAreValidByTheSchema() throws {
    let folder = try TemporaryFolder()
    try folder.write(JUnitSchema.text, to: "junit.xsd")
    for inputs in [SampleReport.all, [SampleReport.good], []] {
      let result = try Self.xmllint.program(folder: folder.path).run(
        ["--noout", "--schema", "junit.xsd", "-"], input: SampleReport.rendered(.junit, inputs).bytes)
      #expect(result.status == 0, "\(result)")
    }
  }

  /// A schema that takes everything would prove nothing.
  @Test(.enabled(if: xmllint.isThere)) func theSchemaRefusesWhatIsNoResult() throws {
    let folder = try TemporaryFolder()
    try folder.write(JUnitSchema.text, to: "junit.xsd")
    let good = SampleReport.text(.junit)
    for (from, to) in [
      (" tests=\"", " test=\""), ("<failure type", "<fault type"), (" line=\"7\"", " line=\"0\""),
      ("2026-12-01T00:00:00", "2026-12-01T00:00:00Z"), ("classname=\"pki.check\"", "classname=\"\""),
    ] {
      #expect(good.contains(from))
      let bad = good.replacing(from, with: to, maxReplacements: 1)
      let result = try Self.xmllint.program(folder: folder.path).run(
        ["--noout", "--schema", "junit.xsd", "-"], input: Array(bad.utf8))
      #expect(result.status != 0, "\(to)")
    }
  }

  @Test func pluginsSpeakByTheirGrammar() throws {
    let all = try #require(PluginOutput(SampleReport.text(.nagios)))
    #expect(all.state == "CRITICAL" && all.lines.count == 5)
    #expect(all.data.map(\.value) == [-3, 300] || all.data.map(\.value) == [300, -3])
    let good = try #require(PluginOutput(SampleReport.text(.nagios, [SampleReport.good])))
    #expect(good.data == [.init(label: "good.crt_days", value: 300, limits: ["30", "14", "0"])])
    #expect(good.state == "OK" && good.lines.isEmpty)
    let unknown = try #require(PluginOutput(SampleReport.text(.nagios, [SampleReport.unreadable])))
    #expect(unknown.state == "UNKNOWN" && unknown.data.isEmpty)
    for broken in ["", "OK\n", "PKI OK - a|b\n", "PKI OK - a|b=1;x\n", "PKI OK - a\nb|c\n", "PKI FINE - a\n"] {
      #expect(PluginOutput(broken) == nil, "\(broken)")
    }
  }
}

extension ReportConsumerTests.Reader {
  static let all: [Self] = [csv, prometheus, junit, sarif, github]

  static let csv = Self(
    format: .csv,
    script: #"""
      import csv, io, sys
      text = sys.stdin.buffer.read().decode()
      assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
      rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
      assert [r["severity"] for r in rows] == ["ok", "warning", "error", "error", "note", "failed"], rows
      assert all(None not in r and None not in r.values() for r in rows), rows
      assert rows[1]["source"] == rows[1]["subject"] == "a\\x1b[31m|'=\",;:%<&>\\\\\\u{202e}\\x0ab ü.crt", rows[1]
      assert rows[2]["depth"] == "0" and rows[2]["line"] == "7" and rows[5]["fix"] == "look elsewhere"
      """#)

  /// The grammar of the exposition format, and what its readers refuse beyond it.
  static let prometheus = Self(
    format: .prometheus,
    script: #"""
      import re, sys
      text = sys.stdin.buffer.read().decode()
      assert text.endswith("\n")
      sample = re.compile(r'([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (-?[0-9]+)')
      label = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)')
      typed, helped, series, finished, current = set(), set(), {}, set(), None
      for line in text.splitlines():
          if line.startswith("# HELP "):
              name = line.split(" ")[2]
              assert name not in helped and len(line.split(" ", 3)) == 4
              helped.add(name)
          elif line.startswith("# TYPE "):
              _, _, name, kind = line.split(" ")
              assert kind == "gauge" and name not in typed
              typed.add(name)
          else:
              match = sample.fullmatch(line)
              assert match, line
              name, labels, place = match[1], {}, 0
              while match[2] and place < len(match[2]):
                  one = label.match(match[2], place)
                  assert one and one[1] not in labels, line
                  labels[one[1]] = re.sub(r'\\(.)', lambda m: "\n" if m[1] == "n" else m[1], one[2])
                  place = one.end()
              assert name in typed and name in helped, line
              if name != current:
                  assert name not in finished, f"{name} stands in two places"
                  finished.add(current := name)
              key = (name, tuple(sorted(labels.items())))
              assert key not in series, f"twice: {line}"
              series[key] = int(match[3])
      assert typed == helped
      hostile = "a\\x1b[31m|'=\",;:%<&>\\\\\\u{202e}\\x0ab ü.crt"
      assert series["pki_check_ok", (("source", hostile),)] == 0
      assert series["pki_check_ok", (("source", "gone.crt"),)] == 0
      assert series["pki_check_ok", (("source", "good.crt"),)] == 1
      assert series["pki_finding", (("code", "eku.no-client"), ("severity", "error"), ("source", hostile))] == 2
      """#)

  /// What the schema of JUnit's results asks, as Jenkins and GitLab read them.
  static let junit = Self(
    format: .junit,
    script: #"""
      import re, sys, xml.etree.ElementTree as xml
      root = xml.fromstring(sys.stdin.buffer.read())
      assert root.tag == "testsuites" and {e.tag for e in root} == {"testsuite"} and len(root) == 3
      for suite in root:
          cases = list(suite)
          assert {c.tag for c in cases} == {"testcase"} and int(suite.get("tests")) == len(cases) > 0
          assert suite.get("name") and int(suite.get("skipped")) == 0 and float(suite.get("time")) == 0
          assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.get("timestamp"))
          for kind, count in [("failure", "failures"), ("error", "errors")]:
              assert int(suite.get(count)) == sum(1 for c in cases if c.find(kind) is not None)
          for case in cases:
              assert case.get("name") and case.get("classname") == "pki.check" and len(case) <= 1
              for child in case:
                  assert child.tag in ("failure", "error", "system-out") and child.text
                  assert child.tag == "system-out" or child.get("type") and child.get("message")
      bad = root[1]
      assert (bad.get("tests"), bad.get("failures"), bad.get("errors")) == ("4", "2", "0")
      assert bad.get("name") == "a\\x1b[31m|'=\",;:%<&>\\\\\\u{202e}\\x0ab ü.crt"
      assert bad[0].find("system-out").text.endswith("--warn 30d\nFix: renew it")
      assert root[2][0].find("error").get("type") == "file.unreadable"
      """#)

  /// The part of the schema of SARIF 2.1.0 that concerns what is written, and what GitHub asks beyond it.
  static let sarif = Self(
    format: .sarif,
    script: #"""
      import json, re, sys, urllib.parse
      log = json.load(sys.stdin)
      assert set(log) == {"$schema", "version", "runs"} and log["version"] == "2.1.0" and len(log["runs"]) == 1
      run = log["runs"][0]
      assert set(run) == {"tool", "results", "invocations", "columnKind"}
      assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
      driver = run["tool"]["driver"]
      assert set(driver) == {"name", "version", "rules"} and driver["name"] == "pki"
      ids = [rule["id"] for rule in driver["rules"]]
      assert len(ids) == len(set(ids)) == 3
      for rule in driver["rules"]:
          assert set(rule) == {"id", "shortDescription", "help", "defaultConfiguration"}
          assert rule["shortDescription"]["text"] and rule["help"]["text"]
          assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
      assert driver["rules"][0]["shortDescription"]["text"] == "A certificate expires soon."
      def location(one):
          assert set(one) == {"physicalLocation"} and set(one["physicalLocation"]) == {"artifactLocation", "region"}
          uri = one["physicalLocation"]["artifactLocation"]["uri"]
          assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri), uri
          assert one["physicalLocation"]["region"]["startLine"] >= 1
          return urllib.parse.unquote(uri), one["physicalLocation"]["region"]["startLine"]
      assert len(run["results"]) == 4
      for result in run["results"]:
          assert set(result) == {"ruleId", "ruleIndex", "level", "message", "locations"} and result["message"]["text"]
          assert ids[result["ruleIndex"]] == result["ruleId"]
          assert result["level"] in ("none", "note", "warning", "error") and len(result["locations"]) == 1
          assert location(result["locations"][0])[0] == "a\x1b[31m|'=\",;:%<&>\\\u202e\nb ü.crt"
      assert location(run["results"][1]["locations"][0])[1] == 7
      invocation, = run["invocations"]
      assert invocation["executionSuccessful"] is False
      notification, = invocation["toolExecutionNotifications"]
      assert notification["level"] == "error" and notification["message"]["text"]
      assert location(notification["locations"][0])[0] == "gone.crt"
      """#)

  /// Workflow commands as the runner takes them apart.
  static let github = Self(
    format: .github,
    script: #"""
      import re, sys
      lines = sys.stdin.buffer.read().decode().splitlines()
      assert len(lines) == 5, lines
      def plain(text):
          return text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
      found = []
      for line in lines:
          match = re.fullmatch(r"::(notice|warning|error) ([^:]*)::(.*)", line)
          assert match, line
          properties = dict(one.split("=", 1) for one in match[2].split(","))
          assert set(properties) <= {"file", "line", "title"}
          found.append((match[1], {k: plain(v) for k, v in properties.items()}, plain(match[3])))
      assert [one[0] for one in found] == ["warning", "error", "error", "notice", "error"]
      assert found[0][1]["file"] == "a\\x1b[31m|'=\",;:%<&>\\\\\\u{202e}\\x0ab ü.crt", found[0]
      assert found[1][1]["line"] == "7" and found[0][2].endswith("--warn 30d\nFix: renew it")
      assert found[3][2] == "50% is said: \"twice\", <so> & so."
      """#)
}
