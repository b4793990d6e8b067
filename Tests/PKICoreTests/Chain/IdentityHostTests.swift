import Testing

@testable import PKICore

@Suite("Hosts by RFC 9525")
struct IdentityHostTests {
  struct Case: CustomTestStringConvertible {
    let presented: String
    let host: String
    let matches: Bool
    var testDescription: String { "\(presented) for \(host)" }

    init(_ presented: String, _ host: String, _ matches: Bool) {
      self.presented = presented
      self.host = host
      self.matches = matches
    }
  }

  static let longLabel = String(repeating: "a", count: 63)
  static let longName = (0..<25).map { _ in "abcdefghi" }.joined(separator: ".") + ".ab"

  static let whole: [Case] = [
    Case("cb.example.com", "cb.example.com", true), Case("CB.Example.COM", "cb.example.com", true),
    Case("cb.example.com", "CB.EXAMPLE.com", true), Case("cb.example.com", "cb.example.com.", true),
    Case("cb.example.com.", "cb.example.com", false), Case("cb.example.com.", "cb.example.com.", false),
    Case("cb.example.com", "cb.example.com..", false), Case("cb.example.com", ".cb.example.com", false),
    Case(".cb.example.com", "cb.example.com", false), Case("cb..example.com", "cb..example.com", false),
    Case("cb.example.com", "example.com", false), Case("example.com", "cb.example.com", false),
    Case("bcb.example.com", "cb.example.com", false), Case("cb.example.com", "bcb.example.com", false),
    Case("cb.example.co", "cb.example.com", false), Case("cb.example.comm", "cb.example.com", false),
    Case("cb-example.com", "cb.example.com", false), Case("cbxexample.com", "cb.example.com", false),
    Case("localhost", "localhost", true), Case("LOCALHOST", "localhost", true), Case("localhost", "localhost.", true),
    Case("localhost.", "localhost", false), Case("a", "a", true), Case("a", "b", false), Case("1", "1", true),
    Case("", "", false), Case("", "a", false), Case("a", "", false), Case(".", ".", false), Case(".", "", false),
    Case(" cb.example.com", "cb.example.com", false), Case("cb.example.com ", "cb.example.com", false),
    Case("cb.example.com", " cb.example.com", false), Case("cb example.com", "cb example.com", false),
    Case("cb.example.com\n", "cb.example.com", false), Case("cb.example.com\t", "cb.example.com\t", false),
    Case("cb.example.com\0.evil.example", "cb.example.com", false),
    Case("cb.example.com\0", "cb.example.com", false), Case("cb.example.com", "cb.example.com\0", false),
    Case("_sip.example.com", "_sip.example.com", true), Case("my_host.example.com", "MY_HOST.example.com", true),
    Case("-a.example.com", "-a.example.com", true), Case("a--b.example.com", "a--b.example.com", true),
    Case("cb.example.com:443", "cb.example.com", false), Case("cb.example.com", "cb.example.com:443", false),
    Case("https://cb.example.com", "cb.example.com", false), Case("user@example.com", "example.com", false),
    Case("user@example.com", "user@example.com", false), Case("cb/example.com", "cb/example.com", false),
    Case("DNS:cb.example.com", "cb.example.com", false), Case("cb,example.com", "cb,example.com", false),
    Case(longLabel + ".example.com", longLabel + ".example.com", true),
    Case(longLabel + "a.example.com", longLabel + "a.example.com", false),
    Case(longName, longName, true), Case(longName + "cdef", longName + "cdef", false),
  ]

