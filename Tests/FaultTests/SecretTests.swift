import Glibc
import TestKit
import Testing

/// A key and its passphrase leave the process by the files they are written to, and by no other way.
@Suite struct SecretTests {
  /// A command that works with the key or the passphrase of the fixtures.
  struct Flow: Sendable, CustomTestStringConvertible {
    let words: [String]
    var testDescription: String { words.joined(separator: " ") }

    init(_ words: String) { self.words = words.split(separator: " ").map(String.init) }

    static let all: [Flow] = [
      Flow("inspect ca.key locked.key admin.pub --passin env:PW"), Flow("inspect --full ca.key"),
      Flow("inspect --full locked.key --passin env:PW"), Flow("inspect --full admin.pub --passin env:PW"),
      Flow("inspect --short ca.key"), Flow("list"), Flow("match ca.key ca.crt"),
      Flow("match locked.key admin.pub --passin env:PW"), Flow("csr n CN:a.example --key locked.key --passin env:PW"),
      Flow("selfsigned n --key ca.key"), Flow("sign a ca"), Flow("lock ca.key --passout env:PW"),
      Flow("unlock locked.key --passin env:PW"), Flow("unlock locked.key --passin env:PW --dry-run"),
      Flow("unlock admin.pub --passin env:PW --out n.key"), Flow("pkcs12-to-ssh admin --passin env:PW"),
      Flow("verify ca.key ca.crt"), Flow("unlock ca.crt --passin env:PW"), Flow("csr ca CN:a.example"),
      Flow("export ca --passout env:PW"), Flow("export admin.pub --passin env:PW --passout env:PW --compat legacy"),
      Flow("import admin.pub --as n --passin env:PW"),
      Flow("import locked.key --as n --passin env:PW --passout env:PW"),
      Flow("import broken.key"), Flow("bundle ca.crt"), Flow("bundle admin.pub ca.key --passin env:PW"),
      Flow("sign locked.key ca"), Flow("inspect broken.key"), Flow("unlock broken.key --passin env:PW"),
    ]

    /// The same in all its voices.
    var voices: [[String]] { [[], ["--json"], ["--format", "ndjson"], ["--debug"]].map { words + $0 } }
  }

  /// Pieces that only who may read the key knows: the passphrase, and the private half in three notations.
  static let secrets: [[UInt8]] = {
    let scalar = Fixture.scalar
    let hex = scalar.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    let pairs = scalar.prefix(6).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
    let encoded = Fixture.key.split(separator: "\n")[1].suffix(20)
    return [Fixture.passphrase, String(hex.prefix(12)), pairs.joined(separator: ":"), String(encoded)]
      .map { Array($0.utf8) } + [Array(scalar.prefix(8))]
  }()

  @Test(arguments: Flow.all) func nothingSaysThem(_ flow: Flow) throws {
    for words in flow.voices {
      let folder = try Fixture.store()
      try folder.write(String(Fixture.key.dropLast(60)), to: "broken.key", mode: 0o600)
      let result = try Pki.run(words, in: folder.path, environment: Scenario.environment)
      #expect([0, 1, 2].contains(result.status), "\(words): \(result)")
      for secret in Self.secrets {
        #expect(!Self.contains(secret, in: result.output), "\(words)")
        #expect(!Self.contains(secret, in: result.errors), "\(words)")
      }
      // Where a key was asked to be written it is in files of its owner alone.
      for name in folder.names where Self.contains(Self.secrets[3], in: try folder.bytes(name)) {
        #expect(Disk.mode(folder.path(name)) == 0o600, "\(words): \(name)")
      }
    }
  }

  @Test(arguments: ["--passin", "--passout"], ["pass:geheim", "geheim", "ENV:geheim", "pass=geheim"])
  func aPassphraseAsArgumentIsRefusedUnsaid(_ option: String, _ value: String) throws {
    let folder = try Fixture.store()
    for words in [["lock", "ca.key", option, value], ["lock", "ca.key", "\(option)=\(value)", "--json"]] {
      let before = try Snapshot(folder)
      let result = try Pki.run(words, in: folder.path)
      #expect(result.status == 64, "\(result)")
      #expect(!result.text.contains("geheim") && !result.errorText.contains("geheim"), "\(result)")
      #expect(try Snapshot(folder) == before)
    }
  }

  @Test(.enabled(if: Pki.canBeNobody)) func memoryIsClosedBeforeAnythingIsRead() throws {
    for words in [
      ["inspect", "pipe"], ["unlock", "locked.key", "--passin", "file:pipe"], ["match", "pipe", "ca.crt"],
    ] {
      let folder = try Fixture.store()
      Disk.setMode(folder.path, 0o777)
      Disk.setMode(folder.path("locked.key"), 0o644)
      unsafe mkfifo(folder.path("pipe"), 0o666)
      Disk.setMode(folder.path("pipe"), 0o666)
      // Somebody holds the other end and says nothing, so that the program waits where it begins to read.
      let end = unsafe open(folder.path("pipe"), O_RDWR | O_CLOEXEC)
      defer { close(end) }
      let bash = InstalledTool("bash").program(folder: folder.path)
      let script = "ulimit -S -c unlimited; exec setpriv \(Pki.asNobody.joined(separator: " ")) \"$@\""
      let process = try bash.start(
        ["-c", script, "bash", try Pki.nobodysProgram()] + words, input: "/dev/null", output: "/dev/null",
        errors: folder.path("errors"))
      let isWaiting = (0..<5_000).contains { _ in
        usleep(1_000)
        let opened = Disk.names(in: "/proc/\(process)/fd").contains {
          Self.leads("/proc/\(process)/fd/\($0)", to: "pipe")
        }
        return opened && ((try? Disk.text("/proc/\(process)/stat")) ?? "").contains(" S ")
      }
      #expect(isWaiting, "\(words)")
      let limits = try Disk.text("/proc/\(process)/limits").split(separator: "\n")
      let cores = limits.first { $0.hasPrefix("Max core file size") }?.split(separator: " ") ?? []
      #expect(cores.dropFirst(4).prefix(2) == ["0", "0"], "\(words): \(cores)")
      // What may be dumped belongs to its user, what may not to root.
      #expect(Disk.status("/proc/\(process)/mem")?.st_uid == 0, "\(words)")
      kill(process, SIGSEGV)
      _ = bash.wait(for: process)
      #expect(!folder.names.contains { $0.hasPrefix("core") }, "\(words): \(folder.names)")
      // A report of the crash would show memory.
      let said = try folder.text("errors")
      #expect(!said.contains("crashed"), "\(words): \(said)")
    }
  }

  private static func leads(_ link: String, to name: String) -> Bool {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let count = unsafe readlink(link, &buffer, buffer.count)
    guard count > 0 else { return false }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self).hasSuffix("/\(name)")
  }

  static func contains(_ part: [UInt8], in whole: [UInt8]) -> Bool {
    guard let first = part.first, whole.count >= part.count else { return false }
    for start in 0...(whole.count - part.count) where whole[start] == first {
      if whole[start..<start + part.count].elementsEqual(part) { return true }
    }
    return false
  }
}
