import Testing
import Vocabulary

@testable import PKICore

/// What a certificate has and no request of ours would ask for is said before a request is made.
@Suite struct RenewalFaultTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    var subject: [NameAttribute] = [NameAttribute(type: .commonName, text: "a.example.com")]
    var names: [GeneralName] = [.dns("a.example.com")]
    /// What is typed to mend it.
    var typed: [String] = []
    var dropped: [String] = []
    let faults: [String]
    var testDescription: String { what }

    private static func country(_ code: String) -> [NameAttribute] { [NameAttribute(type: .countryName, text: code)] }
    private static func name(_ text: String) -> [NameAttribute] { [NameAttribute(type: .commonName, text: text)] }
    private static let long = String(repeating: "a", count: 65)

    static let all = [
      Case(what: "nothing", faults: []),
      Case(what: "a country", subject: country("GB"), faults: []),
      Case(what: "a country in small letters", subject: country("gb"), faults: []),
      Case(what: "a country that is none", subject: country("UK"), faults: ["C:UK: not an ISO 3166 country code"]),
      Case(what: "an empty country", subject: country(""), faults: ["C:: not an ISO 3166 country code"]),
      Case(what: "mended", subject: country("UK"), typed: ["C:GB"], faults: []),
      Case(what: "taken away", subject: country("UK"), typed: ["C:"], faults: []),
      Case(what: "a name that is no host", subject: name("My company CA"), faults: []),
      Case(
        what: "a long common name", subject: name(long),
        faults: ["CN: 65 characters, and 64 is the most that RFC 5280 allows"]),
      Case(
        what: "control characters", subject: name("a\u{1b}[31m"), faults: ["CN: the value holds control characters"]),
      Case(
        what: "no e-mail address", subject: [NameAttribute(type: .emailAddress, text: "jo")],
        faults: ["emailAddress:jo: not an e-mail address"]),
      Case(
        what: "an attribute that nobody types", subject: [NameAttribute(type: .serialNumberAttribute, text: long)],
        faults: []),
      Case(what: "nobody", subject: [], names: [], faults: ["it names nobody"]),
      Case(what: "names alone", subject: [], faults: []),
      Case(what: "no names", names: [], faults: []),
      Case(
        what: "an underscore", names: [.dns("a_b.example.com"), .dns("b.example.com")],
        faults: ["a_b.example.com: an underscore is not allowed in a host name"]),
      Case(
        what: "left out", names: [.dns("a_b.example.com"), .dns("b.example.com")], dropped: ["a_b.example.com"],
        faults: []),
      Case(what: "other names", names: [.dns("a_b.example.com")], typed: ["SAN:b.example.com"], faults: []),
      Case(
        what: "a wildcard inside", names: [.dns("a*.example.com")],
        faults: ["a*.example.com: a wildcard may only be the whole left-most label"]),
      Case(
        what: "an address as a host", names: [.dns("10.1.2.3")],
        faults: ["10.1.2.3: neither a host name nor an address"]),
      Case(
        what: "an address of five octets", names: [.ip([1, 2, 3, 4, 5])],
        faults: ["IP:invalid:0102030405: not an IPv4 or IPv6 address"]),
      Case(what: "a URI without its scheme", names: [.uri("//x")], faults: ["URI://x: not a URI in ASCII"]),
      Case(what: "a mailbox without its host", names: [.email("jo")], faults: ["email:jo: not an e-mail address"]),
      Case(what: "an empty UPN", names: [.upn("")], faults: ["UPN:: not a user principal name"]),
      Case(what: "a service without its domain", names: [.srv("_sip")], faults: ["SRV:_sip: not a service name"]),
      Case(
        what: "kinds that nobody types",
        names: [
          .directory(DistinguishedName(country("UK"))), .registeredID(.serverAuth), .other(.serverAuth, value: [5, 0]),
          .unsupported(tag: 5, content: [0xa1, 2, 12, 0]),
        ], faults: []),
      Case(
        what: "several", subject: country("UK") + name(long), names: [.dns("a_b")],
        faults: [
          "C:UK: not an ISO 3166 country code", "CN: 65 characters, and 64 is the most that RFC 5280 allows",
          "a_b: an underscore is not allowed in a host name",
        ]),
    ]
  }

  private func certificate(
    _ subject: [NameAttribute], _ change: (inout CertificateExtensions) -> Void
  ) throws -> Certificate {
    let key = try SigningKey(making: .ec(.p256))
    var extensions = CertificateExtensions()
    change(&extensions)
    let lifetime = try Lifetime(now: Workshop.now, days: 10, notBefore: nil)
    let plan = CertificatePlan(
      serial: try .random(), issuer: try DistinguishedNameSyntax.name("CN=CA").encoding,
      subject: DistinguishedName(subject).encoding, notBefore: lifetime.notBefore, notAfter: lifetime.notAfter,
      publicKeyInfo: key.publicKeyInfo, extensions: extensions)
    return try Certificate(der: plan.certificate(signedWith: key))
  }

  private func renewal(of certificate: Certificate, typed: [String] = [], dropped: [String] = []) throws -> Renewal {
    var renewal = Renewal(of: certificate)
    var changes = RenewalChanges(try AttributeSyntax(typed))
    changes.dropped = dropped
    _ = try renewal.apply(changes, .none)
    return renewal
  }

  @Test(arguments: Case.all) func isSaid(_ one: Case) throws {
    let certificate = try certificate(one.subject) { $0.alternativeNames = one.names }
    let renewal = try renewal(of: certificate, typed: one.typed, dropped: one.dropped)
    #expect(renewal.faults.map(\.message) == one.faults)
    #expect(renewal.faults.allSatisfy { $0.hint != nil })
  }

  @Test func namesThatCannotBeReadAreSaid() throws {
    let names = Extension(
      identifier: .subjectAlternativeName, isCritical: false, value: DERSlice([0x30, 0x05, 0x82]),
      writesOutDefault: false)
    let certificate = try certificate([NameAttribute(type: .commonName, text: "a")]) { $0.carried = [names] }
    let fault = try #require(renewal(of: certificate).faults.first)
    #expect(fault.message.hasPrefix("its alternative names are damaged: "))
    #expect(try renewal(of: certificate, typed: ["SAN:a.example.com"]).faults.isEmpty)
  }
}
