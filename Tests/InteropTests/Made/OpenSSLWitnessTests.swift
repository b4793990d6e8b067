import TestKit
import Testing

/// openssl reads back what was asked for, and nothing else.
@Suite(.enabled(if: Tools.areThere)) struct OpenSSLWitnessTests {
  @Test(arguments: KeyKind.all) func everyKindOfKey(_ kind: KeyKind) throws {
    let store = try MadeStore(kind)
    let bench = store.bench
    #expect(Disk.mode(bench.folder.path("k.key")) == 0o600)
    try expectDone(bench.openssl("pkey -in k.key -check -noout"), says: "Key is valid")
    try expectDone(bench.openssl("req -in order.csr -verify -noout"), says: "verify OK")
    try expectDone(
      bench.openssl("verify -x509_strict -CAfile ca.crt host.crt ca.crt"), says: "host.crt: OK\nca.crt: OK")
    try expectDone(
      bench.openssl("verify -x509_strict -purpose sslserver -CAfile leaf.crt leaf.crt"), says: "leaf.crt: OK")
    for document in MadeStore.Document.allCases {
      let text = try Self.text(of: document, in: bench)
      #expect(text.contains("Signature Algorithm: \(kind.openSSLSignature)\n"), "\(document)")
      #expect(Self.extensions(in: text) == expectedExtensions(of: document, in: store), "\(document)")
      if document != .authority {
        #expect(text.contains("Subject: \(Order.subject)\n"), "\(document)")
      } else {
        #expect(
          text.contains("Subject: O=Example,CN=Example CA \(kind.type)\n")
            || text.contains("Subject: CN=Example CA \(kind.type),O=Example\n"))
      }
    }
  }

  @Test(arguments: MadeStore.Document.allCases) func stringTypesOfTheSubject(_ document: MadeStore.Document) throws {
    let store = try MadeStore(KeyKind.all[3])
    let lines = try store.bench.opensslMust("asn1parse -in \(document.rawValue)").text.split(separator: "\n")
    var seen = 0
    for (line, next) in zip(lines, lines.dropFirst()) {
      guard let name = Self.attributeTypes.keys.first(where: { line.hasSuffix(":\($0)") }) else { continue }
      let type =
        next.contains("PRINTABLESTRING") ? "PRINTABLESTRING" : next.contains("IA5STRING") ? "IA5STRING" : "UTF8STRING"
      #expect(next.contains(": \(type) ") || next.contains(" \(type) "), "\(next)")
      #expect(type == Self.attributeTypes[name], "\(line) \(next)")
      seen += 1
    }
    #expect(seen >= (document == .authority ? 4 : 8))
  }

  @Test func serialsArePositiveAndShort() throws {
    let bench = try Workbench()
    let key = try bench.reuseKey()
    var seen: Set<String> = []
    for _ in 0..<16 {
      try bench.pkiMust("selfsigned s --force \(key)")
      let text = try bench.opensslMust("x509 -in s.crt -noout -serial").text
      let digits = try #require(text.split(separator: "=").last).filter { !$0.isWhitespace }
      #expect(!digits.hasPrefix("-") && digits.count <= 40 && digits.contains { $0 != "0" })
      let first = try bench.opensslMust("asn1parse -in s.crt -strparse 4").text.split(separator: "\n")
      #expect(first.contains { $0.contains("INTEGER") && $0.hasSuffix(":\(digits)") })
      seen.insert(digits)
    }
    #expect(seen.count == 16)
  }

  @Test func namesAreCriticalOnlyBesideAnEmptySubject() throws {
    let bench = try Workbench()
    let key = try bench.reuseKey()
    try bench.pkiMust("csr named CN:a.example.org \(key)")
    try bench.opensslMust(
      "req -new -key made-ecp256.key -subj / -addext subjectAltName=DNS:a.example.org -out nameless.csr")
    try bench.pkiMust("selfsigned ca \(key)")
    try bench.pkiMust("sign named nameless ca --ca-key made-ecp256.key")
    for name in ["named", "nameless"] {
      let text = try bench.opensslMust("x509 -in \(name).crt -noout -text").text
      #expect(text.contains("X509v3 Subject Alternative Name: critical\n") == (name == "nameless"))
      #expect(text.contains("DNS:a.example.org"), "\(name)")
      try expectDone(bench.openssl("verify -x509_strict -CAfile ca.crt \(name).crt"), says: "OK")
    }
  }

  private static let attributeTypes = [
    "countryName": "PRINTABLESTRING", "stateOrProvinceName": "UTF8STRING", "localityName": "UTF8STRING",
    "organizationName": "UTF8STRING", "organizationalUnitName": "UTF8STRING", "commonName": "UTF8STRING",
    "emailAddress": "IA5STRING",
  ]

  private static func text(of document: MadeStore.Document, in bench: Workbench) throws -> String {
    let name = document == .request ? "req" : "x509"
    let words = "\(name) -in \(document.rawValue) -noout -text -nameopt RFC2253,utf8,-esc_msb"
    return try bench.opensslMust(words).text
  }

  /// The lines of the extensions, without their indentation; key identifiers are masked.
  private static func extensions(in text: String) -> [String] {
    let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
    let start = lines.firstIndex { $0.hasPrefix("X509v3 extensions:") || $0.hasPrefix("Requested Extensions:") }
    guard let start else { return [] }
    let body = lines[(start + 1)...].prefix { !$0.hasPrefix("Signature Algorithm:") }
    return body.map { line in
      let isIdentifier = line.utf8.count == 59 && line.contains(/^[0-9A-F:]+$/)
      return isIdentifier ? "(20 bytes)" : String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  private func expectedExtensions(of document: MadeStore.Document, in store: MadeStore) -> [String] {
    let usages = store.usages(of: document).map { Self.usageNames[$0] ?? "" }.joined(separator: ", ")
    let usage = ["X509v3 Key Usage: critical", usages]
    let purpose = [
      "X509v3 Extended Key Usage:",
      "TLS Web Server Authentication, TLS Web Client Authentication, 1.3.6.1.4.1.99999.3",
    ]
    let names = ["X509v3 Subject Alternative Name:", Order.openSSLNames]
    let identifiers = [
      "X509v3 Subject Key Identifier:", "(20 bytes)", "X509v3 Authority Key Identifier:", "(20 bytes)",
    ]
    return switch document {
    case .request: usage + purpose + names
    case .leaf, .signed: ["X509v3 Basic Constraints: critical", "CA:FALSE"] + usage + purpose + names + identifiers
    case .authority: ["X509v3 Basic Constraints: critical", "CA:TRUE"] + usage + identifiers
    }
  }

  private static let usageNames = [
    "digitalSignature": "Digital Signature", "keyEncipherment": "Key Encipherment", "keyAgreement": "Key Agreement",
    "keyCertSign": "Certificate Sign", "cRLSign": "CRL Sign",
  ]
}
