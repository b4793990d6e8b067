import TestKit
import Testing

/// Keys of other programs: shown, matched, unlocked and used.
@Suite(.enabled(if: Tools.areThere)) struct ForeignKeyTests {
  @Test(arguments: ForeignKey.all) func isReadAndUsed(_ foreign: ForeignKey) throws {
    guard foreign.maker.isThere else { return }
    let bench = try Self.bench(with: foreign)
    let shown = try bench.pkiMust("inspect k --passin env:SECRET", environment: secret).text
    #expect(shown.contains("Private key  \(foreign.algorithm)\n"), "\(shown)")
    #expect(shown.contains("Format       \(foreign.format)\n"), "\(shown)")
    #expect(shown.contains(foreign.isLocked ? "Locked       in the file" : "Locked       no"), "\(shown)")

    let made = try bench.pkiMust("csr made --key k CN:k.example.org --passin env:SECRET", environment: secret)
    #expect(!made.text.contains("made.key") && !bench.folder.names.contains("made.key"))
    try expectDone(bench.openssl("req -in made.csr -verify -noout"), says: "verify OK")
    try expect(bench.pki("match k made.csr --passin env:SECRET", environment: secret), exit: 0, says: "SUCCESS")

    if foreign.isLocked { try unlocks(bench) }
  }

  private func unlocks(_ bench: Workbench) throws {
    try expect(bench.pki("inspect k"), exit: 0, says: "Locked       yes")
    try expect(bench.pki("match k made.csr"), exit: 2, says: "passphrase")
    let before = try bench.folder.bytes("k")
    try expect(bench.pki("unlock k --passin env:WRONG", environment: secret), exit: 2, says: "wrong passphrase")
    #expect(try bench.folder.bytes("k") == before)
    try bench.pkiMust("unlock k --passin env:SECRET", environment: secret)
    try expectDone(bench.openssl("pkey -in k -check -noout"), says: "Key is valid")
    let key = try bench.opensslMust("pkey -in k -pubout").output
    let requested = try bench.opensslMust("req -in made.csr -pubkey -noout").output
    #expect(key == requested)
    #expect(Disk.mode(bench.folder.path("k")) == 0o600)
  }

  @Test(.enabled(if: Tools.sshKeygen.isThere)) func lockedOpenSSHKeysAreNamedAsWhatTheyAre() throws {
    let bench = try Workbench()
    try bench.must(Tools.sshKeygen, "-q -t ed25519 -f k -C c -N \(passphrase)")
    try expect(bench.pki("inspect k"), exit: 0, says: "bcrypt")
    let result = try bench.pki("unlock k --passin env:SECRET", environment: secret)
    expect(result, exit: 2, says: "ssh-keygen -p")
    #expect(!result.errorText.contains("give its passphrase"), "it was given: \(result)")
  }

  @Test func dsaIsShownAndMatched() throws {
    let bench = try Workbench()
    try bench.opensslMust("genpkey -quiet -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024 -out parameters.pem")
    try bench.opensslMust("genpkey -paramfile parameters.pem -out k8.pem")
    try bench.opensslMust("dsa -in k8.pem -out k.pem")
    try bench.opensslMust("req -x509 -new -key k.pem -subj /CN=dsa -days 30 -out k.crt")
    for file in ["k.pem", "k8.pem"] {
      try expect(bench.pki("inspect \(file)"), exit: 0, says: "DSA 1024")
      try expect(bench.pki("match \(file) k.crt"), exit: 0, says: "SUCCESS")
    }
    try expect(bench.pki("inspect parameters.pem"), exit: 0, says: "DSA")
  }

  @Test func aKeyThatOpenSSLCannotMakeIsNoRiddle() throws {
    let version = try Workbench().opensslMust("version").text
    guard version.hasPrefix("OpenSSL 3.0") || version.hasPrefix("OpenSSL 3.2") else { return }
    let bench = try Workbench()
    for type in ["ml-dsa:44", "ml-dsa:65", "ml-dsa:87"] {
      let result = try bench.pki("csr k CN:k.example.org --key-type \(type)")
      expect(result, exit: 2, says: "ML-DSA needs OpenSSL 3.5 or later")
    }
    #expect(bench.folder.names.isEmpty)
  }

  private static func bench(with foreign: ForeignKey) throws -> Workbench {
    let bench = try Workbench()
    try bench.folder.write(try MadeKeys.key("rsa:2048"), to: "rsa.pem")
    try bench.folder.write(try MadeKeys.key("ec:p256"), to: "ec.pem")
    let isOpenSSH = foreign.maker.name == "ssh-keygen"
    try bench.must(foreign.maker, foreign.words, isOpenSSH ? ["-N", ""] : [])
    return bench
  }
}
