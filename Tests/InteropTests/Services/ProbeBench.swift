import TestKit
import Testing

/// A private CA with an authority below it, what they issued, and `pki probe` to see it on servers.
struct ProbeBench {
  let bench: Workbench

  /// `www` is for www.example.org and 127.0.0.1; more are issued by `issue`.
  init(_ words: String = "CN:www.example.org SAN:sip.example.org,127.0.0.1") throws {
    bench = try Workbench()
    try bench.pkiMust("selfsigned root CN:Probe-Root --key-type ec:p256")
    try bench.pkiMust("csr mid CN:Probe-Intermediate --key-type ec:p256")
    try bench.pkiMust("sign mid root --ca")
    try issue("www", words)
  }

  /// `NAME.crt` and `NAME.key`, and `NAME-fullchain.crt` with the authority behind it.
  func issue(_ name: String, _ words: String, signing: String = "") throws {
    try bench.pkiMust("csr \(name) \(words) --key-type ec:p256")
    try bench.pkiMust("sign \(name) mid --chain \(signing)")
  }

  /// What `pki probe` says, trusting the root, unless the words say otherwise.
  func probe(_ words: String) throws -> ProbeAnswer {
    let trust = words.contains("--trust") ? "" : "--trust root.crt"
    return try ProbeAnswer(bench.pki("--json probe \(words) \(trust) --warn 1d"))
  }
}

/// What `pki probe` said of one target, in JSON.
struct ProbeAnswer: CustomStringConvertible {
  let result: Program.Result
  /// Every address that was called.
  let addresses: [JSONValue]

  init(_ result: Program.Result) throws {
    self.result = result
    addresses = try #require(try JSONValue(result.text)["targets"]?.elements, "\(result)")
  }

  var status: Int32 { result.status }
  var description: String { result.description }

  /// The codes of all comments.
  var codes: Set<String> {
    let comments = addresses.flatMap { $0["comments"]?.elements ?? [] }
    return Set(comments.flatMap { $0["id"]?.scalars ?? [] })
  }

  /// A value of the first address, such as `tls.version`.
  func value(_ keys: String) -> String? { ProbeAnswer.value(keys, of: addresses.first) }

  /// A value of every address.
  func values(_ keys: String) -> [String] { addresses.map { ProbeAnswer.value(keys, of: $0) ?? "" } }

  private static func value(_ keys: String, of item: JSONValue?) -> String? {
    keys.split(separator: ".").reduce(item) { $0?[String($1)] }?.scalars.first
  }
}
