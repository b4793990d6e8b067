package import Vocabulary

/// What the DER of a private key says about it, without libcrypto and without its private numbers.
package struct PrivateKeyStructure: Hashable, Sendable {
  /// How the key is written down.
  package let format: Format
  /// The algorithm's identifier.
  package let algorithm: ObjectIdentifier
  /// The bits of the modulus, the prime or the field; nil where they cannot be known.
  package let bits: Int?
  /// The curve; nil for keys that are on none that is chosen.
  package let curve: EllipticCurve?

  /// How a key that is not locked is written down.
  package enum Format: String, Hashable, Sendable {
    /// PrivateKeyInfo (RFC 5208, RFC 5958).
    case pkcs8 = "PKCS#8"
    /// RSAPrivateKey (RFC 8017 §A.1.2).
    case pkcs1 = "PKCS#1"
    /// ECPrivateKey (RFC 5915).
    case sec1 = "SEC1"
    /// OpenSSL's own form for DSA: version, p, q, g, y, x.
    case dsa = "DSA"
    /// openssh-key-v1.
    case openssh = "OpenSSH"
  }

  /// The algorithm by the name that operators know: `RSA`, `EC`, `Ed25519`.
  package var algorithmName: String { algorithm.algorithmName }

  init(format: Format, algorithm: ObjectIdentifier, bits: Int?, curve: EllipticCurve? = nil) {
    self.format = format
    self.algorithm = algorithm
    self.bits = bits
    self.curve = curve
  }

  /// The structure of a key in any of the formats, by the rules of libcrypto, which takes BER too; throws what is
  /// wrong with it.
  init(_ der: [UInt8]) throws(DERError) {
    var file = DERReader(der, rules: .lax)
    let outer = try file.next(DERTag.sequence)
    guard file.atEnd else { throw DERError("more follows after the key", at: file.position) }
    var reader = outer.children
    let version = try reader.smallInteger()
    switch reader.nextTag {
    case DERTag.sequence: self = try PrivateKeyStructure.pkcs8(&reader, version)
    case DERTag.octetString: self = try PrivateKeyStructure.sec1(outer, curve: nil, format: .sec1)
    default:
      var numbers = 0
      var count = reader
      while count.nextTag == DERTag.integer {
        _ = try count.next()
        numbers += 1
      }
      self = numbers == 5 ? try PrivateKeyStructure.dsa(&reader) : try PrivateKeyStructure.pkcs1(outer, format: .pkcs1)
    }
  }

  /// PrivateKeyInfo: version, algorithm, the key in an OCTET STRING, attributes.
  private static func pkcs8(_ reader: inout DERReader, _ version: Int) throws(DERError) -> PrivateKeyStructure {
    guard version <= 1 else { throw DERError("the version \(version) of PKCS#8 is unknown", at: 0) }
    var algorithm = try reader.next(DERTag.sequence).children
    let identifier = try algorithm.objectIdentifier()
    let key = try reader.next(DERTag.octetString)
    _ = try reader.optional(DERTag.context(0))
    _ = try reader.optional(DERTag.context(1, constructed: false))
    try reader.finish()
    var inner = key.children
    switch identifier {
    case .rsaEncryption, .rsassaPss:
      let found = try pkcs1(try inner.next(DERTag.sequence), format: .pkcs8)
      try inner.finish()
      return PrivateKeyStructure(format: .pkcs8, algorithm: identifier, bits: found.bits)
    case .ecPublicKey:
      let curve = algorithm.atEnd || algorithm.nextTag == DERTag.null ? nil : try EllipticCurve(&algorithm)
      let found = try sec1(try inner.next(DERTag.sequence), curve: curve, format: .pkcs8)
      try inner.finish()
      return found
    case .ed25519, .x25519, .ed448, .x448:
      let octets = try inner.next(DERTag.octetString)
      try inner.finish()
      let wanted = identifier == .ed448 ? 57 : identifier == .x448 ? 56 : 32
      guard octets.range.count == wanted else {
        throw DERError("the key is \(octets.range.count) octets long, not \(wanted)", at: octets.range.lowerBound)
      }
      let bits = identifier == .ed448 ? 456 : identifier == .x448 ? 448 : 256
      return PrivateKeyStructure(format: .pkcs8, algorithm: identifier, bits: bits)
    case .dsa, .dhKeyAgreement, .dhPublicNumber:
      guard inner.nextTag == DERTag.integer else {
        return try oldDSA(&inner, identifier)
      }
      _ = try inner.next(DERTag.integer)
      var domain = try algorithm.next(DERTag.sequence).children
      return PrivateKeyStructure(format: .pkcs8, algorithm: identifier, bits: try prime(&domain))
    default:
      return PrivateKeyStructure(format: .pkcs8, algorithm: identifier, bits: nil)
    }
  }

  /// Netscape's and old Java's DSA keys in PKCS#8: a SEQUENCE of the domain or the public key, and the private key.
  private static func oldDSA(
    _ reader: inout DERReader, _ identifier: ObjectIdentifier
  ) throws(DERError) -> PrivateKeyStructure {
    var pair = try reader.next(DERTag.sequence).children
    var bits: Int?
    if pair.nextTag == DERTag.sequence {
      var domain = try pair.next().children
      bits = try prime(&domain)
    }
    return PrivateKeyStructure(format: .pkcs8, algorithm: identifier, bits: bits)
  }

  private static func prime(_ reader: inout DERReader) throws(DERError) -> Int {
    try reader.next(DERTag.integer).magnitudeBits
  }

  /// RSAPrivateKey: version and eight numbers, more for more than two primes.
  private static func pkcs1(_ element: DERElement, format: Format) throws(DERError) -> PrivateKeyStructure {
    var reader = element.children
    // Some writers count otherwise; libcrypto does not look at the version either.
    _ = try reader.next(DERTag.integer)
    var sizes: [Int] = []
    for _ in 0..<8 { sizes.append(try reader.next(DERTag.integer).magnitudeBits) }
    _ = try reader.optional(DERTag.sequence)
    try reader.finish()
    guard sizes[0] > 0, sizes[1] > 0 else { throw DERError("the modulus or the exponent is zero", at: 0) }
    return PrivateKeyStructure(format: format, algorithm: .rsaEncryption, bits: sizes[0])
  }

  /// ECPrivateKey: version 1, the private number, perhaps the curve and the public point.
  private static func sec1(
    _ element: DERElement, curve: EllipticCurve?, format: Format
  ) throws(DERError) -> PrivateKeyStructure {
    var reader = element.children
    guard try reader.smallInteger() == 1 else { throw DERError("the version of an EC key is unknown", at: 0) }
    let number = try reader.next(DERTag.octetString)
    var own: EllipticCurve?
    if var parameters = try reader.optional(DERTag.context(0))?.children { own = try EllipticCurve(&parameters) }
    _ = try reader.optional(DERTag.context(1))
    try reader.finish()
    guard let found = curve ?? own else { throw DERError("an EC key without its curve", at: 0) }
    guard number.range.count > 0 else { throw DERError("the private number is empty", at: number.range.lowerBound) }
    return PrivateKeyStructure(format: format, algorithm: .ecPublicKey, bits: found.bits, curve: found)
  }

  /// OpenSSL's DSA key: after the version p, q, g, y, x.
  private static func dsa(_ reader: inout DERReader) throws(DERError) -> PrivateKeyStructure {
    let bits = try prime(&reader)
    for _ in 0..<4 { _ = try reader.next(DERTag.integer) }
    try reader.finish()
    return PrivateKeyStructure(format: .dsa, algorithm: .dsa, bits: bits)
  }
}
