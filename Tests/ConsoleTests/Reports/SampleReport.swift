import Console

/// A report of three inputs: one good, one bad in every way with hostile names, one that cannot be read.
enum SampleReport {
  static let hostile = "a\u{1B}[31m|'=\",;:%<&>\\\u{202E}\nb ü.crt"

  static var heading: ReportHeading {
    var heading = ReportHeading(
      program: "pki", version: "1.2.3", command: "check", failsAt: .error, time: "2026-12-01T00:00:00Z")
    heading.titles = ["time.soon": "A certificate expires soon."]
    return heading
  }

  static var good: ReportedInput {
    var input = ReportedInput(source: "good.crt")
    input.measures = [end("good.crt", 300)]
    input.gauges = [Gauge("good.crt_days", value: 300, warning: 30, critical: 14)]
    return input
  }

  static var bad: ReportedInput {
    var input = ReportedInput(source: hostile)
    input.findings = [
      ReportedFinding("time.soon", .warning, about: hostile, "It ends soon.", reference: "--warn 30d", fix: "renew it"),
      ReportedFinding("eku.no-client", .error, "It is no \(hostile).", reference: "CMS 3.8 §2.1", depth: 0, line: 7),
      ReportedFinding("eku.no-client", .error, about: "another", "It is none."),
      ReportedFinding("name.cn", .note, "50% is said: \"twice\", <so> & so."),
    ]
    input.measures = [end(hostile, 3), end(hostile, 3)]
    input.gauges = [Gauge("\(hostile)_days", value: -3, warning: 30)]
    return input
  }

  static var unreadable: ReportedInput {
    var input = ReportedInput(source: "gone.crt")
    input.failure = ReportedFailure("file.unreadable", "gone.crt: cannot open: no such file", hint: "look elsewhere")
    return input
  }

  private static func end(_ source: String, _ value: Int) -> Measure {
    Measure("not_after_seconds", help: "The end.", labels: [("source", source), ("position", "0")], value: value)
  }

  static let all = [good, bad, unreadable]

  static func rendered(
    _ format: ReportFormat, _ inputs: [ReportedInput] = all, _ heading: ReportHeading = heading
  ) -> (bytes: [UInt8], exitCode: Int32?) {
    var renderer = format.renderer(heading)
    var bytes: [UInt8] = []
    renderer.begin(into: &bytes)
    for input in inputs { renderer.add(input, into: &bytes) }
    try? renderer.end { bytes += $0 }
    return (bytes, renderer.exitCode)
  }

  static func text(_ format: ReportFormat, _ inputs: [ReportedInput] = all) -> String {
    String(decoding: rendered(format, inputs).bytes, as: UTF8.self)
  }
}
