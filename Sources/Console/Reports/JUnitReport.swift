internal import Platform

/// Test results in XML: a suite for each input, a case for each finding, and one that passes where there is none.
struct JUnitReport: ReportRenderer {
  private let heading: ReportHeading

  init(_ heading: ReportHeading) { self.heading = heading }

  mutating func begin(into bytes: inout [UInt8]) {
    bytes.append(contentsOf: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=".utf8)
    append(attribute: "\(heading.program) \(heading.command)", to: &bytes)
    bytes.append(contentsOf: ">\n".utf8)
  }

  mutating func add(_ input: ReportedInput, into bytes: inout [UInt8]) {
    let errors = input.failure == nil ? 0 : 1
    let failures = input.findings.count { isFailure($0) }
    let passes = input.findings.isEmpty && errors == 0
    put("  <testsuite name=", input.source, &bytes)
    put(" timestamp=", time, &bytes)
    let count = input.findings.count + errors + (passes ? 1 : 0)
    bytes.append(
      contentsOf: " tests=\"\(count)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"0\" time=\"0\">\n".utf8)
    if passes {
      begin("good", input.source, &bytes)
      bytes.append(contentsOf: "/>\n".utf8)
    }
    for finding in input.findings { append(finding, of: input, to: &bytes) }
    if let failure = input.failure {
      begin(failure.code, input.source, &bytes)
      let lines = [failure.message, failure.hint].compactMap { $0 }
      append(element: "error", type: failure.code, message: failure.message, lines, to: &bytes)
    }
    bytes.append(contentsOf: "  </testsuite>\n".utf8)
  }

  mutating func end(to write: ([UInt8]) -> Void) throws(SystemError) {
    write(Array("</testsuites>\n".utf8))
  }

  private func isFailure(_ finding: ReportedFinding) -> Bool {
    heading.failsAt.map { finding.level >= $0 } ?? false
  }

  /// The time without its zone, which the schema does not allow.
  private var time: String { heading.time.hasSuffix("Z") ? String(heading.time.dropLast()) : heading.time }

  private func append(_ finding: ReportedFinding, of input: ReportedInput, to bytes: inout [UInt8]) {
    let name = finding.subject.isEmpty ? finding.code : "\(finding.code): \(finding.subject)"
    begin(name, finding.file ?? input.source, line: finding.line, &bytes)
    if isFailure(finding) {
      append(element: "failure", type: finding.code, message: finding.message, finding.explanation, to: &bytes)
    } else {
      bytes.append(contentsOf: ">\n      <system-out>".utf8)
      append(lines: ["\(finding.level.rawValue):"] + finding.explanation, to: &bytes)
      bytes.append(contentsOf: "</system-out>\n    </testcase>\n".utf8)
    }
  }

  private func append(
    element: String, type: String, message: String, _ lines: [String], to bytes: inout [UInt8]
  ) {
    put(">\n      <\(element) type=", type, &bytes)
    put(" message=", message, &bytes)
    bytes.append(UInt8(ascii: ">"))
    append(lines: lines, to: &bytes)
    bytes.append(contentsOf: "</\(element)>\n    </testcase>\n".utf8)
  }

  /// The start tag of a case, not yet closed.
  private func begin(_ name: String, _ file: String, line: Int? = nil, _ bytes: inout [UInt8]) {
    put("    <testcase classname=", "\(heading.program).\(heading.command)", &bytes)
    put(" name=", name, &bytes)
    put(" file=", file, &bytes)
    if let line { bytes.append(contentsOf: " line=\"\(line)\"".utf8) }
    bytes.append(contentsOf: " time=\"0\"".utf8)
  }

  private func put(_ before: String, _ value: String, _ bytes: inout [UInt8]) {
    bytes.append(contentsOf: before.utf8)
    append(attribute: value, to: &bytes)
  }

  private func append(attribute text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    append(text: text, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  private func append(lines: [String], to bytes: inout [UInt8]) {
    for (place, line) in lines.enumerated() {
      if place > 0 { bytes.append(0x0a) }
      append(text: line, to: &bytes)
    }
  }

  /// Text as XML 1.0; what XML cannot hold is escaped as everywhere.
  private func append(text: String, to bytes: inout [UInt8]) {
    for byte in Escaping.text(text).utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
      default: bytes.append(byte)
      }
    }
  }
}
