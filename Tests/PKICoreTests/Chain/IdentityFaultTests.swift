import Testing
import Vocabulary

@testable import PKICore

@Suite("What is said of names that do not match")
struct IdentityFaultTests {
  struct Case: CustomTestStringConvertible {
    let identity: Identity
    let commonName: String
    let names: [GeneralName]?
    /// Code and severity of every fault of identity.
    let faults: [String]
    var testDescription: String { "\(identity) of \(commonName), \(names ?? [])" }

    init(_ identity: Identity, _ commonName: String, _ names: [GeneralName]?, _ faults: [String]) {
      self.identity = identity
      self.commonName = commonName
      self.names = names
      self.faults = faults
    }
  }

  static let v4: [UInt8] = [192, 0, 2, 1]
  static let v6: [UInt8] = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
  static let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1]

  static let all: [Case] = [
    Case(.host("a.example"), "x", [.dns("a.example")], []),
    Case(.host("a.example"), "a.example", nil, ["name.cn-only error"]),
    Case(.host("a.example"), "*.example", nil, ["name.mismatch error"]),
    Case(.host("b.a.example"), "*.a.example", nil, ["name.cn-only error"]),
    Case(.host("a.example"), "a.example", [.dns("b.example")], ["name.mismatch error"]),
    Case(.host("a.example"), "a.example", [.ip(v4)], ["name.mismatch error"]),
    Case(.host("a.example"), "a.example", [], ["name.mismatch error"]),
    Case(.host("b.a.example"), "x", [.dns("*.a.example")], ["name.wildcard info"]),
    Case(.host("b.a.example"), "x", [.dns("*.a.example"), .dns("b.a.example")], []),
    Case(.sip("b.a.example"), "x", [.dns("*.a.example")], ["name.wildcard error"]),
    Case(.ip(v4), "x", [.ip(v4)], []), Case(.ip(v6), "x", [.ip(v6)], []),
    Case(.ip(v4), "x", [.ip(mapped)], ["name.mismatch error"]),
    Case(.ip(mapped), "x", [.ip(v4)], ["name.mismatch error"]),
    Case(.ip(v4), "x", [.dns("192.0.2.1")], ["name.ip-as-dns error"]),
    Case(.ip(v6), "x", [.dns("2001:DB8::0:1")], ["name.ip-as-dns error"]),
    Case(.ip(v4), "192.0.2.1", nil, ["name.cn-only error"]), Case(.ip(v4), "192.0.2.1", [], ["name.mismatch error"]),
    Case(.email("a@b.example"), "x", [.email("a@B.example")], []),
    Case(.email("a@b.example"), "x", [.email("A@b.example")], ["name.mismatch error"]),
    Case(.email("\"a\"@b.example"), "x", [.email("a@b.example")], []),
    Case(.email("a@b.example"), "x", [.email("a@b@b.example")], ["name.mismatch error"]),
    Case(.email("a@b.example"), "a@b.example", [.dns("b.example")], ["name.mismatch error"]),
    Case(.email("a@b.example"), "x", [.email("b.example")], ["name.mismatch error"]),
    Case(.email("b.example"), "x", [.email("b.example")], ["name.mismatch error"]),
  ]

  static func faults(_ certificate: Certificate, _ identity: Identity, allowsCommonName: Bool = false) -> [PathFault] {
    var request = VerificationRequest(instant: .specimenDay)
    request.identities = [identity]
    request.allowsCommonName = allowsCommonName
    let view = PathView(certificates: [certificate], isAnchored: true, request: request)
    return PathRule.identity.flatMap { $0.faults(view) }
  }

  @Test("fault and severity", arguments: all)
  func fault(_ row: Case) throws {
    let certificate = try Certificate.unsigned(.specimen(row.commonName), row.names.map { [.names($0)] } ?? [])
    let faults = IdentityFaultTests.faults(certificate, row.identity)
    #expect(faults.map { "\($0.code) \($0.severity)" } == row.faults)
  }

  @Test("the common name counts where it is allowed, and only without alternative names")
  func commonName() throws {
    let bare = try Certificate.unsigned(.specimen("a.example"), [])
    let named = try Certificate.unsigned(.specimen("a.example"), [.names([.ip(IdentityFaultTests.v4)])])
    #expect(IdentityFaultTests.faults(bare, .host("a.example"), allowsCommonName: true).isEmpty)
    #expect(!IdentityFaultTests.faults(named, .host("a.example"), allowsCommonName: true).isEmpty)
  }

  @Test("says what the certificate is valid for")
  func sentence() throws {
    let names = (1...7).map { GeneralName.dns("h\($0).example") }
    let certificate = try Certificate.unsigned(.specimen("x"), [.names(names)])
    #expect(
      IdentityFaultTests.faults(certificate, .host("a.example")).map(\.message) == [
        "The certificate is not valid for a.example. It is valid for h1.example, h2.example, h3.example, h4.example, "
          + "h5.example and 2 more."
      ])
  }

  @Test("names that cannot be read are nobody's")
  func damaged() throws {
    // A length in two octets where one would do: readable by lax rules, no DER.
    let padded: [UInt8] = [0x30, 0x81, 0x0b, 0x82, 9] + Array("a.example".utf8)
    let field = SpecimenExtension.raw(.subjectAlternativeName, critical: false, padded)
    for field in [[field], [.names([.dns("a.example")]), .names([.dns("b.example")])]] {
      let certificate = try Certificate.unsigned(.specimen("x"), field)
      #expect(IdentityFaultTests.faults(certificate, .host("a.example")).map(\.code) == ["name.mismatch"])
    }
  }
}
