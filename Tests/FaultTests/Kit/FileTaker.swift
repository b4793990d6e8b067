import TestKit
import Testing

/// A command that reads a file.
struct FileTaker: Sendable, CustomTestStringConvertible {
  /// What it is called in tables.
  let name: String
  /// The name of the file.
  let file: String
  /// The command.
  let words: [String]

  var testDescription: String { name }

  private init(_ name: String, _ words: String, file: String = "x") {
    self.name = name
    self.file = file
    self.words = words.split(separator: " ").map(String.init)
  }

  /// Every command, in every place where it takes a file.
  static let all: [FileTaker] = [
    FileTaker("list", "list x"), FileTaker("inspect", "inspect x --passin env:PW"),
    FileTaker("inspect --full", "inspect --full x"), FileTaker("match", "match x ca.crt --passin env:PW"),
    FileTaker("match with", "match ca.key x --passin env:PW"), FileTaker("verify", "verify x ca.crt"),
    FileTaker("verify bundle", "verify ca.crt x"), FileTaker("verify --trust", "verify ca.crt --trust x"),
    FileTaker("verify --crl", "verify ca.crt ca.crt --crl x"), FileTaker("unlock", "unlock x --passin env:PW"),
    FileTaker("lock", "lock x --passin env:PW --passout env:PW"),
    FileTaker("csr --key", "csr n CN:a.example --key x --passin env:PW"),
    FileTaker("selfsigned --key", "selfsigned n --key x --passin env:PW"),
    FileTaker("sign", "sign x ca", file: "x.csr"),
    FileTaker("sign CA", "sign a x --ca-key ca.key", file: "x.crt"),
    FileTaker("sign --ca-key", "sign a ca --ca-key x --passin env:PW"),
    FileTaker("pkcs12-to-ssh", "pkcs12-to-ssh x --passin env:PW", file: "x.pub"),
    FileTaker("crl", "crl x --ca-key ca.key", file: "x.crt"),
    FileTaker("crl --ca-key", "crl ca --ca-key x --passin env:PW"),
    FileTaker("crl revoked", "crl ca", file: "ca.revoked"), FileTaker("crl old", "crl ca", file: "ca.crl"),
    FileTaker("revoke", "revoke x ca", file: "x.crt"), FileTaker("revoke CA", "revoke a.crt x", file: "x.crt"),
  ]

  /// Runs it under limits of time and memory: what hangs, or takes all memory, is killed.
  func run(in folder: TemporaryFolder, format: [String] = []) throws -> Program.Result {
    try Bounded.run(words + format, in: folder.path, environment: Scenario.environment)
  }

  /// What it says of a file that is something else than it wants.
  var says: [String] {
    switch name {
    case "crl revoked": ["no list of revocations", "not a revocation", "is no serial number", "not a regular file"]
    case "sign": ["not a certificate signing request"]
    case "crl old", "verify --crl": ["not a revocation list", "holds a revocation list", "not a regular file"]
    case "pkcs12-to-ssh": ["not a PKCS#12 file"]
    case "unlock", "lock": ["not a private key"]
    case _ where name.contains("key"): ["not a private key"]
    case _ where name.hasPrefix("verify") || words[0] == "revoke" || words[0] == "sign" || words[0] == "crl":
      ["not a certificate", "holds a certificate"]
    default: []
    }
  }

  /// Whether it prints a result beside an error.
  var shows: Bool { name == "list" || name.hasPrefix("inspect") }
}

/// Runs with limits of the system instead of clocks on the wall.
enum Bounded {
  /// The most seconds of the processor, by what the build costs.
  static let seconds = Pki.isSanitized ? 20 : 2
  /// The most memory that may be asked for, in KiB; the sanitizer reserves the whole address space.
  static let kilobytes = Pki.isSanitized ? "unlimited" : "600000"

  /// Runs pki to its end; signal 24 or 6 is what the limits end in.
  static func run(
    _ words: [String], in folder: String, environment: [String: String] = [:], before: String = ""
  ) throws -> Program.Result {
    let shell = Program("/bin/sh", folder: folder, environment: environment)
    let script = "ulimit -t \(seconds); ulimit -v \(kilobytes); \(before) exec \"$@\""
    return try shell.run(["-c", script, "sh", Pki.path] + words)
  }
}
