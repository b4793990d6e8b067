import TestKit
import Testing

/// PKCS#12 files that pki makes, read by others, and the ways there and back.
@Suite(.enabled(if: Tools.areThere)) struct PKCS12ExportTests {
  /// A kind of key and who must be able to open the file.
  struct Made: Sendable, CustomTestStringConvertible {
    let kind: KeyKind
    let compatibility: String
    var testDescription: String { "\(kind.type), \(compatibility)" }

    static let all: [Made] = KeyKind.all.flatMap { kind in
      ["modern", "legacy"].map { Made(kind: kind, compatibility: $0) }
    }
  }

  private static let keytool = InstalledTool("keytool")
  private static let pk12util = InstalledTool("pk12util")

  @Test(arguments: Made.all) func isReadByOthers(_ made: Made) throws {
    let bench = try Self.bench(made.kind.type)
    try bench.pkiMust(
      "export k --chain ca.crt --compat \(made.compatibility) --passout env:SECRET -o k.p12", environment: secret)
    #expect(Disk.mode(bench.folder.path("k.p12")) == 0o600)
    let info = try bench.opensslMust("pkcs12 -in k.p12 -info -nodes -passin pass:\(passphrase)")
    let words =
      made.compatibility == "modern"
      ? ["MAC: sha256, Iteration 100000", "AES-256-CBC, Iteration 100000, PRF hmacWithSHA256"]
      : ["MAC: sha1", "pbeWithSHA1And3-KeyTripleDES-CBC"]
    for word in words + ["friendlyName: k.example.org"] { #expect("\(info)".contains(word), "\(info)") }
    // With its mode: the name alone may stand in base64.
    #expect(!"\(info)".contains("RC2-CBC"), "\(info)")
    try expectDone(bench.openssl("pkcs12 -legacy -in k.p12 -noout -passin pass:\(passphrase)"))
    #expect(try bench.openssl("pkcs12 -in k.p12 -noout -passin pass:wrong").status != 0)
    try bench.opensslMust("pkcs12 -in k.p12 -nodes -nocerts -out out.pem -passin pass:\(passphrase)")
    try bench.opensslMust("pkey -in out.pem -out out.key")
    #expect(try bench.folder.bytes("out.key") == bench.folder.bytes("k.key"))
    if Tools.certtool.isThere {
      let words = "--p12-info --inder --password \(passphrase) --infile k.p12"
      let result = try bench.must(Tools.certtool, words)
      #expect(result.text.contains("PRIVATE KEY") && result.text.contains("BEGIN CERTIFICATE"), "\(result)")
    }
    if Self.keytool.isThere {
      try expectDone(
        bench.run(Self.keytool, "-list -storetype PKCS12 -keystore k.p12 -storepass \(passphrase)"),
        says: "PrivateKeyEntry")
    }
    if Self.pk12util.isThere {
      try expectDone(bench.run(Self.pk12util, "-l k.p12 -W \(passphrase)"), says: "k.example.org")
    }
  }

  @Test(.enabled(if: Tools.python != nil)) func isReadByPython() throws {
    let bench = try Workbench()
    var files: [String] = []
    for made in Made.all {
      let one = try Self.bench(made.kind.type)
      let name = "\(made.kind.name)-\(made.compatibility).p12"
      try one.pkiMust(
        "export k --compat \(made.compatibility) --passout env:SECRET -o k.p12", environment: secret)
      try bench.folder.write(one.folder.bytes("k.p12"), to: name)
      files.append("\(name)?\(passphrase)")
    }
    let witness = try PythonWitness(bench, files)
    for made in Made.all {
      #expect(witness["\(made.kind.name)-\(made.compatibility).p12", "key"] == made.kind.pythonKey, "\(made)")
    }
  }

  struct Word: Sendable, CustomTestStringConvertible {
    let word: String
    var testDescription: String { word.isEmpty ? "empty" : word }
    static let all = ["", "pässwörd", "日本語", "mit Leerzeichen", "\u{1f511}"].map(Word.init)
  }

  @Test(arguments: Word.all, ["modern", "legacy"]) func passphrases(_ row: Word, _ compatibility: String) throws {
    let bench = try Self.bench("ec:p256")
    let environment = ["WORD": row.word, "OTHER": "wrong"]
    try bench.pkiMust(
      "export k --compat \(compatibility) --passout env:WORD -o k.p12", environment: environment)
    try expectDone(bench.openssl("pkcs12 -in k.p12 -noout -passin", ["pass:\(row.word)"]))
    try bench.opensslMust("pkcs12 -export -inkey k.key -in k.crt -out theirs.p12 -passout", ["pass:\(row.word)"])
    for file in ["k.p12", "theirs.p12"] {
      let good = try bench.pki("match \(file) k.crt --passin env:WORD", environment: environment)
      expect(good, exit: 0, says: "SUCCESS")
      guard !row.word.isEmpty else { continue }
      let bad = try bench.pki("match \(file) k.crt --passin env:OTHER", environment: environment)
      expect(bad, exit: 2, says: "wrong passphrase")
    }
  }

  /// PEM to PKCS#12 and PKCS#7 and back gives the same bytes.
  @Test(arguments: KeyKind.all) func thereAndBack(_ kind: KeyKind) throws {
    let bench = try Self.bench(kind.type)
    try bench.pkiMust("export k --chain ca.crt --passout env:SECRET -o k.p12", environment: secret)
    try bench.pkiMust("export k --chain ca.crt --p7b -o k.p7b")
    try bench.pkiMust("export k --chain ca.crt --p7b --der -o k.bin.p7b")
    try bench.pkiMust("export k --der -o k.der")
    try expectDone(bench.openssl("x509 -in k.der -inform DER -noout"))
    for words in ["-in k.p7b", "-in k.bin.p7b -inform DER"] {
      let printed = try bench.opensslMust("pkcs7 \(words) -print_certs").text
      #expect(printed.split(separator: "BEGIN CERTIFICATE").count == 3, "\(printed)")
    }
    try bench.pkiMust("import k.p12 --as back --passin env:SECRET", environment: secret)
    for ending in ["key", "crt"] {
      #expect(try bench.folder.bytes("back.\(ending)") == bench.folder.bytes("k.\(ending)"))
    }
    #expect(try bench.folder.bytes("ca-certificates.pem") == bench.folder.bytes("ca.crt"))
    for file in ["k.p7b", "k.bin.p7b", "k.der"] {
      try bench.pkiMust("bundle \(file) -o \(file).pem")
      let expected = try bench.folder.text("k.crt") + (file == "k.der" ? "" : bench.folder.text("ca.crt"))
      #expect(try bench.folder.text("\(file).pem") == expected)
    }
  }

  @Test func theKeyMustFit() throws {
    let bench = try Self.bench("ec:p256")
    let result = try bench.pki("export k --key ca.key --passout env:SECRET -o k.p12", environment: secret)
    expect(result, exit: 1, says: "do not appear to be part of the same key pair")
    #expect(!bench.folder.names.contains("k.p12"))
  }

  private static func bench(_ type: String) throws -> Workbench {
    let bench = try Workbench()
    try bench.pkiMust("selfsigned ca CN:Example --key-type ec:p256")
    try bench.putKey(type, as: "k.key")
    try bench.pkiMust("csr k --key k.key CN:k.example.org")
    try bench.pkiMust("sign k ca")
    return bench
  }
}
