import TestKit
import Testing

/// Tables of requests: what is taken, and what is refused before anything is written.
@Suite struct BulkTableTests {
  /// A table that is refused, and the first line that says why.
  struct Bad: Sendable, CustomTestStringConvertible {
    let table: String
    let error: String
    var testDescription: String { error }

    init(_ table: String, _ error: String) { (self.table, self.error) = (table, error) }

    static let all = [
      Bad("", "1:1: this file is empty"),
      Bad("name,CN\n", " the table has no rows"),
      Bad("name,CN,cuntry\na,b.example,c\n", "1:3: unknown column 'cuntry'"),
      Bad("name,CN,CN\na,b.example,c\n", "1:3: the column 'CN' is there twice"),
      Bad("name,CN\na,b.example,c\n", "2:3: a cell beyond the last column, and the header has 2"),
      Bad("name,CN\n\"a,b.example\n", "2:1: a cell without its closing quote"),
      Bad("name,CN\n\"a\"b,c\n", "2:1: something stands behind the closing quote"),
      Bad("name,CN\na\"b,c\n", "2:1: a double quote inside a cell that does not begin with one"),
      Bad("name,CN\n,b.example\n", "2:1: the name of the files is missing: the column 'name' gives it"),
      Bad("name,O\na,b\n", "2:1: CN is missing: a request needs a common name"),
      Bad("name,CN\n../a,b.example\n", "2:1: ../a: a name cannot hold a slash: choose the folder with -C DIR"),
      Bad("name,CN\n..,b.example\n", "2:1: ..: a name cannot begin or end with a dot"),
      Bad("name,CN\n.a,b.example\n", "2:1: .a: a name cannot begin or end with a dot"),
      Bad("name,CN\na..b,b.example\n", "2:1: a..b: a name cannot hold two dots in a row"),
      Bad("name,CN\n-a,b.example\n", "2:1: -a: a name cannot begin with a hyphen"),
      Bad("name,CN\nnul,b.example\n", "2:1: nul: this is the name of a device on Windows"),
      Bad("name,CN\na.key,b.example\n", "2:1: a.key: a name cannot end with .key, which is added to it"),
      Bad("name,CN\na,b.example\nA,c.example\n", "3:1: A: line 2 has the same name"),
      Bad("name,CN\na,b.example\n\na,b.example\n", "4:1: a: line 2 has the same name"),
      Bad(
        "[{\"name\":\"a\",\"CN\":\"b.example\"},\n{\"name\":\"A\",\"CN\":\"c.example\"}]",
        "2:1: A: line 1 has the same name"),
      Bad("\u{feff}name,CN,C\r\na,\"b.example\",\"U\r\nK\"\r\n", "2:3: C: the value holds control characters"),
      Bad("\u{feff}name,CN,C\r\n\r\n\"a\",\"b.example\",UK\r\n", "3:3: C:UK: not an ISO 3166 country code"),
      Bad("\u{feff}{\"name\":\"a\",\"CN\":\"b.example\",\"C\":\"UK\"}", "1:30: C:UK: not an ISO 3166 country code"),
      Bad("\u{feff}", "1:1: this file is empty"), Bad(" \r\n\n", "1:1: this file is empty"),
      Bad("name,,CN\na,,b.example\n", "1:2: a column without a name"),
      Bad("name,CN,O\n\"a\",b.example,\"One\"\"s\nTwo\"\nb,c d,\n", "2:3: O: the value holds control characters"),
      Bad("{\"name\":\"a\",\"CN\":true}", "1:13: CN: expected a text in quotes, or a list of them"),
      Bad("{\"name\":\"a\",\"CN\":\"b\",\"CN\":\"c\"}", "1:"),
      Bad("[]", " the table has no rows"),
      Bad("name,CN,C\na,b.example,UK\n", "2:3: C:UK: not an ISO 3166 country code"),
      Bad("name,CN,key_type\na,b.example,rsa:512\n", "2:3: key_type: 'rsa:512' is not one of"),
      Bad("name,CN,key_type,for\na,b.example,ed25519,cucm-trunk\n", "2:1: role cucm-trunk: "),
      Bad("name,CN,for\na,b.example,webbrige3\n", "2:3: for: 'webbrige3' is not a role such as callbridge"),
      Bad("name,CN,key\na,b.example,none.key\n", "2:1: none.key: cannot open: no such file or folder"),
      Bad("name,CN\na,b.example\n\"x\ny\",c d e\n", "3:1: x"),
      Bad("[{\"name\":\"a\",\n\"CM\":\"b\"}]", "2:1: unknown column 'CM'"),
      Bad("[{\"name\":\"a\",\"CN\":1}]", "1:14: CN: expected a text in quotes, or a list of them"),
      Bad("{\"name\":\"a\",\"CN\":\"b.example\"}\n{\"name\":", "2:9: it ends too soon"),
      Bad(Fixture.certificate, " this is a certificate, not a table"),
      Bad("[{\"name\":\"a\",\"CN\":\"b.example\"} 1]", "1:32: expected a comma or a closing bracket"),
    ]
  }

