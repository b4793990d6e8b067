import TestKit
import Testing

/// Chains that are made to cost much: each ends soon and small, with a verdict or a limit, in every way of asking.
@Suite struct HostileChainTests {
  /// Seconds of a processor, of which debug builds take more.
  private static let seconds = Pki.isRelease ? 2 : 30
  /// KiB of memory of its own: heap, stacks and what else it can write to.
  private static let kibibytes = Pki.isRelease ? 64 * 1024 : 600_000

  @Test(.enabled(if: !Pki.isSanitized), arguments: HostileChain.all)
  func endsSoon(_ chain: HostileChain) throws {
    let folder = try TemporaryFolder()
    try chain.write(into: folder)
    for options in Self.ways {
      let result = try run(chain.options + options, in: folder)
      #expect(chain.statuses.contains(result.status), "\(options): \(result.status) \(result.errorText.prefix(400))")
      #expect(result.output.count < 4_000_000, "\(options): \(result.output.count) octets of output")
    }
  }

  /// Each profile; the search told; the search told as JSON. Debug builds take half a minute for all of them.
  private static let ways =
    [[], ["--explain", "--json"]]
    + (Pki.isRelease
      ? [["--profile", "rfc5280"], ["--profile", "webpki"], ["--profile", "sip"], ["--explain"]] : [])

  /// Runs `pki verify` under limits that end it: signal 24 where it takes too long.
  private func run(_ options: [String], in folder: TemporaryFolder) throws -> Program.Result {
    let words = ["verify", "leaf.pem", "--untrusted", "bundle.pem", "--trust", "root.pem"] + options
    let limits = "ulimit -t \(Self.seconds); ulimit -d \(Self.kibibytes); exec \"$@\""
    return try Program("/bin/sh", folder: folder.path).run(["-c", limits, "sh", Pki.path] + words)
  }
}
