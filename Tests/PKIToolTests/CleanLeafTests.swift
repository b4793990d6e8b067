import TestKit
import Testing

/// Ordinary certificates: check has no word to say against any of them.
@Suite struct CleanLeafTests {
  /// Names as operators ask for them.
  static let names = [
    ["CN:www.example.com"], ["CN:www.example.com", "SAN:example.com,mail.example.com"],
    ["CN:cb.example.com", "SAN:10.1.2.3,2001:db8::1"], ["CN:*.example.com", "SAN:example.com"],
    ["CN:sip.example.com", "SAN:URI:sip:example.com,example.com", "O:Example", "C:GB"],
    ["CN:server 1", "SAN:a.example.com,b.example.com", "OU:Calls", "O:Example Conferencing", "L:London", "C:GB"],
    ["CN:xn--bcher-kva.example.com"],
  ]

  private static let store = Result {
    let folder = try TemporaryFolder()
    #expect(try Surface.run(["selfsigned", "root", "--key-type", "ec:p384"], in: folder).status == 0)
    for type in RoleChainTests.types {
      let words = ["selfsigned", type.replacing(":", with: ""), "--key-type", type]
      #expect(try Surface.run(words, in: folder).status == 0)
    }
    return folder
  }

  @Test(arguments: RoleChainTests.types) func nothingIsFound(_ type: String) throws {
    let store = try Self.store.get(), folder = try TemporaryFolder()
    for file in ["root.crt", "root.key", type.replacing(":", with: "") + ".key"] {
      try folder.write(store.bytes(file), to: file, mode: 0o600)
    }
    for (place, attributes) in Self.names.enumerated() {
      let name = "leaf\(place)"
      let asked = try Surface.run(
        ["csr", name, "--key", type.replacing(":", with: "") + ".key"] + attributes, in: folder)
      #expect(asked.status == 0, "\(asked.errors)")
      #expect(try Surface.run(["sign", name, "root"], in: folder).status == 0)
    }
    let run = try Surface.run(["--json", "check", ".", "--trust", "root.crt"], in: folder)
    #expect(run.status == 0)
    let inputs = try JSONValue(run.output)["inputs"]?.elements ?? []
    #expect(inputs.count == Self.names.count + 1)
    for input in inputs {
      // What a peer may lack is worth a note, and nothing else is.
      let found = (input["findings"]?.elements ?? []).filter { $0["severity"] != .text("info") }
      #expect(found.isEmpty, "\(found.map(\.scalars))")
    }
  }
}
