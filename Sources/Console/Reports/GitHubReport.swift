/// Workflow commands: a line for each finding, which the pull request shows beside the file.
struct GitHubReport: ReportRenderer {
  init(_ heading: ReportHeading) {}

  mutating func add(_ input: ReportedInput, into bytes: inout [UInt8]) {
    for finding in input.findings {
      let command = finding.level == .note ? "notice" : finding.level.rawValue
      GitHubReport.line(
        command, finding.file ?? input.source, line: finding.line, title: finding.code, finding.explanation,
        into: &bytes)
    }
    if let failure = input.failure {
      let lines = [failure.message] + (failure.hint.map { [$0] } ?? [])
      GitHubReport.line("error", input.source, line: nil, title: failure.code, lines, into: &bytes)
    }
  }

  private static func line(
    _ command: String, _ file: String, line: Int?, title: String, _ lines: [String], into bytes: inout [UInt8]
  ) {
    var properties: [String] = []
    if file != "-" { properties.append("file=" + escaped(file, property: true)) }
    if let line { properties.append("line=\(line)") }
    properties.append("title=" + escaped(title, property: true))
    let message = lines.map { escaped($0, property: false) }.joined(separator: "%0A")
    bytes.append(contentsOf: "::\(command) \(properties.joined(separator: ","))::\(message)\n".utf8)
  }

  /// Percent signs would be taken for escapes; colons and commas end a property. Line breaks are escaped already.
  private static func escaped(_ text: String, property: Bool) -> String {
    var bytes: [UInt8] = []
    for byte in Escaping.text(text).utf8 {
      switch byte {
      case UInt8(ascii: "%"): bytes.append(contentsOf: "%25".utf8)
      case UInt8(ascii: ":") where property: bytes.append(contentsOf: "%3A".utf8)
      case UInt8(ascii: ",") where property: bytes.append(contentsOf: "%2C".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
