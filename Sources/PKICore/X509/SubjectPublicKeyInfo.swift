import Vocabulary

/// A public key with its algorithm (RFC 5280 §4.1.2.7), as it is encoded.
package struct SubjectPublicKeyInfo: Sendable {
  /// The algorithm of the key, with its curve or other parameters.
  package let algorithm: AlgorithmIdentifier
  /// The octets of the key itself: the content of the BIT STRING without the count of unused bits.
  package let key: DERSlice
  /// The DER of the whole, which pins and key identifiers are made of.
  package let encoding: DERSlice

  /// The bare public key that `der` consists of; of what is no strict DER, what libcrypto reads.
  package init(der: [UInt8]) throws(DERError) {
    do {
      var reader = DERReader(der)
      try self.init(&reader)
      try reader.finish()
    } catch let strict {
      var reader = DERReader(der, rules: .lax)
      do { try self.init(&reader) } catch { throw strict }
    }
  }
}

extension SubjectPublicKeyInfo: DERReadable {
  /// A SubjectPublicKeyInfo; the key inside is not looked at.
  package init(_ reader: inout DERReader) throws(DERError) {
    let element = try reader.next(DERTag.sequence)
    var fields = element.children
    self.algorithm = try AlgorithmIdentifier(&fields)
    self.key = try fields.bitStringSlice().octets
    try fields.finish()
    self.encoding = element.slice
  }
}

// MARK: - Sameness

extension SubjectPublicKeyInfo: Hashable {
  package static func == (a: SubjectPublicKeyInfo, b: SubjectPublicKeyInfo) -> Bool { a.encoding == b.encoding }

  package func hash(into hasher: inout Hasher) { hasher.combine(encoding) }

  /// Whether both are the same key, though one may be encoded otherwise: an RSA key without its NULL, a curve point
  /// in its compressed form.
  package func sameKey(as other: SubjectPublicKeyInfo) -> Bool {
    if self == other { return true }
    guard algorithm.algorithm == other.algorithm.algorithm else { return false }
    switch algorithm.algorithm {
    case .rsaEncryption:
      guard let a = rsaKey, let b = other.rsaKey else { return key == other.key }
      return a == b
    case .ecPublicKey:
      return algorithm.parameters == other.algorithm.parameters && samePoint(as: other)
    default:
      return algorithm.parameters == other.algorithm.parameters && key == other.key
    }
  }

  /// A compressed point is the abscissa and the parity of the ordinate (SEC 1 §2.3.3).
  private func samePoint(as other: SubjectPublicKeyInfo) -> Bool {
    if key == other.key { return true }
    guard let a = point, let b = other.point, a.isOdd == b.isOdd, a.x == b.x else { return false }
    return a.y == nil || b.y == nil || a.y == b.y
  }

  private var point: (x: ArraySlice<UInt8>, y: ArraySlice<UInt8>?, isOdd: Bool)? {
    guard let form = key.octets.first else { return nil }
    let rest = key.octets.dropFirst()
    switch form {
    case 2, 3: return (rest, nil, form == 3)
    case 4, 6, 7:
      guard rest.count % 2 == 0, let last = rest.last else { return nil }
      return (rest.prefix(rest.count / 2), rest.suffix(rest.count / 2), last & 1 == 1)
    default: return nil
    }
  }
}
