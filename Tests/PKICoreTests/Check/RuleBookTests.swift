import TestKit
import Testing

@testable import PKICore

@Suite struct RuleBookTests {
  @Test func everyCodeStandsOnceAndSaysWhatItAsks() {
    let codes = RuleBook.all.map(\.code)
    #expect(Set(codes).count == codes.count)
    for entry in RuleBook.all {
      #expect(entry.code.wholeMatch(of: /[a-z0-9]+(?:[.-][a-z0-9]+)*/) != nil, "\(entry.code)")
      #expect(!entry.clause.isEmpty && !entry.asks.isEmpty, "\(entry.code)")
      for sentence in entry.asks { #expect(sentence.hasSuffix("."), "\(entry.code)") }
      #expect(!entry.severity.isEmpty || entry.roleSeverity != nil || entry.code.hasPrefix("crl."), "\(entry.code)")
    }
  }

  /// A lint of zlint has one answer here.
  @Test func noLintIsAnsweredByTwoRules() {
    let lints = RuleBook.all.flatMap(\.zlint)
    #expect(Set(lints).count == lints.count)
  }

  /// Whatever code a fault or finding is made with stands in the book.
  @Test func everyCodeOfTheSourcesIsInTheBook() throws {
    let known = Set(RuleBook.all.map(\.code))
    let folder = "\(Repository.path)/Sources/PKICore"
    for name in Disk.filesBelow("\(folder)/Chain", skipping: []) {
      let text = try Disk.text("\(folder)/Chain/\(name)")
      for match in text.matches(of: /PathFault\(\s*"([a-z0-9.-]+)"/) {
        #expect(known.contains(String(match.1)), "\(name): \(match.1)")
      }
    }
  }
}
