import TestKit
import Testing

/// GnuTLS, which shares no code with OpenSSL, reads back the same.
@Suite(.enabled(if: Tools.areThere && Tools.certtool.isThere)) struct GnuTLSWitnessTests {
  @Test(arguments: KeyKind.all) func everyKindOfKey(_ kind: KeyKind) throws {
    let store = try MadeStore(kind)
    let bench = store.bench
    try expectDone(bench.certtool("--key-info --infile k.key"), says: "Public Key Algorithm")
    let request = try bench.must(Tools.certtool, "--crq-info --infile order.csr").text
    #expect(request.contains("Self signature: verified"))
    try expectDone(
      bench.certtool("--verify --load-ca-certificate ca.crt --infile host.crt"),
      says: "Chain verification output: Verified. The certificate is trusted.")
    for document in MadeStore.Document.allCases {
      let text = document == .request ? request : try Self.text(of: document, in: bench)
      #expect(text.contains("Signature Algorithm: \(kind.gnuTLSSignature)\n"), "\(document)")
      if document != .authority { #expect(text.contains("Subject: \(Order.gnuTLSSubject)\n"), "\(document)") }
      #expect(Self.extensions(in: text) == expectedExtensions(of: document, in: store), "\(document)")
    }
  }

  private static func text(of document: MadeStore.Document, in bench: Workbench) throws -> String {
    try bench.must(Tools.certtool, "--certificate-info --infile \(document.rawValue)").text
  }

  /// The lines of the extensions, without their indentation; key identifiers are masked.
  private static func extensions(in text: String) -> [String] {
    let lines = text.split(separator: "\n").map { $0.drop { $0 == "\t" } }
    guard let start = lines.firstIndex(where: { $0 == "Extensions:" }) else { return [] }
    let body = lines[(start + 1)...].prefix { !$0.hasPrefix("Signature Algorithm:") && $0 != "Other Information:" }
    return body.map { $0.contains(/^[0-9a-f]{40}$/) ? "(20 bytes)" : String($0) }
  }

  private func expectedExtensions(of document: MadeStore.Document, in store: MadeStore) -> [String] {
    let usage = ["Key Usage (critical):"] + store.usages(of: document).map { Self.usageNames[$0] ?? "" }
    let purpose = ["Key Purpose (not critical):", "TLS WWW Server.", "TLS WWW Client.", "1.3.6.1.4.1.99999.3"]
    let names = ["Subject Alternative Name (not critical):"] + Order.gnuTLSNames
    let identifiers = [
      "Subject Key Identifier (not critical):", "(20 bytes)", "Authority Key Identifier (not critical):", "(20 bytes)",
    ]
    let constraints = "Basic Constraints (critical):"
    return switch document {
    case .request: usage + purpose + names
    case .leaf, .signed: [constraints, "Certificate Authority (CA): FALSE"] + usage + purpose + names + identifiers
    case .authority: [constraints, "Certificate Authority (CA): TRUE"] + usage + identifiers
    }
  }

  private static let usageNames = [
    "digitalSignature": "Digital signature.", "keyEncipherment": "Key encipherment.", "keyAgreement": "Key agreement.",
    "keyCertSign": "Certificate signing.", "cRLSign": "CRL signing.",
  ]
}