  @Test(arguments: Bad.all) func isRefused(_ bad: Bad) throws {
    let folder = try TemporaryFolder()
    try folder.write(bad.table, to: "t")
    let result = try Pki.run(["csr", "--from", "t", "--key-type", "ec:p256"], in: folder.path)
    #expect(result.status == 2, "\(result)")
    #expect(result.errorLines.first?.hasPrefix("pki: error: t:\(bad.error)") ?? false, "\(result)")
    #expect(folder.names == ["t"])
    #expect(Printed(result).faults == [])
  }

  /// A table that is taken, and whose names its only request asks for.
  struct Good: Sendable, CustomTestStringConvertible {
    let what: String
    let table: String
    var testDescription: String { what }

    static let all = [
      Good(what: "plain", table: "name,CN,subjectAltName\na,a.example,\"b.example,10.0.0.1\"\n"),
      Good(what: "BOM, CRLF, no last line break", table: "\u{feff}name,CN,SAN\r\na,a.example,\"b.example, 10.0.0.1\""),
      Good(
        what: "a surplus comma, empty lines", table: "name,CN,SAN,\r\n\r\na,a.example,\"b.example,10.0.0.1\",\r\n\r\n"),
      Good(what: "semicolons", table: "name;cn;san\na;a.example;b.example,10.0.0.1\n"),
      Good(what: "tabs", table: "Name\tCN\tSAN\na\ta.example\tb.example,10.0.0.1\n"),
      Good(
        what: "a JSON list",
        table: "[{\"name\":\"a\",\"CN\":\"a.example\",\"SAN\":[\"b.example\",\"10.0.0.1\"],\"O\":null}]"),
      Good(what: "NDJSON", table: "\n{\"name\":\"a\",\"CN\":\"a.example\",\"SAN\":\"b.example,10.0.0.1\"}\n"),
    ]
  }

  @Test(arguments: Good.all) func isTaken(_ good: Good) throws {
    let folder = try TemporaryFolder()
    try folder.write(good.table, to: "t")
    let result = try Pki.run(["csr", "--from", "t", "--key-type", "ec:p256"], in: folder.path)
    #expect(result.status == 0, "\(result)")
    #expect(folder.names.sorted() == ["a.csr", "a.key", "manifest.ndjson", "t"])
    let line = try JSONValue(try folder.text("manifest.ndjson"))
    #expect(line["names"] == .list([.text("DNS:a.example"), .text("DNS:b.example"), .text("IP:10.0.0.1")]))
  }

  /// What lies under the name that the column `key` gives, and what is said of it.
  static let keys: [(holds: String, error: String)] = [
    (Fixture.certificate, "t:2:1: k: this is a certificate, not a private key"),
    (Fixture.lockedKey, "t:2:1: k: "), ("Dear all\n", "t:2:1: k: this is text"),
    ("", "t:2:1: k: this is an empty file, not a private key"),
    (String(decoding: Fixture.other.key, as: UTF8.self), "a.csr: the request and the key k do not belong together"),
  ]

  @Test(arguments: keys.indices) func aKeyThatDoesNotFit(_ index: Int) throws {
    let (holds, error) = Self.keys[index]
    let folder = try TemporaryFolder()
    try folder.write(holds, to: "k", mode: 0o600)
    try folder.write(Fixture.request, to: "a.csr")
    try folder.write("name,CN,key\na,a.example,k\n", to: "t")
    let before = try Snapshot(folder, skipping: "manifest.ndjson")
    let result = try Pki.run(["csr", "--from", "t"], in: folder.path)
    #expect(result.status == 2, "\(result)")
    #expect(result.errorLines.first?.hasPrefix("pki: error: \(error)") ?? false, "\(result)")
    #expect(try Snapshot(folder, skipping: "manifest.ndjson") == before)
    #expect(index == Self.keys.count - 1 || !folder.names.contains("manifest.ndjson"))
  }

