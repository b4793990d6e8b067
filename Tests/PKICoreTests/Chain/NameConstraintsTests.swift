import OpenSSL
import Testing
import Vocabulary

@testable import PKICore

@Suite("Name constraints")
struct NameConstraintsTests {
  static let codes: Set = ["name.constraints", "name.constraints-too-many"]

  /// The faults of name constraints on a path, by our pass alone.
  static func faults(_ path: [Certificate], _ identities: [Identity] = [.host("x")]) -> [PathFault] {
    var request = VerificationRequest(instant: .specimenDay)
    request.identities = identities
    let view = PathView(certificates: path, isAnchored: true, request: request)
    return PathRule.nameConstraints.flatMap { $0.faults(view) }
  }

  private static func leaf(_ row: NameConstraintsCase) throws -> Certificate {
    try Certificate.unsigned(row.subject, row.names.map { [.names($0)] } ?? [])
  }

  private static func issuer(_ row: NameConstraintsCase) throws -> Certificate {
    try Certificate.unsigned(.specimen("Issuer"), [.constraints(permitted: row.permitted, excluded: row.excluded)])
  }

  @Test("bind the names below", arguments: NameConstraintsCase.all)
  func pass(_ row: NameConstraintsCase) throws {
    let path = [try NameConstraintsTests.leaf(row), try NameConstraintsTests.issuer(row)]
    let faults = NameConstraintsTests.faults(path)
    #expect(faults.isEmpty == row.holds, "\(faults.map(\.message))")
  }

  @Test("bind through an intermediate, from an anchor", arguments: NameConstraintsCase.all)
  func anchor(_ row: NameConstraintsCase) throws {
    let between = try Certificate.unsigned(DistinguishedName([]), [.authority(true)])
    let path = [try NameConstraintsTests.leaf(row), between, try NameConstraintsTests.issuer(row)]
    #expect(NameConstraintsTests.faults(path).isEmpty == row.holds)
  }

  /// What libcrypto does not find by itself, or finds where there is nothing; all else both see alike.
  @Test("are never judged more mildly than by libcrypto without a reason", arguments: NameConstraintsCase.all)
  func library(_ row: NameConstraintsCase) throws {
    let root = try SpecimenHolder("Root")
    let holder = try SpecimenHolder(row.subject)
    let anchor = try root.authority(
      for: root, [.constraints(permitted: row.permitted, excluded: row.excluded)])
    let leaf = try root.certificate(for: holder, row.names.map { [.names($0)] } ?? [])
    let problems = try ChainVerifier.failures(path: [leaf.der, anchor.der])
    guard row.holds, !problems.isEmpty else { return }
    #expect(NameConstraintsTests.knownRefusals.contains(row.description), "\(problems.map(\.text))")
  }

  /// Where libcrypto refuses and we do not: it takes the user for a part of the host, and an address in the common
  /// name for a host though another name was asked for.
  static let knownRefusals: Set<String> = [
    "permitted [URI:example.com], excluded []: [URI:https://u:p@example.com?q#f] of ",
    "permitted [DNS:example.com], excluded []: [] of CN=192.0.2.1",
  ]

