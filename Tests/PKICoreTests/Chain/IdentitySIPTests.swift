import Testing
import Vocabulary

@testable import PKICore

@Suite("SIP domains by RFC 5922")
struct IdentitySIPTests {
  struct Case: CustomTestStringConvertible {
    /// The alternative names; nil where the extension is absent.
    let names: [GeneralName]?
    let commonName: String?
    let domain: String
    /// The fault's code; nil for a match.
    let code: String?

    var testDescription: String { "\(names.map { "\($0)" } ?? "no SAN"), CN \(commonName ?? "-") for \(domain)" }

    init(_ names: [GeneralName]?, _ commonName: String? = nil, _ domain: String = "example.com", _ code: String? = nil)
    {
      self.names = names
      self.commonName = commonName
      self.domain = domain
      self.code = code
    }
  }

  static let uris: [Case] = [
    Case([.uri("sip:example.com")]), Case([.uri("SIP:example.com")]), Case([.uri("sip:EXAMPLE.com")]),
    Case([.uri("sip:example.com")], nil, "Example.COM"), Case([.uri("sip:example.com")], nil, "example.com."),
    Case([.uri("sip:example.com;transport=tls")]), Case([.uri("sip:example.com?subject=x")]),
    Case([.uri("sip:example.com:5061")]), Case([.uri("sip:example.com:5061;lr")]),
    Case([.uri("sip:example.org"), .uri("sip:example.com")]),
    Case([.uri("sip:a@example.org"), .uri("sip:example.com")]),
    Case([.uri("sip:example.com:")], nil, "example.com", "name.mismatch"),
    Case([.uri("sip:example.com:tls")], nil, "example.com", "name.mismatch"),
    Case([.uri("sip:example.com.")], nil, "example.com", "name.mismatch"),
    Case([.uri("sip:")], nil, "example.com", "name.mismatch"),
    Case([.uri("sip://example.com")], nil, "example.com", "name.mismatch"),
    Case([.uri("sips:example.com")], nil, "example.com", "name.mismatch"),
    Case([.uri("https://example.com")], nil, "example.com", "name.mismatch"),
    Case([.uri("xsip:example.com")], nil, "example.com", "name.mismatch"),
    Case([.uri("example.com")], nil, "example.com", "name.mismatch"),
    Case([.uri("sip:user@example.com")], nil, "example.com", "name.mismatch"),
    Case([.uri("sip:@example.com")], nil, "example.com", "name.mismatch"),
    Case([.uri("sip:user:word@example.com")], nil, "example.com", "name.mismatch"),
    Case([.uri("sip:example.com;x=a@b")], nil, "example.com", "name.mismatch"),
    Case([.uri("sip:cb.example.com")], nil, "example.com", "name.mismatch"),
    Case([.uri("sip:example.com")], nil, "cb.example.com", "name.mismatch"),
    Case([.uri("sip:example.com\0.evil.example")], nil, "example.com", "name.mismatch"),
    Case([.uri("sip:*.example.com")], nil, "cb.example.com", "name.wildcard"),
    Case([.uri("sip:*.example.com")], nil, "example.com", "name.mismatch"),
  ]

  static let shadowing: [Case] = [
    Case([.uri("sip:example.org"), .dns("example.com")], nil, "example.com", "name.mismatch"),
    Case([.uri("sip:example.org"), .dns("example.com")], nil, "example.org"),
    Case([.uri("sip:example.com"), .dns("example.com")]),
    Case([.uri("sip:example.org"), .dns("*.example.com")], nil, "cb.example.com", "name.mismatch"),
    Case([.uri("sip:user@example.org"), .dns("example.com")]), Case([.uri("sips:example.org"), .dns("example.com")]),
    Case([.uri("sips:example.com"), .dns("example.org")], nil, "example.com", "name.mismatch"),
    Case([.uri("https://example.org/"), .dns("example.com")]),
    Case([.uri("sip:192.0.2.1"), .dns("example.com")], nil, "example.com", "name.mismatch"),
    Case([.uri("sip:example.org")], "example.com", "example.com", "name.mismatch"),
  ]

