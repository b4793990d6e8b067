import TestKit
import Testing

/// Python's cryptography, which parses with code of its own, reads back the same, to the second.
@Suite(.enabled(if: Tools.areThere && Tools.python != nil)) struct PythonWitnessTests {
  @Test(arguments: KeyKind.all) func everyKindOfKey(_ kind: KeyKind) throws {
    let store = try MadeStore(kind)
    let files = MadeStore.Document.allCases.map { $0 == .request ? $0.rawValue : "\($0.rawValue):\($0.issuer)" }
    let witness = try PythonWitness(store.bench, files + ["k.key"])
    for document in MadeStore.Document.allCases {
      expectFacts(of: document, in: store, witness)
      if document != .signed { #expect(witness[document.rawValue, "spki"] == witness["k.key", "spki"]) }
    }
  }

  private func expectFacts(of document: MadeStore.Document, in store: MadeStore, _ witness: PythonWitness) {
    let file = document.rawValue
    let isAuthority = document == .authority
    let usages = store.usages(of: document).map { Self.usageNames[$0] ?? "" }.joined(separator: " ")
    #expect(witness[file, "signature_ok"] == "True")
    #expect(witness[file, "key"] == (document == .signed ? "EC secp256r1" : store.kind.pythonKey))
    #expect(witness[file, "keyUsage"] == usages)
    #expect(witness[file, "subjectAltName"] == (isAuthority ? nil : Order.pythonNames))
    #expect(witness[file, "extendedKeyUsage"] == (isAuthority ? nil : Order.pythonExtendedUsages))
    let authority = "organizationName=Example commonName=Example CA \(store.kind.type)"
    #expect(witness[file, "subject"] == (isAuthority ? authority : Order.pythonSubject))
    guard document != .request else {
      #expect(witness[file, "critical"] == "keyUsage")
      #expect(witness[file, "extensions"] == "3")
      return
    }
    #expect(witness[file, "issuer"] == (document == .leaf ? Order.pythonSubject : authority))
    #expect(witness[file, "version"] == "v3")
    #expect(witness[file, "basicConstraints"] == "\(isAuthority ? "True" : "False") None")
    #expect(Set((witness[file, "critical"] ?? "").split(separator: " ")) == ["basicConstraints", "keyUsage"])
    #expect(witness[file, "extensions"] == (isAuthority ? "4" : "6"))
    #expect(witness[file, "subjectKeyIdentifier"] == witness[file, "own_id"])
    #expect(witness[file, "authorityKeyIdentifier"] == witness[document.issuer, "subjectKeyIdentifier"])
    #expect(witness[file, "seconds"] == "\(document.days * 86_400)")
    let age = witness[file, "age"].flatMap(Int.init) ?? 0
    #expect((3_600...4_200).contains(age), "begins \(age) seconds ago")
  }

  private static let usageNames = [
    "digitalSignature": "digital_signature", "keyEncipherment": "key_encipherment", "keyAgreement": "key_agreement",
    "keyCertSign": "key_cert_sign", "cRLSign": "crl_sign",
  ]
}
