import TestKit
import Testing

/// A server's certificate that something is the matter with, or nothing, and who must differ from us about it, and why.
struct LiveCase: Sendable, CustomTestStringConvertible {
  let name: String
  /// Makes `leaf.crt`, `leaf.key` and, where the server sends more, `chain.pem`, beside `root` and `mid`.
  let make: @Sendable (Workbench) throws -> Void
  /// What clients look for.
  var host = "www.example.org"
  /// More words for the server.
  var serverWords = ""
  /// Whether we find no error.
  var isGood = false
  /// Those who see it otherwise.
  var reasons: [LiveWitness: String] = [:]

  var testDescription: String { name }
}

extension LiveCase {
  private static let key = "--key-type ec:p256"

  /// A leaf below the intermediate.
  private static func issue(
    _ bench: Workbench, _ names: String = "CN:www.example.org", asking: String = "", signing: String = ""
  ) throws {
    try bench.pkiMust("csr leaf \(names) \(key) \(asking)")
    try bench.pkiMust("sign leaf mid \(signing)")
  }

  private static func send(_ bench: Workbench, _ files: String...) throws {
    try bench.folder.write(files.map { try bench.folder.text($0) }.joined(), to: "chain.pem")
  }

  /// Something that openssl makes and pki does not: a leaf below the root, with these lines of its configuration.
  private static func forge(_ bench: Workbench, key: String, digest: String = "sha256", _ lines: String) throws {
    try bench.folder.write(lines + "\n", to: "leaf.ext")
    try bench.opensslMust("req -new -newkey \(key) -nodes -keyout leaf.key -out leaf.csr -subj /CN=www.example.org")
    let signing = "x509 -req -in leaf.csr -CA root.crt -CAkey root.key -days 90 -\(digest) -out leaf.crt"
    try bench.opensslMust(signing + (lines.isEmpty ? "" : " -extfile leaf.ext"))
  }

  private static let usual = """
    subjectAltName=DNS:www.example.org
    extendedKeyUsage=serverAuth
    basicConstraints=CA:FALSE
    keyUsage=digitalSignature
    """

  private static let weak = "-cipher DEFAULT@SECLEVEL=0"

