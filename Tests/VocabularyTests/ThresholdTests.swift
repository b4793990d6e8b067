import Testing

@testable import Vocabulary

@Suite struct ThresholdTests {
  struct Spelling: Sendable {
    let text: String
    let shown: String?

    static let all: [Spelling] = [
      Spelling(text: "30", shown: "30d"), Spelling(text: "30d", shown: "30d"), Spelling(text: "0", shown: "0d"),
      Spelling(text: "36h", shown: "36h"), Spelling(text: "33%", shown: "33%"), Spelling(text: "100%", shown: "100%"),
      Spelling(text: "36525d", shown: "36525d"),
      Spelling(text: "", shown: nil), Spelling(text: "d", shown: nil), Spelling(text: "%", shown: nil),
      Spelling(text: "-3", shown: nil), Spelling(text: "+3", shown: nil), Spelling(text: "30 d", shown: nil),
      Spelling(text: "30D", shown: nil), Spelling(text: "3w", shown: nil), Spelling(text: "101%", shown: nil),
      Spelling(text: "36526d", shown: nil), Spelling(text: "9999999999999999999999", shown: nil),
      Spelling(text: "٣d", shown: nil), Spelling(text: "٣", shown: nil), Spelling(text: "1.5d", shown: nil),
    ]
  }

  @Test(arguments: Spelling.all) func isReadAndShown(_ one: Spelling) {
    #expect(Threshold(one.text)?.description == one.shown)
  }

  /// A lifetime of some days, and whether a threshold is reached when so many seconds are left.
  struct Moment: Sendable, CustomTestStringConvertible {
    let threshold: Threshold
    let lifetimeDays: Int
    let left: Int64
    let isReached: Bool

    var testDescription: String { "\(threshold) of \(lifetimeDays) days, \(left) s left" }

    static let all: [Moment] = [
      // Whole days, as they are shown: 30 days and an hour are "30 days left".
      Moment(threshold: .days(30), lifetimeDays: 365, left: 30 * 86_400 + 3_600, isReached: true),
      Moment(threshold: .days(30), lifetimeDays: 365, left: 31 * 86_400, isReached: false),
      Moment(threshold: .days(0), lifetimeDays: 365, left: 86_399, isReached: true),
      Moment(threshold: .days(0), lifetimeDays: 365, left: 86_400, isReached: false),
      Moment(threshold: .hours(36), lifetimeDays: 365, left: 36 * 3_600, isReached: true),
      Moment(threshold: .hours(36), lifetimeDays: 365, left: 36 * 3_600 + 1, isReached: false),
      Moment(threshold: .percent(33), lifetimeDays: 100, left: 33 * 86_400, isReached: true),
      Moment(threshold: .percent(33), lifetimeDays: 100, left: 33 * 86_400 + 1, isReached: false),
      Moment(threshold: .percent(0), lifetimeDays: 100, left: 1, isReached: false),
      Moment(threshold: .percent(100), lifetimeDays: 100, left: 100 * 86_400, isReached: true),
      // What lives a week at most is near its end in the last third, whatever the days.
      Moment(threshold: .days(30), lifetimeDays: 6, left: 6 * 86_400, isReached: false),
      Moment(threshold: .days(30), lifetimeDays: 6, left: 2 * 86_400, isReached: true),
      Moment(threshold: .days(30), lifetimeDays: 7, left: 3 * 86_400, isReached: false),
      Moment(threshold: .days(30), lifetimeDays: 8, left: 8 * 86_400, isReached: true),
      Moment(threshold: .days(1), lifetimeDays: 6, left: 2 * 86_400, isReached: false),
      Moment(threshold: .hours(72), lifetimeDays: 6, left: 3 * 86_400, isReached: false),
      Moment(threshold: .percent(50), lifetimeDays: 6, left: 3 * 86_400, isReached: true),
      // Past the end everything is.
      Moment(threshold: .days(0), lifetimeDays: 365, left: -1, isReached: true),
      Moment(threshold: .percent(0), lifetimeDays: 365, left: -1, isReached: true),
    ]
  }

  @Test(arguments: Moment.all) func isReachedInTheLastOfALifetime(_ one: Moment) {
    let begin = Instant(seconds: 1_800_000_000)
    let end = begin.adding(days: one.lifetimeDays)
    let now = end.adding(seconds: -one.left)
    #expect(one.threshold.isReached(at: now, notBefore: begin, notAfter: end) == one.isReached)
  }

  @Test func absurdLifetimesDoNotTrap() {
    let (first, last) = (Instant(seconds: .min), Instant(seconds: .max))
    #expect(!Threshold.days(30).isReached(at: Instant(seconds: 0), notBefore: first, notAfter: last))
    #expect(Threshold.percent(33).isReached(at: Instant(seconds: 0), notBefore: last, notAfter: first))
    #expect(Threshold.percent(100).isReached(at: Instant(seconds: 0), notBefore: first, notAfter: last))
  }

  @Test func theFirstThatIsReachedIsNamed() {
    let begin = Instant(seconds: 1_800_000_000)
    let end = begin.adding(days: 300)
    let both = Thresholds(warn: [.days(30), .percent(33)], critical: [.days(7)])
    func nearness(daysLeft: Int) -> Thresholds.Nearness {
      both.nearness(at: end.adding(days: -daysLeft), notBefore: begin, notAfter: end)
    }
    #expect(nearness(daysLeft: 200) == .far)
    #expect(nearness(daysLeft: 90) == .near(.percent(33)))
    #expect(nearness(daysLeft: 20) == .near(.days(30)))
    #expect(nearness(daysLeft: 5) == .critical(.days(7)))
  }

  struct Pair: Sendable {
    let warn: [Threshold]
    let critical: [Threshold]
    let contradicts: Bool

    static let all: [Pair] = [
      Pair(warn: [.days(30)], critical: [.days(14)], contradicts: false),
      Pair(warn: [.days(30)], critical: [.days(30)], contradicts: false),
      Pair(warn: [.days(14)], critical: [.days(30)], contradicts: true),
      Pair(warn: [.days(1)], critical: [.hours(36)], contradicts: true),
      Pair(warn: [.hours(36)], critical: [.days(1)], contradicts: false),
      Pair(warn: [.percent(20)], critical: [.percent(33)], contradicts: true),
      Pair(warn: [.percent(20)], critical: [.days(30)], contradicts: false),
      Pair(warn: [.days(30), .percent(33)], critical: [.percent(50)], contradicts: true),
      Pair(warn: [.days(30), .days(7)], critical: [.days(14)], contradicts: false),
      Pair(warn: [], critical: [.days(14)], contradicts: false),
    ]
  }

  @Test(arguments: Pair.all) func anErrorComesAfterItsWarning(_ pair: Pair) {
    #expect((Thresholds(warn: pair.warn, critical: pair.critical).contradiction != nil) == pair.contradicts)
  }
}
