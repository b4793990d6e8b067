import Glibc
import TestKit
import Testing

/// A private key is readable by its owner alone, at every instant and whatever the umask is.
@Suite struct KeyModeTests {
  static let makers: [Scenario] = [
    .csr, .selfSigned, .unlock, .lock, .forced, .keeping, .export, .exportingPEM, .importing, .importingOver, .rekey,
    .user,
  ]

  // Of many rows the disk is asked at once: what it must confirm is said elsewhere.
  @Test(.enabled(if: Strace.works), arguments: makers + [.rows]) func everyOpenIsClosedToOthers(_ scenario: Scenario)
    throws
  {
    for mask in ["000", "022", "077", "777"] {
      let folder = try scenario.folder()
      let calls = try calls(scenario, umask: mask, in: folder)
      #expect(calls.contains { $0.name == "openat" && $0.text.contains("O_TMPFILE") })
      for call in calls
      where call.name == "openat" && (call.text.contains("O_CREAT") || call.text.contains("O_TMPFILE")) {
        // The record of what has been done holds nothing secret.
        if call.text.contains("\"manifest.ndjson\"") { continue }
        let mode = try #require(Self.mode(call), "\(call)")
        #expect(mode & 0o077 == 0, "\(call)")
      }
      // What carries the bytes of a key is never opened further.
      let secrets = Self.descriptors(of: calls)
      for call in calls where call.name == "fchmod" {
        let descriptor = call.text.prefix { $0 != "," }
        #expect(!secrets.contains(String(descriptor)) || Self.mode(call) == 0o600, "\(call)")
      }
      if let key = scenario.key { #expect(Disk.mode(folder.path(key)) == 0o600) }
    }
  }

  @Test(.enabled(if: Strace.works), arguments: makers) func theDiskConfirmsBeforeAndAfter(_ scenario: Scenario) throws {
    let folder = try scenario.folder()
    let calls = try calls(scenario, umask: "022", in: folder)
    let names = calls.indices.filter { ["linkat", "renameat", "renameat2"].contains(calls[$0].name) }
    #expect(!names.isEmpty)
    for index in names where calls[index].name == "linkat" {
      // linkat(4, "", 3, "n.key", AT_EMPTY_PATH) or linkat(AT_FDCWD, "/proc/self/fd/4", 3, "n.key", …)
      let parts = calls[index].text.split(separator: ", ")
      let isNameless = parts[1] == "\"\"" || parts[1].contains("/proc/self/fd/")
      guard isNameless, let file = parts[1] == "\"\"" ? parts[0] : parts[1].split(separator: "/").last?.dropLast()
      else {
        continue
      }
      let before = calls[..<index]
      let written = try #require(before.lastIndex { $0.name == "write" && $0.text.hasPrefix("\(file),") })
      #expect(before[written...].contains { $0.name == "fsync" && $0.text.hasPrefix("\(file))") }, "\(calls[index])")
    }
    let last = try #require(names.last)
    let target = calls[last].text.split(separator: ", ")[2]
    #expect(calls[last...].contains { $0.name == "fsync" && $0.text.hasPrefix("\(target))") }, "\(calls[last])")
  }

  @Test(.enabled(if: Pki.canBeNobody && InstalledTool("python3").isThere)) func nobodyEverReadsAByte() throws {
    let folder = try TemporaryFolder()
    Disk.setMode(folder.path, 0o777)
    try folder.write(Self.poller, to: "poll.py")
    let tool = InstalledTool("setpriv").program(folder: folder.path)
    let python = try #require(InstalledTool("python3").path)
    let watch = try tool.start(
      Pki.asNobody + [Self.realPath(python), "poll.py"], input: "/dev/null", output: folder.path("seen"),
      errors: folder.path("trouble"))
    let started = (0..<2_500).contains { _ in
      if Disk.status(folder.path("ready")) != nil { return true }
      usleep(2_000)
      return false
    }
    #expect(started, "\((try? folder.text("trouble")) ?? "")")
    let bash = try #require(InstalledTool("bash").path)
    for mask in ["000", "022", "777"] {
      let script = "umask \(mask); for i in {1..25}; do \"$@\" csr n CN:a.example --key-type ec:p256 --force; done"
      let result = try Program(bash, folder: folder.path).run(["-c", script, "bash", Pki.path])
      #expect(result.status == 0, "\(result)")
    }
    try folder.write("", to: "stop")
    #expect(tool.wait(for: watch) == 0)
    let seen = try folder.text("seen").split(whereSeparator: \.isWhitespace)
    let polls = try #require(seen.first.flatMap { Int($0) })
    #expect(polls > 1_000)
    #expect(seen.dropFirst() == ["0"], "of \(polls) attempts to read a key some gave bytes")
  }

  /// Tries to read everything in the folder that may be a key, until told to stop.
  private static let poller = """
    import os
    open("ready", "w").close()
    polls, seen = 0, 0
    def look(name):
      global polls, seen
      polls += 1
      try:
        with open(name, "rb") as file: data = file.read(64)
      except OSError: return
      if "key" in name or b"PRIVATE" in data: seen += len(data)
    while not os.path.exists("stop"):
      for name in os.listdir(".") + ["n.key", ".n.key.pki-new", ".n.key.pki-old", "n.key.bak"]:
        if "key" in name or "pki-new" in name or "pki-old" in name: look(name)
    print(polls, seen)
    """

  /// The program itself, where `path` is a link or a script of the user's that nobody may not read.
  private static func realPath(_ path: String) -> String {
    let usual = "/usr/bin/python3"
    return unsafe access(usual, X_OK) == 0 ? usual : path
  }

  private func calls(_ scenario: Scenario, umask: String, in folder: TemporaryFolder) throws -> [Call] {
    let notes = try TemporaryFolder()
    let bash = try #require(InstalledTool("bash").path)
    let strace = try #require(Strace.tool.path)
    let script = "umask \(umask); exec \"$@\""
    let words = ["-c", script, "bash", strace, "-f", "-s", "64", "-o", notes.path("trace"), Pki.path] + scenario.words
    let result = try Program(bash, folder: folder.path, environment: Scenario.environment).run(words)
    #expect(result.status == 0, "\(result)")
    return Strace.parse(try Disk.text(notes.path("trace")))
  }

  /// The last octal number between the parentheses.
  private static func mode(_ call: Call) -> mode_t? {
    let inside = call.text.split(separator: ")").first ?? ""
    guard let last = inside.split(separator: ", ").last, last.hasPrefix("0") else { return nil }
    return mode_t(last, radix: 8)
  }

  /// The descriptors that bytes of a private key are written to.
  private static func descriptors(of calls: [Call]) -> Set<String> {
    Set(
      calls.filter { $0.name == "write" && $0.text.contains("PRIVATE KEY") }.map { call in
        String(call.text.prefix { $0 != "," })
      })
  }
}