  static let all: [LiveCase] = [
    LiveCase(
      name: "good",
      make: { bench in
        try issue(bench)
        try send(bench, "mid.crt")
      }, isGood: true),
    LiveCase(
      name: "Ed25519",
      make: { bench in
        try bench.pkiMust("csr leaf CN:www.example.org --key-type ed25519")
        try bench.pkiMust("sign leaf mid")
        try send(bench, "mid.crt")
      }, isGood: true),
    LiveCase(
      name: "RSA-PSS",
      make: { bench in
        try forge(bench, key: "rsa-pss", usual)
      }, isGood: true),
    LiveCase(
      name: "wildcard",
      make: { bench in
        try issue(bench, "CN:*.example.org")
        try send(bench, "mid.crt")
      }, isGood: true),
    LiveCase(
      name: "wildcard for two labels",
      make: { bench in
        try issue(bench, "CN:*.example.org")
        try send(bench, "mid.crt")
      }, host: "a.www.example.org"),
    LiveCase(
      name: "wrong host",
      make: { bench in
        try issue(bench, "CN:other.example.org")
        try send(bench, "mid.crt")
      }),
    LiveCase(
      name: "expired",
      make: { bench in
        try issue(bench, signing: "--not-before 2025-01-01T00:00:00Z --not-after 2025-06-01T00:00:00Z")
        try send(bench, "mid.crt")
      }),
    LiveCase(
      name: "not yet valid",
      make: { bench in
        try issue(bench, signing: "--not-before 2028-01-01T00:00:00Z --not-after 2028-06-01T00:00:00Z")
        try send(bench, "mid.crt")
      }),
    LiveCase(
      name: "missing intermediate",
      make: { bench in
        try issue(bench)
      }),
    LiveCase(
      name: "root sent too",
      make: { bench in
        try issue(bench)
        try send(bench, "mid.crt", "root.crt")
      }, isGood: true),
    LiveCase(
      name: "wrong order",
      make: { bench in
        try issue(bench)
        try send(bench, "root.crt", "mid.crt")
      }, isGood: true),
    LiveCase(
      name: "a stranger is sent too",
      make: { bench in
        try issue(bench)
        try bench.pkiMust("selfsigned stranger CN:Stranger \(key)")
        try send(bench, "mid.crt", "stranger.crt")
      }, isGood: true),
    LiveCase(
      name: "self-signed", make: { bench in try bench.pkiMust("selfsigned leaf CN:www.example.org --leaf \(key)") }),
    LiveCase(
      name: "untrusted root",
      make: { bench in
        try bench.pkiMust("selfsigned foreign CN:Foreign \(key)")
        try bench.pkiMust("csr leaf CN:www.example.org \(key)")
        try bench.pkiMust("sign leaf foreign")
        try send(bench, "foreign.crt")
      }),
    LiveCase(
      name: "a root of the trusted one's name",
      make: { bench in
        try bench.pkiMust("selfsigned foreign CN:Probe-Root \(key)")
        try bench.pkiMust("csr leaf CN:www.example.org \(key)")
        try bench.pkiMust("sign leaf foreign")
        try send(bench, "foreign.crt")
      }),
    LiveCase(
      name: "client usage alone",
      make: { bench in
        try issue(bench, asking: "--eku clientAuth")
        try send(bench, "mid.crt")
      }),
    LiveCase(
      name: "issued by a leaf",
      make: { bench in
        try bench.pkiMust("csr sub CN:sub.example.org \(key)")
        try bench.pkiMust("sign sub mid")
        try bench.folder.write(usual, to: "leaf.ext")
        try bench.pkiMust("csr leaf CN:www.example.org \(key)")
        try bench.opensslMust(
          "x509 -req -in leaf.csr -CA sub.crt -CAkey sub.key -days 90 -extfile leaf.ext -out leaf.crt")
        try send(bench, "sub.crt", "mid.crt")
      }),
    LiveCase(
      name: "too many authorities below",
      make: { bench in
        try bench.pkiMust("csr short CN:Short \(key)")
        try bench.pkiMust("sign short root --ca --path-length 0")
        try bench.pkiMust("csr sub CN:Sub \(key)")
        try bench.folder.write("basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign", to: "sub.ext")
        try bench.opensslMust(
          "x509 -req -in sub.csr -CA short.crt -CAkey short.key -days 90 -extfile sub.ext -out sub.crt")
        try bench.pkiMust("csr leaf CN:www.example.org \(key)")
        try bench.pkiMust("sign leaf sub")
        try send(bench, "sub.crt", "short.crt")
      }),
    LiveCase(
      name: "expired intermediate",
      make: { bench in
        try bench.pkiMust("csr old CN:Old \(key)")
        try bench.pkiMust("sign old root --ca --not-before 2025-01-01T00:00:00Z --not-after 2025-06-01T00:00:00Z")
        try bench.pkiMust("csr leaf CN:www.example.org \(key)")
        try bench.folder.write(usual, to: "leaf.ext")
        try bench.opensslMust(
          "x509 -req -in leaf.csr -CA old.crt -CAkey old.key -days 90 -extfile leaf.ext -out leaf.crt")
        try send(bench, "old.crt")
      }),
    LiveCase(
      name: "RSA of 1024 bits", make: { bench in try forge(bench, key: "rsa:1024", usual) }, serverWords: weak,
      reasons: [.gnuTLS: "GnuTLS takes keys of 1008 bits and more (verify profile low)"]),
    LiveCase(
      name: "signed with SHA-1", make: { bench in try forge(bench, key: "rsa:2048", digest: "sha1", usual) },
      serverWords: weak),
    LiveCase(
      name: "no usage of the key for signatures",
      make: { bench in
        try forge(
          bench, key: "rsa:2048",
          "subjectAltName=DNS:www.example.org\nkeyUsage=critical,keyEncipherment\nextendedKeyUsage=serverAuth")
      }, isGood: true,
      reasons: [.gnuTLS: "GnuTLS holds the signature of the handshake against the key usage (RFC 8446 §4.4.2.2)"]),
    LiveCase(
      name: "an address written as a DNS name",
      make: { bench in
        try forge(bench, key: "rsa:2048", usual.replacing("DNS:www.example.org", with: "DNS:127.0.0.1"))
      }, host: "127.0.0.1"),
    LiveCase(
      name: "an address",
      make: { bench in
        try issue(bench, "CN:www.example.org SAN:127.0.0.1")
        try send(bench, "mid.crt")
      }, host: "127.0.0.1", isGood: true),
    LiveCase(
      name: "no names but the common one",
      make: { bench in
        try forge(bench, key: "rsa:2048", "basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth")
      }, isGood: true),
    LiveCase(
      name: "version 1", make: { bench in try forge(bench, key: "rsa:2048", "") },
      reasons: Dictionary(
        uniqueKeysWithValues: LiveWitness.allCases.map { ($0, "names and usages need version 3 (RFC 5280 §4.1.2.1)") })
    ),
    LiveCase(
      name: "demands a staple and has none",
      make: { bench in
        try forge(bench, key: "rsa:2048", usual + "\ntlsfeature=status_request")
      },
      reasons: [
        .openssl: "libssl does not look at the TLS feature extension (RFC 7633)",
        .curl: "libssl does not look at the TLS feature extension (RFC 7633)",
      ]),
  ]
}
