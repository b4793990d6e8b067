internal import Platform

/// SARIF 2.1.0: results as they come; the rules that were met and how the run went stand behind them.
struct SARIFReport: ReportRenderer {
  private let heading: ReportHeading
  private var json = JSONWriter(pretty: true)
  private var rules: [String: Int] = [:]
  private var described: [ReportedFinding] = []
  private var notifications: [Document] = []

  init(_ heading: ReportHeading) { self.heading = heading }

  mutating func begin(into bytes: inout [UInt8]) {
    json.beginObject()
    json.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
    json.field("version", "2.1.0")
    json.key("runs")
    json.beginList()
    json.beginObject()
    json.key("results")
    json.beginList()
    bytes.append(contentsOf: json.drain())
  }

  mutating func add(_ input: ReportedInput, into bytes: inout [UInt8]) {
    for finding in input.findings {
      let place = rules[finding.code] ?? described.count
      if place == described.count {
        rules[finding.code] = place
        described.append(finding)
      }
      var fields = [
        Field("ruleId", .text(finding.code)), Field("ruleIndex", .number(place)),
        Field("level", .text(finding.level.rawValue)),
        Field("message", .fields([Field("text", .text(finding.explanation.joined(separator: "\n")))])),
      ]
      fields.append(Field("locations", .list([SARIFReport.location(finding.file ?? input.source, line: finding.line)])))
      json.value(.fields(fields))
    }
    if let failure = input.failure {
      notifications.append(
        .fields([
          Field("level", "error"), Field("descriptor", .fields([Field("id", .text(failure.code))])),
          Field(
            "message",
            .fields([Field("text", .text([failure.message, failure.hint].compactMap { $0 }.joined(separator: "\n")))])),
          Field("locations", .list([SARIFReport.location(input.source, line: nil)])),
        ]))
    }
    bytes.append(contentsOf: json.drain())
  }

  mutating func end(to write: ([UInt8]) -> Void) throws(SystemError) {
    json.endList()
    let driver: [Field] = [
      Field("name", .text(heading.program)), Field("version", .text(heading.version)),
      Field("rules", .list(described.map(rule))),
    ]
    json.field("tool", .fields([Field("driver", .fields(driver))]))
    json.field(
      "invocations",
      .list([
        .fields([
          Field("executionSuccessful", .truth(notifications.isEmpty)),
          Field("toolExecutionNotifications", .list(notifications)),
        ])
      ]))
    json.field("columnKind", "unicodeCodePoints")
    json.endObject()
    json.endList()
    json.endObject()
    json.endDocument()
    write(json.drain())
  }

  private func rule(_ finding: ReportedFinding) -> Document {
    let title = heading.titles[finding.code] ?? finding.message
    let help = [title, finding.reference, finding.fix.map { "Fix: \($0)" } ?? ""].filter { !$0.isEmpty }
    return .fields([
      Field("id", .text(finding.code)), Field("shortDescription", .fields([Field("text", .text(title))])),
      Field("help", .fields([Field("text", .text(help.joined(separator: "\n")))])),
      Field("defaultConfiguration", .fields([Field("level", .text(finding.level.rawValue))])),
    ])
  }

  private static func location(_ source: String, line: Int?) -> Document {
    .fields([
      Field(
        "physicalLocation",
        .fields([
          Field("artifactLocation", .fields([Field("uri", .text(uri(source)))])),
          Field("region", .fields([Field("startLine", .number(line ?? 1))])),
        ]))
    ])
  }

  /// A path as a reference (RFC 3986): relative where it is, with everything but unreserved characters and slashes in
  /// percent signs.
  private static func uri(_ path: String) -> String {
    if path == "-" { return "stdin" }
    var text = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        text.unicodeScalars.append("%")
        text.unicodeScalars.append(digits[Int(byte >> 4)])
        text.unicodeScalars.append(digits[Int(byte & 15)])
      }
    }
    return text
  }
}
