/// The primes below 752, up to which a modulus is tried (SP 800-89 §5.3.3), packed so that one division of a large
/// number serves several of them.
enum SmallPrimes {
  /// Primes, and their product, which fits a word.
  struct Batch {
    var product: UInt64
    var primes: [UInt64]
  }

  /// The odd primes, ascending.
  static let odd: [UInt64] = stride(from: 3, to: 752, by: 2).filter { candidate in
    !stride(from: 3, to: candidate, by: 2).contains { $0 * $0 <= candidate && candidate % $0 == 0 }
  }

  /// All of them, ascending.
  static let batches: [Batch] = {
    var batches = [Batch(product: 1, primes: [])]
    for prime in odd {
      let (product, overflows) = batches[batches.count - 1].product.multipliedReportingOverflow(by: prime)
      if overflows {
        batches.append(Batch(product: prime, primes: [prime]))
      } else {
        batches[batches.count - 1].product = product
        batches[batches.count - 1].primes.append(prime)
      }
    }
    return batches
  }()
}

/// Whether a modulus has the form of those that Infineon's library made until 2017 (CVE-2017-15361): its primes are
/// k·M + (65537^a mod M), where M is the product of the first primes, so that the modulus too is a power of 65537
/// modulo each of them, and of one exponent.
struct ROCAFingerprint {
  /// The odd primes of the smallest M, that of keys of 512 bits.
  private static let primes = SmallPrimes.odd.prefix { $0 <= 167 }

  /// The powers of 65537 modulo a prime.
  private struct Powers {
    /// By residue: which power it is; nil where it is none.
    var exponents: [Int?]
    /// After so many the powers repeat.
    var order: Int

    init(modulo prime: UInt64) {
      exponents = Array(repeating: nil, count: Int(prime))
      order = 0
      var power: UInt64 = 1
      while exponents[Int(power)] == nil {
        exponents[Int(power)] = order
        order += 1
        power = power * 65_537 % prime
      }
    }
  }

  private static let powers: [Powers] = primes.map(Powers.init)

  private var found: [Int] = []
  private var isDisproved = false

  /// Takes the residues of the modulus, in ascending order of the odd primes.
  mutating func meet(_ residue: UInt64, modulo prime: UInt64) {
    guard !isDisproved, found.count < ROCAFingerprint.powers.count else { return }
    guard let exponent = ROCAFingerprint.powers[found.count].exponents[Int(residue)] else {
      isDisproved = true
      return
    }
    found.append(exponent)
  }

  /// Whether all residues are powers, and of one exponent: else one key in 240 million would fit by chance.
  var fits: Bool {
    let powers = ROCAFingerprint.powers
    guard !isDisproved, found.count == powers.count else { return false }
    for one in powers.indices {
      for other in 0..<one {
        let common = ROCAFingerprint.commonDivisor(powers[one].order, powers[other].order)
        if (found[one] - found[other]) % common != 0 { return false }
      }
    }
    return true
  }

  private static func commonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : commonDivisor(b, a % b) }
}
