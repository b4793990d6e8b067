import PKICore
import TestKit
import Testing

/// What is asked for and signed for a role is what check wants of that role, with every type of key that it accepts.
@Suite struct RoleChainTests {
  struct RoleChain: Sendable, CustomTestStringConvertible {
    let role: String
    /// What is typed beside `--for`: attributes, then parameters, which all three commands take.
    var attributes: [String] = []
    var parameters: [String] = []
    /// What signing takes too.
    var signing: [String] = []
    /// The types of keys that the role refuses.
    var refuses: Set<String> = []

    var testDescription: String { role }
    var settings: [String] { parameters.flatMap { ["--set", $0] } }

    private static let common: Set<String> = ["ed25519", "ed448"]
    private static let list = ["--crl-url", "http://crl.example.com/ca.crl"]

    static let all: [RoleChain] =
      [
        "callbridge", "callbridge-lync", "c2w", "turn", "meetingapps", "recorder", "streamer", "pexip-node", "server",
        "client", "webbridge3", "webadmin", "database-server", "expressway-e", "expressway-c",
      ].map { RoleChain(role: $0, attributes: ["CN:host.example.com"]) } + [
        RoleChain(role: "cucm-trunk", attributes: ["CN:host.example.com"], refuses: common),
        RoleChain(role: "shared", parameters: ["domain=example.com", "node=a.example.com", "node=b.example.com"]),
        RoleChain(role: "database-client"),
        RoleChain(
          role: "pexip-dmz", attributes: ["CN:px.example.com"],
          parameters: ["node=n1.example.com", "domain=example.com"],
          refuses: common),
        RoleChain(
          role: "pexip-onprem", parameters: ["pool=p.example.com", "node=n1.example.com"], refuses: common),
        RoleChain(role: "pexip-admin", parameters: ["user=jo"]),
        RoleChain(
          role: "sfb-edge", parameters: ["domain=example.com", "domain=example.org", "node=wc.example.com"],
          signing: list, refuses: common.union(["rsa:3072"])),
        RoleChain(
          role: "sfb-frontend", parameters: ["pool=fe.example.com", "node=s1.example.com"], signing: list,
          refuses: common.union(["rsa:3072"])),
        RoleChain(role: "sip-peer", parameters: ["domain=example.com"]),
        RoleChain(role: "ca", attributes: ["CN:Sub CA"]),
      ]
  }

  static let types = ["rsa:2048", "rsa:3072", "rsa:4096", "ec:p256", "ec:p384", "ec:p521", "ed25519", "ed448"]

  /// A CA, and a key of each type: made once.
  private static let store = Result {
    let folder = try TemporaryFolder()
    #expect(try Surface.run(["selfsigned", "root", "--key-type", "ec:p256"], in: folder).status == 0)
    for type in types {
      let name = type.replacing(":", with: "")
      #expect(try Surface.run(["selfsigned", name, "--key-type", type], in: folder).status == 0)
    }
    return folder
  }

  @Test func everyRoleHasItsChain() {
    #expect(Set(RoleChain.all.map(\.role)) == Set(Role.all.map(\.name)))
  }

  @Test(arguments: RoleChain.all) func whatIsSignedForARolePassesItsCheck(_ chain: RoleChain) throws {
    let store = try Self.store.get(), folder = try TemporaryFolder()
    try folder.write(store.bytes("root.crt"), to: "root.crt")
    try folder.write(store.bytes("root.key"), to: "root.key", mode: 0o600)
    for type in Self.types {
      let name = type.replacing(":", with: "")
      try folder.write(store.bytes("\(name).key"), to: "\(name).key", mode: 0o600)
      let common = ["--for", chain.role] + chain.settings
      let asked = try Surface.run(
        ["csr", name] + chain.attributes + ["--key", "\(name).key"] + common, in: folder)
      #expect(asked.status == (chain.refuses.contains(type) ? 64 : 0), "\(type): \(asked.errors)")
      guard asked.status == 0 else { continue }
      let signed = try Surface.run(["sign", name, "root"] + common + chain.signing, in: folder)
      #expect(signed.status == 0, "\(type): \(signed.errors)")
      try folder.write(folder.bytes("\(name).crt") + folder.bytes("root.crt"), to: "\(name).pem")
      let checked = try Surface.run(
        ["check", "\(name).pem", "--key", "\(name).key", "--trust", "root.crt"] + common, in: folder)
      #expect(checked.status == 0, "\(type): \(checked.output)\(checked.errors)")
      let verified = try Surface.run(["verify", "\(name).crt", "root.crt"] + common, in: folder)
      #expect(verified.status == 0, "\(type): \(verified.output)\(verified.errors)")
    }
  }
}
