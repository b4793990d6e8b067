package import Vocabulary

/// The numbers of a public key, between the SSH wire format and SubjectPublicKeyInfo.
package enum SSHKeyValue: Hashable, Sendable {
  /// Modulus and public exponent, as magnitudes.
  case rsa(modulus: [UInt8], exponent: [UInt8])
  /// The curve and the encoded point.
  case ec(SSHCurve, point: [UInt8])
  /// The 32 octets of RFC 8032.
  case ed25519([UInt8])
  /// The 57 octets of RFC 8032.
  case ed448([UInt8])
  /// The domain and the public value, as magnitudes.
  case dsa(p: [UInt8], q: [UInt8], g: [UInt8], y: [UInt8])

  /// The name that keys are called by: `RSA`, `EC`, `Ed25519`.
  package var algorithm: String {
    switch self {
    case .rsa: "RSA"
    case .ec: "EC"
    case .ed25519: "Ed25519"
    case .ed448: "Ed448"
    case .dsa: "DSA"
    }
  }

  /// The size as operators count it.
  package var bits: Int {
    switch self {
    case .rsa(let modulus, _): modulus.bitWidthOfMagnitude
    case .ec(let curve, _): curve.bits
    case .ed25519: 256
    case .ed448: 456
    case .dsa(let p, _, _, _): p.bitWidthOfMagnitude
    }
  }

  /// The curve's name; nil where the key is on none that is chosen.
  package var curve: String? {
    guard case .ec(let curve, _) = self else { return nil }
    return curve.shown
  }

  /// The DER of the SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
  package var subjectPublicKeyInfo: [UInt8] {
    var writer = DERWriter()
    writer.sequence {
      $0.sequence { putAlgorithm(&$0) }
      $0.bitString(keyOctets)
    }
    return writer.bytes
  }

  /// The content of an AlgorithmIdentifier for this key.
  func putAlgorithm(_ writer: inout DERWriter) {
    switch self {
    case .rsa:
      writer.objectIdentifier(.rsaEncryption)
      writer.put(DERTag.null, [])
    case .ec(let curve, _):
      writer.objectIdentifier(.ecPublicKey)
      writer.objectIdentifier(curve.identifier)
    case .ed25519: writer.objectIdentifier(.ed25519)
    case .ed448: writer.objectIdentifier(.ed448)
    case .dsa(let p, let q, let g, _):
      writer.objectIdentifier(.dsa)
      writer.sequence {
        $0.magnitude(p)
        $0.magnitude(q)
        $0.magnitude(g)
      }
    }
  }

  /// What the BIT STRING of a SubjectPublicKeyInfo holds.
  private var keyOctets: [UInt8] {
    var writer = DERWriter()
    switch self {
    case .rsa(let modulus, let exponent):
      writer.sequence {
        $0.magnitude(modulus)
        $0.magnitude(exponent)
      }
    case .ec(_, let point): return point
    case .ed25519(let octets), .ed448(let octets): return octets
    case .dsa(_, _, _, let y): writer.magnitude(y)
    }
    return writer.bytes
  }
}

/// The curves of RFC 5656 §10.1.
package enum SSHCurve: String, Hashable, Sendable, CaseIterable {
  case nistp256
  case nistp384
  case nistp521

  /// The field's size.
  package var bits: Int {
    switch self {
    case .nistp256: 256
    case .nistp384: 384
    case .nistp521: 521
    }
  }

  /// The name that operators know: `P-256`.
  package var shown: String { "P-\(bits)" }

  /// The identifier in AlgorithmIdentifiers.
  package var identifier: ObjectIdentifier {
    switch self {
    case .nistp256: .p256
    case .nistp384: .p384
    case .nistp521: .p521
    }
  }
}

extension DERWriter {
  /// The non-negative INTEGER with this big-endian magnitude.
  mutating func magnitude(_ magnitude: [UInt8]) {
    put(DERTag.integer, SerialNumber(magnitude: magnitude).content)
  }
}

extension Collection<UInt8> {
  /// How many bits a big-endian number of these octets has.
  var bitWidthOfMagnitude: Int {
    let digits = drop { $0 == 0 }
    guard let first = digits.first else { return 0 }
    return digits.count * 8 - first.leadingZeroBitCount
  }
}
