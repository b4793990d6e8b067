import Console
import Testing

@Suite("Progress")
struct ProgressLineTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let line: ProgressLine
    let text: String
    var testDescription: String { text }

    init(_ done: Int, _ total: Int?, milliseconds: Int, _ text: String) {
      line = ProgressLine(what: "keys", done: done, total: total, elapsed: milliseconds * 1_000_000)
      self.text = text
    }

    static let all: [Case] = [
      Case(0, 10, milliseconds: 600, "keys: 0 of 10 (0%)"),
      Case(120, 1000, milliseconds: 2000, "keys: 120 of 1000 (12%), 60 a second, 15 s left"),
      Case(5, 1000, milliseconds: 2000, "keys: 5 of 1000 (0%), 2.5 a second, 7 min left"),
      Case(1, 1000, milliseconds: 20000, "keys: 1 of 1000 (0%), 3 a minute, 6 h left"),
      Case(1000, 1000, milliseconds: 2000, "keys: 1000 of 1000 (100%), 500 a second"),
      Case(7, nil, milliseconds: 1000, "keys: 7, 7.0 a second"),
      Case(7, nil, milliseconds: 0, "keys: 7"),
      Case(7, 0, milliseconds: -5, "keys: 7"),
    ]
  }

  @Test(arguments: [
    (80, "keys: 120 of 1000 (12%), 60 a second, 15 s left"), (40, "keys: 120 of 1000 (12%), 15 s left"),
    (33, "keys: 120 of 1000 (12%)"), (10, "keys: 120 "), (0, ""), (-1, ""),
  ])
  func fits(_ width: Int, _ text: String) {
    let line = ProgressLine(what: "keys", done: 120, total: 1000, elapsed: 2_000_000_000)
    #expect(line.text(within: width) == text)
  }

  @Test(arguments: Case.all)
  func says(_ one: Case) { #expect(one.line.text == one.text) }
}
