import TestKit
import Testing

/// What `pki lock` writes is opened elsewhere, and `pki unlock` gives the very key back.
@Suite(.enabled(if: Tools.areThere)) struct LockTests {
  private static let types = ["rsa:2048", "ec:p256", "ed25519"]

  @Test(arguments: types) func lockedKeysAreReadEverywhere(_ type: String) throws {
    let bench = try Workbench()
    try bench.putKey(type, as: "k.key")
    try bench.pkiMust("lock k.key --passout env:SECRET", environment: secret)
    #expect(Disk.mode(bench.folder.path("k.key")) == 0o600)
    #expect(try bench.folder.text("k.key").hasPrefix("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"))
    try expectDone(bench.openssl("pkey -in k.key -passin pass:\(passphrase) -check -noout"), says: "Key is valid")
    if Tools.certtool.isThere {
      try expectDone(
        bench.certtool("--key-info --infile k.key --password \(passphrase)"), says: "Iteration count: 600000")
    }
    if Tools.python != nil {
      try bench.putKey(type, as: "open.key")
      let witness = try PythonWitness(bench, ["k.key?\(passphrase)", "open.key"])
      #expect(witness["k.key", "spki"] == witness["open.key", "spki"])
    }
    try bench.pkiMust("unlock k.key --passin env:SECRET", environment: secret)
    #expect(try bench.folder.bytes("k.key") == MadeKeys.key(type))
    #expect(Disk.mode(bench.folder.path("k.key")) == 0o600)
  }

  @Test func theLockIsStrong() throws {
    let bench = try Workbench()
    try bench.putKey("ec:p256", as: "k.key")
    try bench.pkiMust("lock k.key --passout env:SECRET", environment: secret)
    let structure = try bench.opensslMust("asn1parse -in k.key").text
    for word in [":PBES2", ":PBKDF2", ":0927C0", ":hmacWithSHA256", ":aes-256-cbc"] {  // 0x0927C0 is 600,000
      #expect(structure.contains(word), "\(word) in \(structure)")
    }
  }

  @Test func scryptIsReadByPythonAndByPKI() throws {
    let bench = try Workbench()
    try bench.putKey("ec:p256", as: "k.key")
    try bench.pkiMust("lock k.key --scrypt --passout env:SECRET", environment: secret)
    let structure = try bench.opensslMust("asn1parse -in k.key").text
    #expect(structure.contains(":scrypt") || structure.contains(":id-scrypt"), "\(structure)")
    #expect(structure.contains(":020000"), "N is 2^17: \(structure)")
    if Tools.python != nil {
      let witness = try PythonWitness(bench, ["k.key?\(passphrase)"])
      #expect(witness["k.key", "key"] == "EC secp256r1")
    }
    try bench.pkiMust("unlock k.key --passin env:SECRET", environment: secret)
    #expect(try bench.folder.bytes("k.key") == MadeKeys.key("ec:p256"))
  }

  @Test func newKeysAreBornLocked() throws {
    let bench = try Workbench()
    try bench.pkiMust("csr k CN:k.example.org --key-type ec:p256 --lock --passout env:SECRET", environment: secret)
    try expectDone(bench.openssl("pkey -in k.key -passin pass:\(passphrase) -check -noout"), says: "Key is valid")
    try expect(bench.pki("match k.key k.csr --passin env:SECRET", environment: secret), exit: 0, says: "SUCCESS")
  }
}

let passphrase = "correct-horse"
let secret = ["SECRET": passphrase, "WRONG": "battery-staple"]
