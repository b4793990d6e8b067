import Testing
import Vocabulary

@testable import PKICore

@Suite("Lints about alternative names")
struct LintNameTests {
  static let hosts: [LintCase] = [
    .names("san.label-long", .dns(String(repeating: "a", count: 64) + ".example.com")),
    .names("san.empty-label", .dns("www..example.com")), .names("san.empty-label", .dns("www.example.com.")),
    .names("san.empty-label", .dns(".example.com")), .names("san.hyphen", .dns("-www.example.com")),
    .names("san.bad-character", .dns("w$w.example.com")), .names("san.underscore", .dns("a_b.example.com")),
    .names("san.wildcard-partial", .dns("w*.example.com")), .names("san.wildcard-misplaced", .dns("www.*.com")),
    .names("san.bare-wildcard", .dns("*")), .names("san.reserved-label", .dns("ab--c.example.com")),
    .names("san.a-label", .dns("xn--99999999999.example.com")), .names("san.ip-as-dns", .dns("192.0.2.1")),
    .names("san.internal-name", .dns("server.local")), .names("san.internal-name", .dns("server")),
    .names("san.arpa", .dns("1.2.0.192.in-addr.arpa")), .names("san.arpa-reserved", .dns("1.0.0.10.in-addr.arpa")),
    .names("san.arpa-malformed", .dns("300.0.0.10.in-addr.arpa")), .names("san.arpa-malformed", .dns("a.ip6.arpa")),
    .names("san.duplicate", .dns("www.example.com"), .dns("WWW.example.com")),
    .names("san.bare-suffix", .dns("co.uk")), .names("san.dns-not-ascii", .dns("bücher.example.com")),
    .names("san.space", .dns(" ")), .names("san.nul", .dns("a\0.example.com")), .names("san.empty-name", .dns("")),
    .names("san.email-syntax", .email("<a@example.com>")), .names("san.email-syntax", .email("example.com")),
    .names("san.uri-syntax", .uri("sip:")), .names("san.uri-relative", .uri("path/of/things")),
    .names("san.uri-host", .uri("http://host/")), .names("san.uri-not-ascii", .uri("http://example.com/ü")),
    .names("san.directory-name", .directory(DistinguishedName([NameAttribute(type: .commonName, text: "a")]))),
    .names("san.edi-party-name", .unsupported(tag: 5, content: [])), .names("san.other-name", .upn("a@example.com")),
    .names("san.registered-id", .registeredID(.anyPolicy)), .names("san.email", .email("a@example.com")),
    .names("san.uri", .uri("sip:example.com")), .names("san.reserved-ip", .ip([10, 0, 0, 1])),
    .names("san.reserved-ip", .ip([0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])),
  ]

  static let good: [LintCase] = [
    good("san.label-long", .dns(String(repeating: "a", count: 63) + ".example.com")),
    good("san.empty-label", .dns("www.example.com")), good("san.hyphen", .dns("w-w.example.com")),
    good("san.bad-character", .dns("*.example.com")), good("san.underscore", .dns("a-b.example.com")),
    good("san.wildcard-partial", .dns("*.example.com")), good("san.reserved-label", .dns("xn--bcher-kva.example.com")),
    good("san.a-label", .dns("xn--bcher-kva.example.com")), good("san.a-label", .dns("xn--zckzah.example.com")),
    good("san.internal-name", .dns("local.example.com")), good("san.arpa-malformed", .dns("1.0.0.10.in-addr.arpa")),
    good("san.bare-suffix", .dns("example.co.uk")), good("san.uri-host", .uri("http://user@www.example.com:80/a")),
    good("san.uri-host", .uri("http://[2001:db8::1]/")), good("san.uri-syntax", .uri("sip:example.com")),
    good("san.email-syntax", .email("a@example.com")), good("san.reserved-ip", .ip([9, 9, 9, 9])),
    .good("san.underscore", "less than thirty days in the season of 2019") {
      $0.setNames([.dns("a_b.example.com")])
      $0.notBefore.text = "190102000000Z"
      $0.notAfter.text = "190110000000Z"
    },
  ]

  private static func good(_ code: String, _ name: GeneralName) -> LintCase {
    .good(code, name.description) { $0.setNames([name]) }
  }

  static let issuers: [LintCase] = [
    issuer("ian.bare-wildcard", .dns("*")), issuer("ian.wildcard-misplaced", .dns("a.*.com")),
    issuer("ian.leading-dot", .dns(".example.com")), issuer("ian.empty"), issuer("ian.bare-suffix", .dns("co.uk")),
    issuer("ian.space", .dns(" ")), issuer("ian.nul", .dns("a\0")), issuer("ian.dns-not-ascii", .dns("ü")),
    issuer("ian.empty-name", .uri("")), issuer("ian.email-syntax", .email("a")), issuer("ian.uri-syntax", .uri("a:")),
    issuer("ian.uri-relative", .uri("a")), issuer("ian.uri-host", .uri("http://a/")),
    issuer("ian.uri-not-ascii", .uri("http://example.com/ü")),
    LintCase("ian.critical", "a critical one") {
      $0.set(.issuerAlternativeName, critical: true) { $0.generalNames([.dns("www.example.com")]) }
    },
  ]

  private static func issuer(_ code: String, _ names: GeneralName...) -> LintCase {
    LintCase(code, names.map(\.description).joined(separator: " ")) {
      $0.set(.issuerAlternativeName) { $0.generalNames(names) }
    }
  }

  @Test("found", arguments: hosts + issuers)
  func found(_ row: LintCase) throws { try row.check() }

  @Test("let pass", arguments: good)
  func passed(_ row: LintCase) throws { try row.check() }
}
