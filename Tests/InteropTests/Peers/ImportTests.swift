import TestKit
import Testing

/// What was sent finds its place in a store, whatever the order and the form, and nothing is written over.
@Suite(.enabled(if: Tools.areThere)) struct ImportTests {
  @Test func theAnswerGoesBesideItsKey() throws {
    let bench = try Chains.bench()
    try bench.opensslMust("crl2pkcs7 -nocrl -certfile leaf.crt -certfile inter.crt -certfile ca.crt -out answer.p7b")
    let store = try Self.store(bench, keeping: ["leaf.key"])
    try bench.pkiMust("-C store import ../answer.p7b")
    #expect(try Disk.read("\(store)/leaf.crt") == bench.folder.bytes("leaf.crt"))
    try expect(bench.pki("-C store match leaf.key leaf.crt"), exit: 0, says: "SUCCESS")
    try expect(bench.pki("-C store verify leaf.crt ca-certificates.pem"), exit: 0, says: "SUCCESS")
    #expect(Disk.filesBelow(store).sorted() == ["ca-certificates.pem", "leaf.crt", "leaf.key"])
  }

  @Test func orderAndFormDoNotMatter() throws {
    let bench = try Chains.bench()
    try bench.opensslMust("x509 -in leaf.crt -outform DER -out leaf.der")
    try bench.opensslMust(
      "pkcs12 -export -inkey leaf.key -in leaf.crt -certfile inter.crt -out a.pfx -passout pass:\(passphrase)")
    try bench.join(["ca.crt", "leaf.key", "inter.crt", "leaf.crt"], to: "all.pem")
    let ways = [
      ["leaf.key leaf.crt inter.crt ca.crt"], ["ca.crt leaf.der inter.crt leaf.key"], ["all.pem"], ["a.pfx ca.crt"],
      ["leaf.der", "all.pem"], ["ca.crt", "inter.crt", "leaf.crt", "leaf.key"],
      ["leaf.crt", "leaf.key", "inter.crt ca.crt"],
    ]
    var stores: Set<[String: [UInt8]]> = []
    for way in ways {
      let store = try Self.store(bench, keeping: [])
      for call in way {
        let files = call.split(separator: " ").map { "../\($0)" }.joined(separator: " ")
        try bench.pkiMust("-C store import \(files) --passin env:SECRET", environment: secret)
      }
      var files: [String: [UInt8]] = [:]
      for name in Disk.filesBelow(store) { files[name] = try Disk.read("\(store)/\(name)") }
      #expect(Disk.mode("\(store)/leaf.example.org.key") == 0o600, "\(way)")
      stores.insert(files)
    }
    #expect(stores.count == 1 && stores.first?.count == 3, "\(stores.map { $0.keys.sorted() })")
  }

  @Test func aRenewedCertificateIsKeptBesideAndAnotherKeyNeverUnderIt() throws {
    let bench = try Chains.bench()
    let store = try Self.store(bench, keeping: ["leaf.key", "leaf.crt"])
    try bench.pkiMust("sign leaf inter --force")
    try bench.pkiMust("-C store import ../leaf.crt")
    try bench.pkiMust("-C store import ../leaf.crt")
    #expect(Disk.filesBelow(store).sorted() == ["leaf.crt", "leaf.example.org.crt", "leaf.key"])
    let before = try Disk.read("\(store)/leaf.key")
    try expect(bench.pki("-C store import ../expired.crt --as leaf"), exit: 1, says: "belongs to another key")
    try expect(bench.pki("-C store import ../expired.crt --as leaf --force"), exit: 1, says: "belongs to another key")
    try expect(bench.pki("-C store import ../expired.key ../expired.crt --as leaf"), exit: 2, says: "exists already")
    #expect(try Disk.read("\(store)/leaf.key") == before)
    try bench.pkiMust("-C store import ../expired.key ../expired.crt --as leaf --force")
    #expect(try Disk.read("\(store)/leaf.key.bak") == before)
  }

  @Test func lockedKeysAreKnownByTheirCertificates() throws {
    let bench = try Chains.bench()
    let store = try Self.store(bench, keeping: [])
    for _ in 0..<2 {
      try bench.pkiMust("-C store import ../leaf.key ../leaf.crt --passout env:SECRET", environment: secret)
      #expect(Disk.filesBelow(store).sorted() == ["leaf.example.org.crt", "leaf.example.org.key"])
    }
    try expect(bench.pki("-C store inspect leaf.example.org.key"), exit: 0, says: "PBKDF2")
    try expectDone(bench.openssl("pkey -in store/leaf.example.org.key -noout -passin pass:\(passphrase)"))
  }

  /// A folder with these files of the bench in it; gives its path.
  private static func store(_ bench: Workbench, keeping names: [String]) throws -> String {
    let path = bench.folder.path("store")
    if Disk.status(path) == nil { try Disk.makeFolder(path) }
    for old in Disk.filesBelow(path) { Disk.remove("\(path)/\(old)") }
    for name in names {
      try bench.folder.write(
        bench.folder.bytes(name), to: "store/\(name)", mode: name.hasSuffix(".key") ? 0o600 : 0o644)
    }
    return path
  }
}
