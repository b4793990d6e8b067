import PKICore
import TestKit
import Testing
import Vocabulary

/// A chain that is made to cost much: a leaf, what is handed in with it, and a root that is trusted.
struct HostileChain: Sendable, CustomTestStringConvertible {
  let name: String
  /// The exit codes that are right.
  let statuses: Set<Int32>
  /// Options that make it worse.
  var options: [String] = []
  let leaf: @Sendable (Mint) throws -> [UInt8]
  let bundle: @Sendable (Mint) throws -> [[UInt8]]

  var testDescription: String { name }

  /// Writes `leaf.pem`, `bundle.pem` and `root.pem`.
  func write(into folder: TemporaryFolder) throws {
    let mint = try Mint()
    try folder.write(Mint.pem([leaf(mint)]), to: "leaf.pem")
    try folder.write(Mint.pem(bundle(mint)), to: "bundle.pem")
    try folder.write(Mint.pem([mint.root()]), to: "root.pem")
  }

  /// Fewer for a debug build, which takes ten times as long for each.
  static let count = Pki.isRelease ? 10_000 : 1_000

  static let all: [HostileChain] = [
    HostileChain(
      name: "60 KB of relative distribution point names", statuses: [2],
      leaf: { try $0.signed("leaf", by: "Root", [Mint.relativePoints(2_600)]) }, bundle: { [try $0.root()] }),
    HostileChain(
      name: "60 KB of distribution point names", statuses: [0, 1, 2],
      leaf: { try $0.signed("leaf", by: "Root", [Mint.points(1_400)]) }, bundle: { [try $0.root()] }),
    HostileChain(
      name: "\(count) issuers of one name", statuses: [1], leaf: { $0.forged("leaf", by: "Lower", []) },
      bundle: { mint in (0..<count).map { mint.forged("Lower", by: "Root", [Mint.authority], key: $0) } }),
    HostileChain(
      name: "\(count) issuers of one name and key identifier", statuses: [1],
      leaf: { $0.forged("leaf", by: "Lower", [Mint.authorityKey]) },
      bundle: { mint in
        (0..<count).map { mint.forged("Lower", by: "Root", [Mint.authority, Mint.subjectKey], key: $0) }
      }),
    HostileChain(
      name: "\(count) issuers of one name and one key", statuses: [1],
      leaf: { try $0.signed("leaf", by: "Lower", [Mint.authorityKey]) },
      bundle: { mint in
        (0..<count).map { mint.forged("Lower", by: "Nobody", [Mint.authority, Mint.subjectKey], number: $0) }
      }),
    HostileChain(
      name: "\(count) issuers of themselves", statuses: [1], leaf: { $0.forged("leaf", by: "Lower", []) },
      bundle: { mint in (0..<count).map { mint.forged("Lower", by: "Lower", [Mint.authority], key: $0) } }),
    HostileChain(
      name: "2,000 policies on each", statuses: [0, 1, 2], options: ["--explicit-policy"],
      leaf: { try $0.signed("leaf", by: "Low1", [Mint.policies(2_000)]) },
      bundle: { mint in
        try (1...4).map { level in
          try mint.signed(
            "Low\(level)", by: level == 4 ? "Root" : "Low\(level + 1)",
            [Mint.authority, Mint.policies(2_000), Mint.mappings(1_000)])
        }
      }),
    HostileChain(
      name: "10,000 name constraints", statuses: [2], leaf: { try $0.signed("leaf", by: "Lower", []) },
      bundle: { [try $0.signed("Lower", by: "Root", [Mint.authority, Mint.constraints(10_000)])] }),
    HostileChain(
      name: "6,000 name constraints against 5,000 names, on many paths", statuses: [1],
      leaf: { try $0.signed("leaf", by: "Lower", [Mint.names(5_000)]) },
      bundle: { mint in
        try (0..<64).map {
          try mint.signed("Lower", by: "Root", [Mint.authority, Mint.constraints(6_000)], number: $0)
        }
      }),
    HostileChain(
      name: "6,000 name constraints against 170 names, on many paths", statuses: [1],
      leaf: { try $0.signed("leaf", by: "Lower", [Mint.names(170)]) },
      bundle: { mint in
        try (0..<64).map {
          try mint.signed("Lower", by: "Root", [Mint.authority, Mint.constraints(6_000)], number: $0)
        }
      }),
  ]
}

