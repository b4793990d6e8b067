import TestKit
import Testing

/// A root, an intermediate, a leaf, and certificates that do not belong to them.
enum Chains {
  static let days = 30

  /// `ca`, `inter`, `leaf` with keys and requests, `other` by another root, and `expired` by `ca`.
  static func bench() throws -> Workbench {
    let bench = try Workbench()
    let key = try bench.reuseKey()
    let key2 = try bench.reuseKey("ec:p384")
    try bench.pkiMust("selfsigned ca CN:Root \(key)")
    try bench.folder.write(try MadeKeys.key("ec:p256"), to: "ca.key", mode: 0o600)
    try bench.pkiMust("csr inter CN:Inter \(key2)")
    try bench.pkiMust("sign inter ca --ca")
    try bench.folder.write(try MadeKeys.key("ec:p384"), to: "inter.key", mode: 0o600)
    try bench.pkiMust("csr leaf CN:leaf.example.org SAN:192.0.2.1 --key-type ec:p256")
    try bench.pkiMust("sign leaf inter")
    try bench.pkiMust("csr expired CN:expired.example.org --key-type ec:p256")
    try bench.pkiMust("sign expired ca --not-before 2020-01-01T00:00:00Z --not-after 2021-01-01T00:00:00Z")
    try bench.pkiMust("selfsigned other CN:Other --key-type ec:p256")
    return bench
  }
}

extension Workbench {
  /// Writes one file of several.
  func join(_ names: [String], to target: String) throws {
    try folder.write(names.map { try folder.text($0) }.joined(), to: target)
  }
}
