package import Vocabulary

/// The curve of a key or of EC parameters (RFC 5480 §2.1.1, X9.62).
package enum EllipticCurve: Hashable, Sendable {
  /// A curve by its identifier.
  case named(ObjectIdentifier)
  /// A curve that is written out, with so many bits in its field.
  case explicit(bits: Int)
  /// A curve that is written out over a field of characteristic two.
  case explicitBinary(bits: Int)

  /// The name that operators know: `P-256`; the dotted identifier where there is none.
  package var name: String {
    switch self {
    case .named(let identifier): identifier.curveName
    case .explicit: "explicit parameters"
    case .explicitBinary: "explicit binary parameters"
    }
  }

  /// The bits of the field; nil for a named curve that is not known.
  package var bits: Int? {
    switch self {
    case .named(let identifier): ObjectIdentifierRegistry.curves[identifier]?.bits
    case .explicit(let bits), .explicitBinary(let bits): bits
    }
  }

  /// Reads ECParameters: an identifier, or a curve written out.
  init(_ reader: inout DERReader) throws(DERError) {
    guard reader.nextTag != DERTag.objectIdentifier else {
      self = .named(try reader.objectIdentifier())
      return
    }
    var explicit = try reader.next(DERTag.sequence).children
    _ = try explicit.smallInteger()
    var field = try explicit.next(DERTag.sequence).children
    let type = try field.objectIdentifier()
    if type == EllipticCurve.primeField {
      self = .explicit(bits: try field.next(DERTag.integer).magnitudeBits)
    } else {
      var characteristic = try field.next(DERTag.sequence).children
      self = .explicitBinary(bits: try characteristic.smallInteger())
    }
    _ = try explicit.next(DERTag.sequence)
    _ = try explicit.next(DERTag.octetString)
    _ = try explicit.next(DERTag.integer)
  }

  private static let primeField = ObjectIdentifier(1, 2, 840, 10045, 1, 1)
}

extension DERElement {
  /// How many bits the content has as a non-negative number; no copy is made.
  var magnitudeBits: Int { bytes[range].bitWidthOfMagnitude }
}