  static let wildcards: [Case] = [
    Case("*.example.com", "cb.example.com", true), Case("*.Example.com", "CB.example.COM", true),
    Case("*.example.com", "cb.example.com.", true), Case("*.example.com", "example.com", false),
    Case("*.example.com", ".example.com", false), Case("*.example.com", "a.b.example.com", false),
    Case("*.example.com", "cb.example.org", false), Case("*.example.com", "cbexample.com", false),
    Case("*.example.com", "cb.xexample.com", false), Case("*.example.com", "*.example.com", false),
    Case("*.example.com", "_sip.example.com", true), Case("*.example.com", "1.example.com", true),
    Case("*.example.com.", "cb.example.com", false), Case("*.b.example.com", "a.b.example.com", true),
    Case("*.b.example.com", "b.example.com", false), Case("*.com", "example.com", false), Case("*.us", "foo.us", false),
    Case("*.co.uk", "example.co.uk", true), Case("*", "localhost", false), Case("*", "*", false),
    Case("*", "example.com", false), Case("*.", "a.", false), Case("*.", "a", false), Case("*..com", "a..com", false),
    Case("**.example.com", "cb.example.com", false), Case("*.*.example.com", "a.b.example.com", false),
    Case("*.*.com", "a.b.com", false), Case("a.*.example.com", "a.b.example.com", false),
    Case("cb.*", "cb.example", false), Case("cb.*.com", "cb.example.com", false),
    Case("c*.example.com", "cb.example.com", false), Case("*b.example.com", "cb.example.com", false),
    Case("c*b.example.com", "cxb.example.com", false), Case("*cb.example.com", "cb.example.com", false),
    Case("cb*.example.com", "cb.example.com", false), Case("cb.example.*", "cb.example.com", false),
    Case("cb.*example.com", "cb.example.com", false), Case("* .example.com", "a .example.com", false),
    Case(" *.example.com", "cb.example.com", false), Case("?.example.com", "a.example.com", false),
    Case("%.example.com", "a.example.com", false), Case("*example.com", "cbexample.com", false),
    Case("*.localhost", "a.localhost", false), Case("*.a", "b.a", false), Case("*.b.a", "c.b.a", true),
    Case("*.example.com\0.evil.example", "cb.example.com", false),
    Case("*.example.com", "cb\0.example.com", false), Case("*.example.com", "c b.example.com", false),
  ]

  static let international: [Case] = [
    Case("xn--bcher-kva.example", "xn--bcher-kva.example", true),
    Case("XN--BCHER-KVA.example", "xn--bcher-kva.example", true),
    Case("bücher.example", "bücher.example", false), Case("xn--bcher-kva.example", "bücher.example", false),
    Case("bücher.example", "xn--bcher-kva.example", false),
    Case("*.xn--bcher-kva.example", "a.xn--bcher-kva.example", true),
    Case("*.example.com", "xn--bcher-kva.example.com", true), Case("xn--*.example.com", "xn--bcher.example.com", false),
    Case("xn--b*r-kva.example.com", "xn--bcher-kva.example.com", false),
    Case("x*.example.com", "xn--bcher-kva.example.com", false), Case("cb。example。com", "cb.example.com", false),
    Case("cb．example．com", "cb.example.com", false), Case("ｃｂ.example.com", "cb.example.com", false),
    Case("cb.example.com", "ｃｂ.example.com", false), Case("ß.example", "ss.example", false),
    Case("\u{212A}.example", "k.example", false), Case("İ.example", "i.example", false),
    Case("a\u{301}.example", "á.example", false),
    Case("\\xc3\\xbc.example", "\\xc3\\xbc.example", false),
  ]

  static let addresses: [Case] = [
    Case("192.0.2.1", "192.0.2.1", false), Case("*.0.2.1", "192.0.2.1", false), Case("*.2.1", "192.0.2.1", false),
    Case("2001:db8::1", "2001:db8::1", false), Case("[2001:db8::1]", "[2001:db8::1]", false),
    Case("192.0.2.1", "192.0.2.1.", true), Case("256.0.2.1", "256.0.2.1", true), Case("192.0.2", "192.0.2", true),
    Case("::1", "::1", false), Case("0", "0", true),
  ]

  static let all = whole + wildcards + international + addresses

  @Test("match or do not", arguments: all)
  func match(_ row: Case) {
    #expect(IdentityMatch.matches(presented: row.presented, host: row.host) == row.matches)
  }

  @Test("are asked in many ways")
  func size() {
    #expect(IdentityHostTests.all.count >= 120)
    #expect(IdentityHostTests.all.filter(\.matches).count >= 30)
  }
}
