import Testing
import Vocabulary

@testable import PKICore

@Suite struct AlternativeNameTests {
  /// What is typed behind `subjectAltName:`, and the names that it stands for or what is wrong with it.
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    var names: [String] = []
    var error: String?

    var testDescription: String { text }

    static let good: [Case] = [
      Case(text: "cb.example.com", names: ["DNS:cb.example.com"]),
      Case(text: "*.example.com", names: ["DNS:*.example.com"]),
      Case(text: "host", names: ["DNS:host"]),
      Case(text: "a.org, b.org ,10.1.2.3", names: ["DNS:a.org", "DNS:b.org", "IP:10.1.2.3"]),
      Case(text: "a.org,", names: ["DNS:a.org"]),
      Case(text: "::1,2001:db8::1", names: ["IP:::1", "IP:2001:db8::1"]),
      Case(text: "IP: 10.1.2.3", names: ["IP:10.1.2.3"]),
      Case(text: "dns:a.org", names: ["DNS:a.org"]),
      Case(text: "jo@example.com", names: ["email:jo@example.com"]),
      Case(text: "email:jo@example.com", names: ["email:jo@example.com"]),
      Case(text: "sip:example.com", names: ["URI:sip:example.com"]),
      Case(text: "URI:sip:example.com:5061", names: ["URI:sip:example.com:5061"]),
      Case(text: "https://a.org/b?c", names: ["URI:https://a.org/b?c"]),
      Case(text: "UPN:jo@example.com", names: ["UPN:jo@example.com"]),
      Case(text: "SRV:_sips.example.com", names: ["SRV:_sips.example.com"]),
      Case(text: "RID:1.2.3.4", names: ["RID:1.2.3.4"]),
      Case(text: "otherName:1.3.6.1.4.1.311.20.2.3;UTF8:jo@a.org", names: ["UPN:jo@a.org"]),
      Case(text: "otherName:1.2.3;UTF8:x", names: ["otherName:1.2.3;UTF8:x"]),
      Case(text: "xn--mller-kva.de", names: ["DNS:xn--mller-kva.de"]),
    ]

    static let wrong: [Case] = [
      Case(text: "a,,b", error: "subjectAltName: an empty entry between commas"),
      Case(text: ",", error: "subjectAltName: an empty entry between commas"),
      Case(text: "müller.de", error: "müller.de: not ASCII"),
      Case(text: "10.1.2.333", error: "10.1.2.333: neither a host name nor an address"),
      Case(text: "cb.example.com:443", error: "cb.example.com:443: certificates hold no ports"),
      Case(text: "10.1.2.3:443", error: "10.1.2.3:443: certificates hold no ports"),
      Case(text: "localhost:8080", error: "localhost:8080: certificates hold no ports"),
      Case(text: "IP:a.org", error: "IP:a.org: not an IPv4 or IPv6 address"),
      Case(text: "IP:10.1.2.0/24", error: "IP:10.1.2.0/24: not an IPv4 or IPv6 address"),
      Case(text: "email:jo", error: "email:jo: not an e-mail address"),
      Case(text: "email:a@b@c", error: "email:a@b@c: not an e-mail address"),
      Case(text: "email:jo@*.org", error: "email:jo@*.org: not an e-mail address"),
      Case(text: "URI:no-scheme", error: "URI:no-scheme: not a URI in ASCII"),
      Case(text: "sip:größe.de", error: "URI:sip:größe.de: not a URI in ASCII"),
      Case(text: "SRV:sips.example.com", error: "SRV:sips.example.com: not a service name"),
      Case(text: "SRV:_sips", error: "SRV:_sips: not a service name"),
      Case(text: "RID:1", error: "RID:1: not an object identifier"),
      Case(text: "UPN:", error: "UPN:: not a user principal name"),
      Case(text: "otherName:1.2.3;x", error: "otherName:1.2.3;x: not understood"),
    ]
  }

  @Test(arguments: Case.good) func reads(_ one: Case) throws {
    #expect(try AlternativeNameSyntax.list(one.text).map(\.description) == one.names)
  }

  @Test(arguments: Case.wrong) func refuses(_ one: Case) {
    let error = #expect(throws: PKIError.self) { try AlternativeNameSyntax.list(one.text) }
    #expect(error?.message == one.error)
    #expect(error?.kind == .usage)
  }

  /// A host name and the fault that it has.
  struct Host: Sendable, CustomTestStringConvertible {
    let name: String
    let fault: String?

    var testDescription: String { String(name.prefix(40)) }

    static let all: [Host] = [
      Host(name: "a", fault: nil),
      Host(name: "a-1.example", fault: nil),
      Host(name: "1.example", fault: nil),
      Host(name: "*.example.com", fault: nil),
      Host(name: String(repeating: "a", count: 63) + ".org", fault: nil),
      Host(name: "", fault: "an empty host name"),
      Host(name: "*", fault: "a wildcard without a domain"),
      Host(name: "a.*.org", fault: "a wildcard may only be the whole left-most label"),
      Host(name: "f*.org", fault: "a wildcard may only be the whole left-most label"),
      Host(name: "*.*.org", fault: "a wildcard may only be the whole left-most label"),
      Host(name: "a_b.org", fault: "an underscore is not allowed in a host name"),
      Host(name: "a b.org", fault: "not a host name, which has letters, digits, hyphens and dots alone"),
      Host(name: "a..org", fault: "not a host name: two dots together, or one at the start"),
      Host(name: ".org", fault: "not a host name: two dots together, or one at the start"),
      Host(name: "a.org.", fault: "ends in a dot"),
      Host(name: "-a.org", fault: "a label begins or ends with a hyphen"),
      Host(name: "a-.org", fault: "a label begins or ends with a hyphen"),
      Host(name: "a.123", fault: "neither a host name nor an address"),
      Host(name: "5551234", fault: "neither a host name nor an address"),
      Host(name: String(repeating: "a", count: 64) + ".org", fault: "a label is longer than 63 characters"),
      Host(name: String(repeating: "a.", count: 126) + "aa", fault: "longer than 253 characters"),
      Host(name: "ä.org", fault: "not ASCII"),
    ]
  }

  @Test(arguments: Host.all) func judgesHostNames(_ one: Host) {
    #expect(HostName.fault(in: one.name)?.message == one.fault)
  }
}