  @Test func aCellThatIsNoText() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("name,CN,O\na,a.example,Gr".utf8) + [0xf6, 0xdf] + Array("e\n".utf8), to: "t")
    let result = try Pki.run(["csr", "--from", "t"], in: folder.path)
    #expect(result.isCleanFailure, "\(result)")
    #expect(result.errorLines.first == "pki: error: t:2:3: this cell is not UTF-8", "\(result)")
    #expect(folder.names == ["t"])
  }

  @Test func aCellOfManyMegabytes() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      Array("name,CN\na,".utf8) + [UInt8](repeating: 0x61, count: 100_000_000), to: "t")
    let small = try Pki.run(["csr", "--from", "t"], in: folder.path)
    #expect(small.isCleanFailure && small.errorText.contains("larger than"), "\(small)")
    let large = try Pki.run(["csr", "--from", "t", "--max-size", "200M"], in: folder.path)
    #expect(large.isCleanFailure && large.errorText.contains("2:2: a cell of more than 65536 octets"), "\(large)")
    #expect(folder.names == ["t"])
  }

  /// What stands in the store already, and what a run says of it.
  struct Standing: Sendable, CustomTestStringConvertible {
    let change: String
    let error: String
    var testDescription: String { change }
    let apply: @Sendable (TemporaryFolder) throws -> Void
  }

  static let standing = [
    Standing(change: "a key without its request is completed", error: "") { Disk.remove($0.path("a.csr")) },
    Standing(change: "a manifest that is gone is written anew", error: "") {
      Disk.remove($0.path("manifest.ndjson"))
    },
    Standing(change: "another key", error: "a.csr: the request and the key a.key do not belong together") {
      try $0.write(try $0.text("b.key"), to: "a.key", mode: 0o600)
    },
    Standing(change: "another request", error: "a.csr: the request and the key a.key do not belong together") {
      try $0.write(try $0.text("b.csr"), to: "a.csr")
    },
    Standing(change: "a request without its key", error: "a.csr: the request is there, and its key a.key is not") {
      Disk.remove($0.path("a.key"))
    },
    Standing(
      change: "other names",
      error: "a.csr: the request is there and does not fit the row: its names differ"
    ) { try $0.write("name,CN,SAN\na,a.example,c.example\nb,b.example,\n", to: "t") },
    Standing(
      change: "other usages",
      error: "a.csr: the request is there and does not fit the row: its extended key usages differ: serverAuth, and "
        + "serverAuth, clientAuth are wanted"
    ) { try ask($0, ["--eku", "serverAuth"]) },
    Standing(
      change: "an extension more",
      error: "a.csr: the request is there and does not fit the row: it asks for TLS feature, which the row does not"
    ) { try ask($0, ["--must-staple"]) },
    Standing(change: "another type", error: "a.key: the key is there and is EC P-256, where ec:p384 is wanted") {
      try $0.write("name,CN,key_type\na,a.example,ec:p384\nb,b.example,\n", to: "t")
    },
  ]

  /// Makes the request of the first row otherwise.
  private static func ask(_ folder: TemporaryFolder, _ words: [String]) throws {
    let made = try Pki.run(["csr", "x", "CN:a.example", "--key", "a.key"] + words, in: folder.path)
    #expect(made.status == 0, "\(made)")
    try folder.write(folder.bytes("x.csr"), to: "a.csr")
    Disk.remove(folder.path("x.csr"))
  }

  @Test(arguments: standing) func runAgain(_ row: Standing) throws {
    let folder = try TemporaryFolder()
    try folder.write("name,CN\na,a.example\nb,b.example\n", to: "t")
    let words = ["csr", "--from", "t", "--key-type", "ec:p256"]
    #expect(try Pki.run(words, in: folder.path).status == 0)
    try row.apply(folder)
    let before = try Snapshot(folder)
    let result = try Pki.run(words, in: folder.path)
    if row.error.isEmpty {
      #expect(result.status == 0, "\(result)")
      #expect(folder.names.sorted() == ["a.csr", "a.key", "b.csr", "b.key", "manifest.ndjson", "t"])
      #expect(try folder.text("manifest.ndjson").split(separator: "\n").count == 2)
    } else {
      #expect(result.status == 2, "\(result)")
      #expect(result.errorLines.first?.hasPrefix("pki: error: \(row.error)") ?? false, "\(result)")
      #expect(try Snapshot(folder) == before)
    }
  }

  @Test func signing() throws {
    let folder = try TemporaryFolder()
    try folder.write(Fixture.key, to: "ca.key", mode: 0o600)
    try folder.write(Fixture.certificate, to: "ca.crt")
    try folder.write("name,CN\na.example,a.example\nb,b.example\nc,c.example\n", to: "t")
    #expect(try Pki.run(["csr", "--from", "t", "--key-type", "ec:p256"], in: folder.path).status == 0)
    let words = ["sign", "--from", "manifest.ndjson", "ca", "--json"]
    let half = try Pki.run(words + ["--shard", "1/2"], in: folder.path)
    #expect(half.text.contains("\"created\": 2"), "\(half)")
    let rest = try Pki.run(words, in: folder.path)
    #expect(rest.text.contains("\"created\": 1") && rest.text.contains("\"passed_over\": 2"), "\(rest)")
    let before = try Snapshot(folder)
    let again = try Pki.run(words, in: folder.path)
    #expect(again.status == 0 && again.text.contains("\"passed_over\": 3"), "\(again)")
    try folder.write(try folder.text("b.crt"), to: "c.crt")
    let wrong = try Pki.run(words, in: folder.path)
    #expect(wrong.status == 2, "\(wrong)")
    #expect(
      wrong.errorLines.first
        == "pki: error: c.crt: the certificate is there and does not fit: it belongs to another key", "\(wrong)")
    #expect(try Snapshot(folder) != before)
    let verified = try Pki.run(["verify", "a.example.crt", "ca.crt", "--host", "a.example"], in: folder.path)
    #expect(verified.status == 0, "\(verified)")
  }
}
