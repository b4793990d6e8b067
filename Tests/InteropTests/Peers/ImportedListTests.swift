import TestKit
import Testing

/// Revocation lists among what was sent are kept, beside their CA, and never an older one over a newer.
@Suite(.enabled(if: Tools.areThere)) struct ImportedListTests {
  /// A CA `ca` and three lists of it, numbered; `leaf` with key and certificate.
  private static func bench() throws -> Workbench {
    let bench = try Chains.bench()
    try Disk.makeFolder(bench.folder.path("store"))
    for number in 1...3 {

      try bench.pkiMust("crl ca")
      try bench.folder.write(bench.folder.bytes("ca.crl"), to: "\(number).crl")
    }
    return bench
  }

  @Test func mixedFilesKeepTheirList() throws {
    let bench = try Self.bench()
    try bench.opensslMust("crl2pkcs7 -in 2.crl -certfile leaf.crt -certfile inter.crt -certfile ca.crt -out answer.p7b")
    try bench.pkiMust("-C store import ../leaf.key ../answer.p7b")
    #expect(bench.stored == ["Root.crl", "ca-certificates.pem", "leaf.example.org.crt", "leaf.example.org.key"])
    #expect(try Disk.read(bench.folder.path("store/Root.crl")) == bench.folder.bytes("2.crl"))
    try expectDone(bench.openssl("crl -in store/Root.crl -noout -CAfile ca.crt"), says: "verify OK")
    // What is there already is nothing new.
    try expect(bench.pki("-C store import ../2.crl"), exit: 0, says: "Nothing new")
  }

  @Test func itLiesBesideItsCA() throws {
    let bench = try Self.bench()
    try bench.pkiMust("-C store import ../ca.key ../ca.crt --as root")
    try bench.opensslMust("crl -in 1.crl -outform DER -out 1.der")
    try bench.pkiMust("-C store import ../1.der")
    #expect(bench.stored == ["root.crl", "root.crt", "root.key"])
    #expect(try Disk.read(bench.folder.path("store/root.crl")) == bench.folder.bytes("1.crl"))
  }

  @Test func aNewerListTakesForceAndAnOlderOneNeverWins() throws {
    let bench = try Self.bench()
    try bench.pkiMust("-C store import ../2.crl --as root")
    let before = try Disk.read(bench.folder.path("store/root.crl"))
    try expect(bench.pki("-C store import ../3.crl --as root"), exit: 2, says: "root.crl: it exists already")
    #expect(try Disk.read(bench.folder.path("store/root.crl")) == before)
    try expect(
      bench.pki("-C store import ../1.crl --as root --force"), exit: 0,
      says: "root.crl is newer than the list of ../1.crl")
    #expect(try Disk.read(bench.folder.path("store/root.crl")) == before)
    try bench.pkiMust("-C store import ../3.crl --as root --force")
    #expect(try Disk.read(bench.folder.path("store/root.crl")) == bench.folder.bytes("3.crl"))
  }

  @Test func ofSeveralTheNewestCounts() throws {
    let bench = try Self.bench()
    let result = try bench.pkiMust("-C store import ../2.crl ../3.crl ../1.crl")
    #expect(result.text.contains("a newer one came with it"), "\(result)")
    #expect(bench.stored.count == 1)
    #expect(try Disk.read(bench.folder.path("store/\(bench.stored[0])")) == bench.folder.bytes("3.crl"))
  }

  @Test func anotherCAsListIsKeptBeside() throws {
    let bench = try Self.bench()
    try bench.pkiMust("-C store import ../1.crl")
    let name = bench.stored[0].dropLast(4)
    // The same name and another series: a list of only some reasons.
    let settings = """
      [ca]
      default_ca = it
      [it]
      database = index
      crlnumber = number
      default_md = sha256
      default_crl_days = 30
      crl_extensions = some
      [some]
      issuingDistributionPoint = critical, @part
      [part]
      onlyuser = TRUE

      """
    try bench.folder.write(settings, to: "ca.cnf")
    try bench.folder.write("", to: "index")
    try bench.folder.write("07\n", to: "number")
    try bench.opensslMust("ca -config ca.cnf -gencrl -cert ca.crt -keyfile ca.key -out part.crl")
    try bench.pkiMust("-C store import ../part.crl")
    #expect(bench.stored == ["\(name)-2.crl", "\(name).crl"].sorted())
  }

  /// DH and EC parameters stay with the certificate that they stood beside, octet for octet.
  @Test func parametersAreKept() throws {
    let bench = try Self.bench()
    try bench.opensslMust("dhparam -dsaparam -out dh.pem 512")
    try bench.opensslMust("ecparam -name secp384r1 -out ec.pem")
    try bench.join(["leaf.key", "leaf.crt", "dh.pem", "ec.pem"], to: "node.pem")
    try bench.pkiMust("-C store import ../node.pem --as node")
    let kept = try String(decoding: Disk.read(bench.folder.path("store/node.crt")), as: UTF8.self)
    let expected = try ["leaf.crt", "dh.pem", "ec.pem"].map { try bench.folder.text($0) }.joined()
    #expect(kept == expected)
    try expect(bench.pki("-C store import ../node.pem --as node"), exit: 0, says: "Nothing new")
    // Apart from it they find the only certificate there is.
    try Disk.makeFolder(bench.folder.path("apart"))
    try bench.pkiMust("-C apart import ../dh.pem ../leaf.crt ../leaf.key --as node")
    #expect(
      try Disk.read(bench.folder.path("apart/node.crt")) == bench.folder.bytes("leaf.crt")
        + bench.folder.bytes("dh.pem"))
  }
}

extension Workbench {
  /// The names in the store.
  fileprivate var stored: [String] { Disk.filesBelow(folder.path("store")).sorted() }
}
