import Glibc
import TestKit
import Testing

/// Nothing that exists is overwritten, whatever it is.
@Suite struct NoClobberTests {
  /// Something that stands where a file should go.
  struct Obstacle: Sendable, CustomTestStringConvertible {
    let name: String
    /// Makes it at the path; false where this machine cannot.
    let make: @Sendable (TemporaryFolder, String) throws -> Bool
    /// Whether --force replaces it.
    var yields = false
    var testDescription: String { name }

    static let all: [Obstacle] = [
      Obstacle(
        name: "a file",
        make: {
          try $0.write("old", to: $1, mode: 0o600); return true
        }, yields: true),
      Obstacle(
        name: "a file that others read",
        make: {
          try $0.write("old", to: $1); return true
        }, yields: true),
      Obstacle(
        name: "an empty file",
        make: {
          try $0.write("", to: $1); return true
        }, yields: true),
      Obstacle(
        name: "a read-only file",
        make: {
          try $0.write("old", to: $1, mode: 0o400); return true
        }, yields: true),
      Obstacle(
        name: "a file without any permission",
        make: {
          try $0.write("old", to: $1, mode: 0); return true
        }, yields: true),
      Obstacle(name: "a symbolic link", make: { unsafe symlink("victim", $0.path($1)) == 0 }),
      Obstacle(name: "a dangling symbolic link", make: { unsafe symlink("nowhere", $0.path($1)) == 0 }),
      Obstacle(name: "a symbolic link to itself", make: { unsafe symlink($1, $0.path($1)) == 0 }),
      Obstacle(name: "a hard link", make: { unsafe link($0.path("victim"), $0.path($1)) == 0 }),
      Obstacle(
        name: "a folder",
        make: {
          try Disk.makeFolder($0.path($1)); return true
        }),
      Obstacle(name: "a pipe", make: { unsafe mkfifo($0.path($1), 0o600) == 0 }),
      Obstacle(
        name: "a device",
        make: { folder, name in
          // The null device: what is written there is lost.
          unsafe mknod(folder.path(name), S_IFCHR | 0o666, 0x103) == 0
        }),
      Obstacle(
        name: "a file of another owner",
        make: { folder, name in
          try folder.write("old", to: name, mode: 0o600)
          return unsafe chown(folder.path(name), 65_534, 65_534) == 0
        }, yields: true),
    ]
  }

  /// A command that writes, and which of the names that are tried it makes.
  struct Writer: Sendable {
    let words: [String]
    let made: [String]

    init(_ line: String, _ made: [String]) {
      words = line.split(separator: " ").map(String.init)
      self.made = made
    }
  }

  static let writers = [
    Writer("csr n CN:a.example --key-type ec:p256", ["n.key", "n.csr"]),
    Writer("selfsigned n --key-type ec:p256", ["n.key", "n.crt"]),
    Writer("sign n ca", ["n.crt"]),
    Writer("unlock locked.key --passin env:PW --out n.key", ["n.key"]),
    Writer("lock ca.key --passout env:PW --out n.key", ["n.key"]),
    Writer("export ca --passout env:PW --out n.key", ["n.key"]),
    Writer("bundle ca.crt --out n.crt", ["n.crt"]),
    Writer("import admin.pub --as n --passin env:PW", ["n.key", "n.crt"]),
    Writer("renew leaf --new-key --key-type ec:p256 --as n", ["n.key", "n.csr"]),
    Writer("complete n leaf.crt", ["n.crt"]),
  ]

