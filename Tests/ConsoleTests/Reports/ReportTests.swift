import Console
import Testing

@Suite("Reports") struct ReportTests {
  /// A format, inputs, and what comes of them.
  struct Case: Sendable, CustomTestStringConvertible {
    let format: ReportFormat
    let inputs: [ReportedInput]
    let text: String
    var testDescription: String { format.rawValue }

    static let plain: ReportedInput = {
      var input = ReportedInput(source: "a.crt")
      input.findings = [
        ReportedFinding("time.soon", .warning, about: "a", "It ends.", reference: "--warn 30d", fix: "renew", line: 2)
      ]
      return input
    }()

    static let all: [Case] = [
      Case(
        format: .csv, inputs: [plain, SampleReport.good, SampleReport.unreadable],
        text: "source,line,severity,code,subject,depth,message,clause,fix\r\n"
          + "a.crt,2,warning,time.soon,a,,It ends.,'--warn 30d,renew\r\ngood.crt,,ok,,,,,,\r\n"
          + "gone.crt,,failed,file.unreadable,,,gone.crt: cannot open: no such file,,look elsewhere\r\n"),
      Case(
        format: .github, inputs: [plain, SampleReport.good, SampleReport.unreadable],
        text: "::warning file=a.crt,line=2,title=time.soon::a: It ends.%0A--warn 30d%0AFix: renew\n"
          + "::error file=gone.crt,title=file.unreadable::gone.crt: cannot open: no such file%0Alook elsewhere\n"),
      Case(
        format: .nagios, inputs: [SampleReport.good],
        text: "PKI OK - nothing to complain of|'good.crt_days'=300;30;14;0\n"),
      Case(format: .nagios, inputs: [plain], text: "PKI WARNING - a.crt (a): It ends.\n"),
      Case(
        format: .nagios, inputs: [plain, SampleReport.good, SampleReport.unreadable],
        text: "PKI WARNING - a.crt (a): It ends. (3 inputs)|'good.crt_days'=300;30;14;0\n"
          + "WARNING: a.crt (a): It ends.\nUNKNOWN: gone.crt: cannot open: no such file\n"),
      Case(
        format: .prometheus, inputs: [SampleReport.good, plain],
        text: """
          # HELP pki_not_after_seconds The end.
          # TYPE pki_not_after_seconds gauge
          pki_not_after_seconds{source="good.crt",position="0"} 300
          # HELP pki_check_ok Whether the input could be read and nothing in it is an error.
          # TYPE pki_check_ok gauge
          pki_check_ok{source="good.crt"} 1
          pki_check_ok{source="a.crt"} 1
          # HELP pki_finding How often something was found.
          # TYPE pki_finding gauge
          pki_finding{source="a.crt",code="time.soon",severity="warning"} 1

          """),
    ]
  }

  @Test(arguments: Case.all) func saysThis(_ one: Case) {
    #expect(SampleReport.text(one.format, one.inputs) == one.text)
  }

  @Test(arguments: ReportFormat.allCases) func nothingHostileGetsThrough(_ format: ReportFormat) {
    let text = SampleReport.text(format)
    #expect(!text.unicodeScalars.contains("\u{1B}"))
    #expect(!text.unicodeScalars.contains("\u{202E}"))
    // The line break of the name would begin a line of the writer's choice.
    #expect(!text.split(separator: "\n").contains { $0.hasPrefix("b ü") })
  }

  struct Exit: Sendable {
    let inputs: [ReportedInput]
    let code: Int32

    static let all: [Exit] = [
      Exit(inputs: [], code: 0), Exit(inputs: [SampleReport.good], code: 0), Exit(inputs: [Case.plain], code: 1),
      Exit(inputs: [SampleReport.bad], code: 2), Exit(inputs: [SampleReport.unreadable], code: 3),
      Exit(inputs: [SampleReport.unreadable, SampleReport.good], code: 3),
      Exit(inputs: [SampleReport.unreadable, Case.plain], code: 1), Exit(inputs: SampleReport.all, code: 2),
    ]
  }

  @Test(arguments: Exit.all) func pluginsHaveCodesOfTheirOwn(_ exit: Exit) {
    #expect(SampleReport.rendered(.nagios, exit.inputs).exitCode == exit.code)
    for format in ReportFormat.allCases where format != .nagios {
      #expect(SampleReport.rendered(format, exit.inputs).exitCode == nil)
    }
  }

  @Test func manyInputsAreOneAlarm() {
    let inputs = (0..<500).map { number in
      var input = Case.plain
      input.source = "\(number).crt"
      input.gauges = [Gauge("\(number).crt_days", value: 500 - number)]
      return input
    }
    let lines = SampleReport.text(.nagios, inputs).split(separator: "\n")
    #expect(lines.count == 42)
    #expect(lines.last == "and 460 more")
    #expect(lines.first?.contains("(500 inputs)|'499.crt_days'=1;;;0 '498.crt_days'=2;;;0 ") ?? false)
  }
}
