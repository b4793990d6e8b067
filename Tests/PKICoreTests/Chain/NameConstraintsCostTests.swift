import Testing
import Vocabulary

@testable import PKICore

@Suite("What name constraints cost")
struct NameConstraintsCostTests {
  static let count = 10_000

  private static func hosts(_ suffix: String) -> [GeneralName] {
    (0..<count).map { .dns("h\($0).\(suffix)") }
  }

  /// Three kinds of names, each in the worst order for a comparison of each with each.
  static let all: [(permitted: [GeneralName], names: [GeneralName])] = [
    (hosts("example") + [.dns("test")], hosts("test")),
    (
      (0..<count).map { .email("u\($0)@example.com") } + [.email("example.org")],
      (0..<count).map { .email("v\($0)@example.org") }
    ),
    (
      (0..<count).map { .directory(.specimen("O\($0)", "a")) } + [.directory(.specimen("O"))],
      (0..<count).map {
        .directory(
          DistinguishedName(
            [NameAttribute(type: .commonName, text: "O")] + [NameAttribute(type: .commonName, text: "\($0)")]))
      }
    ),
  ]

  @Test("ten thousand names against ten thousand constraints within a second", arguments: 0..<3)
  func lookups(_ index: Int) throws {
    let (permitted, names) = NameConstraintsCostTests.all[index]
    let leaf = try Certificate.unsigned(.specimen("leaf"), [])
    let clock = ContinuousClock()
    var complaint: String? = ""
    let time = try clock.measure {
      let list = try NameConstraintList(
        NameConstraints(
          permitted: permitted.map { NameConstraints.Subtree(base: $0, minimum: 0, maximum: nil) }, excluded: nil))
      complaint = list.complaint(about: names, of: leaf, issuer: "Root")
    }
    #expect(complaint == nil)
    // Unoptimised, on a busy machine; comparing each with each would take minutes.
    #expect(time < .seconds(8), "\(time)")
  }

  @Test("too many are refused unseen")
  func cap() throws {
    let names = Array(NameConstraintsCostTests.hosts("a").prefix(2_000))
    let leaf = try Certificate.unsigned(.specimen("leaf"), [.names(names)])
    let constrained = SpecimenExtension.constraints(excluded: Array(NameConstraintsCostTests.hosts("b").prefix(1_000)))
    let root = try Certificate.unsigned(.specimen("Root"), [constrained])
    #expect(NameConstraintsTests.faults([leaf, root]).map(\.code) == ["name.constraints-too-many"])
    let many = try Certificate.unsigned(
      .specimen("Root"), [.constraints(permitted: NameConstraintsCostTests.hosts("b"), excluded: [.dns("c")])])
    let bare = try Certificate.unsigned(.specimen("leaf"), [])
    #expect(NameConstraintsTests.faults([bare, many]).map(\.code) == ["name.constraints-too-many"])
    let few = try Certificate.unsigned(.specimen("leaf"), [.names(Array(names.prefix(1_000)))])
    #expect(NameConstraintsTests.faults([few, root]).isEmpty)
  }
}
