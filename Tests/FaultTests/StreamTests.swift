import TestKit
import Testing

/// Standard output that is full or closed, and disks and folders that take nothing.
@Suite struct StreamTests {
  /// A command that prints something.
  struct Case: Sendable, CustomTestStringConvertible {
    let words: [String]
    var testDescription: String { words.joined(separator: " ") }

    init(_ words: String) { self.words = words.split(separator: " ").map(String.init) }

    static let all: [Case] = [
      Case(""), Case("--help"), Case("--version"), Case("help csr"), Case("help exit-codes"), Case("man"),
      Case("man csr"), Case("completion bash"), Case("completion zsh"), Case("completion fish"), Case("list"),
      Case("list --json"), Case("list --names"), Case("inspect ca.crt"), Case("inspect --full ca.crt ca.key"),
      Case("inspect --format ndjson ca.crt ca.key"), Case("inspect --pem ca.crt"), Case("inspect --der ca.crt"),
      Case("match ca.key ca.crt"), Case("verify ca.crt ca.crt"), Case("csr new CN:a.example --key ca.key --dry-run"),
      Case("csr other CN:a.example --key ca.key"), Case("selfsigned own --key ca.key"), Case("sign a ca"),
      Case("unlock ca.key"), Case("unlock locked.key --passin env:PW --out open.key"), Case("csr x --json"),
      Case("pkcs12-to-ssh admin --passin env:PW"), Case("inspect missing --json"),
    ]
  }

  @Test(arguments: Case.all) func aFullStandardOutput(_ row: Case) throws {
    let (folder, pki) = try store()
    let process = try pki.start(row.words, input: "/dev/null", output: "/dev/full", errors: folder.path("errors"))
    let status = pki.wait(for: process)
    let errors = try folder.text("errors")
    let isUsage = row.words == ["csr", "x", "--json"]
    #expect(status == (isUsage ? 64 : 2), "\(errors)")
    #expect(errors.contains("standard output: cannot write") || row.words.isEmpty, "\(errors)")
  }

  @Test(arguments: Case.all) func aReaderThatWentAway(_ row: Case) throws {
    let (folder, _) = try store()
    let script = "exec 3> >(:); wait $!; \"$@\" >&3; code=$?; exec 3>&-; exit $code"
    let bash = InstalledTool("bash")
    guard bash.isThere else { return }
    let result = try bash.program(folder: folder.path, environment: Scenario.environment)
      .run(["-c", script, "bash", Pki.path] + row.words)
    let isUsage = row.words == ["csr", "x", "--json"]
    #expect(result.status == (isUsage ? 64 : 2), "\(result)")
    #expect(!result.errorText.contains("pipe"), "\(result)")
  }

  private func store() throws -> (TemporaryFolder, Program) {
    let folder = try Fixture.store()
    return (folder, Program(Pki.path, folder: folder.path, environment: Scenario.environment))
  }

  @Test(.enabled(if: Pki.canBeNobody), arguments: Scenario.all) func aReadOnlyFolder(_ scenario: Scenario) throws {
    let folder = try scenario.folder()
    for name in folder.names { try Disk.write(folder.bytes(name), to: folder.path(name), mode: 0o644) }
    try Disk.write([], to: folder.path("errors"), mode: 0o666)
    Disk.setMode(folder.path, 0o755)
    Disk.remove(folder.path("errors"))
    let result = try Pki.runAsNobody(scenario.words, in: folder.path, environment: Scenario.environment)
    #expect(result.isCleanFailure, "\(result)")
    #expect(try scenario.state(of: folder).isUntouched)
  }

  @Test(arguments: Scenario.all) func aFullDisk(_ scenario: Scenario) throws {
    guard Pki.isRoot, InstalledTool("unshare").isThere, InstalledTool("bash").isThere else { return }
    let folder = try scenario.folder()
    // In mounts of its own: 64 KiB, filled to the last block, with the files of before in it.
    let script = """
      set -e; here=$PWD; mkdir disk && mount -t tmpfs -o size=64k none disk && cd disk
      for f in $NAMES; do cp -p ../$f .; done
      dd if=/dev/zero of=filler bs=4096 2>/dev/null || true
      sum() { sha256sum $NAMES </dev/null; ls -A; }
      before=$(sum); code=0; "$@" || code=$?
      # A manifest without a line says nothing.
      [ -s manifest.ndjson ] || rm -f manifest.ndjson
      [ "$before" = "$(sum)" ] || { echo changed; ls -lA; exit 99; }
      exit $code
      """
    let environment = Scenario.environment.merging(
      ["NAMES": folder.names.joined(separator: " ")], uniquingKeysWith: { $1 })
    let result = try InstalledTool("unshare").program(folder: folder.path, environment: environment)
      .run(["-m", "bash", "-c", script, "bash", Pki.path] + scenario.words)
    if result.status == 1 || result.status == 32 {
      return InstalledTool.sayAloud("skipped: a small disk cannot be mounted here: \(result.errorText)")
    }
    #expect(result.isCleanFailure, "\(result)")
    #expect(result.errorText.contains("no space left"), "\(result)")
  }
}