/// Makes the certificates. All that are really signed have one key, so that every name can sign for every other.
final class Mint: Sendable {
  private let key: SigningKey
  private let scheme: SignatureScheme

  typealias Field = (identifier: ObjectIdentifier, isCritical: Bool, value: [UInt8])

  init() throws {
    key = try SigningKey(making: .ec(.p256))
    scheme = try SignatureScheme(publicKeyInfo: key.publicKeyInfo, digest: nil)
  }

  /// The trusted one.
  func root() throws -> [UInt8] { try signed("Root", by: "Root", [Mint.authority]) }

  /// A certificate of the one key, signed with it.
  func signed(_ subject: String, by issuer: String, _ fields: [Field], number: Int = 1) throws -> [UInt8] {
    try key.signed(body(subject, issuer, key.publicKeyInfo, scheme.algorithm, fields, number), with: scheme)
  }

  /// A certificate of some RSA key, or of the one key, that nobody signed.
  func forged(
    _ subject: String, by issuer: String, _ fields: [Field], key own: Int? = nil, number: Int = 1
  ) -> [UInt8] {
    let algorithm = DER.of { $0.sequence { $0.objectIdentifier(.sha256WithRSA) } }
    let info = own.map(Mint.rsa) ?? key.publicKeyInfo
    let content = body(subject, issuer, info, algorithm, fields, own ?? number)
    return DER.of {
      $0.sequence {
        $0.raw(content)
        $0.raw(algorithm)
        $0.bitString([UInt8](repeating: 0x5a, count: 256))
      }
    }
  }

  private func body(
    _ subject: String, _ issuer: String, _ info: [UInt8], _ algorithm: [UInt8], _ fields: [Field], _ number: Int
  ) -> [UInt8] {
    DER.of { writer in
      writer.sequence { body in
        body.put(DERTag.context(0)) { $0.integer(2) }
        body.integer(number + 1)
        body.raw(algorithm)
        body.distinguishedName(DER.name(issuer))
        body.sequence { for year in ["26", "46"] { $0.put(DERTag.utcTime, Array("\(year)0101000000Z".utf8)) } }
        body.distinguishedName(DER.name(subject))
        body.raw(info)
        guard !fields.isEmpty else { return }
        body.put(DERTag.context(3)) { $0.sequence { for field in fields { Mint.put(field, &$0) } } }
      }
    }
  }

  private static func put(_ field: Field, _ writer: inout DERWriter) {
    writer.sequence {
      $0.objectIdentifier(field.identifier)
      if field.isCritical { $0.booleanTrue() }
      $0.put(DERTag.octetString, field.value)
    }
  }

  /// An RSA key that nobody has: verification takes it, and finds that it did not sign.
  private static func rsa(_ number: Int) -> [UInt8] {
    var modulus = [UInt8](repeating: 0x6b, count: 256)
    (modulus[0], modulus[9], modulus[10], modulus[255]) = (0xc1, UInt8(number >> 8), UInt8(number & 0xff), 0x0b)
    let key = DER.of {
      $0.sequence {
        $0.put(DERTag.integer, [0] + modulus)
        $0.integer(65_537)
      }
    }
    return DER.of {
      $0.sequence {
        $0.sequence {
          $0.objectIdentifier(.rsaEncryption)
          $0.put(DERTag.null, [])
        }
        $0.bitString(key)
      }
    }
  }

  /// Certificates as PEM.
  static func pem(_ certificates: [[UInt8]]) -> String {
    var text: [UInt8] = []
    for der in certificates {
      text += Array("-----BEGIN CERTIFICATE-----\n".utf8) + Base64.encode(der, lineLength: 64)
      if text.last != 0x0a { text.append(0x0a) }
      text += Array("-----END CERTIFICATE-----\n".utf8)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
