import Testing

@Suite struct HouseTests {
  @Test(arguments: Law.all) func theHouseKeepsItsLaws(_ law: Law) {
    let breaches = law.breaches(in: SourceFile.all)
    #expect(breaches.isEmpty, "\(breaches.count) breaches:\n\(breaches.joined(separator: "\n"))")
  }

  @Test func thereAreFilesToJudge() {
    let modules = Set(SourceFile.all.compactMap(\.module))
    #expect(modules == Set(Law.allowedImports.keys))
    #expect(SourceFile.all.contains { $0.path == "Tests/HouseTests/HouseTests.swift" })
    #expect(SourceFile.all.contains { $0.path == "Makefile" })
    for path in Law.importsByFile.keys { #expect(SourceFile.all.contains { $0.path == path }) }
  }

  @Test(arguments: Sample.broken) func aBreachIsSeen(_ sample: Sample) {
    let breaches = sample.law.breaches(sample.file)
    #expect(breaches.map(\.line).sorted() == sample.lines, "\(breaches)")
  }

  @Test(arguments: Sample.kept) func whatKeepsTheLawIsLeftAlone(_ sample: Sample) {
    let breaches = sample.law.breaches(sample.file)
    #expect(breaches.isEmpty, "\(breaches)")
  }
}
