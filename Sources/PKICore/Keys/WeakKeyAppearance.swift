import Vocabulary

extension SubjectPublicKeyInfo {
  /// What is weak at first sight: size, exponent, algorithm and curve. Costs nothing to speak of.
  package var apparentWeaknesses: [KeyWeakness] {
    let key = keyDescription
    var found: [KeyWeakness] = []
    if isWeak { found.append(KeyWeakness(.short, "is too weak (\(key.size))")) }
    switch algorithm.algorithm {
    case .rsaEncryption, .rsassaPss:
      if let rsa = rsaKey { found += rsa.apparentWeaknesses }
    case .dsa: found.append(KeyWeakness(.algorithm, "is for DSA, which has been withdrawn"))
    case .ecPublicKey:
      if key.hasExplicitParameters {
        found.append(KeyWeakness(.explicitCurve, "has its curve written out instead of named"))
      } else if let curve = namedCurve, !SubjectPublicKeyInfo.commonCurves.contains(curve) {
        found.append(KeyWeakness(.curve, "is on \(curve.curveName), which not every peer has"))
      }
    default: break
    }
    return found
  }

  static let commonCurves: Set<ObjectIdentifier> = [.p256, .p384, .p521]
}

extension RSAPublicKey {
  /// Whether the exponent is odd and between 2^16 and 2^256, as SP 800-56B §6.4.1 has it.
  var hasStandardExponent: Bool {
    let size = SubjectPublicKeyInfo.bits(exponent[...])
    return exponent.last.map { $0 & 1 == 1 } ?? false && size > 16 && size <= 256
  }

  fileprivate var apparentWeaknesses: [KeyWeakness] {
    guard !hasStandardExponent else {
      return isBelow(exponent, modulus) ? [] : [KeyWeakness(.wrongExponent, "has a public exponent above its modulus")]
    }
    let size = SubjectPublicKeyInfo.bits(exponent[...])
    if size > 256 {
      return [
        KeyWeakness(
          .wrongExponent, "has a public exponent of \(size) bits: more than 256 may hide a small private exponent")
      ]
    }
    let value = exponent.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    if size <= 1 {
      return [KeyWeakness(.wrongExponent, "has the public exponent \(value), with which nothing is secret")]
    }
    if exponent.last.map({ $0 & 1 == 0 }) ?? true {
      let shown = size <= 64 ? "public exponent \(value)" : "public exponent of \(size) bits"
      return [KeyWeakness(.wrongExponent, "has an even \(shown), with which RSA does not work")]
    }
    return [KeyWeakness(.smallExponent, "has the public exponent \(value); 65537 is the least that should be used")]
  }

  private func isBelow(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    a.count != b.count ? a.count < b.count : a.lexicographicallyPrecedes(b)
  }
}
