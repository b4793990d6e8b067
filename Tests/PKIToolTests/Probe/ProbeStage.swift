import TestKit
import Testing

/// A private CA with an intermediate and what they issued, in a folder, made by `pki` itself.
struct ProbeStage {
  let folder: TemporaryFolder

  /// Whether the servers of these tests can be had here.
  static let isPossible = InstalledTool("openssl").isThere && InstalledTool("timeout").isThere

  /// The names that `www.crt` is for.
  private static let names = "SAN:www.probe.example,sip.probe.example,127.0.0.1"

  init() throws {
    folder = try TemporaryFolder()
    try pki("selfsigned ca CN:Probe-Root --key-type ec:p256")
    try pki("csr mid CN:Probe-Intermediate --key-type ec:p256")
    try pki("sign mid ca --ca")
    try pki("csr www CN:www.probe.example \(ProbeStage.names) --key-type ec:p256 --eku serverAuth,clientAuth")
    try pki("sign www mid")
    try pki("csr phone CN:phone --key-type ec:p256 --eku clientAuth")
    try pki("sign phone mid")
  }

  /// The same with another certificate of the server's names, `other.crt`, whose key is that of `phone`.
  func withOther() throws -> ProbeStage {
    try pki("csr other CN:www.probe.example \(ProbeStage.names) --key phone.key --eku serverAuth,clientAuth")
    try pki("sign other mid")
    return self
  }

  @discardableResult
  func pki(_ line: String) throws -> Surface.Run {
    let run = try Surface.run(line.split(separator: " ").map(String.init), in: folder)
    try #require(run.status == 0, "pki \(line): \(run.output)\(run.errors)")
    return run
  }

  /// A server of `www` with its chain, and more words for it.
  func server(_ words: String = "-cert_chain mid.crt") throws -> SecureServer {
    try SecureServer("-cert www.crt -key www.key \(words)", in: folder)
  }

  /// Runs `pki probe`; the CA is trusted unless the words say otherwise.
  func probe(_ line: String, global: [String] = [], in other: TemporaryFolder? = nil, width: Int? = nil) throws
    -> Surface.Run
  {
    let words = line.split(separator: " ").map(String.init)
    let trust = words.contains("--trust") ? [] : ["--trust", other == nil ? "ca.crt" : "\(folder.path)/ca.crt"]
    return try Surface.run(global + ["probe"] + words + trust + ["--warn", "1d"], in: other ?? folder, width: width)
  }

  /// The codes of all comments on the first target, by a run in JSON.
  func codes(
    _ line: String, at day: String? = nil, in other: TemporaryFolder? = nil
  ) throws -> (codes: Set<String>, run: Surface.Run) {
    let run = try probe(line, global: ["--json"] + (day.map { ["--at", $0] } ?? []), in: other)
    let targets = try #require(try JSONValue(run.output)["targets"]?.elements)
    let source = targets.first?["source"]
    var codes: Set<String> = []
    for target in targets where target["source"] == source {
      for comment in target["comments"]?.elements ?? [] { codes.formUnion(comment["id"]?.scalars ?? []) }
    }
    return (codes, run)
  }
}
