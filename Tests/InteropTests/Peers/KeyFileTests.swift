import TestKit
import Testing

/// openssl writes a new key into an old file and keeps its mode, 0644; it writes a key over itself and loses it.
@Suite(.enabled(if: Tools.areThere)) struct KeyFileTests {
  @Test(arguments: ["csr k CN:k.example.org", "selfsigned k"]) func aNewKeyIsNeverReadableByOthers(_ words: String)
    throws
  {
    let bench = try Workbench()
    try bench.folder.write("something old\n", to: "k.key", mode: 0o644)
    let refused = try bench.pki("\(words) --key-type ec:p256")
    expect(refused, exit: 2, says: "k.key: it exists already")
    #expect(try bench.folder.text("k.key") == "something old\n")
    #expect(bench.folder.names == ["k.key"])

    try bench.pkiMust("\(words) --key-type ec:p256 --force")
    #expect(Disk.mode(bench.folder.path("k.key")) == 0o600)
    #expect(try bench.folder.text("k.key").hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
    #expect(try bench.folder.text("k.key.bak") == "something old\n")
    #expect(Disk.mode(bench.folder.path("k.key.bak")) == 0o600)

    try bench.pkiMust("\(words) --key-type ec:p256 --force")
    #expect(try bench.folder.text("k.key.bak") == "something old\n")
    #expect(bench.folder.names.contains("k.key.bak.1"))
  }

  /// `openssl pkey -in k -out k` empties k before it is read, whatever the passphrase.
  @Test func unlockingInPlaceLosesNothing() throws {
    let bench = try Workbench()
    try bench.putKey("ec:p256", as: "open.key")
    try bench.opensslMust("pkcs8 -topk8 -in open.key -out k.key -passout pass:\(passphrase)")
    let before = try bench.folder.bytes("k.key")
    for words in ["--passin env:WRONG", "--passin env:NOWHERE", ""] {
      try expect(bench.pki("unlock k.key \(words)", environment: secret), exit: 2)
      #expect(try bench.folder.bytes("k.key") == before)
    }
    try bench.pkiMust("unlock k.key --passin env:SECRET", environment: secret)
    try expectDone(bench.openssl("pkey -in k.key -check -noout"), says: "Key is valid")
    #expect(bench.folder.names == ["k.key", "open.key"])
  }

  @Test func aPassphraseIsNoArgument() throws {
    let bench = try Workbench()
    try bench.putKey("ec:p256", as: "k.key")
    for source in ["pass:\(passphrase)", passphrase, "file-\(passphrase)"] {
      let result = try bench.pki("lock k.key --passout \(source)")
      expect(result, exit: 64, says: "--passout: expected prompt, env:VAR")
      #expect(!result.description.contains(passphrase), "no message repeats it")
    }
    #expect(try bench.folder.bytes("k.key") == MadeKeys.key("ec:p256"))
  }
}
