import TestKit
import Testing

/// PKCS#12 files between pki and five others, both ways, old ciphers and new, with every sort of passphrase.
@Suite(.enabled(if: Tools.areThere)) struct PKCS12PeersTests {
  /// One way in which a peer reads or writes a file.
  struct Way: Sendable, CustomTestStringConvertible {
    let peer: String
    let cipher: String
    var tool: InstalledTool?
    /// Commands of a shell; `$W` is the passphrase, `k.p12` the file, `k.key` and `k.crt` what is in it.
    let commands: String
    /// The same where the passphrase is empty; nil where the peer does without.
    var whenEmpty: String?
    /// Whether the peer takes passphrases that are not ASCII.
    var takesUnicode = true

    var testDescription: String { "\(peer), \(cipher)" }

    /// The commands for a passphrase; nil where the peer knows no such.
    func commands(for word: String) -> String? {
      if word.isEmpty { return whenEmpty }
      return takesUnicode || word.utf8.allSatisfy { $0 < 0x80 } ? commands : nil
    }
  }

  private static let certtool = Tools.certtool
  private static let keytool = InstalledTool("keytool")
  private static let pk12util = InstalledTool("pk12util")
  private static let database = "mkdir db && certutil -N -d sql:db --empty-password"

  static let readers: [Way] = [
    reader("openssl", nil, "openssl pkcs12 -in k.p12 -nodes -nocerts -passin \"pass:$W\" -out out.pem"),
    reader("openssl -legacy", nil, "openssl pkcs12 -legacy -in k.p12 -nodes -nocerts -passin \"pass:$W\" -out out.pem"),
    reader(
      // It locks the key anew, with the same passphrase.
      "certtool", certtool,
      "certtool --p12-info --inder --password \"$W\" --infile k.p12 --outfile in.pem && openssl pkey -in in.pem -passin "
        + "\"pass:$W\" -out out.pem",
      whenEmpty: "certtool --p12-info --inder --empty-password --infile k.p12 --outfile out.pem"),
    // Java's own passphrases are ASCII.
    reader(
      "keytool", keytool,
      "keytool -list -storetype PKCS12 -keystore k.p12 -storepass \"$W\" -v | grep PrivateKeyEntry && cp k.key out.pem",
      takesUnicode: false),
    reader(
      "pk12util", pk12util,
      "\(database) && pk12util -i k.p12 -d sql:db -W \"$W\" && pk12util -o n.p12 -n k.example.org -d sql:db -W x "
        + "&& openssl pkcs12 -legacy -in n.p12 -nodes -nocerts -passin pass:x -out out.pem"),
  ]

  private static func reader(
    _ peer: String, _ tool: InstalledTool?, _ commands: String, whenEmpty: String? = nil, takesUnicode: Bool = true
  ) -> Way {
    Way(
      peer: peer, cipher: "reading", tool: tool, commands: commands, whenEmpty: whenEmpty ?? commands,
      takesUnicode: takesUnicode)
  }

  static let writers: [Way] =
    ["", "-legacy"].map { option in
      let line = "openssl pkcs12 -export \(option) -inkey k.key -in k.crt -out k.p12 -passout \"pass:$W\""
      return Way(peer: "openssl", cipher: "new \(option)", commands: line, whenEmpty: line)
    }
    + ["aes-256", "aes-128", "3des-pkcs12", "rc2-40", "arcfour"].map { cipher in
      let line =
        "certtool --to-p12 --load-privkey k.key --load-certificate k.crt --p12-name n --outder --outfile k.p12 "
      return Way(
        peer: "certtool", cipher: cipher, tool: certtool, commands: "\(line) --pkcs-cipher \(cipher) --password \"$W\"",
        whenEmpty: "\(line) --pkcs-cipher \(cipher) --empty-password")
    }
    + ["-c AES-256-CBC -C AES-256-CBC", "-c AES-128-CBC -C AES-128-CBC", "-c DES-EDE3-CBC", ""].map { cipher in
      let line =
        "\(database) && openssl pkcs12 -export -inkey k.key -in k.crt -name k -out o.p12 -passout pass:x && pk12util -i "
        + "o.p12 -d sql:db -W x && pk12util -o k.p12 -n k -d sql:db -W \"$W\" \(cipher)"
      return Way(peer: "pk12util", cipher: cipher, tool: pk12util, commands: line, whenEmpty: line)
    }
    + ["", "-J-Dkeystore.pkcs12.legacy"].map { option in
      let line =
        "openssl pkcs12 -export -inkey k.key -in k.crt -name k -out o.p12 -passout pass:x && keytool \(option) "
        + "-importkeystore -srckeystore o.p12 -srcstoretype PKCS12 -srcstorepass x -destkeystore k.p12 -deststoretype "
        + "PKCS12 -deststorepass \"$W\" -noprompt"
      return Way(peer: "keytool", cipher: "new \(option)", tool: keytool, commands: line, takesUnicode: false)
    }

  static let words = ["", "correct horse", "pässwörd", "日本語パスワード", "\u{1f511}"]

  @Test(arguments: readers, ["modern", "legacy"]) func othersReadOurs(_ way: Way, _ compatibility: String) throws {
    guard way.tool?.isThere ?? true else { return }
    for word in Self.words {
      // GnuTLS gives out keys of the empty passphrase encrypted, and reads no characters beyond the basic plane.
      let isStrange = word.isEmpty || word.unicodeScalars.contains { $0.value > 0xffff }
      if way.peer == "certtool", isStrange { continue }
      guard let commands = way.commands(for: word) else { continue }
      let bench = try Self.bench()
      let environment = ["W": word]
      try bench.pkiMust("export k --compat \(compatibility) --passout env:W -o k.p12", environment: environment)
      try Self.run(commands, bench, word)
      try bench.opensslMust("pkey -in out.pem -passin pass: -out out.key")
      #expect(try bench.folder.bytes("out.key") == bench.folder.bytes("k.key"), "\(way), '\(word)'")
    }
  }

  @Test(arguments: writers) func weReadOthers(_ way: Way) throws {
    guard way.tool?.isThere ?? true else { return }
    for word in Self.words {
      guard let commands = way.commands(for: word) else { continue }
      let bench = try Self.bench()
      try Self.run(commands, bench, word)
      let environment = ["W": word, "WRONG": word + "x"]
      try bench.pkiMust("import k.p12 --as back --passin env:W", environment: environment)
      for ending in ["key", "crt"] {
        #expect(try bench.folder.bytes("back.\(ending)") == bench.folder.bytes("k.\(ending)"), "\(way), '\(word)'")
      }
      // What has no passphrase opens whatever is given.
      if word.isEmpty { continue }
      let wrong = try bench.pki("import k.p12 --as other --passin env:WRONG", environment: environment)
      expect(wrong, exit: 2, says: "wrong passphrase")
      #expect(!bench.folder.names.contains("other.key"))
    }
  }

  @Test(.enabled(if: Tools.python != nil)) func withPython() throws {
    let bench = try Self.bench()
    var files: [String] = []
    for (number, word) in Self.words.enumerated() {
      for compatibility in ["modern", "legacy"] {
        let file = "\(number)-\(compatibility).p12"
        try bench.pkiMust("export k --compat \(compatibility) --passout env:W -o \(file)", environment: ["W": word])
        files.append(file)
      }
    }
    try bench.folder.write(Self.words.joined(separator: "\n"), to: "words")
    var python = try #require(Tools.python)
    python.folder = bench.folder.path
    let result = try python.run(["-c", Self.script] + files)
    try #require(result.status == 0, "\(result)")
    for file in bench.folder.names where file.hasPrefix("theirs-") {
      let number = try #require(Int(file.split(separator: "-")[1]))
      let environment = ["W": Self.words[number]]
      try expect(bench.pki("match \(file) k.crt --passin env:W", environment: environment), exit: 0, says: "SUCCESS")
    }
    #expect(bench.folder.names.count { $0.hasPrefix("theirs-") } == 9)
  }

  private static let script = """
    import sys
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import *
    from cryptography.hazmat.primitives.serialization import pkcs12
    key = load_pem_private_key(open("k.key", "rb").read(), None)
    crt = x509.load_pem_x509_certificate(open("k.crt", "rb").read())
    words = [w.encode() for w in open("words", encoding="utf-8").read().split("\\n")]
    for file in sys.argv[1:]:
        read = pkcs12.load_key_and_certificates(open(file, "rb").read(), words[int(file.split("-")[0])])
        assert read[0].private_numbers() == key.private_numbers() and read[1] == crt, file
    for number, word in enumerate(words):
        ways = {"new": BestAvailableEncryption(word)} if word else {"open": NoEncryption()}
        if word:
            old = PrivateFormat.PKCS12.encryption_builder().hmac_hash(hashes.SHA1())
            ways["old"] = old.key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC).build(word)
        for name, way in ways.items():
            with open(f"theirs-{number}-{name}", "wb") as out:
                out.write(pkcs12.serialize_key_and_certificates(b"n", key, crt, None, way))
    """

  private static func run(_ commands: String, _ bench: Workbench, _ word: String) throws {
    let shell = InstalledTool("sh").program(folder: bench.folder.path, environment: ["W": word, "LC_ALL": "C.UTF-8"])
    let result = try shell.run(["-c", commands])
    try #require(result.status == 0, "\(commands), '\(word)': \(result)")
  }

  private static func bench() throws -> Workbench {
    let bench = try Workbench()
    try bench.putKey("ec:p256", as: "k.key")
    try bench.pkiMust("selfsigned k --leaf --key k.key CN:k.example.org")
    return bench
  }
}
