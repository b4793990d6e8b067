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
      #expect(!entry.severity.isEmpty || entry.roleSeverity != nil, "\(entry.code)")
    }
  }

  /// A lint of zlint has one answer here.
  @Test func noLintIsAnsweredByTwoRules() {
    let lints = RuleBook.all.flatMap(\.zlint)
    #expect(Set(lints).count == lints.count)
  }

  /// Words of the sources that look like codes and are none of findings: what is well, steps of an explanation, errors.
  private static let others = Set(
    ProbeRule.assurances + [
      "chain.anchor", "chain.openssl", "revocation.status", "file.unreadable", "file.content", "file.exists",
    ])

  /// Whatever a fault or finding is made with stands in the book, so that it is listed and can be let pass: any text of
  /// the sources that begins as codes do is one.
  @Test func everyCodeOfTheSourcesIsInTheBook() throws {
    let known = Set(RuleBook.all.map(\.code))
    let subjects = Set(known.compactMap { $0.split(separator: ".").first.map(String.init) })
    var met: Set<String> = []
    for module in ["PKICore", "PKITool"] {
      let folder = "\(Repository.path)/Sources/\(module)"
      for name in Disk.filesBelow(folder, skipping: []) where name.hasSuffix(".swift") {
        for match in try Disk.text("\(folder)/\(name)").matches(of: /"([a-z0-9]+)\.([a-z0-9]+(?:-[a-z0-9]+)*)"/)
        where subjects.contains(String(match.1)) {
          let code = "\(match.1).\(match.2)"
          met.insert(code)
          #expect(known.contains(code) != Self.others.contains(code), "\(name): \(code)")
        }
      }
    }
    #expect(met.count > 300 && met.isSuperset(of: Self.others))
  }
}
