package import Vocabulary

/// How an encrypted PKCS#8 key or a PKCS#12 bag is locked (RFC 8018, RFC 7292 §C, RFC 7914).
package struct EncryptionScheme: Hashable, Sendable {
  /// The identifier of the AlgorithmIdentifier.
  package let identifier: ObjectIdentifier
  /// The scheme in words: `PBES2, AES-256-CBC, PBKDF2 with HMAC-SHA-256`.
  package let name: String
  /// The rounds of the derivation, or N of scrypt; nil where it has none that can be read.
  package let rounds: Int?
  /// Whether today's libraries open it only with what they call legacy algorithms (RC2, RC4, single DES, MD2, MD5).
  package let isLegacy: Bool
  /// Whether it is one that is known at all.
  package let isKnown: Bool

  /// The scheme of an AlgorithmIdentifier, given by the reader over its content.
  init(_ content: DERReader) {
    var content = content
    guard let identifier = try? content.objectIdentifier() else {
      self.init(identifier: ObjectIdentifier(content: []), name: "an unreadable scheme", isKnown: false)
      return
    }
    if identifier == EncryptionScheme.pbes2 {
      self = EncryptionScheme.readPBES2(&content)
      return
    }
    let known = EncryptionScheme.schemes[identifier]
    var parameters = (try? content.next(DERTag.sequence))?.children
    _ = try? parameters?.next(DERTag.octetString)
    self.init(
      identifier: identifier, name: known?.name ?? "an unknown scheme, \(identifier)",
      rounds: try? parameters?.smallInteger(), isLegacy: known?.isLegacy ?? false, isKnown: known != nil)
  }

  private init(
    identifier: ObjectIdentifier, name: String, rounds: Int? = nil, isLegacy: Bool = false, isKnown: Bool
  ) {
    self.identifier = identifier
    self.name = name
    self.rounds = rounds
    self.isLegacy = isLegacy
    self.isKnown = isKnown
  }

  /// PBES2 (RFC 8018 §6.2): a derivation and a cipher, each with parameters of its own.
  private static func readPBES2(_ content: inout DERReader) -> EncryptionScheme {
    guard var parameters = (try? content.next(DERTag.sequence))?.children,
      var derivation = (try? parameters.next(DERTag.sequence))?.children,
      var encryption = (try? parameters.next(DERTag.sequence))?.children,
      let function = try? derivation.objectIdentifier(), let cipher = try? encryption.objectIdentifier()
    else { return EncryptionScheme(identifier: pbes2, name: "PBES2 with damaged parameters", isKnown: false) }
    let known = ciphers[cipher]
    let (words, rounds) = describe(function, &derivation)
    return EncryptionScheme(
      identifier: pbes2, name: "PBES2, \(known?.name ?? "the unknown cipher \(cipher)"), \(words)", rounds: rounds,
      isLegacy: known?.isLegacy ?? false, isKnown: known != nil && rounds != nil)
  }

  private static func describe(
    _ function: ObjectIdentifier, _ derivation: inout DERReader
  ) -> (words: String, rounds: Int?) {
    var parameters = (try? derivation.next(DERTag.sequence))?.children
    _ = try? parameters?.next(DERTag.octetString)
    let rounds = try? parameters?.smallInteger()
    switch function {
    case scrypt: return ("scrypt", rounds)
    case pbkdf2:
      _ = try? parameters?.optional(DERTag.integer)
      var prf = (try? parameters?.optional(DERTag.sequence))?.children
      let identifier = try? prf?.objectIdentifier()
      return ("PBKDF2 with " + (identifier.map { pseudorandom[$0] ?? "\($0)" } ?? "HMAC-SHA-1"), rounds)
    default: return ("the unknown derivation \(function)", nil)
    }
  }
}

// MARK: - Identifiers

extension EncryptionScheme {
  private static let pbes2 = ObjectIdentifier(1, 2, 840, 113549, 1, 5, 13)
  private static let pbkdf2 = ObjectIdentifier(1, 2, 840, 113549, 1, 5, 12)
  private static let scrypt = ObjectIdentifier(1, 3, 6, 1, 4, 1, 11591, 4, 11)

