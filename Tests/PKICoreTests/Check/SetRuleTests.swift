import Testing
import Vocabulary

@testable import PKICore

extension CertificateSet: CustomTestStringConvertible {
  package var testDescription: String { name }
}

/// What breaks exactly one need of a set.
struct SetMutation: Sendable, CustomTestStringConvertible {
  let set: CertificateSet
  let code: String

  var testDescription: String { "\(set.name): \(code)" }

  /// Every need of every set, broken.
  static let all: [SetMutation] = CertificateSet.all.flatMap { set in
    SetRule.all.filter { $0.severity(set) == .error }.map { SetMutation(set: set, code: $0.code) }
  }

  /// The errors that are found once the need is broken.
  func errors() throws -> [Finding] {
    var specimen = try SetSpecimen(set)
    try apply(to: &specimen)
    return try specimen.findings().filter { $0.severity == .error }
  }

  private func apply(to specimen: inout SetSpecimen) throws {
    let isDatabase = set.name == "database-cluster"
    switch code {
    case "set.client": specimen.members.removeAll { $0.file == "client.crt" }
    case "set.server":
      specimen.members.removeAll { $0.file != "ca.crt" && $0.file != "client.crt" }
      specimen.keys.removeAll { $0.file != "client.key" }
    case "set.ca":
      // The other CA is there with its certificate: what is wrong is only that there are two.
      var other = try ChainDraft().root
      other.role = .intermediate
      (other.subject, other.issuer) = (DER.name("Other"), DER.name("Other"))
      other.signer = .intermediate
      other.publicKeyInfo = try TestSigner.of(.intermediate).publicKeyInfo
      other.identify(signer: try TestSigner.of(.intermediate), issuer: try TestSigner.of(.intermediate))
      specimen.members.append(.init(file: "other.crt", draft: other))
      try specimen.change(isDatabase ? "b.crt" : "webadmin2.crt") { draft in
        draft.issuer = DER.name("Other")
        draft.signer = .intermediate
        draft.identify(signer: try SetSpecimen.second.get(), issuer: try TestSigner.of(.intermediate))
      }
    case "set.ca-missing": specimen.members.removeAll { $0.file == "ca.crt" }
    case "set.root-shared":
      specimen.members.append(
        try SetSpecimen.server("mail.crt", "mail.example.com", TestSigner()))
    case "set.member-unnamed": specimen.nodes.append("c.example.com")
    case "set.key-shared":
      let first = try SetSpecimen.first.get()
      try specimen.change(isDatabase ? "b.crt" : "webadmin2.crt") { draft in
        draft.publicKeyInfo = first.publicKeyInfo
        draft.identify(signer: first, issuer: try TestSigner.of(.root))
      }
    case "set.differs": try specimen.change("b.crt") { $0.serial = [9, 9] }
    case "set.key-differs": specimen.keys[1].signer = try SetSpecimen.second.get()
    default: Issue.record("nothing breaks \(code)")
    }
  }
}

extension SetSpecimen {
  /// Changes the certificate of a file.
  fileprivate mutating func change(_ file: String, _ body: (inout CertificateDraft) throws -> Void) throws {
    let place = try #require(members.firstIndex { $0.file == file })
    members[place].original = nil
    try body(&members[place].draft)
  }
}

@Suite struct SetRuleTests {
  @Test(arguments: CertificateSet.all) func whatASetNeedsIsNoError(_ set: CertificateSet) throws {
    let findings = try SetSpecimen(set).findings()
    let errors = findings.filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(errors.map { "\($0.source) \($0.code): \($0.message)" })")
    #expect(findings.contains { $0.code == "set.expiry" && $0.severity == .info })
  }

  /// Each need by itself: exactly its own rule says so, with the set that asks.
  @Test(arguments: SetMutation.all) func whatIsBrokenIsFound(_ mutation: SetMutation) throws {
    let errors = try mutation.errors()
    #expect(!errors.isEmpty)
    for error in errors {
      #expect(error.code == mutation.code, "\(error.source) \(error.code): \(error.message)")
      #expect(error.role == mutation.set.name && !error.clause.isEmpty)
    }
  }

  /// What ends first is said, whichever it is.
  @Test func theEarliestEndIsNamed() throws {
    var specimen = try SetSpecimen(CertificateSet.databaseCluster)
    try specimen.change("b.crt") { $0.notAfter.text = "261201000000Z" }
    let found = try specimen.findings().first { $0.code == "set.expiry" }
    #expect(found?.source == "b.crt" && found?.line == 1)
    #expect(found?.message.hasSuffix("To renew it the database cluster must be taken apart.") ?? false)
  }
}
