internal import OpenSSL

/// What can be found out about an RSA modulus by itself, cheapest first: a small factor and the form of ROCA from one
/// round of small remainders (10 µs at 2,048 bits), close primes from one square root (20 µs).
struct WeakModulus {
  /// The most bits that are looked at: beyond it the arithmetic takes seconds.
  static let mostBits = 8_192
  /// How many squares Fermat's method tries, as the CA/Browser Forum asks (Baseline Requirements §6.1.1.3).
  static let fermatRounds: UInt64 = 100

  let modulus: BigNumber

  /// The modulus with these big-endian octets.
  init(_ magnitude: [UInt8]) throws(OpenSSLError) {
    self.modulus = try BigNumber(magnitude: magnitude)
  }

  // MARK: - Small remainders

  /// The least prime below 752 that divides it, and whether it has the form of ROCA.
  var remainders: (factor: UInt64?, isROCA: Bool) {
    guard modulus.isOdd else { return (2, false) }
    var fingerprint = ROCAFingerprint()
    for batch in SmallPrimes.batches {
      let remainder = modulus.remainder(by: batch.product)
      for prime in batch.primes {
        let residue = remainder % prime
        if residue == 0 { return (prime, false) }
        fingerprint.meet(residue, modulo: prime)
      }
    }
    return (nil, fingerprint.fits)
  }

  // MARK: - Fermat's method

  /// Whether its primes are so close that Fermat's method finds them: n = a² - b² for an a just above the root.
  func hasClosePrimes() throws(OpenSSLError) -> Bool {
    guard modulus.isOdd else { return false }
    var start = try modulus.squareRoot()
    if try start.square() == modulus { return true }
    start = try start.sum(BigNumber(1))
    let sieve = SquareSieve(start: start, modulus: modulus)
    for round in 0..<WeakModulus.fermatRounds where sieve.mayBeSquare(round) {
      let square = try start.sum(BigNumber(round)).square().difference(modulus)
      if try square.squareRoot().square() == square { return true }
    }
    return false
  }
}

/// Rounds of Fermat's method that cannot succeed, told by small remainders: a square has a square's remainder.
private struct SquareSieve {
  private static let moduli: [UInt64] = [64, 63, 65, 11, 17, 19, 23, 31]
  private static let product: UInt64 = moduli.reduce(1, *)
  private static let squares: [[Bool]] = moduli.map { modulus in
    var isSquare = [Bool](repeating: false, count: Int(modulus))
    for root in 0..<modulus { isSquare[Int(root * root % modulus)] = true }
    return isSquare
  }

  private let start: UInt64
  private let modulus: UInt64

  init(start: BigNumber, modulus: BigNumber) {
    self.start = start.remainder(by: SquareSieve.product)
    self.modulus = modulus.remainder(by: SquareSieve.product)
  }

  /// Whether (start + round)² - n may be a square.
  func mayBeSquare(_ round: UInt64) -> Bool {
    for (index, small) in SquareSieve.moduli.enumerated() {
      let a = (start + round) % small
      let difference = (a * a + small - modulus % small) % small
      if !SquareSieve.squares[index][Int(difference)] { return false }
    }
    return true
  }
}
