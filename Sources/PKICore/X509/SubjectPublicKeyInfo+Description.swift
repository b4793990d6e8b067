package import Vocabulary

/// The numbers of an RSA public key, big-endian, without leading zeros.
package struct RSAPublicKey: Hashable, Sendable {
  /// The modulus n.
  package let modulus: [UInt8]
  /// The public exponent e.
  package let exponent: [UInt8]

  /// Bits of the modulus.
  package var bits: Int { SubjectPublicKeyInfo.bits(modulus[...]) }
}

extension RSAPublicKey: DERReadable {
  /// An RSAPublicKey of PKCS#1 (RFC 8017 §A.1.1).
  package init(_ reader: inout DERReader) throws(DERError) {
    var fields = try reader.next(DERTag.sequence).children
    self.modulus = Array(try fields.integer().drop { $0 == 0 })
    self.exponent = Array(try fields.integer().drop { $0 == 0 })
    try fields.finish()
  }
}

/// What kind of key a public key is, as far as it can be told.
package struct KeyDescription: Hashable, Sendable {
  /// "RSA", "EC", "Ed25519", "ML-DSA-65", …, or the dotted identifier.
  package var algorithm: String
  /// Bits of the modulus or the field; nil where the word alone says it all or the key cannot be read.
  package var bits: Int?
  /// The name of the curve, "P-256", or its dotted identifier; nil where there is none or it is written out.
  package var curve: String?
  /// Whether the parameters of the curve are written out instead of its name, which RFC 5480 §2.1.1 forbids.
  package var hasExplicitParameters = false

  /// In a few words: "RSA 2048", "EC P-256", "Ed25519", "EC 256 bits with explicit parameters".
  package var text: String {
    if hasExplicitParameters { return algorithm + (bits.map { " \($0) bits" } ?? "") + " with explicit parameters" }
    if let curve { return algorithm + " " + curve }
    guard let bits, !KeyDescription.sizeless.contains(algorithm) else { return algorithm }
    return "\(algorithm) \(bits)"
  }

  /// How large it is: "RSA 1024 bits", "EC 192 bits"; the words where no number says it.
  package var size: String { bits.map { "\(algorithm) \($0) bits" } ?? text }

  private static let sizeless = ["Ed25519", "Ed448", "X25519", "X448"]
}

extension SubjectPublicKeyInfo {
  /// What kind of key it is.
  package var keyDescription: KeyDescription {
    let identifier = algorithm.algorithm
    var description = KeyDescription(algorithm: identifier.algorithmName)
    switch identifier {
    case .rsaEncryption, .rsassaPss: description.bits = rsaKey?.bits
    case .ecPublicKey: describeCurve(&description)
    case .ed25519: description.bits = 256
    case .ed448: description.bits = 456
    case .x25519: description.bits = 253
    case .x448: description.bits = 448
    case .dsa, .dhKeyAgreement, .dhPublicNumber: description.bits = firstParameterBits
    default: break
    }
    return description
  }

  /// The numbers of an RSA key (RSA-PSS too); nil where it is no RSA key or cannot be read.
  package var rsaKey: RSAPublicKey? {
    guard [.rsaEncryption, .rsassaPss].contains(algorithm.algorithm) else { return nil }
    var reader = key.reader(.lax)
    return try? RSAPublicKey(&reader)
  }

  /// The identifier of the named curve of an EC key; nil where it is none or the parameters are written out.
  package var namedCurve: ObjectIdentifier? {
    guard algorithm.algorithm == .ecPublicKey, var reader = algorithm.parameters?.reader(.lax) else { return nil }
    return try? reader.objectIdentifier()
  }

  private func describeCurve(_ description: inout KeyDescription) {
    if let identifier = namedCurve {
      let known = ObjectIdentifierRegistry.curves[identifier]
      description.curve = known?.name ?? identifier.description
      description.bits = known?.bits
    } else if var reader = algorithm.parameters?.reader(.lax), reader.nextTag == DERTag.sequence {
      description.hasExplicitParameters = true
      description.bits = try? SubjectPublicKeyInfo.fieldBits(&reader)
    }
  }

  /// Bits of the field of ECParameters that are written out (X9.62): of a prime, or the degree.
  private static func fieldBits(_ reader: inout DERReader) throws(DERError) -> Int {
    var parameters = try reader.next(DERTag.sequence).children
    _ = try parameters.next(DERTag.integer)
    var field = try parameters.next(DERTag.sequence).children
    _ = try field.next(DERTag.objectIdentifier)
    if field.nextTag == DERTag.integer { return bits(try field.integer()[...]) }
    var characteristicTwo = try field.next(DERTag.sequence).children
    return try characteristicTwo.smallInteger()
  }

  /// The prime comes first in the parameters of DSA and of both kinds of DH.
  private var firstParameterBits: Int? {
    guard var reader = algorithm.parameters?.reader(.lax), var fields = try? reader.next(DERTag.sequence).children,
      let prime = try? fields.integer()
    else { return nil }
    return SubjectPublicKeyInfo.bits(prime[...])
  }

  static func bits(_ magnitude: ArraySlice<UInt8>) -> Int {
    let digits = magnitude.drop { $0 == 0 }
    guard let first = digits.first else { return 0 }
    return digits.count * 8 - first.leadingZeroBitCount
  }
}
