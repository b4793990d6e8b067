import TestKit
import Testing

/// A server of the real `openssl s_server` that does something wrong, and what is said of it.
struct ProbeTrial: Sendable, CustomTestStringConvertible {
  let name: String
  /// What is made before it starts: lines of `pki`, or of `openssl` where they begin so.
  var make: [String] = []
  /// The words behind `openssl s_server`.
  var server = "-cert www.crt -key www.key -cert_chain mid.crt"
  var words = ""
  /// The day that dates are judged by; nil for that of the tests.
  var day: String?
  let says: [String]
  /// What is not said.
  var unsaid: [String] = []
  let status: Int32
  var testDescription: String { name }

  private static func serving(_ name: String, _ chain: String = " -cert_chain mid.crt") -> String {
    "-cert \(name).crt -key \(name).key\(chain)"
  }

  static let all = certificates + chains + versions + clients + names

  private static let old = "-cipher ALL:@SECLEVEL=0"

  private static let certificates: [ProbeTrial] = [
    ProbeTrial(
      name: "expired", make: ["csr e CN:e SAN:127.0.0.1 --key-type ec:p256", "sign e mid --days 3"],
      server: serving("e"), day: "2026-03-10", says: ["time.expired"], unsaid: ["chain.expired-ca"], status: 1),
    ProbeTrial(name: "not yet valid", day: "2026-02-01", says: ["time.not-yet"], unsaid: ["time.expired"], status: 1),
    ProbeTrial(
      name: "an expired intermediate",
      make: [
        "csr i CN:i --key-type ec:p256", "sign i ca --ca --days 3", "csr e CN:e SAN:127.0.0.1 --key-type ec:p256",
        "sign e i --days 90",
      ], server: serving("e", " -cert_chain i.crt"), day: "2026-03-10", says: ["chain.expired-ca"],
      unsaid: ["chain.ok"], status: 1),
    ProbeTrial(
      name: "another host", words: "--host a.example", says: ["name.mismatch", "chain.ok"], unsaid: ["name.san"],
      status: 1),
    ProbeTrial(
      name: "self-signed", make: ["selfsigned s CN:s SAN:127.0.0.1 --key-type ec:p256"], server: serving("s", ""),
      says: ["chain.self-signed"], unsaid: ["chain.ok"], status: 1),
    ProbeTrial(
      name: "for clients only", server: serving("phone"), says: ["eku.no-server"], unsaid: ["eku.no-client"], status: 1),
    ProbeTrial(
      name: "a wildcard", make: ["csr w CN:w SAN:*.probe.example --key-type ec:p256", "sign w mid"],
      server: serving("w"), words: "--host a.probe.example", says: ["name.wildcard", "name.san"],
      unsaid: ["name.mismatch"], status: 0),
    ProbeTrial(
      name: "a CA", make: ["csr c CN:c SAN:127.0.0.1 --key-type ec:p256", "sign c mid --ca"], server: serving("c"),
      says: ["leaf.ca"], status: 0),
    ProbeTrial(
      name: "1024 bits, SHA-1, no alternative names",
      make: [
        "openssl req -new -newkey rsa:1024 -nodes -config /dev/null -subj /CN=127.0.0.1 -keyout weak.key -out weak.csr",
        "openssl x509 -req -in weak.csr -CA mid.crt -CAkey mid.key -sha1 -out weak.crt -days 400 -set_serial 7",
      ], server: serving("weak") + " " + old, says: ["key.weak", "sig.weak", "name.cn-only", "leaf.v1"],
      unsaid: ["name.san"], status: 1),
    ProbeTrial(
      name: "an IP address as a DNS name",
      make: [
        "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config /dev/null -subj /CN=d -keyout d.key "
          + "-addext subjectAltName=DNS:127.0.0.1 -out d.csr",
        "openssl x509 -req -in d.csr -CA mid.crt -CAkey mid.key -copy_extensions copy -out d.crt -days 400 -set_serial 7",
      ], server: serving("d"), says: ["name.ip-as-dns"], unsaid: ["name.mismatch"], status: 1),
    ProbeTrial(
      name: "a staple that is demanded and not sent",
      make: [
        "csr m CN:m SAN:127.0.0.1 --key-type ec:p256 --must-staple",
        "openssl x509 -req -in m.csr -CA mid.crt -CAkey mid.key -copy_extensions copyall -out m.crt -days 400 -set_serial 9",
      ],
      server: serving("m"), says: ["staple.must"], unsaid: ["staple.none"], status: 1),
  ]

