import OpenSSL
import Vocabulary

@testable import PKICore

/// Moduli and keys that are weak in one way each. What is looked for does not depend on the factors being prime, so
/// they are only free of small factors.
enum WeakSpecimen {
  /// A random odd number of so many bits that no prime below 752 divides.
  static func factor(bits: Int = 512) throws -> BigNumber {
    while true {
      var magnitude = (0..<bits / 8).map { _ in UInt8.random(in: 0...255) }
      magnitude[0] |= 0xc0
      magnitude[magnitude.count - 1] |= 1
      if let number = try sound(magnitude) { return number }
    }
  }

  private static func sound(_ magnitude: [UInt8]) throws -> BigNumber? {
    try WeakModulus(magnitude).remainders.factor == nil ? BigNumber(magnitude: magnitude) : nil
  }

  /// The next such number above one that is so far away.
  static func factor(above start: BigNumber, by distance: BigNumber) throws -> BigNumber {
    var candidate = try start.sum(distance)
    if !candidate.isOdd { candidate = try candidate.sum(BigNumber(1)) }
    while true {
      if let found = try sound(candidate.magnitude) { return found }
      candidate = try candidate.sum(BigNumber(2))
    }
  }

  /// A factor as Infineon's library made them: k·M + (65537^a mod M), M the product of the primes up to 167.
  static func rocaFactor() throws -> BigNumber {
    var product = try BigNumber(2)
    for prime in SmallPrimes.odd where prime <= 167 { product = try product.product(BigNumber(prime)) }
    while true {
      var power = try BigNumber(1)
      for _ in 0..<Int.random(in: 100...2_000) { power = try power.product(BigNumber(65_537)).remainder(by: product) }
      let factor = try BigNumber(magnitude: (0..<36).map { _ in UInt8.random(in: 1...255) }).product(product).sum(power)
      if let found = try sound(factor.magnitude) { return found }
    }
  }

  // MARK: - Keys

  static func rsa(_ modulus: BigNumber, exponent: [UInt8] = [1, 0, 1]) throws -> SubjectPublicKeyInfo {
    var key = DERWriter()
    key.sequence {
      $0.put(DERTag.integer, integer(modulus.magnitude))
      $0.put(DERTag.integer, integer(exponent))
    }
    return try SubjectPublicKeyInfo(
      der: CertificateRecipe.publicKey(.rsaEncryption, [DERTag.null, 0], key.bytes))
  }

  private static func integer(_ magnitude: [UInt8]) -> [UInt8] {
    magnitude.first.map { $0 >= 0x80 } ?? true ? [0] + magnitude : magnitude
  }

  /// A modulus with nothing wrong.
  static func modulus() throws -> BigNumber { try factor(bits: 1_024).product(factor(bits: 1_024)) }

  static func ec(_ curve: KeyType.Curve) throws -> SubjectPublicKeyInfo {
    try SubjectPublicKeyInfo(der: PrivateKey.generate(.ec(curve)).publicKeyInfo())
  }

  /// A certificate for a key, which nobody signed.
  static func certificate(
    _ key: SubjectPublicKeyInfo, name: String = "leaf", signature: ObjectIdentifier = .sha256WithRSA
  ) throws -> Certificate {
    var recipe = CertificateRecipe()
    recipe.subject = CertificateRecipe.name(name)
    recipe.publicKey = key.encoding.array
    recipe.innerAlgorithm = signature
    recipe.outerAlgorithm = signature
    return try Certificate(der: recipe.der)
  }

  /// A holder of a key as a certificate would be.
  static func holder(_ key: SubjectPublicKeyInfo, name: String) throws -> SurveyedKey {
    var item = Item(.certificate, .der)
    item.content = .certificate(try certificate(key, name: name))
    guard let holder = try SurveyedKey(item, file: name + ".crt", subject: name) else {
      throw DERError("no key", at: 0)
    }
    return holder
  }
}