  static let hosts: [Case] = [
    Case([.dns("example.com")]), Case([.dns("EXAMPLE.COM")]), Case([.dns("example.com")], nil, "EXAMPLE.com"),
    Case([.dns("example.org"), .dns("example.com")]), Case([.dns("example.com")], nil, "example.com."),
    Case([.dns("example.com.")], nil, "example.com", "name.mismatch"),
    Case([.dns("cb.example.com")], nil, "example.com", "name.mismatch"),
    Case([.dns("example.com")], nil, "cb.example.com", "name.mismatch"),
    Case([.dns("*.example.com")], nil, "cb.example.com", "name.wildcard"),
    Case([.dns("*.example.com"), .dns("cb.example.com")], nil, "cb.example.com"),
    Case([.dns("*.example.com")], nil, "example.com", "name.mismatch"),
    Case([.dns("*.example.com")], nil, "*.example.com", "name.mismatch"),
    Case([.dns("*.example.com")], nil, "a.b.example.com", "name.mismatch"),
    Case([.dns("*.com")], nil, "example.com", "name.mismatch"),
    Case([.dns("sip.*.com")], nil, "sip.example.com", "name.mismatch"),
    Case([.dns("example.com")], "example.org", "example.org", "name.mismatch"),
  ]

  static let commonNames: [Case] = [
    Case(nil, "example.com"), Case(nil, "EXAMPLE.com"), Case(nil, "example.com", "Example.com"),
    Case(nil, "cb.example.com", "example.com", "name.mismatch"), Case(nil, nil, "example.com", "name.mismatch"),
    Case(nil, "*.example.com", "cb.example.com", "name.wildcard"),
    Case(nil, "*.example.com", "example.com", "name.mismatch"),
    Case(nil, "sip:example.com", "example.com", "name.mismatch"),
    Case(nil, "example.com.", "example.com", "name.mismatch"), Case(nil, "Example Ltd", "example.com", "name.mismatch"),
    Case([], "example.com", "example.com", "name.mismatch"),
    Case([.ip([192, 0, 2, 1])], "example.com", "example.com", "name.mismatch"),
    Case([.email("a@example.com")], "example.com", "example.com", "name.mismatch"),
    Case([.uri("sip:user@example.com")], "example.com", "example.com", "name.mismatch"),
    Case([.directory(.specimen("example.com"))], "example.com", "example.com", "name.mismatch"),
  ]

  static let international: [Case] = [
    Case([.uri("sip:xn--bcher-kva.example")], nil, "XN--bcher-kva.example"),
    Case([.dns("xn--bcher-kva.example")], nil, "xn--bcher-kva.example"),
    Case([.dns("xn--bcher-kva.example")], nil, "bücher.example", "name.mismatch"),
    Case([.dns("bücher.example")], nil, "bücher.example", "name.mismatch"),
    Case([.uri("sip:bücher.example")], nil, "xn--bcher-kva.example", "name.mismatch"),
    Case(nil, "bücher.example", "bücher.example", "name.mismatch"),
  ]

  static let addresses: [Case] = [
    Case([.uri("sip:192.0.2.1")], nil, "192.0.2.1", "name.mismatch"),
    Case([.uri("sip:[2001:db8::1]")], nil, "2001:db8::1", "name.mismatch"),
    Case([.dns("192.0.2.1")], nil, "192.0.2.1", "name.mismatch"),
    Case([.ip([192, 0, 2, 1])], nil, "192.0.2.1", "name.mismatch"),
    Case(nil, "192.0.2.1", "192.0.2.1", "name.mismatch"),
  ]

  static let all = uris + shadowing + hosts + commonNames + international + addresses

  private static func code(_ row: Case, _ identity: Identity, _ profile: Profile) throws -> String? {
    let subject = row.commonName.map { DistinguishedName.specimen($0) } ?? DistinguishedName([])
    let certificate = try Certificate.unsigned(subject, row.names.map { [.names($0)] } ?? [])
    return try IdentityMatch.mismatch(identity, certificate, allowsCommonName: false, profile: profile)?.code
  }

  @Test("are found by --sip", arguments: all)
  func domain(_ row: Case) throws {
    #expect(try IdentitySIPTests.code(row, .sip(row.domain), .cms) == row.code)
  }

  @Test("are found by --host under the sip profile", arguments: all)
  func host(_ row: Case) throws {
    #expect(try IdentitySIPTests.code(row, .host(row.domain), .sip) == row.code)
  }

  @Test("are asked in many ways")
  func size() {
    #expect(IdentitySIPTests.all.count >= 60)
    #expect(IdentitySIPTests.all.filter { $0.code == nil }.count >= 20)
  }
}