  private static let chains: [ProbeTrial] = [
    ProbeTrial(
      name: "nothing wrong", says: ["chain.ok", "name.san", "staple.none"],
      unsaid: ["chain.root-sent", "chain.extra", "chain.order", "mtls.requested", "tls.old"], status: 0),
    ProbeTrial(
      name: "no intermediate", server: serving("www", ""), says: ["chain.missing"], unsaid: ["chain.ok"], status: 1),
    ProbeTrial(
      name: "no intermediate, which is at hand", server: serving("www", ""), words: "--untrusted mid.crt",
      says: ["chain.missing", "chain.ok"], status: 1),
    ProbeTrial(
      name: "an unknown root, not sent", words: "--trust phone.crt", says: ["chain.untrusted"],
      unsaid: ["chain.ok", "chain.missing"], status: 1),
    ProbeTrial(
      name: "an unknown root, sent", make: ["join mid.crt ca.crt all.pem"],
      server: serving("www", " -cert_chain all.pem"), words: "--trust phone.crt",
      says: ["chain.untrusted", "chain.root-sent"], unsaid: ["chain.ok"], status: 1),
    ProbeTrial(
      name: "a CA without basic constraints",
      make: [
        "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config /dev/null -subj /CN=low -keyout "
          + "low.key -addext subjectKeyIdentifier=hash -out low.csr",
        "openssl x509 -req -in low.csr -CA ca.crt -CAkey ca.key -copy_extensions copy -out low.crt -days 400 -set_serial 7",
        "openssl x509 -req -in www.csr -CA low.crt -CAkey low.key -copy_extensions copy -out n.crt -days 400 -set_serial 8",
      ], server: "-cert n.crt -key www.key -cert_chain low.crt", says: ["chain.not-ca"], unsaid: ["chain.ok"], status: 1
    ),
    many(151), many(241),
    crossed("the new root is trusted", "ca", says: ["chain.ok", "chain.expired-unused"], unsaid: [], status: 0),
    crossed("only the old root is trusted", "old", says: ["chain.expired-ca"], unsaid: ["chain.ok"], status: 1),
    crossed(
      "only the old root is trusted, in time", "old", day: "2026-03-02", says: ["chain.ok"],
      unsaid: ["chain.extra", "chain.expired-ca"], status: 0),
  ]

  /// The root is sent as an older one signed it, which ends on the same day.
  private static func crossed(
    _ name: String, _ trust: String, day: String = "2026-03-10", says: [String], unsaid: [String], status: Int32
  ) -> ProbeTrial {
    ProbeTrial(
      name: "a root that an older one signed, and \(name)",
      make: [
        "selfsigned old CN:Old-Root --key-type ec:p256 --days 3", "csr cross CN:Probe-Root --key ca.key",
        "sign cross old --ca --days 3", "join mid.crt cross.crt all.pem",
      ], server: serving("www", " -cert_chain all.pem"), words: "--trust \(trust).crt", day: day, says: says,
      unsaid: unsaid, status: status)
  }

  private static func many(_ count: Int) -> ProbeTrial {
    ProbeTrial(
      name: "\(count) certificates", make: ["many \(count)"], server: serving("www", " -cert_chain many.pem"),
      says: ["chain.many", "chain.ok"], unsaid: ["tls.broken"], status: 0)
  }