  private typealias Row = (dotted: String, name: String, isLegacy: Bool)

  /// RFC 8018 §A.3 and RFC 7292 §C.
  private static let schemes = table([
    ("1.2.840.113549.1.5.1", "PBE with MD2 and DES", true), ("1.2.840.113549.1.5.3", "PBE with MD5 and DES", true),
    ("1.2.840.113549.1.5.4", "PBE with MD2 and RC2-64", true),
    ("1.2.840.113549.1.5.6", "PBE with MD5 and RC2-64", true),
    ("1.2.840.113549.1.5.10", "PBE with SHA-1 and DES", true),
    ("1.2.840.113549.1.5.11", "PBE with SHA-1 and RC2-64", true),
    ("1.2.840.113549.1.12.1.1", "PBE with SHA-1 and RC4-128", true),
    ("1.2.840.113549.1.12.1.2", "PBE with SHA-1 and RC4-40", true),
    ("1.2.840.113549.1.12.1.3", "PBE with SHA-1 and 3DES", false),
    ("1.2.840.113549.1.12.1.4", "PBE with SHA-1 and two-key 3DES", false),
    ("1.2.840.113549.1.12.1.5", "PBE with SHA-1 and RC2-128", true),
    ("1.2.840.113549.1.12.1.6", "PBE with SHA-1 and RC2-40", true),
  ])

  private static let ciphers = table([
    ("2.16.840.1.101.3.4.1.2", "AES-128-CBC", false), ("2.16.840.1.101.3.4.1.22", "AES-192-CBC", false),
    ("2.16.840.1.101.3.4.1.42", "AES-256-CBC", false), ("2.16.840.1.101.3.4.1.6", "AES-128-GCM", false),
    ("2.16.840.1.101.3.4.1.26", "AES-192-GCM", false), ("2.16.840.1.101.3.4.1.46", "AES-256-GCM", false),
    ("1.2.840.113549.3.7", "3DES-CBC", false), ("1.3.14.3.2.7", "DES-CBC", true),
    ("1.2.840.113549.3.2", "RC2-CBC", true), ("1.2.840.113549.3.4", "RC4", true),
    ("1.2.840.113549.3.9", "RC5-CBC", true), ("1.2.392.200011.61.1.1.1.2", "Camellia-128-CBC", false),
    ("1.2.392.200011.61.1.1.1.3", "Camellia-192-CBC", false), ("1.2.392.200011.61.1.1.1.4", "Camellia-256-CBC", false),
    ("1.2.410.200046.1.1.2", "ARIA-128-CBC", false), ("1.2.410.200046.1.1.7", "ARIA-192-CBC", false),
    ("1.2.410.200046.1.1.12", "ARIA-256-CBC", false), ("1.2.410.200004.1.4", "SEED-CBC", true),
    ("1.2.156.10197.1.104.2", "SM4-CBC", false), ("1.2.643.2.2.21", "GOST 28147-89", true),
  ])

  private static let pseudorandom = [
    ObjectIdentifier(1, 2, 840, 113549, 2, 7): "HMAC-SHA-1", ObjectIdentifier(1, 2, 840, 113549, 2, 8): "HMAC-SHA-224",
    ObjectIdentifier(1, 2, 840, 113549, 2, 9): "HMAC-SHA-256",
    ObjectIdentifier(1, 2, 840, 113549, 2, 10): "HMAC-SHA-384",
    ObjectIdentifier(1, 2, 840, 113549, 2, 11): "HMAC-SHA-512",
    ObjectIdentifier(1, 2, 840, 113549, 2, 6): "HMAC-MD5",
    ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 2, 13): "HMAC-SHA3-224",
    ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 2, 14): "HMAC-SHA3-256",
    ObjectIdentifier(1, 2, 840, 113549, 2, 13): "HMAC-SHA-512/256",
  ]

  private static func table(_ rows: [Row]) -> [ObjectIdentifier: Row] {
    var table: [ObjectIdentifier: Row] = [:]
    for row in rows {
      if let identifier = ObjectIdentifier(dotted: row.dotted) { table[identifier] = row }
    }
    return table
  }
}