  @Test("of several CAs: permitted subtrees intersect, excluded ones unite")
  func several() throws {
    func holds(_ host: String) throws -> Bool {
      let leaf = try Certificate.unsigned(.specimen("leaf"), [.names([.dns(host)])])
      let lower = try Certificate.unsigned(
        .specimen("Lower"), [.constraints(permitted: [.dns("a.example")], excluded: [.dns("x.a.example")])])
      let upper = try Certificate.unsigned(
        .specimen("Upper"), issuer: .specimen("Upper"),
        [.constraints(permitted: [.dns("example")], excluded: [.dns("y.a.example")])])
      return NameConstraintsTests.faults([leaf, lower, upper]).isEmpty
    }
    #expect(try holds("z.a.example"))
    for host in ["x.a.example", "y.a.example", "b.example", "a.test"] { #expect(try !holds(host)) }
    // A lower CA cannot widen what an upper one permits.
    let leaf = try Certificate.unsigned(.specimen("leaf"), [.names([.dns("b.example")])])
    let lower = try Certificate.unsigned(.specimen("Lower"), [.constraints(permitted: [.dns("example")])])
    let upper = try Certificate.unsigned(.specimen("Upper"), [.constraints(permitted: [.dns("a.example")])])
    #expect(!NameConstraintsTests.faults([leaf, lower, upper]).isEmpty)
  }

  @Test("bind intermediates, but not those that are self-issued")
  func intermediates() throws {
    let leaf = try Certificate.unsigned(.specimen("leaf"), [.names([.dns("a.example")])])
    let named = SpecimenExtension.names([.dns("b.test")])
    let root = try Certificate.unsigned(.specimen("Root"), [.constraints(permitted: [.dns("example")])])
    let lower = try Certificate.unsigned(.specimen("Lower"), issuer: .specimen("Root"), [named])
    let selfIssued = try Certificate.unsigned(.specimen("Root"), issuer: .specimen("Root"), [named])
    #expect(NameConstraintsTests.faults([leaf, lower, root]).map(\.depth) == [1])
    #expect(NameConstraintsTests.faults([leaf, selfIssued, root]).isEmpty)
    #expect(NameConstraintsTests.faults([selfIssued, root]).map(\.depth) == [0])
    #expect(NameConstraintsTests.faults([root]).isEmpty)
  }

  @Test("read the common name beside other names where nobody asked for a name")
  func commonNames() throws {
    let leaf = try Certificate.unsigned(.specimen("a.test"), [.names([.ip([192, 0, 2, 1])])])
    let root = try Certificate.unsigned(.specimen("Root"), [.constraints(permitted: [.dns("example")])])
    #expect(NameConstraintsTests.faults([leaf, root], []).count == 1)
    #expect(NameConstraintsTests.faults([leaf, root], [.ip([192, 0, 2, 1])]).isEmpty)
    let numbered = try Certificate.unsigned(.specimen("192.0.2.1"), [])
    #expect(NameConstraintsTests.faults([numbered, root], []).count == 1)
  }

  static let unreadable: [[UInt8]] = [
    // minimum 1; maximum 5; an empty extension; a length in two octets; a subtree that is none.
    [0x30, 0x0c, 0xa0, 0x0a, 0x30, 8, 0x82, 3, 0x61, 0x2e, 0x62, 0x80, 1, 1],
    [0x30, 0x0c, 0xa0, 0x0a, 0x30, 8, 0x82, 3, 0x61, 0x2e, 0x62, 0x81, 1, 5],
    [], [0x30, 0x81, 0x09, 0xa0, 7, 0x30, 5, 0x82, 3, 0x61, 0x2e, 0x62], [0x30, 4, 0xa0, 2, 5, 0],
  ]

  @Test("that cannot be understood refuse everything", arguments: unreadable)
  func damaged(_ value: [UInt8]) throws {
    let leaf = try Certificate.unsigned(.specimen("leaf"), [.names([.dns("a.b")])])
    let root = try Certificate.unsigned(.specimen("Root"), [.raw(.nameConstraints, value)])
    #expect(!NameConstraintsTests.faults([leaf, root]).isEmpty)
  }

  @Test("say what is wrong")
  func sentence() throws {
    let leaf = try Certificate.unsigned(.specimen("leaf"), [.names([.dns("a.test")])])
    let root = try Certificate.unsigned(
      .specimen("Root"), [.constraints(permitted: [.dns("example"), .ip([192, 0, 2, 0, 255, 255, 255, 0])])])
    #expect(
      NameConstraintsTests.faults([leaf, root]).map(\.message) == [
        "leaf has the name DNS:a.test, which Root may not give out: it permits only DNS:example."
      ])
  }
}
