import PKICore
import TestKit
import Testing

/// A command that writes, and what its folder may hold whenever it was cut short.
struct Scenario: Sendable, CustomTestStringConvertible {
  /// What it is called in the output of tests.
  let name: String
  /// The command.
  let words: [String]
  /// The files that are there before.
  var before: [String: [UInt8]] = [:]
  /// The key that it makes or replaces.
  var key: String?
  /// What it makes or replaces that belongs to a key.
  var dependent: String?
  /// What else it makes or replaces, each with whether these bytes are all of it.
  var others: [String: @Sendable ([UInt8]) -> Bool] = [:]
  /// A file that holds the key of `dependent`, where that is not `key`.
  var keyElsewhere: String?
  /// Names that an old file may be kept under.
  var backups: [String] = []
  /// A file that gets another name at the very end, and that name.
  var moved: (old: String, new: String)?
  /// Whether deriving keys makes a run slow.
  var isSlow = false
  /// Whether a key takes so long that only the calls that give names and ask the disk are tried.
  var isVerySlow = false
  /// Whether the same words again do what is missing.
  var goesOn = false
  /// Whether what it has done when something fails stays, for the same words again to go on from.
  var keepsWhatIsDone = false
  /// What is said again where the key is there: these words and the key behind them; nil for the same words.
  var wordsWithKey: [String]?

  var testDescription: String { name }

  /// The secrets that its words name.
  static let environment = ["PW": Fixture.passphrase]

  /// Whether it puts files in the place of others, for which hidden names are needed for a moment.
  var isReplacing: Bool { made.contains { before[$0] != nil } }

  /// The names of all that it makes or replaces.
  var made: [String] { [key, dependent].compactMap { $0 } + others.keys.sorted() }

  /// A folder as it is before.
  func folder(in parent: String? = nil) throws -> TemporaryFolder {
    let folder = try TemporaryFolder(in: parent)
    for (name, bytes) in before {
      try folder.write(bytes, to: name, mode: name.hasSuffix(".key") ? 0o600 : 0o644)
    }
    return folder
  }

  /// The command that does what is missing after an interruption.
  func again(in folder: TemporaryFolder) -> [String] {
    guard let key, !isReplacing, !goesOn, Disk.status(folder.path(key)) != nil else { return words }
    return (wordsWithKey ?? words) + ["--key", key]
  }
}

extension Scenario {
  static let all: [Scenario] = [
    csr, selfSigned, sign, unlock, lock, pkcs12ToSSH, keeping, forced, bundle, export, exportingPEM, importing,
    importingOver, renew,
    rekey, complete, completing, user, rows, signingRows, revoke, revokeMore, list, listAgain,
  ]

  static let csr = Scenario(
    name: "csr", words: ["csr", "n", "CN:a.example", "--key-type", "ec:p256"], key: "n.key", dependent: "n.csr")

  static let selfSigned = Scenario(
    name: "selfsigned", words: ["selfsigned", "n", "--key-type", "ec:p256"], key: "n.key", dependent: "n.crt")

  static let sign = Scenario(
    name: "sign", words: ["sign", "a", "ca"],
    before: [
      "ca.key": Array(Fixture.key.utf8), "ca.crt": Array(Fixture.certificate.utf8),
      "a.csr": Array(Fixture.request.utf8),
    ],
    dependent: "a.crt", keyElsewhere: "ca.key")

  static let unlock = Scenario(
    name: "unlock", words: ["unlock", "n.key", "--passin", "env:PW"],
    before: ["n.key": Array(Fixture.lockedKey.utf8)], key: "n.key")

  static let lock = Scenario(
    name: "lock", words: ["lock", "n.key", "--passin", "env:PW", "--passout", "env:PW"],
    before: ["n.key": Array(Fixture.key.utf8)], key: "n.key", isSlow: true)

  static let pkcs12ToSSH = Scenario(
    name: "pkcs12-to-ssh", words: ["pkcs12-to-ssh", "admin", "--passin", "env:PW"],
    before: ["admin.pub": Fixture.pkcs12, "k.key": Array(Fixture.key.utf8)], dependent: "admin.pub",
    keyElsewhere: "k.key")

  static let keeping = Scenario(
    name: "pkcs12-to-ssh --keep", words: ["pkcs12-to-ssh", "admin", "--keep", "--passin", "env:PW"],
    before: ["admin.pub": Fixture.pkcs12, "k.key": Array(Fixture.key.utf8)], dependent: "admin.pub",
    keyElsewhere: "k.key", backups: ["admin.p12"])

  static let forced = Scenario(
    name: "csr --force", words: ["csr", "n", "CN:b.example", "--key-type", "ec:p256", "--force"],
    before: ["n.key": Array(Fixture.key.utf8), "n.csr": Array(Fixture.request.utf8)], key: "n.key",
    dependent: "n.csr", backups: ["n.key.bak", "n.key.bak.1"])

  static let bundle = Scenario(
    name: "bundle -o", words: ["bundle", "ca.crt", "-o", "b.pem"],
    before: ["ca.key": Array(Fixture.key.utf8), "ca.crt": Array(Fixture.certificate.utf8)], dependent: "b.pem",
    keyElsewhere: "ca.key")

  static let export = Scenario(
    name: "export", words: ["export", "ca", "--passout", "env:PW", "-o", "n.p12"],
    before: ["ca.key": Array(Fixture.key.utf8), "ca.crt": Array(Fixture.certificate.utf8)], key: "n.p12", isSlow: true)

  static let exportingPEM = Scenario(
    name: "export --pem", words: ["export", "ca", "--pem", "-o", "n.pem"],
    before: ["ca.key": Array(Fixture.key.utf8), "ca.crt": Array(Fixture.certificate.utf8)], key: "n.pem",
    others: ["n.pem": { $0.suffix(Fixture.certificate.utf8.count) == Array(Fixture.certificate.utf8)[...] }])

  static let importing = Scenario(
    name: "import", words: ["import", "sent.p12", "--as", "n", "--passin", "env:PW"],
    before: ["sent.p12": Fixture.pkcs12], key: "n.key", dependent: "n.crt", goesOn: true)

  static let importingOver = Scenario(
    name: "import --force", words: ["import", "sent.p12", "--as", "n", "--passin", "env:PW", "--force"],
    before: [
      "sent.p12": Fixture.pkcs12, "n.key": Fixture.other.key, "n.crt": Fixture.other.certificate,
    ], key: "n.key", dependent: "n.crt", backups: ["n.key.bak"])

  static let renew = Scenario(
    name: "renew", words: ["renew", "ca", "--force", "--as", "n"],
    before: ["ca.key": Array(Fixture.key.utf8), "ca.crt": Array(Fixture.certificate.utf8)], dependent: "n.csr",
    keyElsewhere: "ca.key")

  static let complete = Scenario(
    name: "complete", words: ["complete", "n", "answer.pem"],
    before: [
      "n.key": Array(Fixture.key.utf8), "n.csr": Array(Fixture.request.utf8),
      "answer.pem": Array(Fixture.certificate.utf8),
    ],
    dependent: "n.crt", keyElsewhere: "n.key", moved: ("n.csr", "n.csr.done"))
}
