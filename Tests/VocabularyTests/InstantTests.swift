import Testing
import Vocabulary

@Suite("Instants")
struct InstantTests {
  struct Case: CustomTestStringConvertible {
    let text: String
    let seconds: Int64
    var testDescription: String { text }
  }

  static let all: [Case] = [
    Case(text: "1970-01-01T00:00:00Z", seconds: 0),
    Case(text: "1969-12-31T23:59:59Z", seconds: -1),
    Case(text: "2000-02-29T12:00:00Z", seconds: 951_825_600),
    Case(text: "2038-01-19T03:14:08Z", seconds: 2_147_483_648),
    Case(text: "2100-03-01T00:00:00Z", seconds: 4_107_542_400),
    Case(text: "1950-01-01T00:00:00Z", seconds: -631_152_000),
    Case(text: "1600-02-29T00:00:00Z", seconds: -11_670_998_400),
    Case(text: "0000-01-01T00:00:00Z", seconds: -62_167_219_200),
    Case(text: "9999-12-31T23:59:59Z", seconds: 253_402_300_799),
  ]

  @Test(arguments: all)
  func bothWays(_ example: Case) {
    #expect(Instant(seconds: example.seconds).description == example.text)
    #expect(Instant(rfc3339: example.text)?.seconds == example.seconds)
  }

  @Test("every day of four centuries and more") func everyDay() throws {
    var expected = try #require(Instant(year: 1899, month: 12, day: 31))
    for day in stride(from: expected.seconds, to: expected.seconds + 450 * 366 * 86_400, by: 86_400) {
      expected.seconds = day
      let civil = expected.civil
      let rebuilt = Instant(year: civil.year, month: civil.month, day: civil.day)
      guard rebuilt == expected else {
        Issue.record("\(expected) is not itself")
        return
      }
    }
  }

  static let spellings: [Case] = [
    Case(text: "2027-01-01", seconds: 1_798_761_600),
    Case(text: "2027-01-01 00:00:00z", seconds: 1_798_761_600),
    Case(text: "2027-01-01t00:00:00.999Z", seconds: 1_798_761_600),
    Case(text: "2027-01-01T01:30:00+01:30", seconds: 1_798_761_600),
    Case(text: "2026-12-31T19:00:00-05:00", seconds: 1_798_761_600),
    Case(text: "2026-12-31T23:59:60Z", seconds: 1_798_761_599),
  ]

  @Test(arguments: spellings)
  func spelling(_ example: Case) {
    #expect(Instant(rfc3339: example.text)?.seconds == example.seconds)
  }

  static let refused = [
    "", "2027", "2027-1-1", "2027-13-01", "2027-02-29", "2100-02-29", "2027-00-10", "2027-01-32", "2027-01-01T",
    "2027-01-01T00:00Z", "2027-01-01T24:00:00Z", "2027-01-01T00:60:00Z", "2027-01-01T00:00:61Z",
    "2027-01-01T00:00:00", "2027-01-01T00:00:00.Z", "2027-01-01T00:00:00Zx", "2027-01-01T00:00:00+24:00",
    "2027-01-01T00:00:00+0100", "٢٠٢٧-01-01", "-027-01-01", "2027-01-01x",
  ]

  @Test(arguments: refused)
  func refusal(_ text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test("days between") func days() {
    let start = Instant(seconds: 1_000_000)
    #expect(start.adding(days: 30).days(since: start) == 30)
    #expect(start.adding(seconds: 86_399).days(since: start) == 0)
    #expect(start.adding(seconds: -1).days(since: start) == -1)
    #expect(start.adding(seconds: -86_400).days(since: start) == -1)
    #expect(start.adding(seconds: -86_401).days(since: start) == -2)
    #expect(start.days(since: start) == 0)
  }

  @Test("nothing overflows") func extremes() {
    let start = Instant(seconds: 1_000_000)
    #expect(start.adding(days: .max).seconds == .max)
    #expect(start.adding(days: .min).seconds == .min)
    #expect(start.adding(seconds: .max).seconds == .max)
    #expect(Instant(seconds: .max).days(since: Instant(seconds: .min)) == .max)
    #expect(Instant(seconds: .min).days(since: Instant(seconds: .max)) == .min)
    #expect(Instant(seconds: 253_402_300_800).description == "10000-01-01T00:00:00Z")
    #expect(Instant(seconds: 253_402_300_800).date == "10000-01-01")
    for seconds in [Int64.min, Int64.max] { #expect(!Instant(seconds: seconds).description.isEmpty) }
  }

  @Test("order and date") func order() {
    #expect(Instant(seconds: 1) < Instant(seconds: 2))
    #expect(Instant(seconds: 0).date == "1970-01-01")
  }
}
