import Testing
import Vocabulary

@testable import PKICore

@Suite struct FindingExceptionTests {
  static let now = Instant(rfc3339: "2027-01-01T12:00:00Z") ?? Instant(seconds: 0)
  static let findings = [
    Finding("time.soon", .warning, in: "a/b.crt", "It ends.", clause: "x"),
    Finding("name.cn", .info, in: "a/b.crt", "It has none.", clause: "y"),
  ]

  /// An exception, and the codes that count beside it.
  struct Case: Sendable {
    let exception: FindingException
    let counting: [String]

    static let all: [Case] = [
      Case(exception: FindingException("time.soon", origin: "o"), counting: ["name.cn"]),
      Case(exception: FindingException("key.weak", origin: "o"), counting: ["time.soon", "name.cn"]),
      Case(
        exception: FindingException("time.soon", files: FilePattern("*.crt"), origin: "o"), counting: ["name.cn"]),
      Case(
        exception: FindingException("time.soon", files: FilePattern("c.crt"), origin: "o"),
        counting: ["time.soon", "name.cn"]),
      // A day holds to its end.
      Case(
        exception: FindingException("time.soon", until: FindingException.end("2027-01-01"), origin: "o"),
        counting: ["name.cn"]),
      Case(
        exception: FindingException("time.soon", until: FindingException.end("2026-12-31"), origin: "o"),
        counting: ["time.soon", "name.cn", "ignore.expired"]),
      Case(
        exception: FindingException("key.weak", until: FindingException.end("2026-12-31"), origin: "o"),
        counting: ["time.soon", "name.cn", "ignore.expired"]),
      Case(
        exception: FindingException(
          "time.soon", files: FilePattern("c.crt"), until: FindingException.end("2026-12-31"), origin: "o"),
        counting: ["time.soon", "name.cn"]),
    ]
  }

  @Test(arguments: Case.all) func whatIsLetPassDoesNotCount(_ one: Case) {
    let result = [one.exception].applied(to: Self.findings, of: "a/b.crt", at: Self.now)
    #expect(result.counting.map(\.code) == one.counting)
    #expect(result.passed.count + result.counting.count { $0.code != "ignore.expired" } == 2)
    #expect(result.passed.allSatisfy { $0.exception == one.exception })
  }

  @Test func anEndedExceptionIsAnErrorThatNamesItself() throws {
    let ended = FindingException("time.soon", until: FindingException.end("2026-12-31"), origin: "pki.json, line 3")
    let found = try #require([ended].applied(to: [], of: "a.crt", at: Self.now).counting.first)
    #expect(found.severity == .error)
    #expect(found.source == "a.crt")
    #expect(found.clause == "pki.json, line 3")
    #expect(found.message == "The exception for time.soon ended on 2026-12-31: what it let pass counts again.")
  }

  @Test func aFileOfASetHasExceptionsOfItsOwn() {
    let one = [FindingException("time.soon", files: FilePattern("b.crt"), origin: "o")]
    #expect(one.applied(to: Self.findings, of: "folder", at: Self.now).counting.map(\.code) == ["name.cn"])
  }

  @Test func ofTwoTheOneThatHoldsCounts() {
    let both = [
      FindingException("time.soon", until: FindingException.end("2026-12-31"), origin: "first"),
      FindingException("time.soon", origin: "second"),
    ]
    let result = both.applied(to: Self.findings, of: "a.crt", at: Self.now)
    #expect(result.passed.map(\.exception.origin) == ["second"])
    #expect(result.counting.map(\.code) == ["name.cn", "ignore.expired"])
  }

  struct Match: Sendable {
    let pattern: String
    let path: String
    let matches: Bool

    static let all: [Match] = [
      Match(pattern: "a.crt", path: "a.crt", matches: true), Match(pattern: "a.crt", path: "x/a.crt", matches: true),
      Match(pattern: "x/a.crt", path: "x/a.crt", matches: true),
      Match(pattern: "x/a.crt", path: "y/x/a.crt", matches: false),
      Match(pattern: "x/*.crt", path: "./x/a.crt", matches: true),
      Match(pattern: "x/*.crt", path: "x/y/a.crt", matches: false),
      Match(pattern: "*/a.crt", path: "x/a.crt", matches: true), Match(pattern: "*", path: "x/a.crt", matches: true),
      Match(pattern: "*.crt", path: "a.key", matches: false), Match(pattern: "*a*b*", path: "xxaxbaxbx", matches: true),
      Match(pattern: "*a*b", path: "ab-ab-b-a", matches: false), Match(pattern: "?.crt", path: "ü.crt", matches: true),
      Match(pattern: "?.crt", path: ".crt", matches: false), Match(pattern: "", path: "a", matches: false),
      Match(pattern: "a*", path: "a", matches: true), Match(pattern: "A.crt", path: "a.crt", matches: false),
      Match(pattern: "*****************************b", path: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", matches: false),
    ]
  }

  @Test(arguments: Match.all) func patternsMatchAsAShellDoes(_ one: Match) {
    #expect(FilePattern(one.pattern).matches(one.path) == one.matches)
  }
}
