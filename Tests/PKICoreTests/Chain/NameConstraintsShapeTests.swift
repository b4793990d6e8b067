import Testing
import Vocabulary

@testable import PKICore

@Suite("How name constraints are written")
struct NameConstraintsShapeTests {
  struct Case: CustomTestStringConvertible {
    let code: String
    let isBroken: Bool
    var leaf: [SpecimenExtension] = []
    var issuer: [SpecimenExtension] = []
    var testDescription: String { "\(code), \(isBroken ? "broken" : "kept")" }
  }

  static let some = SpecimenExtension.constraints(permitted: [.dns("example")])
  static let all: [Case] = [
    Case(code: "name.constraints-in-leaf", isBroken: true, leaf: [some]),
    Case(code: "name.constraints-in-leaf", isBroken: true, leaf: [some, .authority(false)]),
    Case(code: "name.constraints-in-leaf", isBroken: false, leaf: [some, .authority(true)]),
    Case(code: "name.constraints-in-leaf", isBroken: false, issuer: [some]),
    Case(
      code: "name.constraints-not-critical", isBroken: true,
      issuer: [.raw(.nameConstraints, critical: false, [0x30, 7, 0xa0, 5, 0x30, 3, 0x82, 1, 0x61])]),
    Case(code: "name.constraints-not-critical", isBroken: false, issuer: [some]),
    Case(code: "name.constraints-empty", isBroken: true, issuer: [.constraints()]),
    Case(
      code: "name.constraints-empty", isBroken: true, issuer: [.raw(.nameConstraints, [0x30, 4, 0xa0, 0, 0xa1, 0])]),
    Case(code: "name.constraints-empty", isBroken: false, issuer: [some]),
    Case(
      code: "name.constraints-dot", isBroken: true, issuer: [.constraints(excluded: [.dns("a"), .dns(".example")])]),
    Case(code: "name.constraints-dot", isBroken: false, issuer: [.constraints(permitted: [.email(".example")])]),
  ]

  private func severity(_ row: Case, _ profile: Profile) throws -> Severity? {
    let leaf = try Certificate.unsigned(.specimen("leaf"), row.leaf)
    let issuer = try Certificate.unsigned(.specimen("Issuer"), row.issuer)
    var request = VerificationRequest(instant: .specimenDay)
    request.profile = profile
    let view = PathView(certificates: [leaf, issuer], isAnchored: true, request: request)
    return PathRule.all.filter { $0.code == row.code }.flatMap { $0.faults(view) }.first?.severity
  }

  @Test("is a warning, an error to the letter of RFC 5280", arguments: all)
  func shape(_ row: Case) throws {
    #expect(try severity(row, .cms) == (row.isBroken ? .warning : nil))
    #expect(try severity(row, .rfc5280) == (row.isBroken ? .error : nil))
    // The Baseline Requirements let them be not critical.
    let web: Severity? = row.code == "name.constraints-not-critical" ? nil : .error
    #expect(try severity(row, .webpki) == (row.isBroken ? web : nil))
  }
}