  @Test(arguments: Obstacle.all, [["n.key"], ["n.csr", "n.crt"]])
  func staysAsItIs(_ obstacle: Obstacle, _ names: [String]) throws {
    for writer in Self.writers {
      let words = writer.words
      let folder = try Fixture.store()
      try folder.write("victim", to: "victim")
      try folder.write(Fixture.issued, to: "leaf.crt")
      if writer.made == ["n.crt"] { try folder.write(Fixture.request, to: "n.csr") }
      guard let target = writer.made.first(where: { names.contains($0) }) else { continue }
      guard try obstacle.make(folder, target) else {
        InstalledTool.sayAloud("skipped: \(obstacle.name) cannot be made here")
        continue
      }
      let before = try Snapshot(folder)
      let result = try Pki.run(words, in: folder.path, environment: Scenario.environment)
      #expect(result.isCleanFailure, "\(words): \(result)")
      #expect(result.errorText.contains(target), "\(words): \(result)")
      #expect(try Snapshot(folder) == before, "\(words)")
      // With --force files give way; what is none, or has another name, never does.
      let forced = try Pki.run(words + ["--force"], in: folder.path, environment: Scenario.environment)
      #expect(forced.status == (obstacle.yields ? 0 : 2), "\(words): \(forced)")
      #expect(try folder.text("victim") == "victim")
      if !obstacle.yields { #expect(try Snapshot(folder) == before, "\(words)") }
      if obstacle.yields, target == "n.key" {
        // Permissions that the owner had taken from himself stay taken.
        #expect(Disk.mode(folder.path(target)).map { $0 & 0o177 } == 0)
        #expect(Disk.mode(folder.path("n.key.bak")) == 0o600)
      }
    }
  }

  /// Where no option replaces anything, whatever stands there stays; and lists give way to files of their own alone.
  static let strict = [
    Writer("csr --from t.csv --key-type ec:p256", ["n.key", "n.csr", "manifest.ndjson"]),
    Writer("sign --from m.ndjson ca", ["a.crt"]),
    Writer("revoke leaf ca", ["ca.revoked"]),
    Writer("crl ca", ["ca.crl", "ca.revoked"]),
  ]

  @Test(arguments: Obstacle.all) func staysWhateverTheWords(_ obstacle: Obstacle) throws {
    for writer in Self.strict {
      for target in writer.made {
        let folder = try Fixture.store()
        try folder.write("victim", to: "victim")
        try folder.write(Fixture.issued, to: "leaf.crt")
        try folder.write("name,CN\nn,n.example\n", to: "t.csv")
        try folder.write("{\"name\":\"a\"}\n", to: "m.ndjson")
        guard try obstacle.make(folder, target) else { continue }
        let before = try Snapshot(folder, skipping: "manifest.ndjson")
        let result = try Pki.run(writer.words, in: folder.path)
        // An empty list is one without entries.
        if obstacle.name == "an empty file", target == "ca.revoked" || target == "manifest.ndjson" { continue }
        #expect(result.isCleanFailure, "\(writer.words), \(target): \(result)")
        #expect(result.errorText.contains(target), "\(writer.words): \(result)")
        #expect(try Snapshot(folder, skipping: "manifest.ndjson") == before, "\(writer.words), \(target)")
        #expect(try folder.text("victim") == "victim")
      }
    }
  }

  @Test func theCopyThatIsKept() throws {
    let folder = try Fixture.store()
    try folder.write("another", to: "admin.p12")
    let before = try Snapshot(folder)
    let words = ["pkcs12-to-ssh", "admin", "--keep", "--passin", "env:PW"]
    let result = try Pki.run(words, in: folder.path, environment: Scenario.environment)
    #expect(result.isCleanFailure && result.errorText.contains("admin.p12"), "\(result)")
    // An option that the command does not have is no way out.
    #expect(!result.errorText.contains("--force"), "\(result)")
    #expect(try Snapshot(folder) == before)
  }

  @Test func ofManyAtOnceOneWins() throws {
    let folder = try TemporaryFolder()
    let pki = Program(Pki.path, folder: folder.path)
    let notes = try TemporaryFolder()
    let words = ["csr", "same", "CN:a.example", "--key-type", "ec:p256"]
    let processes = try (0..<50).map { number in
      try pki.start(
        words, input: "/dev/null", output: notes.path("out\(number)"), errors: notes.path("err\(number)"))
    }
    let statuses = processes.map { pki.wait(for: $0) }
    #expect(statuses.filter { $0 == 0 }.count == 1, "\(statuses)")
    #expect(statuses.filter { $0 == 2 }.count == 49, "\(statuses)")
    #expect(folder.names == ["same.csr", "same.key"])
    let match = try Pki.run(["match", "same.key", "same.csr"], in: folder.path)
    #expect(match.status == 0, "\(match)")
  }
}

/// Every name in a folder, with what stands under it.
struct Snapshot: Equatable {
  private let entries: [String: [UInt8]]

  init(_ folder: TemporaryFolder, skipping skipped: String? = nil) throws {
    var entries: [String: [UInt8]] = [:]
    for name in folder.names where name != skipped {
      guard let status = Disk.status(folder.path(name)) else { continue }
      var words = Array("\(status.st_mode) \(status.st_uid) \(status.st_ino) \(status.st_nlink) ".utf8)
      if status.st_mode & S_IFMT == S_IFREG { words += try folder.bytes(name) }
      entries[name] = words
    }
    self.entries = entries
  }
}
