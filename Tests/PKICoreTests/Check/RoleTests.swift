import Testing
import Vocabulary

@testable import PKICore

extension Role: CustomTestStringConvertible {
  package var testDescription: String { name }
}

@Suite struct RoleTests {
  @Test(arguments: Role.all) func whatARoleNeedsIsNoError(_ role: Role) throws {
    for profile in [Profile.cms, .sip] {
      var specimen = try RoleSpecimen(role)
      if role.name == "callbridge-lync" || role.name == "turn" { specimen.sibling = specimen.draft.leaf }
      let errors = try specimen.findings(profile).filter { $0.severity == .error }
      #expect(errors.isEmpty, "\(profile): \(errors.map(\.message))")
    }
  }

  /// Each need by itself: exactly its own rule says so, and the finding names the role.
  @Test(arguments: RoleMutation.all) func whatIsBrokenIsFound(_ mutation: RoleMutation) throws {
    var specimen = try RoleSpecimen(mutation.role)
    try mutation.change(&specimen)
    let findings = try specimen.findings()
    let found = findings.first { $0.code == mutation.code }
    #expect(found?.severity == mutation.severity, "\(findings.map { "\($0.code): \($0.message)" })")
    #expect(found?.clause.isEmpty == false)
    let others = findings.filter { $0.severity == .error && $0.code != mutation.code }
    #expect(others.isEmpty, "\(others.map { "\($0.code): \($0.message)" })")
  }

  @Test func aRoleIsNamedOnceAndEveryLineHasASource() {
    #expect(Set(Role.all.map(\.name)).count == Role.all.count)
    for role in Role.all {
      for need in role.needs { #expect(!need.text.isEmpty && !need.clause.isEmpty, "\(role.name)") }
      #expect(role.example.hasPrefix("pki "))
    }
  }

  @Test func rolesThatContradictEachOtherAreRefused() throws {
    func roles(_ names: String...) -> [Role] { Role.all.filter { names.contains($0.name) } }
    for pair in [roles("ca", "callbridge"), roles("pexip-dmz", "pexip-onprem")] {
      #expect(pair.count == 2)
      #expect(throws: PKIError.self) { try RoleNeeds(pair, RoleParameters()) }
    }
    var parameters = RoleParameters()
    try parameters.add("node1.example.com", to: .node)
    #expect(throws: PKIError.self) { try RoleNeeds(roles("callbridge"), parameters) }
    #expect(throws: PKIError.self) { try RoleNeeds(roles("shared"), parameters).requireParameters() }
    #expect(throws: PKIError.self) { try parameters.add("no name", to: .node) }
    try parameters.add("pool.example.com", to: .pool)
    #expect(throws: PKIError.self) { try parameters.add("other.example.com", to: .pool) }
  }

  /// The common name that only one role can have; the others find theirs among the alternative names, with a note.
  @Test func severalRolesAddUp() throws {
    let roles = Role.all.filter { ["callbridge", "database-client"].contains($0.name) }
    var parameters = RoleParameters()
    try parameters.add("cb.example.com", to: .fqdn)
    let needs = try RoleNeeds(roles, parameters)
    #expect(try needs.commonName(given: nil) == "postgres")
    #expect(throws: PKIError.self) { try needs.commonName(given: "cb.example.com") }
    let (names, notes) = try needs.names([], commonName: "postgres")
    #expect(names == [.dns("cb.example.com")])
    #expect(notes.count == 1)
    #expect(needs.extendedKeyUsage == [.serverAuth, .clientAuth])
    #expect(needs.days == 825)
  }

  @Test(arguments: [("2026-03-14", 398), ("2026-03-15", 200), ("2027-03-15", 100), ("2029-03-15", 47)])
  func theLifeOfPublicCertificatesGetsShorter(_ day: String, _ days: Int) throws {
    let begin = try #require(Instant(rfc3339: day + "T00:00:00Z"))
    #expect(RuleDates.publicLifetime(beginning: begin) == days)
  }
}
