import Testing
import Vocabulary

@testable import PKICore

/// What breaks exactly one of the rules that every certificate in service is asked, or is worth a note.
struct ServiceMutation: Sendable, CustomTestStringConvertible {
  let code: String
  let severity: Severity
  let what: String
  let roles: [String]
  let change: @Sendable (inout RoleSpecimen) throws -> Void

  init(
    _ code: String, _ severity: Severity, _ what: String, for roles: String...,
    change: @escaping @Sendable (inout RoleSpecimen) throws -> Void
  ) {
    self.code = code
    self.severity = severity
    self.what = what
    self.roles = roles.isEmpty ? ["server"] : roles
    self.change = change
  }

  var testDescription: String { "\(code): \(what)" }

  /// What check finds of it.
  func findings() throws -> [Finding] {
    let asked = Role.all.filter { roles.contains($0.name) }
    var specimen = try asked.count == 2 ? RoleSpecimen(asked[0], asked[1]) : RoleSpecimen(asked[0])
    try change(&specimen)
    return try specimen.findings()
  }

  static let all: [ServiceMutation] = keys + times + chains + notes

  private static let keys: [ServiceMutation] = [
    ServiceMutation("key.mismatch", .error, "the key of another") {
      $0.key = try CheckedKey(TestSigner.of(.root).file(), file: "host.key")
    }
  ]

  private static let times: [ServiceMutation] = [
    ServiceMutation("time.soon", .error, "within the last limit") {
      $0.thresholds = Thresholds(warn: [.days(900)], critical: [.days(800)])
    },
    ServiceMutation("time.soon", .warning, "within the first limit") {
      $0.thresholds = Thresholds(warn: [.days(900)], critical: [.days(2)])
    },
    ServiceMutation("time.path-soon", .warning, "an issuer that ends before the leaf") {
      $0.draft.intermediate.notAfter.text = "261201000000Z"
    },
  ]

  private static let chains: [ServiceMutation] = [
    ServiceMutation("chain.missing", .error, "the intermediate is not handed out") { $0.file = [.leaf, .root] },
    ServiceMutation("chain.order", .warning, "root before intermediate") { $0.file = [.leaf, .root, .intermediate] },
    ServiceMutation("chain.duplicate", .info, "the intermediate twice") {
      $0.file = [.leaf, .intermediate, .root, .intermediate]
    },
    ServiceMutation("chain.extra", .warning, "another root") { specimen in
      var stray = specimen.draft.root
      (stray.subject, stray.issuer) = (DER.name("Stray"), DER.name("Stray"))
      specimen.strays = [stray]
    },
    ServiceMutation("chain.many", .warning, "eleven") {
      $0.file += Array(repeating: .intermediate, count: 8)
    },
    ServiceMutation("chain.long", .info, "five") { $0.file += [.intermediate, .root] },
  ]

  private static let notes: [ServiceMutation] = [
    ServiceMutation("eku.client-ends", .info, "a public CA, and both usages", for: "callbridge") { $0.isPublic = true },
    ServiceMutation("file.name", .info, "two dots", for: "callbridge") { $0.source = "host.old.pem" },
    ServiceMutation("role.cn-in-san", .info, "the name of the other role", for: "callbridge", "database-client") { _ in
    },
  ]
}

@Suite struct ServiceRuleTests {
  /// Each by itself: exactly its own rule says so.
  @Test(arguments: ServiceMutation.all) func whatIsBrokenIsFound(_ mutation: ServiceMutation) throws {
    let findings = try mutation.findings()
    let found = findings.first { $0.code == mutation.code }
    #expect(found?.severity == mutation.severity, "\(findings.map { "\($0.code): \($0.message)" })")
    let others = findings.filter { $0.severity == .error && $0.code != mutation.code }
    #expect(others.isEmpty, "\(others.map { "\($0.code): \($0.message)" })")
  }

  /// A certificate and its key, as they should be, break none of these.
  @Test func whatIsWholeIsNotFound() throws {
    var specimen = try RoleSpecimen(#require(Role.all.first { $0.name == "server" }))
    specimen.key = try CheckedKey(TestSigner.of(.leaf).file(), file: "host.key")
    let codes = Set(ServiceMutation.all.map(\.code))
    let found = try specimen.findings().filter { codes.contains($0.code) }
    #expect(found.isEmpty, "\(found.map(\.code))")
  }
}
