/// Domain parameters: what keys are made from, without a key (RFC 3279 §2.3, PKCS#3, RFC 5480).
package struct KeyParameters: Hashable, Sendable {
  /// What they are for.
  package let kind: Kind
  /// The bits of the prime or the field; nil for a named curve that is not known.
  package let bits: Int?
  /// The bits of the subgroup's order; nil where it is not given.
  package let orderBits: Int?
  /// The curve; nil for DH and DSA.
  package let curve: EllipticCurve?
  /// The DER.
  package let encoding: [UInt8]

  /// What parameters are for.
  package enum Kind: String, Hashable, Sendable {
    /// Diffie-Hellman after PKCS#3.
    case dh = "DH"
    /// Diffie-Hellman after X9.42.
    case dhx = "X9.42 DH"
    case dsa = "DSA"
    case ec = "EC"
  }

  /// The parameters of an encoding, whose kind is guessed by the sizes of its numbers where `kind` is nil.
  init(_ der: [UInt8], kind: Kind? = nil) throws(DERError) {
    encoding = der
    var reader = DERReader(der)
    if kind == .ec || reader.nextTag == DERTag.objectIdentifier || KeyParameters.looksExplicit(der) {
      let curve = try EllipticCurve(&reader)
      (self.kind, self.curve, self.bits, self.orderBits) = (.ec, curve, curve.bits, nil)
      try reader.finish()
      return
    }
    let sizes = try KeyParameters.sizes(der)
    guard let prime = sizes.first, sizes.count >= 2 else { throw DERError("a number is missing", at: 0) }
    let found = kind ?? KeyParameters.guess(sizes)
    self.kind = found
    bits = prime
    curve = nil
    switch found {
    case .dsa: orderBits = sizes[1]
    case .dhx: orderBits = sizes.count > 2 ? sizes[2] : nil
    default: orderBits = nil
    }
  }

  /// The sizes of the INTEGERs at the start of a SEQUENCE.
  private static func sizes(_ der: [UInt8]) throws(DERError) -> [Int] {
    var reader = try DERReader.single(der).children
    var sizes: [Int] = []
    while reader.nextTag == DERTag.integer { sizes.append(try reader.next().magnitudeBits) }
    return sizes
  }

  /// DSA is p, q, g; X9.42 is p, g, q; PKCS#3 is p, g and perhaps the length of private values.
  private static func guess(_ sizes: [Int]) -> Kind {
    guard sizes.count >= 3, sizes[2] > 32 else { return .dh }
    return sizes[1] <= 512 && sizes[2] > sizes[1] ? .dsa : .dhx
  }

  private static func looksExplicit(_ der: [UInt8]) -> Bool {
    guard var reader = try? DERReader.single(der).children, (try? reader.smallInteger()) != nil else { return false }
    return reader.nextTag == DERTag.sequence
  }
}

extension KeyParameters {
  /// The PEM label.
  package var label: String { "\(kind.rawValue) PARAMETERS" }

  /// The parameters in PEM.
  package var pem: [UInt8] { PEMEncoding.block(label, encoding) }
}