  private static let versions: [ProbeTrial] = [
    ProbeTrial(
      name: "TLS 1.0", server: serving("www") + " -tls1 " + old, says: ["tls.old", "chain.ok"], unsaid: ["tls.alert"],
      status: 0),
    ProbeTrial(
      name: "TLS 1.1, which is too old", server: serving("www") + " -tls1_1 " + old, words: "--tls-min 1.2",
      says: ["tls.no-version"], unsaid: ["tls.old", "tls.alert"], status: 2),
    ProbeTrial(
      name: "TLS 1.3, which is too new", server: serving("www") + " -tls1_3", words: "--tls-max 1.2",
      says: ["tls.no-version"], unsaid: ["tls.alert"], status: 2),
    ProbeTrial(
      name: "another alert", server: serving("www") + " -tls1_2 -cipher AES128-SHA", says: ["tls.alert"],
      unsaid: ["tls.no-version"], status: 2),
  ]

  /// Clients are judged as of a day: what `pki` makes in tests is made in 2026.
  private static let wants = serving("www") + " -CAfile ca.crt -Verify 3 -verify_return_error -attime 1772900000"

  private static let clients: [ProbeTrial] = ["-no_tls1_3", "-tls1_3"].flatMap { version -> [ProbeTrial] in
    [
      ProbeTrial(
        name: "wants a client certificate \(version)", server: serving("www") + " -verify 3 \(version)",
        says: ["mtls.requested"], unsaid: ["mtls.required"], status: 0),
      ProbeTrial(
        name: "demands a client certificate \(version)", server: "\(wants) \(version)",
        says: ["mtls.required", "chain.ok"], unsaid: ["mtls.requested", "tls.alert"], status: 0),
      ProbeTrial(
        name: "accepts ours \(version)", make: ["join phone.crt mid.crt own.pem"], server: "\(wants) \(version)",
        words: "--cert own.pem --key phone.key", says: ["mtls.accepted"], unsaid: ["mtls.refused", "mtls.ca-list"],
        status: 0),
      ProbeTrial(
        name: "does not get our intermediate \(version)", server: "\(wants) \(version)",
        words: "--cert phone.crt --key phone.key", says: ["mtls.refused", "mtls.ca-list"], unsaid: ["mtls.accepted"],
        status: 1),
      ProbeTrial(
        name: "does not know us \(version)", make: ["selfsigned own CN:own --key-type ec:p256"],
        server: "\(wants) \(version)", words: "--cert own.crt --key own.key", says: ["mtls.refused", "mtls.ca-list"],
        unsaid: ["mtls.accepted"], status: 1),
      ProbeTrial(
        name: "finds ours expired \(version)",
        make: [
          "csr b CN:b --key-type ec:p256 --eku clientAuth", "sign b mid --days 1", "join b.crt mid.crt own.pem",
        ], server: "\(wants) \(version)", words: "--cert own.pem --key b.key", says: ["mtls.refused"],
        unsaid: ["mtls.accepted"], status: 1),
      ProbeTrial(
        name: "finds ours a server's \(version)",
        make: [
          "csr t CN:t --key-type ec:p256 --eku serverAuth", "sign t mid", "join t.crt mid.crt own.pem",
        ], server: "\(wants) \(version)", words: "--cert own.pem --key t.key", says: ["mtls.refused"],
        unsaid: ["mtls.accepted"], status: 1),
    ]
  }

  private static let knowing =
    serving("www") + " -cert2 phone.crt -key2 phone.key -servername phone.probe.example -servername_fatal"

  private static let names: [ProbeTrial] = [
    ProbeTrial(
      name: "does not know the name", server: knowing, words: "--sni other.example", says: ["sni.refused"],
      unsaid: ["tls.alert"], status: 2),
    ProbeTrial(
      name: "is asked for no name", server: knowing, words: "--sni none", says: ["chain.ok"], unsaid: ["sni.refused"],
      status: 0),
    ProbeTrial(
      name: "has another certificate without a name", server: knowing,
      words: "--sni phone.probe.example --sni-check", says: ["sni.differs", "eku.no-server"], unsaid: ["sni.same"],
      status: 1),
    ProbeTrial(
      name: "has the same certificate without a name", words: "--sni a.example --sni-check", says: ["sni.same"],
      unsaid: ["sni.differs"], status: 0),
  ]
}
