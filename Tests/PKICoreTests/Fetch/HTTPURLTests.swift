@testable import PKICore
import Testing

@Suite struct HTTPURLTests {
  @Test(arguments: [
    ("http://a.example", "a.example", 80, "/"), ("http://a.example/", "a.example", 80, "/"),
    ("HTTP://A.Example:80/x", "a.example", 80, "/x"), ("http://a.example:8080/x?y=/z", "a.example", 8_080, "/x?y=/z"),
    ("http://a.example?q", "a.example", 80, "/?q"), ("http://a.example/x#part", "a.example", 80, "/x"),
    ("http://a.example:/x", "a.example", 80, "/x"), ("http://a.example./x", "a.example", 80, "/x"),
    ("http://crl_1.a.example/%20x;y=1", "crl_1.a.example", 80, "/%20x;y=1"),
    ("http://192.0.2.1:65535/", "192.0.2.1", 65_535, "/"), ("http://[2001:DB8::1]/x", "2001:db8::1", 80, "/x"),
    ("http://[::1]:81", "::1", 81, "/"), ("http://localhost/", "localhost", 80, "/"),
    ("http://a.example/x@y", "a.example", 80, "/x@y"),
  ]) func takesApart(_ text: String, _ host: String, _ port: Int, _ target: String) throws {
    let url = try HTTPURL(text)
    #expect(url.host == host && Int(url.port) == port && url.target == target)
    #expect(try HTTPURL(url.description) == url)
  }

  @Test(arguments: [
    ("https://a.example/", "https"), ("ldap://a.example/cn=x", "ldap"), ("ldap:///CN=x?y", "ldap"),
    ("file:///etc/x", "file"),
    ("ftp://a.example/", "ftp"), ("gopher://127.0.0.1:25/x", "gopher"), ("mailto:a@b", "mailto"),
  ]) func followsNoOtherScheme(_ text: String, _ scheme: String) {
    #expect(throws: FetchFailure.scheme(scheme)) { try HTTPURL(text) }
  }

  @Test(arguments: [
    "", "a.example", "http", "http:", "http:a.example", "http:/a.example", "http://", "http:///x", "://a.example",
    "http://:80/", "http://user@a.example/", "http://user:secret@a.example/", "http://a.example@127.0.0.1/",
    "http://a.example:0/", "http://a.example:65536/", "http://a.example:+80/", "http://a.example:80:80/",
    "http://a.example:8o/", "http://a b.example/", "http://a.example/a b", "http://a.example/\r\nHost:%20x",
    "http://a.example/\u{0}", "http://a.example/\t", "http://a.example\\@b.example/", "http://ä.example/",
    "http://a..example/", "http://-\u{7f}.example/", "http://[::1/", "http://[::1]x/", "http://[::1%25eth0]/",
    "http://[127.0.0.1]/", "http://[v1.x]/", "http://::1/", "http://2130706433/", "http://0x7f000001/", "http://127.1/",
    "http://0177.0.0.1/", "http://0x7f.1/", "http://1.2.3.4.5/", "http://127.0.0.1./", "http://*.a.example/",
    "http://a%2eexample/", "http://a.example/\"", "http://a.example/<x>", "h ttp://a.example/", "1http://a.example/",
    "http://a.example/" + String(repeating: "x", count: 2_040),
  ]) func refuses(_ text: String) {
    #expect { try HTTPURL(text) } throws: { error in
      if case .malformed? = error as? FetchFailure { true } else { false }
    }
  }

  @Test(arguments: [
    ("/y", "http://a.example:81/y"), ("http://a.example:81/z", "http://a.example:81/z"),
    ("http://b.example/z", "http://b.example/z"),
  ]) func followsALocation(_ location: String, _ place: String) throws {
    #expect(try HTTPURL("http://a.example:81/x?y").following(location).description == place)
  }

  @Test(arguments: ["//b.example/", "y", "?y", "", "https://a.example/", "\\\\b.example"]) func refusesALocation(
    _ text: String
  ) throws {
    let url = try HTTPURL("http://a.example/x")
    #expect(throws: FetchFailure.self) { try url.following(text) }
  }
}
