import PKICore
import Testing
import Vocabulary

@testable import PKITool

@Suite struct PolicyFileTests {
  static let codes = ["time.soon", "time.expired", "eku.no-client"]

  private func read(_ text: String) throws(PKIError) -> PolicyFile {
    try PolicyFile(Array(text.utf8), name: "pki.json", codes: Self.codes)
  }

  @Test func saysAllOfIt() throws {
    let file = try read(
      """
      {
        "warn": ["30d", "33%"], "critical": "36h",
        "fail_on": "warning",
        "ignore": [
          {"code": "time.soon", "until": "2027-01-01", "reason": "renewal is ordered", "files": "old/*.crt"},
          {"code": "eku.no-client", "reason": "it never calls"}
        ],
        "roles": [{"files": "cb*.crt", "roles": ["callbridge", "webadmin"],
          "set": {"node": ["a.example.com", "b.example.com"]}}, {"files": "*", "roles": "server"}]
      }
      """)
    #expect(file.warn == [.days(30), .percent(33)])
    #expect(file.critical == [.hours(36)])
    #expect(file.failOn == .warning)
    #expect(
      file.exceptions == [
        FindingException(
          "time.soon", files: FilePattern("old/*.crt"), until: Instant(rfc3339: "2027-01-01T23:59:59Z"),
          reason: "renewal is ordered", origin: "pki.json, line 5"),
        FindingException("eku.no-client", reason: "it never calls", origin: "pki.json, line 6"),
      ])
    #expect(file.roles.map(\.files.text) == ["cb*.crt", "*"])
    #expect(file.roles.map { $0.roles.map(\.name) } == [["callbridge", "webadmin"], ["server"]])
    #expect(file.roles[0].parameters[.node] == ["a.example.com", "b.example.com"])
  }

  struct Mistake: Sendable {
    let text: String
    let message: String
    var hint: String?

    static let all: [Mistake] = [
      Mistake(text: "", message: "line 1: it ends too soon"),
      Mistake(text: "[]", message: "line 1: expected an object with warn, critical, fail_on, ignore, roles"),
      Mistake(text: "{\n\"wran\": \"30d\"}", message: "line 2: unknown key 'wran'", hint: "did you mean 'warn'?"),
      Mistake(
        text: "{\"policy\": 1}", message: "line 1: unknown key 'policy'",
        hint: "there are warn, critical, fail_on, ignore, roles"),
      Mistake(text: "{\"warn\": 30}", message: "line 1: expected a text in quotes"),
      Mistake(
        text: "{\"warn\":\n \"30w\"}",
        message: "line 2: expected days, hours or a part of the lifetime such as 30d, 36h or 33%, not '30w'"),
      Mistake(
        text: "{\"fail_on\": \"errors\"}", message: "line 1: expected error, warning or never, not 'errors'",
        hint: "did you mean 'error'?"),
      Mistake(text: "{\"ignore\": {}}", message: "line 1: expected a list in brackets"),
      Mistake(text: "{\"ignore\":\n[{\"reason\": \"x\"}]}", message: "line 2: an exception without its code"),
      Mistake(
        text: "{\"ignore\": [{\"code\": \"time.soon\"}]}", message: "line 1: an exception without a reason",
        hint: "say why with \"reason\": \"…\""),
      Mistake(
        text: "{\"ignore\": [{\"code\": \"time.son\"}]}", message: "line 1: no finding has the code 'time.son'",
        hint: "did you mean 'time.soon'?"),
      Mistake(
        text: "{\"ignore\": [{\"code\": \"time.soon\", \"until\": \"2027\"}]}",
        message: "line 1: expected a date such as 2027-01-01, not '2027'"),
      Mistake(
        text: "{\"roles\": [{\"files\": \"*\", \"roles\":\n \"calbridge\"}]}",
        message: "line 1: no role is called 'calbridge'", hint: "did you mean 'callbridge'?"),
      Mistake(
        text: "{\"roles\": [{\"set\": {\"nod\": \"a.org\"}}]}", message: "line 1: unknown name 'nod'",
        hint: "did you mean 'node'?"),
      Mistake(
        text: "{\"roles\": [{\"set\": {\"node\": \"a b\"}}]}", message: "line 1: 'a b' is no value of node"),
      Mistake(text: "{\"roles\": [{\"files\": \"*\"}]}", message: "line 1: roles are given as \"files\" and \"roles\""),
    ]
  }

  @Test(arguments: Mistake.all) func refusesWhatItCannotMean(_ mistake: Mistake) {
    let error = #expect(throws: PKIError.self) { try read(mistake.text) }
    #expect(error?.message == mistake.message)
    #expect(error?.hint == mistake.hint)
  }

  struct Ignored: Sendable {
    let text: String
    let value: IgnoredCode?

    static let all: [Ignored] = [
      Ignored(text: "time.soon", value: IgnoredCode(code: "time.soon")),
      Ignored(
        text: "time.soon=until 2027-01-01",
        value: IgnoredCode(code: "time.soon", until: Instant(rfc3339: "2027-01-01T23:59:59Z"))),
      Ignored(
        text: "time.soon=until 2027-01-01T12:00:00Z",
        value: IgnoredCode(code: "time.soon", until: Instant(rfc3339: "2027-01-01T12:00:00Z"))),
      Ignored(text: "time.soon=2027-01-01", value: nil), Ignored(text: "time.soon=until", value: nil),
      Ignored(text: "time.soon=until tomorrow", value: nil), Ignored(text: "time.soon=", value: nil),
    ]
  }

  @Test(arguments: Ignored.all) func codesAreLetPassForGoodOrUntilADay(_ one: Ignored) {
    #expect((try? IgnoredCode.parse(one.text)) == one.value)
  }
}
